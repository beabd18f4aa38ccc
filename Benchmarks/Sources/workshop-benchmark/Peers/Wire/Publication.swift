/// The bytes that publish a message, made once; before each sending only its number is changed.
struct Publication {
    /// What shows that a message was taken.
    enum Acknowledgement {
        /// A 2xx answer.
        case http
        /// Lines: so many for each, and how the last of them must begin.
        case lines(Int, lastBeginsWith: String)
        /// A PUBACK of MQTT, four bytes.
        case packet
    }

    private(set) var bytes: [UInt8]
    let acknowledgement: Acknowledgement
    private let numberEnd: Int

    /// - Parameter bytes: hold a body that `body(bytes:)` made.
    init(_ bytes: [UInt8], acknowledgement: Acknowledgement) {
        guard let mark = bytes.lastIndex(of: Publication.mark) else {
            preconditionFailure("a message without a number")
        }
        self.bytes = bytes
        self.acknowledgement = acknowledgement
        numberEnd = mark + 1 + Publication.digits
    }

    init(_ text: String, acknowledgement: Acknowledgement) {
        self.init(Array(text.utf8), acknowledgement: acknowledgement)
    }

    mutating func setNumber(_ number: Int) {
        var rest = number
        for place in 1...Publication.digits {
            bytes[numberEnd - place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    /// Comes before the number of a message, which stands at its end, and nowhere else in what any
    /// of the servers sends.
    static let mark = UInt8(ascii: "#")
    static let digits = 12

    /// The body that every server is given: a JSON object whose last member ends in a number.
    static func body(bytes count: Int = PublishRow.bodyBytes) -> String {
        let end = "#" + String(repeating: "0", count: digits) + #""}"#
        let beginning = #"{"text":""#
        let filling = count - beginning.utf8.count - end.utf8.count
        return beginning + String(repeating: "x", count: filling) + end
    }
}
