import NIOHTTP1
import WorkshopModel

/// `GET /ui` and its parts: files that are inside the program.
enum PageEndpoint {
    /// Nothing but what the server itself sends may run, be shown or be asked; pictures are shown
    /// from what the page has fetched (`blob:`), once it has seen that they are pictures. The one
    /// policy for trusted types is that of `wire.js`, which admits its own worker's address only.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "worker-src 'self'; require-trusted-types-for 'script'; trusted-types wire"

    static func get(
        _ name: String, _ request: Request, _ exchange: Exchange
    ) throws(APIError) {
        if name.isEmpty {
            // The page's own links are relative, so that it works under any prefix of a proxy.
            var response = Response(status: 308, contentType: nil)
            response.headers = [("Location", "../ui")]
            return exchange.respond(response)
        }
        guard let asset = PageAsset.named(name) else {
            throw APIError(.notFound, "the page has no part '\(name.prefix(200))'")
        }
        let headers: [(name: String, value: String)] = [
            ("ETag", asset.tag), ("Cache-Control", "no-cache"),
            ("Content-Security-Policy", policy), ("Referrer-Policy", "no-referrer"),
        ]
        let known = request.headers[canonicalForm: "if-none-match"]
        var response =
            known.contains { EntityTag.matches($0, asset.tag) }
            ? Response(status: 304, contentType: nil)
            : Response(status: 200, contentType: asset.type, body: asset.bytes)
        response.headers = headers
        exchange.respond(response)
    }
}
