import WorkshopModel

extension TaskRecord {
    /// All that is known of the task, for a terminal.
    func text(now: Timestamp, _ style: TextStyle) -> String {
        func relative(_ time: Timestamp) -> String { TimeText.relative(time, now: now) }
        var fields = FieldList()
        fields.add("title", title)
        fields.add("id", id)
        fields.add("status", status.rawValue)
        fields.add("channel", channel.text)
        fields.add("created", "\(relative(createdAt)) by \(createdBy.text)")
        fields.add("for", assignedTo?.text)
        fields.add(
            "claimed", claimedBy.map { "\(claimedAt.map(relative) ?? "") by \($0.text)" })
        fields.add("claim", claim)
        fields.add("changed", relative(updatedAt))
        fields.add("interrupt", interrupt.map { interruptText($0, relative) })
        fields.add("context", context == .emptyObject ? nil : context.text)
        fields.add("result", result?.text)
        for file in files { fields.add("file", file) }
        return fields.text(style)
    }

    private func interruptText(
        _ interrupt: TaskInterrupt, _ relative: (Timestamp) -> String
    ) -> String {
        let reason = interrupt.reason.map { ": \($0)" } ?? ""
        return "\(relative(interrupt.timestamp)) by \(interrupt.from.text)\(reason)"
    }
}
