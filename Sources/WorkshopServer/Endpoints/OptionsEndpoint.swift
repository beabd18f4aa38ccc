import NIOHTTP1
import WorkshopModel

/// `OPTIONS` of any path: what may be asked of it, and the preflight of a page that was admitted,
/// whose browser asks before it sends what no form could have sent.
enum OptionsEndpoint {
    static func answer(_ route: Route, _ request: Request) -> Response {
        var response = Response(status: 204, contentType: nil)
        let methods = RequestCheck.list(route)
        response.headers = [("Allow", methods)]
        guard request.allowedOrigin != nil,
            request.headers.contains(name: "access-control-request-method")
        else { return response }
        response.headers += [
            ("Access-Control-Allow-Methods", methods),
            ("Access-Control-Allow-Headers", allowedHeaders),
            ("Access-Control-Max-Age", "\(maximumAge)"),
        ]
        if request.headers.first(name: "access-control-request-private-network") == "true" {
            response.headers.append(("Access-Control-Allow-Private-Network", "true"))
        }
        return response
    }

    /// Every request header that the protocol knows, and what scripts are wont to add.
    private static let allowedHeaders =
        "Accept, Cache-Control, Content-Type, Idempotency-Key, If-None-Match, If-Range, "
        + "Last-Event-ID, Range, X-Requested-With"

    /// Seconds a browser may remember the answer: the most that Chromium heeds.
    private static let maximumAge = 7_200
}
