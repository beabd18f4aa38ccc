import NIOCore
import WorkshopModel

/// An answer whose body is whole.
struct Response {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var contentType: String? = "application/json"
    var body: [UInt8] = []
    /// What `Content-Length` says where the body is not sent: `HEAD`, 304.
    var announcedLength: Int64?

    init(status: Int, json: JSONText) {
        self.status = status
        body = json.bytes
    }

    init(_ error: APIError) {
        self.init(status: error.code.status, json: error.json)
        if error.code == .unavailable { headers.append(("Retry-After", "1")) }
    }

    init(status: Int, contentType: String?, body: [UInt8] = []) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

/// The head of every answer.
struct ResponseHead {
    enum Framing {
        case length(Int64)
        case chunked
        /// The body ends with the connection.
        case untilClose
        /// 204 and 304.
        case noBody
    }

    var status: Int
    var headers: [(name: String, value: String)]
    var contentType: String?
    var framing: Framing
    var isVersion10: Bool
    var keepAlive: Bool
    var allowedOrigin: String?
    /// Whether another page would have got another answer.
    var variesByOrigin: Bool
    var date: String

    func write(into buffer: inout ByteBuffer) {
        // The version is the server's own (RFC 9110 § 2.5), but HTTP/1.0 peers read more easily
        // what speaks like them.
        buffer.writeStaticString(isVersion10 ? "HTTP/1.0 " : "HTTP/1.1 ")
        buffer.writeString(ResponseHead.statusLine(status))
        buffer.writeStaticString("\r\nDate: ")
        buffer.writeString(date)
        if let contentType { field("Content-Type", contentType, &buffer) }
        switch framing {
        case .length(let length): field("Content-Length", String(length), &buffer)
        case .chunked: buffer.writeStaticString("\r\nTransfer-Encoding: chunked")
        case .untilClose, .noBody: break
        }
        if !keepAlive {
            buffer.writeStaticString("\r\nConnection: close")
        } else if isVersion10 {
            buffer.writeStaticString("\r\nConnection: keep-alive")
        }
        buffer.writeStaticString(
            "\r\nX-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin")
        if let allowedOrigin {
            field("Access-Control-Allow-Origin", allowedOrigin, &buffer)
            field("Access-Control-Expose-Headers", ResponseHead.exposedHeaders, &buffer)
        }
        if variesByOrigin { buffer.writeStaticString("\r\nVary: Origin") }
        for (name, value) in headers { field(name, value, &buffer) }
        buffer.writeStaticString("\r\n\r\n")
    }

    /// What a page that was admitted may read besides what every page may.
    private static let exposedHeaders =
        "Accept-Ranges, Allow, Content-Disposition, Content-Range, Date, ETag, Retry-After, "
        + "\(GapNotice.headerName)"

    private func field(_ name: String, _ value: String, _ buffer: inout ByteBuffer) {
        buffer.writeStaticString("\r\n")
        buffer.writeString(name)
        buffer.writeStaticString(": ")
        buffer.writeString(value)
    }

    private static func statusLine(_ status: Int) -> String {
        switch status {
        case 200: "200 OK"
        case 201: "201 Created"
        case 204: "204 No Content"
        case 206: "206 Partial Content"
        case 304: "304 Not Modified"
        case 308: "308 Permanent Redirect"
        case 400: "400 Bad Request"
        case 403: "403 Forbidden"
        case 404: "404 Not Found"
        case 405: "405 Method Not Allowed"
        case 408: "408 Request Timeout"
        case 409: "409 Conflict"
        case 413: "413 Content Too Large"
        case 414: "414 URI Too Long"
        case 416: "416 Range Not Satisfiable"
        case 421: "421 Misdirected Request"
        case 431: "431 Request Header Fields Too Large"
        case 500: "500 Internal Server Error"
        case 503: "503 Service Unavailable"
        case 507: "507 Insufficient Storage"
        default: "\(status) Unknown"
        }
    }
}
