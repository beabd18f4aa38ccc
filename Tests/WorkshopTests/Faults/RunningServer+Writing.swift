import Foundation
import WorkshopModel

extension RunningServer {
    func publish(_ type: String, _ body: String = "{}") async throws -> PlainConnection.Answer {
        try await ask("POST", "/ch/a", #"{"from":"me","type":"\#(type)","body":\#(body)}"#)
    }

    func upload(_ bytes: [UInt8]) async throws -> PlainConnection.Answer {
        let port = port
        return try await onThread { try PlainConnection(port: port).ask("POST", "/files", bytes) }
    }

    /// The types of all messages, in order.
    func types() async throws -> [String] {
        try await wholeHistory().map { try Envelope(parsing: Array($0.utf8)).type }
    }

    /// What `/status` says of the disk.
    func storage() async throws -> JSONText? {
        try JSONText(parsing: try await ask("GET", "/status").body)["storage"]
    }

    /// What uploads that are under way, or were cut off, have in the folder of the files.
    func uploadsInHand() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.file("blobs"))
            .filter { !$0.hasPrefix("sha256:") }
    }
}

extension PlainConnection.Answer {
    func member(_ key: String) -> String {
        // What is no JSON has no members.
        (try? JSONText(parsing: body))?[key]?.string ?? ""
    }

    var error: String { member("error") }
}
