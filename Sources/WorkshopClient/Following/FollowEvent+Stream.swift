import WorkshopModel

extension FollowEvent {
    /// The event as the protocol means it; empty for one that this client does not know, which a
    /// newer server may send.
    ///
    /// - Throws: ``APIError`` when a known event does not hold what it must.
    static func events(_ event: EventStreamReader.Event) throws(APIError) -> [FollowEvent] {
        switch event {
        case .message("", let data, let id):
            guard let id = id.flatMap({ ULID($0) }) else {
                throw APIError(.internalError, "a message has no id")
            }
            return [.message(line: data, id: id)]
        case .message("gap", let data, _):
            guard let json = try? JSONText(parsing: data), let notice = GapNotice(parsing: json)
            else { throw APIError(.internalError, "a gap does not say what is missing") }
            return [.gap(notice)]
        case .message: return []
        case .cursor(let text): return ULID(text).map { [.cursor($0)] } ?? []
        }
    }
}
