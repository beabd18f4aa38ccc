import Testing
import WorkshopModel

/// An answer as it came over the wire.
struct RawResponse {
    var status: Int
    var head: String
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    func json() throws -> JSONText { try JSONText(parsing: body) }

    /// The value of a header, by its name in any case.
    func header(_ name: String) -> String? {
        for line in head.split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == name.lowercased() {
                return String(parts[1].drop { $0 == " " })
            }
        }
        return nil
    }
}

extension RawConnection {
    /// Reads one answer with its body.
    ///
    /// - Parameter hasBody: no after `HEAD`.
    func readResponse(hasBody: Bool = true) throws -> RawResponse {
        let head = try take(through: "\r\n\r\n")
        let status = Int(head.dropFirst(9).prefix(3)) ?? 0
        var response = RawResponse(status: status, head: head, body: [])
        guard hasBody, status != 204, status != 304, status >= 200 else { return response }
        if let length = response.header("content-length").flatMap({ Int($0) }) {
            response.body = try take(length)
        } else if response.header("transfer-encoding") == "chunked" {
            while let chunk = try readChunk() { response.body += chunk }
        } else {
            response.body = try takeAll()
        }
        return response
    }

    /// Reads one chunk; `nil` for the last.
    func readChunk() throws -> [UInt8]? {
        let size = try take(through: "\r\n").dropLast(1)
        let count = try #require(Int(size, radix: 16), "'\(size)' is no chunk size")
        let bytes = try take(count)
        #expect(try take(through: "\r\n") == "\r\n")
        return count == 0 ? nil : bytes
    }
}
