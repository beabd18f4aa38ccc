/// Messages that a reader asked for and that retention has deleted, or that never were.
public struct GapNotice: Sendable, Equatable {
    public let requested: ULID
    /// The oldest message kept, where the stream goes on; `nil` when nothing is kept.
    public let firstAvailable: ULID?

    public init(requested: ULID, firstAvailable: ULID?) {
        self.requested = requested
        self.firstAvailable = firstAvailable
    }

    /// The response header that tells an NDJSON reader.
    public static let headerName = "Workshop-Gap"

    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("requested", requested.text)
            object.member("first_available", firstAvailable?.text)
        }
        return writer.finish()
    }

    /// Reads what ``json`` writes; `nil` when it is not that.
    public init?(parsing json: JSONText) {
        guard let requested = json["requested"]?.string.flatMap({ ULID($0) }) else { return nil }
        self.init(
            requested: requested,
            firstAvailable: json["first_available"]?.string.flatMap { ULID($0) })
    }
}
