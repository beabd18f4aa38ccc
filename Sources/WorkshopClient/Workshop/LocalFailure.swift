import Glibc

/// An operation of this machine's system that failed.
public struct LocalFailure: Error, Sendable, Hashable {
    /// What was tried, as in `cannot read 'notes.txt'`.
    public let attempt: String
    /// The system's error number; 0 when the system was content and the content was not.
    public let errorNumber: Int32
    private let reason: String

    public init(_ attempt: String, errorNumber: Int32) {
        self.attempt = attempt
        self.errorNumber = errorNumber
        reason = LocalFailure.text(of: errorNumber)
    }

    public init(_ attempt: String, reason: String) {
        self.attempt = attempt
        errorNumber = 0
        self.reason = reason
    }

    /// One line, lower case, no full stop.
    public var message: String { "\(attempt): \(reason)" }

    /// The system's words for an error number, in lower case as they stand within a sentence.
    static func text(of errorNumber: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(errorNumber, &buffer, buffer.count) == 0 else {
            return "error \(errorNumber)"
        }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: bytes, as: UTF8.self)
        // "No such file" is a sentence, "RPC struct is bad" an acronym.
        guard let second = text.dropFirst().first, second.isLowercase else { return text }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
