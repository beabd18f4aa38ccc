import NIOCore
import NIOHTTP1
import WorkshopModel

/// A request whose head was read and let in.
struct Request {
    let route: Route
    let method: RequestMethod
    let query: QueryParameters
    /// Empty once a stream is open: it may last for weeks, and nobody asks any more.
    var headers: HTTPHeaders
    let isVersion10: Bool
    /// Whether the connection may serve another request after this one.
    var keepAlive: Bool
    /// The origin to name in `Access-Control-Allow-Origin`, if any.
    let allowedOrigin: String?

    /// The bytes the sender announces, if it does.
    var contentLength: Int64? {
        // The decoder takes what 64 bits hold, which is more than anybody sends.
        headers.first(name: "content-length").flatMap { UInt64($0) }.map { Int64(clamping: $0) }
    }
}

/// A request target taken apart: origin form, or absolute form as it comes through a proxy.
struct RequestTarget {
    let path: Substring
    let query: Substring
    /// The authority of the absolute form; it takes the place of `Host` (RFC 9112 § 3.2.2).
    let authority: String?

    init(_ target: String) {
        // Bytes, not characters: a combining mark after '/' or '?' would join it into one.
        var rest = target[...]
        var authority: String?
        for scheme in ["http://", "https://"]
        where rest.prefix(scheme.count).lowercased() == scheme {
            rest = rest.dropFirst(scheme.count)
            let end = rest.utf8.firstIndex { "/?".utf8.contains($0) } ?? rest.endIndex
            authority = String(rest[..<end])
            rest = rest[end...]
            break
        }
        self.authority = authority
        let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?"))
        let path = rest[..<(mark ?? rest.endIndex)]
        self.path = authority != nil && path.isEmpty ? "/" : path
        query = mark.map { rest[rest.utf8.index(after: $0)...] } ?? ""
    }
}
