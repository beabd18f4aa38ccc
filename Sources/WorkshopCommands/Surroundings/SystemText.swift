import Glibc

/// The system's words for an error number, as they stand within a sentence.
enum SystemText {
    static func of(_ errorNumber: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(errorNumber, &buffer, buffer.count) == 0,
            let text = String(validating: buffer.prefix { $0 != 0 }, as: UTF8.self)
        else { return "error \(errorNumber)" }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
