import WorkshopModel

/// Tells that messages a reader asked for are gone.
enum GapText {
    static func of(_ gap: GapNotice) -> String {
        let rest = gap.firstAvailable.map { "it goes on with '\($0)'" } ?? "none is kept"
        return "messages after '\(gap.requested)' are gone: \(rest)"
    }
}
