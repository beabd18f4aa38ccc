import Testing
import WorkshopModel

/// Every kind of wrong input on every endpoint: its status, a word of the sentence that names the
/// fix, and nothing stored.
@Suite("Wrong input")
struct WrongInputTests {
    struct Case: Sendable {
        let method: String
        let target: String
        let body: String?
        let status: Int
        let sentence: String

        init(_ method: String, _ target: String, _ body: String?, _ status: Int, _ sentence: String)
        {
            self.method = method
            self.target = target
            self.body = body
            self.status = status
            self.sentence = sentence
        }
    }

    private static let long = String(repeating: "x", count: 129)
    private static let deep =
        String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    private static let hash = "sha256:" + String(repeating: "0", count: 64)

    static let publishing: [Case] = [
        Case("POST", "/ch/a", "{", 400, "invalid JSON at byte 1"),
        Case("POST", "/ch/a", "[1]", 400, "must be a JSON object"),
        Case("POST", "/ch/a", "", 400, "'from' is missing"),
        Case("POST", "/ch/a", #"{"from":"a"}"#, 400, "'type' is missing"),
        Case("POST", "/ch/a", #"{"from":1,"type":"t"}"#, 400, "'from' must be a string"),
        Case("POST", "/ch/a", #"{"from":" ","type":"t"}"#, 400, "'from' is blank"),
        Case("POST", "/ch/a", #"{"from":"a","type":""}"#, 400, "'type' is empty"),
        Case("POST", "/ch/a", #"{"from":"\#(long)","type":"t"}"#, 400, "129 bytes"),
        Case("POST", "/ch/a", #"{"from":"a","type":"t","v":1.5}"#, 400, "64-bit integer"),
        Case("POST", "/ch/a", #"{"from":"a","type":"t","files":{}}"#, 400, "array of strings"),
        Case("POST", "/ch/a", #"{"from":"a","type":"t","files":["x"]}"#, 400, "64 lower-case"),
        Case("POST", "/ch/a", #"{"from":"a","type":"t","reply_to":{}}"#, 400, "must be a string"),
        Case("POST", "/ch/a", #"{"from":"a","type":"t","body":\#(deep)}"#, 400, "deeper than 256"),
        Case("POST", "/ch/a", #"{"from":"a","type":"t","body":01}"#, 400, "leading zero"),
        Case("POST", "/ch/\(long)", #"{"from":"a","type":"t"}"#, 400, "129 bytes"),
        Case("POST", "/ch/", #"{"from":"a","type":"t"}"#, 400, "'ch' is empty"),
        Case("POST", "/ch/a%2Fb", #"{"from":"a","type":"t"}"#, 400, "'/'"),
        Case("POST", "/ch/a%0Ab", #"{"from":"a","type":"t"}"#, 400, "control character"),
        Case("POST", "/ch/%FF", #"{"from":"a","type":"t"}"#, 400, "UTF-8"),
        Case("POST", "/ch/%4", #"{"from":"a","type":"t"}"#, 400, "hexadecimal"),
    ]

    static let reading: [Case] = [
        Case("GET", "/nowhere", nil, 404, "nothing at '/nowhere'"),
        Case("GET", "/ch/a?since=x", nil, 400, "'since' must be an id"),
        Case("GET", "/?format=xml", nil, 400, "'ndjson' or 'sse'"),
        Case("GET", "/?from=", nil, 400, "'from' is empty"),
        Case("GET", "/history?n=0", nil, 400, "'n' must be a whole number"),
        Case("GET", "/history?n=1&first=1", nil, 400, "exclude each other"),
        Case("GET", "/ch/a/history?before=zzz", nil, 400, "'before' must be an id"),
        Case("GET", "/history?type=%zz", nil, 400, "hexadecimal"),
        Case("GET", "/tasks?status=late", nil, 400, "'open', 'claimed' or 'done'"),
        Case("GET", "/tasks?n=x", nil, 400, "'n' must be a whole number"),
        Case("GET", "/tasks?before=1", nil, 400, "'before' must be an id"),
        Case("GET", "/tasks/none", nil, 404, "none"),
        Case("GET", "/files/none", nil, 400, "64 lower-case hexadecimal"),
        Case("GET", "/files/\(hash)", nil, 404, hash),
        Case("DELETE", "/ch/a", nil, 405, "which takes GET, HEAD, POST, OPTIONS"),
    ]

    static let working: [Case] = [
        Case("POST", "/tasks", #"{"title":"t"}"#, 400, "'from' is missing"),
        Case("POST", "/tasks", #"{"from":"a"}"#, 400, "'title' is missing"),
        Case("POST", "/tasks", #"{"from":"a","title":" "}"#, 400, "'title' is blank"),
        Case("POST", "/tasks", #"{"from":"a","title":7}"#, 400, "'title' must be a string"),
        Case("POST", "/tasks", #"{"from":"a","title":"t","for":[]}"#, 400, "'for' must be"),
        Case("POST", "/tasks", #"{"from":"a","title":"t","ch":"a/b"}"#, 400, "'/'"),
        Case("POST", "/tasks", "nonsense", 400, "invalid JSON"),
        Case("POST", "/tasks/x/claim", "{}", 400, "'from' is missing"),
        Case("POST", "/tasks/x/claim", #"{"from":"a"}"#, 404, "x"),
        Case("POST", "/tasks/x/done", #"{"from":"a","files":[1]}"#, 400, "array of strings"),
        Case("POST", "/tasks/x/done", #"{"from":"a"}"#, 404, "x"),
        Case("POST", "/tasks/x/update", #"{"from":"a","claim":1}"#, 400, "'claim' must be"),
        Case("POST", "/tasks/x/interrupt", #"{"from":"a","reason":1}"#, 400, "'reason' must be"),
        Case("POST", "/tasks/x/explode", #"{"from":"a"}"#, 404, "nothing at"),
        Case("POST", "/presence", "{}", 400, "'from' is missing"),
        Case("POST", "/presence", #"{"from":"a","channels":"x"}"#, 400, "array of strings"),
        Case("POST", "/presence", #"{"from":"a","channels":["a/b"]}"#, 400, "'/'"),
        Case("POST", "/presence", #"{"from":"a","meta":[]}"#, 400, "'meta' must be an object"),
    ]

    @Test("gets its status and a sentence, and stores nothing")
    func table() async throws {
        try await RunningServer.with { server in
            for wrong in Self.publishing + Self.reading + Self.working {
                let response = try server.request(wrong.method, wrong.target, wrong.body)
                let what = "\(wrong.method) \(wrong.target) \(wrong.body ?? "")"
                #expect(response.status == wrong.status, "\(what): \(response.text)")
                let sentence = try response.json()["error"]?.string ?? ""
                #expect(sentence.contains(wrong.sentence), "\(what): \(sentence)")
            }
            let status = try server.request("GET", "/status").json()
            #expect(status["messages"]?.integer == 0)
            #expect(status["tasks"]?.integer == 0)
            #expect(try server.request("GET", "/presence").text == "[]")
        }
    }

    @Test("of any byte in any field never breaks the server")
    func everyByte() async throws {
        try await RunningServer.with { server in
            for byte in UInt8.min...UInt8.max {
                for field in ["from", "type", "body", "reply_to"] {
                    var bytes = Array(#"{"from":"a","type":"t","\#(field)":""#.utf8)
                    bytes.append(byte)
                    bytes += Array("\"}".utf8)
                    let status = try server.request("POST", "/ch/a", bytes: bytes).status
                    #expect(status == 201 || status == 400)
                }
            }
            let lines = try server.request("GET", "/ch/a/history?n=10000").text
            for line in lines.split(separator: "\n") {
                _ = try Envelope(parsing: Array(line.utf8))
            }
        }
    }
}
