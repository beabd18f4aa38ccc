import Foundation

/// The protocol that browsers are driven by (W3C WebDriver). The driver's answers are short; each
/// command has a connection of its own.
enum WebDriver {
    /// What the driver has against a command: a script that threw, an element that is not there.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// An answer that nobody looks at.
    struct Nothing: Decodable {
        init(from decoder: any Decoder) {}
    }

    private struct Answer<Value: Decodable>: Decodable { let value: Value }

    private struct Problem: Decodable { let error, message: String }

    static func send<Value: Decodable>(
        _ port: Int, _ method: String, _ path: String, _ body: [String: Any]? = nil
    ) async throws -> Value {
        let bytes = try body.map { Array(try JSONSerialization.data(withJSONObject: $0)) }
        return try decode(
            try await onThread { try PlainConnection(port: port).ask(method, path, bytes) },
            to: path)
    }

    /// The same on a thread that may block.
    static func ask<Value: Decodable>(
        _ port: Int, _ method: String, _ path: String, _ body: [String: Any]? = nil
    ) throws -> Value {
        let bytes = try body.map { Array(try JSONSerialization.data(withJSONObject: $0)) }
        return try decode(try PlainConnection(port: port).ask(method, path, bytes), to: path)
    }

    private static func decode<Value: Decodable>(
        _ answer: PlainConnection.Answer, to path: String
    ) throws -> Value {
        let data = Data(answer.body)
        guard answer.status == 200 else {
            let problem = try? JSONDecoder().decode(Answer<Problem>.self, from: data)
            throw Refusal(description: problem?.value.message ?? "\(path): no answer")
        }
        return try JSONDecoder().decode(Answer<Value>.self, from: data).value
    }
}
