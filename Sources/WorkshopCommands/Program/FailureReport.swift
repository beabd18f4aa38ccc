import Arguments
import Glibc
import WorkshopBench
import WorkshopClient
import WorkshopModel
import WorkshopServer
import WorkshopStore

/// An error as the user sees it: one line, a way out where there is one, and the exit status.
///
/// The only place that makes text and status of errors.
struct FailureReport {
    private(set) var ending = Ending.status(.failed)
    private(set) var message: String
    private var isSilent = false
    /// Lines after the first.
    private(set) var remarks: [String] = []

    init(_ error: any Error) {
        switch error {
        case let error as UsageError: self.init(usage: error)
        case let error as ClientError: self.init(client: error)
        case let error as CommandFailure: self.init(command: error)
        case let error as CursorFailure: self.init(cursor: error)
        case let error as StoreOpenError: self.init(opening: error)
        case let error as InspectionError: self.init(inspection: error)
        case let error as BackupError: self.init(backup: error)
        case let error as BenchmarkError: self.init(benchmark: error)
        case let error as HeldByOther: self.init(.conflict, error.message)
        case let error as Silenced:
            self.init(error.cause)
            isSilent = true
        case is ReaderGone:
            self.init(.failed, "")
            ending = .signal(SIGPIPE)
        case let error as PassedOn:
            self.init(.failed, "")
            ending = error.ending
            isSilent = true
        default: self.init(.failed, "\(error)")
        }
    }

    /// Prints the report, which for the end of a pipe's reader and for what is silenced is nothing.
    ///
    /// - Parameter forJournal: whether the lines begin with the priority of an error.
    func print(on output: Output, forJournal: Bool = false) {
        if case .signal = ending { return }
        if isSilent { return }
        let lines = ["workshop: \(message.inert)"] + remarks.map(\.inert)
        let priority = forJournal ? "<3>" : ""
        // Nowhere is left to tell that standard error is closed.
        try? output.write(lines.map { "\(priority)\($0)\n" }.joined())
    }

    init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        ending = .status(status)
        self.message = message
        if let hint { remarks = ["hint: \(hint)"] }
    }

    private init(usage error: UsageError) {
        self.init(.usage, error.message, hint: error.hint)
        remarks += error.usage.enumerated().map { index, form in
            (index == 0 ? "usage: " : "   or: ") + form
        }
        remarks += error.commands
        remarks.append(error.seeAlso)
    }
}

extension FailureReport {
    private init(client error: ClientError) {
        switch error {
        case .unreachable:
            self.init(
                .unreachable, error.message,
                hint: "'workshop serve' starts a server; --url or WORKSHOP_URL names another one")
        case .unconfirmed:
            self.init(
                .unreachable, error.message,
                hint: "the request may have been carried out; look before you repeat it")
        case .brokenOff, .timedOut: self.init(.unreachable, error.message)
        case .refused(let refusal): self.init(refusal)
        case .protocolViolation, .cancelled: self.init(.failed, error.message)
        case .local(let failure) where failure.errorNumber == EPIPE:
            self.init(ReaderGone(written: 0))
        case .local: self.init(.localFile, error.message)
        }
    }

    private init(_ refusal: Refusal) {
        self.init(
            FailureReport.status(of: refusal.status), refusal.message,
            hint: refusal.isOwn ? nil : FailureReport.wayPast(refusal.status))
    }

    /// What helps with the answer of a proxy in front of the server.
    private static func wayPast(_ status: Int) -> String? {
        switch status {
        case 301, 302, 307, 308: "it sends on to another address, which may be 'https://'"
        case 413: "a proxy in front of it takes no more; nginx's is 'client_max_body_size'"
        case 502, 504: "a proxy answers, and cannot reach the server behind it"
        default: nil
        }
    }

    private static func status(of number: Int) -> ExitStatus {
        switch number {
        case 404: .notFound
        case 409: .conflict
        case 500...: .failed
        default: .refused
        }
    }
}

