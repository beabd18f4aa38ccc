import WorkshopBench

/// What is asked of a server that holds much or little.
struct HistoryQuestion {
    let name: String
    let target: String
    /// Messages that the answer must have; `nil` when it is no history.
    let messages: Int?

    static let channel = "load"
    static let commonType = "msg.load"
    static let rareType = "msg.rare"
    /// Messages of the rare type, however many there are of the other.
    static let rareMessages = 100

    static let all = [
        HistoryQuestion(name: "history", target: "/ch/\(channel)/history?n=100", messages: 100),
        HistoryQuestion(
            name: "rare type", target: "/ch/\(channel)/history?n=100&type=\(rareType)",
            messages: rareMessages),
        HistoryQuestion(name: "status", target: "/status", messages: nil),
    ]

    /// - Throws: unless the answer holds what was asked for.
    func check(_ answer: [UInt8]) throws(BenchmarkError) {
        guard let messages else { return }
        let lines = answer.count { $0 == UInt8(ascii: "\n") }
        guard lines == messages else {
            throw .brokenPromise("'\(target)' answered \(lines) messages in place of \(messages)")
        }
    }
}
