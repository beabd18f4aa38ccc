/// A verb on one task, with what the request carried.
public struct TaskRequest: Sendable {
    /// As it stood in the path; any text.
    public var id: String
    public var action: Action
    /// `nil` when the request named nobody: an error, but one that comes after "unknown task".
    public var from: AgentName?
    /// The fencing token, when the request carried one.
    public var claim: String?

    public enum Action: Sendable {
        /// - Parameter lease: seconds for which it holds unless renewed; for ever when `nil`.
        case claim(lease: Int? = nil)
        /// The object as it was sent.
        case update(note: JSONText)
        case done(result: JSONText, files: [BlobHash])
        case abandon
        case interrupt(reason: String?)
    }

    public init(id: String, action: Action, from: AgentName?, claim: String? = nil) {
        self.id = id
        self.action = action
        self.from = from
        self.claim = claim
    }

    /// Reads the body of `POST /tasks/{id}/{verb}`.
    ///
    /// - Throws: ``APIError`` with `.malformed`, naming the field. A missing `from` is thrown
    ///   here for `claim` only; for the other verbs an unknown task is named first, by
    ///   ``actor()``'s caller.
    public init(
        parsing bytes: UnsafeBufferPointer<UInt8>, id: String, verb: TaskVerb
    ) throws(APIError) {
        // The members of an update stand one level deeper in the message that carries them.
        let fields = try RequestFields(parsing: bytes, depth: verb == .update ? 1 : 0)
        let action: Action =
            switch verb {
            case .claim: .claim(lease: try fields.lease())
            case .update: .update(note: fields.object)
            case .done:
                .done(
                    result: fields.json(.result) ?? .emptyObject,
                    files: try fields.files() ?? [])
            case .abandon: .abandon
            case .interrupt: .interrupt(reason: try fields.string(.reason))
            }
        let from = verb == .claim ? try fields.requiredAgent(.from) : try fields.agent(.from)
        // A claim has no token to carry yet.
        let claim = verb == .claim || verb == .interrupt ? nil : try fields.string(.claim)
        self.init(id: id, action: action, from: from, claim: claim)
    }

    public var verb: TaskVerb {
        switch action {
        case .claim: .claim
        case .update: .update
        case .done: .done
        case .abandon: .abandon
        case .interrupt: .interrupt
        }
    }

    /// Who acts; asked for once the task is known to be there.
    public func actor() throws(APIError) -> AgentName {
        guard let from else { throw APIError(.malformed, "'from' is missing") }
        return from
    }

    /// The request body that ``init(parsing:id:verb:)`` reads back as this request.
    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            if let from { object.member("from", from.text) }
            if let claim { object.member("claim", claim) }
            switch action {
            case .claim(let lease): if let lease { object.member("lease", Int64(lease)) }
            case .abandon: break
            case .update(let note): object.members(of: note, except: ["from", "claim"])
            case .done(let result, let files):
                object.member("result", result)
                if !files.isEmpty { object.member("files", files.map(\.text)) }
            case .interrupt(let reason): object.member("reason", reason)
            }
        }
        return writer.finish()
    }

    /// The body of the message that announces it.
    public func announcement(for task: TaskRecord) -> JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("task-id", task.id)
            switch action {
            case .claim, .done, .abandon: object.member("title", task.title)
            case .update(let note):
                object.members(of: note, except: ["task-id", "from", "claim"])
            case .interrupt(let reason):
                object.member("title", task.title)
                object.member("reason", reason)
            }
        }
        return writer.finish()
    }
}