extension FailureReport {
    private init(command error: CommandFailure) {
        switch error {
        case .argumentIsNoText(let position):
            self.init(.usage, "argument \(position) is not valid UTF-8")
        case .invalidJSON(let source, let error):
            self.init(.usage, "\(source): \(error.message)", hint: source.wayOut)
        case .notAnObject(let source, let kind):
            self.init(
                .usage, "\(source): a JSON object expected, found \(kind.name)",
                hint: source == .argument("BODY") ? nil : source.wayOut)
        case .empty(let source):
            self.init(.usage, "\(source): JSON expected, found nothing")
        case .tooLarge(let source):
            self.init(
                .usage, "\(source): more than \(FailureReport.limit)", hint: FailureReport.files)
        case .requestTooLarge(let bytes):
            self.init(
                .usage, "the request would have \(bytes) bytes, more than \(FailureReport.limit)",
                hint: FailureReport.files)
        case .cannotRead(let file, let number):
            self.init(.localFile, "cannot read \(file): \(SystemText.of(number))")
        case .isClosed(let output): self.init(.localFile, "\(output) is closed")
        case .cannotWrite(let output, let number):
            self.init(.localFile, "cannot write to \(output): \(SystemText.of(number))")
        case .invalidLine(let number, let fault): self.init(line: number, fault)
        case .timedOut(let duration):
            self.init(.timedOut, "the time given, \(DurationText.of(duration)), ran out")
        case .notDoneInTime(let duration, let id):
            self.init(
                .timedOut, "task \(id): not done within \(DurationText.of(duration))",
                hint: "'workshop task wait \(id)' goes on waiting")
        case .notAnsweredInTime(let duration, let id, let channel):
            self.init(
                .timedOut, "message \(id.text): not answered within \(DurationText.of(duration))",
                hint: "'workshop tail \(channel.text) --since \(id.text)' shows what comes later")
        case .gap(let notice):
            self.init(
                .failed, GapText.of(notice), hint: "without --strict it goes on all the same")
        case .nothingToClaim(let channel):
            let place = channel.map { " in '\($0.text)'" } ?? ""
            self.init(.nothing, "there is no open task\(place)")
        case .interrupted(let id, let interrupt):
            let author = interrupt.map { " by \($0.from.text)" } ?? ""
            let reason = interrupt?.reason.map { ": \($0)" } ?? ""
            self.init(.interrupted, "task \(id): interrupted\(author)\(reason)")
        case .cannotRun(let name, let number):
            self.init(
                .failed,
                number == ENOENT
                    ? "cannot find '\(name)'" : "cannot run '\(name)': \(SystemText.of(number))")
            ending = .passedOn(ChildExit.status(ofFailedStart: number))
        case .claimLost(let id):
            self.init(.conflict, "task \(id): the claim was lost, and nothing was reported")
        case .untold(let id):
            self.init(
                .unreachable, "task \(id): the server could not be told what came of it",
                hint: "it is open again once its lease has lapsed")
        case .cannotStore(let trouble):
            self.init(.failed, "the server cannot store what it is sent: \(trouble.reason)")
        case .cannotListen(let error):
            self.init(
                .failed, "cannot listen on '\(error.address)': \(error.reason)",
                hint: error.isInUse
                    ? "another server may run there; --listen HOST:PORT names another place" : nil)
        case .invalidSocketCount(let text):
            self.init(.usage, "LISTEN_FDS: '\(text)' is no number of sockets")
        case .unusableSocket(let descriptor, let defect):
            let reason =
                switch defect {
                case .isClosed: "it is not open"
                case .isNoListener: "it is no listening stream socket"
                case .otherFamily: "it is neither for TCP nor a Unix socket"
                }
            self.init(
                .failed, "cannot listen on descriptor \(descriptor): \(reason)",
                hint: "the socket unit needs ListenStream= and Accept=no")
        case .tooFewOpenFiles(let limit):
            self.init(
                .failed, "cannot serve with \(limit) open files",
                hint: "'ulimit -n' or LimitNOFILE must admit \(DescriptorBudget.minimum) or more")
        case .faultsFound(let count): self.init(.failed, "\(CountText.of(count, "fault")) found")
        case .closedFiles(let count, let folder):
            self.init(
                .localFile, "\(CountText.of(count, "file")) in '\(folder)' cannot be opened",
                hint: "whoever runs the server may open them")
        case .leftOut(let files):
            self.init(
                .failed,
                "\(CountText.of(files.count, "damaged file")) left out: "
                    + FindingPhrases.list(files),
                hint: "the rest is backed up; 'workshop doctor' tells what to do")
        case .cannotMend(let path, let holder):
            self.init(
                .conflict, "cannot count again in '\(path)': held by \(holder.text)",
                hint: "the server itself counts again when it starts")
        }
    }

    init(inspection error: InspectionError) {
        switch error {
        case .noDatabase(let path):
            self.init(
                .notFound, "there is no database '\(path)'",
                hint: "--db or DB_PATH names another one; 'workshop serve' makes one")
        case .unreadable(let path, let reason):
            self.init(.localFile, "cannot read '\(path)': \(reason)")
        case .unrepaired(let error): self.init(.localFile, error.message)
        }
    }

    private init(benchmark error: BenchmarkError) {
        switch error {
        case .usage: self.init(.usage, error.sentence)
        case .unreachable: self.init(.unreachable, error.sentence)
        case .refused(let refusal):
            self.init(FailureReport.status(of: refusal.status), error.sentence)
        case .unavailable:
            self.init(.conflict, error.sentence, hint: "'--ch' names another one")
        case .system, .server, .brokenPromise, .interrupted: self.init(.failed, error.sentence)
        }
    }

    private init(opening error: StoreOpenError) {
        switch error {
        case .held: self.init(.failed, error.message)
        case .newerFormat, .notDatabase, .foreign, .damaged, .damagedLog, .database, .blobs:
            self.init(.localFile, error.message)
        }
    }

    private init(cursor error: CursorFailure) {
        switch error {
        case .held(let name, let pid):
            let holder = pid.map { "process \($0)" } ?? "another process"
            self.init(
                .conflict, "cursor '\(name.text)' is held by \(holder)",
                hint: "each reader needs a cursor of its own")
        case .homeless:
            self.init(
                .localFile, "there is no home folder to keep cursors in",
                hint: "XDG_STATE_HOME names another folder")
        case .cannotKeep(let path, let number):
            self.init(.localFile, "cannot keep a cursor in '\(path)': \(SystemText.of(number))")
        case .unreadable(let path):
            self.init(
                .localFile, "'\(path)' holds no cursor", hint: "remove it to begin anew")
        }
    }

    private init(line number: Int, _ fault: CommandFailure.LineFault) {
        let reason =
            switch fault {
            case .json(let error): error.message
            case .tooLong: "more than \(FailureReport.limit)"
            case .requestTooLarge(let bytes):
                "the request would have \(bytes) bytes, more than \(FailureReport.limit)"
            }
        self.init(
            .usage, "line \(number): \(reason)",
            hint: number == 1
                ? "nothing was published" : "the lines before it are published, the rest is not")
    }

    private static let limit = "1 MiB (\(Limits.jsonBody) bytes)"
    private static let files =
        "'workshop put' stores files of any size, and a message can name them"
}
