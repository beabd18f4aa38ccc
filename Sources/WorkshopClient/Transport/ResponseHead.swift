/// Status and headers of an answer.
struct ResponseHead: Sendable, Equatable {
    var status: Int
    /// The words after the status; may be empty.
    var reason: String
    /// Names in lower case, in order.
    var headers: [(name: String, value: String)] = []

    /// The value of the first header of that name, which is given in lower case.
    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

    static func == (left: ResponseHead, right: ResponseHead) -> Bool {
        left.status == right.status && left.reason == right.reason
            && left.headers.elementsEqual(right.headers, by: ==)
    }
}
