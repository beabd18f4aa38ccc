extension TaskRecord {
    /// The sixteen members in the protocol's order; absent values are `null`.
    public var json: JSONText {
        var writer = JSONWriter(capacity: 512 + context.bytes.count)
        writer.object { object in
            object.member("id", id)
            object.member("created_at", createdAt)
            object.member("updated_at", updatedAt)
            object.member("created_by", createdBy.text)
            object.member("assigned_to", assignedTo?.text)
            object.member("claimed_by", claimedBy?.text)
            object.member("claimed_at", claimedAt)
            object.member("status", status.rawValue)
            object.member("title", title)
            object.member("context", context)
            object.member("result", result)
            object.member("files", files)
            object.member("ch", channel.text)
            object.member("interrupt", interrupt?.json)
            object.member("claim", claim)
            object.member("lease_until", leaseUntil)
        }
        return writer.finish()
    }

    /// Reads what ``json`` writes, members that it does not know aside.
    ///
    /// - Throws: ``APIError`` with `.internalError` when a required member is missing: the
    ///   server is not ours.
    public init(parsing json: JSONText) throws(APIError) {
        var fields: [String: JSONText] = [:]
        for (key, value) in json.members ?? [] { fields[key] = value }
        guard let id = fields["id"]?.string, let created = fields["created_at"]?.number,
            let creator = fields["created_by"]?.string,
            let status = fields["status"]?.string.flatMap(TaskStatus.init(rawValue:)),
            let title = fields["title"]?.string
        else {
            throw APIError(.internalError, "the server sent something that is no task")
        }
        let createdAt = Timestamp(seconds: created)
        self.init(
            id: id, createdAt: createdAt,
            updatedAt: fields["updated_at"]?.timestamp ?? createdAt,
            createdBy: AgentName(unchecked: creator),
            assignedTo: fields["assigned_to"]?.agent, claimedBy: fields["claimed_by"]?.agent,
            claimedAt: fields["claimed_at"]?.timestamp, status: status, title: title,
            context: fields["context"] ?? .emptyObject,
            result: fields["result"].flatMap { $0.kind == .null && status != .done ? nil : $0 },
            files: fields["files"]?.elements?.compactMap(\.string) ?? [],
            channel: fields["ch"]?.string.map(ChannelName.init(unchecked:)) ?? .tasks,
            interrupt: fields["interrupt"].flatMap(TaskInterrupt.init(parsing:)),
            claim: fields["claim"]?.string, leaseUntil: fields["lease_until"]?.timestamp)
    }
}

extension TaskInterrupt {
    var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("from", from.text)
            object.member("reason", reason)
            object.member("ts", timestamp)
        }
        return writer.finish()
    }

    init?(parsing json: JSONText) {
        guard let from = json["from"]?.agent, let timestamp = json["ts"]?.timestamp else {
            return nil
        }
        self.init(from: from, reason: json["reason"]?.string, timestamp: timestamp)
    }
}

extension JSONText {
    var timestamp: Timestamp? { number.map(Timestamp.init(seconds:)) }
    var agent: AgentName? { string.map(AgentName.init(unchecked:)) }
}
