import WorkshopModel

/// The other bodies that are read: a request that is accepted and written by the client is read
/// as what it was, and a refusal is one line.
enum RequestsProperty {
    static func check(_ body: [UInt8]) throws(Violation) {
        try check(body, "a new task") { bytes throws(APIError) in
            try TaskDraft(parsing: bytes).json
        }
        try check(body, "a wish for a task") { bytes throws(APIError) in
            try NextTaskRequest(parsing: bytes).json
        }
        try check(body, "a heartbeat") { bytes throws(APIError) in
            try PresenceBeat(parsing: bytes).json
        }
        for verb in TaskVerb.allCases {
            try check(body, verb.rawValue) { bytes throws(APIError) in
                try TaskRequest(parsing: bytes, id: "1", verb: verb).json
            }
        }
    }

    static func checkRefusal(_ error: APIError) throws(Violation) {
        try require(error.code == .malformed, "what is wrong with a request is its form")
        try require(!error.message.isEmpty, "a refusal says why")
        try require(error.message.isInert, "a refusal is a line that is safe to print")
        try require(error.json["error"]?.string == error.message, "a refusal is sent as JSON")
    }

    /// - Parameter written: the request as it is read and written again.
    private static func check(
        _ body: [UInt8], _ name: String,
        written: (UnsafeBufferPointer<UInt8>) throws(APIError) -> JSONText
    ) throws(Violation) {
        let first: JSONText
        do throws(APIError) {
            first = try body.withUnsafeBufferPointer(written)
        } catch {
            return try checkRefusal(error)
        }
        do throws(APIError) {
            let second = try first.bytes.withUnsafeBufferPointer(written)
            guard first != second else { return }
        } catch {
            throw Violation(sentence: "\(name) that is written is read: \(error.message)")
        }
        throw Violation(sentence: "\(name) that is written is read as what it was: \(first)")
    }
}
