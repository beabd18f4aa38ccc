import Glibc
import WorkshopClient
import WorkshopModel

/// Does one task by running a command: the handler of `workshop task run`.
struct TaskRunner: Sendable {
    let options: TaskRunOptions
    /// Of the program that the first word names.
    let executable: String
    let surroundings: Surroundings
    let printer: LinePrinter
    /// Set when everything is to end at once.
    let hurry: OneShot<Void>
    /// Told how the command ended.
    let report: @Sendable (ChildExit) -> Void

    /// - Throws: ``TaskFailure``, ``CommandFailure`` where the command cannot be started, or a
    ///   ``ClientError``.
    func run(_ held: HeldTask) async throws -> TaskResult {
        // Whose results nobody reads does not go on without end.
        guard await hasRoom(for: held) else { throw CancellationError() }
        let folder: OutputFolder
        do throws(OutputFolder.Defect) {
            folder = try OutputFolder(in: surroundings.environment["TMPDIR"])
        } catch {
            throw TaskFailure(error.message)
        }
        defer { remove(folder) }
        let lines = ErrorLines(
            of: held.task.id, isForNotes: options.sendsNotes, surroundings.errors)
        let child = try start(held, folder, lines)
        let ending = await attend(child, held, lines)
        lines.end()
        if options.sendsNotes { await sendNote(lines, held) }
        // One that was ended for its output was not ended by anybody's wish.
        report(ending.output.isTooLarge ? .status(1) : ending.exit)
        let result = try check(ending, held, lines)
        let files = try await upload(folder, held)
        return TaskResult(result, files: files)
    }

    /// Waits for the reader of the results.
    ///
    /// - Returns: no when the task is to be stopped before.
    private func hasRoom(for held: HeldTask) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await printer.room(for: LinePrinter.room).wait() != nil }
            group.addTask { await held.stopRequest() == nil }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    private func start(
        _ held: HeldTask, _ folder: OutputFolder, _ lines: ErrorLines
    ) throws -> ChildProcess {
        let plan = ChildProcess.Plan(
            path: executable, words: options.words, environment: environment(held, folder),
            input: held.task.json.bytes + [UInt8(ascii: "\n")], takeErrors: { lines.take($0) })
        do throws(ChildProcess.NotStarted) {
            return try ChildProcess.start(plan)
        } catch {
            report(.status(ChildExit.status(ofFailedStart: error.errorNumber)))
            let failure = CommandFailure.cannotRun(
                options.words[0], errorNumber: error.errorNumber)
            throw TaskFailure(FailureReport(failure).message)
        }
    }

    private func environment(_ held: HeldTask, _ folder: OutputFolder) -> ChildEnvironment {
        var environment = ChildEnvironment(surroundings.inheritedVariables())
        // Descriptors are not handed on, so what tells of them must not be.
        for name in SocketActivation.variables { environment.unset(name) }
        let task = held.task
        environment.set("WORKSHOP_URL", held.workshop.address.description)
        environment.set("AGENT_ID", held.agent.text)
        environment.set("WORKSHOP_OUT", folder.path)
        environment.set("WORKSHOP_TASK_ID", task.id)
        environment.set("WORKSHOP_TASK_CLAIM", held.claim)
        environment.set("WORKSHOP_TASK_TITLE", task.title)
        environment.set("WORKSHOP_TASK_CH", task.channel.text)
        environment.set("WORKSHOP_TASK_FROM", task.createdBy.text)
        // A variable may have 128 KiB, and all of them share two MiB with the arguments.
        if task.context.bytes.count <= TaskRunner.contextLimit {
            environment.set("WORKSHOP_TASK_CONTEXT", task.context.text)
        } else {
            environment.unset("WORKSHOP_TASK_CONTEXT")
        }
        return environment
    }

    /// Bytes of a context that is given in the environment too; standard input has any.
    static let contextLimit = 65_536

    /// Waits for the end of the command, and sees to it that it comes when it must.
    private func attend(
        _ child: ChildProcess, _ held: HeldTask, _ lines: ErrorLines
    ) async -> ChildProcess.Ending {
        await withDiscardingTaskGroup { group in
            group.addTask { if await held.stopRequest() != nil { await stop(child) } }
            group.addTask { if await child.outgrows() { await stop(child) } }
            group.addTask { if await hurry.wait() != nil { child.send(SIGKILL) } }
            if options.sendsNotes { group.addTask { await sendNotes(lines, held) } }
            let ending = await child.end()
            group.cancelAll()
            return ending
        }
    }

    private func stop(_ child: ChildProcess) async {
        child.send(SIGTERM)
        // Cancelled once the command has ended.
        guard (try? await Task.sleep(for: options.grace)) != nil else { return }
        child.send(SIGKILL)
    }

    private func sendNotes(_ lines: ErrorLines, _ held: HeldTask) async {
        while (try? await Task.sleep(for: NoteBatch.interval)) != nil {
            await sendNote(lines, held)
        }
    }

    private func sendNote(_ lines: ErrorLines, _ held: HeldTask) async {
        guard let note = lines.takeNote() else { return }
        // A note that is lost, or comes too late, is none of the task's business.
        _ = try? await held.update(note)
    }

    /// The result, or why there is none.
    private func check(
        _ ending: ChildProcess.Ending, _ held: HeldTask, _ lines: ErrorLines
    ) throws(TaskFailure) -> JSONText {
        let name = "'\(options.words[0])'"
        guard ending.exit == .status(0) || ending.output.isTooLarge else {
            throw failure("\(name) \(ending.exit.sentence)", ending.exit, lines)
        }
        do throws(CapturedOutput.Defect) {
            let result = try ending.output.result()
            let request = TaskRequest(
                id: held.task.id, action: .done(result: result, files: []), from: held.agent,
                claim: held.claim)
            // Escapes may make more of it, and each hash of a file some.
            let most = Limits.jsonBody - Limits.files * 80
            guard request.json.bytes.count <= most else { throw .tooLarge }
            return result
        } catch {
            let reason =
                switch error {
                case .tooLarge: "wrote more to standard output than a result may have, 1 MiB"
                case .notText: "wrote something to standard output that is not valid UTF-8"
                }
            throw failure("\(name) \(reason); files go to $WORKSHOP_OUT", ending.exit, lines)
        }
    }

    private func failure(
        _ message: String, _ exit: ChildExit, _ lines: ErrorLines
    ) -> TaskFailure {
        var writer = JSONWriter()
        writer.object { object in
            switch exit {
            case .status(let status): object.member("status", status)
            case .signal(let number): object.member("signal", number)
            }
            let tail = lines.tail
            if !tail.isEmpty { object.member("stderr", tail) }
        }
        return TaskFailure(message, details: writer.finish())
    }

    private func remove(_ folder: OutputFolder) {
        do throws(OutputFolder.Defect) {
            try folder.remove()
        } catch {
            say(error.message)
        }
    }

    func say(_ text: String) {
        printer.add { [surroundings] in
            // A remark that nobody can read is no reason to fail.
            try? surroundings.errors.write("workshop: \(text.inert)\n")
        }
    }
}
