import Arguments
import WorkshopClient
import WorkshopModel

/// One call of a command: what was asked for, and where it runs.
struct Invocation: Sendable {
    let parsed: ParsedCommand
    let surroundings: Surroundings
    /// How results are shown.
    let form: OutputForm

    init(_ parsed: ParsedCommand, _ surroundings: Surroundings) throws(UsageError) {
        self.parsed = parsed
        self.surroundings = surroundings
        let isColored = try ColorChoice(parsed).allows(
            on: surroundings.output, environment: surroundings.environment)
        form =
            parsed.flag(SharedOptions.json.name) || !surroundings.output.isTerminal
            ? .lines
            : .text(TextStyle(isColored: isColored, columns: surroundings.output.columns))
    }

    var output: Output { surroundings.output }

    /// The server that `--url` or `WORKSHOP_URL` names.
    ///
    /// - Parameter patience: for connecting and for each answer; as usual where not given.
    func workshop(patience: Duration? = nil) throws(UsageError) -> RemoteWorkshop {
        let url = parsed.option(SharedOptions.url.name)
        var address = WorkshopAddress.standard
        if let text = url.string {
            do throws(InvalidAddress) {
                address = try WorkshopAddress(parsing: text)
            } catch {
                let hint = "--url or WORKSHOP_URL names the server"
                throw parsed.usageError(error.message.inert, hint: hint)
            }
        }
        var configuration = ClientConfiguration(
            userAgent: "workshop/\(Version.current)", authorityFile: authorityFile, retry: retry)
        if let patience {
            configuration.connectTimeout = patience
            configuration.answerTimeout = patience
        }
        return RemoteWorkshop(at: address, configuration)
    }

    /// Whom to trust in place of the system's authorities, by the variables that curl heeds.
    private var authorityFile: String? {
        ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy
            .map { surroundings.environment[$0, default: ""] }.first { !$0.isEmpty }
    }

    /// Repeats what is safe to repeat, and tells of it once.
    private var retry: RetryPolicy {
        let told = Once()
        return RetryPolicy(patience: surroundings.retryPatience) { error, _ in
            if told.isFirst() { remark("\(error.message); trying again") }
        }
    }

    /// Who acts: `--from`, `AGENT_ID`, or the user on this machine.
    func agent() throws(UsageError) -> AgentName {
        if let agent = try parsed.option(SharedOptions.from.name).value(as: .agent) {
            return agent
        }
        let host = surroundings.hostName.prefix { $0 != "." }
        let name = "\(surroundings.userName).\(host)"
        do throws(APIError) {
            return try AgentName(validating: name)
        } catch {
            throw parsed.usageError(
                "'\(name.inert)' can be no agent's name: \(error.message)",
                hint: "--from or AGENT_ID gives the agent another one")
        }
    }

    /// Prints one record.
    ///
    /// - Parameter text: for a terminal, without the last line break.
    func show(_ json: JSONText, text: (TextStyle) -> String) throws {
        switch form {
        case .lines: try output.write(line: json.bytes)
        case .text(let style): try output.write(text(style) + "\n")
        }
    }

    /// Prints a list, on a terminal as a table.
    ///
    /// - Parameter nothing: what a person is told instead of an empty table.
    func show<Element>(
        _ list: [Element], orSay nothing: String, json: (Element) -> JSONText,
        table: (TextStyle) -> Table
    ) throws {
        switch form {
        case .lines: for element in list { try output.write(line: json(element).bytes) }
        case .text where list.isEmpty: remark(nothing)
        case .text(let style): try output.write(table(style).text(style))
        }
    }

    /// Says something to the person at the terminal, beside the results.
    func remark(_ text: String) {
        // A remark that nobody can read is no reason to fail.
        try? surroundings.errors.write("workshop: \(text.inert)\n")
    }
}
