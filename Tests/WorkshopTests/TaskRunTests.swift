import Foundation
import Testing
import WorkshopModel

/// `workshop task run` as a process, with commands as processes of its own.
@Suite struct TaskRunTests {
    /// Runs one task with a line of shell.
    private func once(
        _ line: String, on server: RunningServer, _ options: [String] = []
    ) async throws -> Outcome {
        try await server.run(["task", "run", "--once"] + options + ["--", "/bin/sh", "-c", line])
    }

    private func create(
        _ title: String = "look", on server: RunningServer, _ options: String...
    ) async throws -> String {
        try await server.run(["task", "create", title] + options).member("id")
    }

    private func task(_ id: String, on server: RunningServer) async throws -> JSONText {
        try await server.run("task", "show", id).json()
    }

    private func bodies(_ type: String, on server: RunningServer) async throws -> [JSONText] {
        try await server.run("history", "--type", type).lines.map {
            try Envelope(parsing: Array($0.utf8)).body
        }
    }

    /// Whether all of them end, or have; one that waits to be reaped has.
    private func end(_ processes: [Int32]) async throws -> Bool {
        try await poll(atMost: .seconds(10)) {
            processes.allSatisfy { process in
                // There is no such file once it is reaped.
                let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
                return stat?.contains(") Z ") ?? true
            }
        }
    }

    // MARK: What a command gets and gives

    @Test(arguments: [
        (#"echo '{"a": 1.0}'"#, #"{"a":1.0}"#), ("echo 7", "7"), ("true", "{}"),
        ("echo; echo", "{}"), ("printf 'two\\nlines\\n\\n'", #""two\nlines""#),
        ("echo '{\"a\":'", #""{\"a\":""#), ("echo 'ümläut'", #""ümläut""#),
    ])
    func `standard output is the result`(line: String, result: String) async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let outcome = try await once(line, on: server)
        #expect(outcome.exit == .status(0))
        #expect(outcome.errors.isEmpty)
        #expect(try outcome.member("id") == id)
        #expect(try outcome.member("outcome") == "done")
        #expect(try await task(id, on: server)["result"]?.text == result)
    }

    @Test func `the task is on standard input, and in the environment`() async throws {
        let server = try await RunningServer()
        let id = try await create(
            "count the stars", on: server, "--context", #"{"sky": [1.0]}"#, "--ch", "jobs")
        let line = """
            cat; for name in ID TITLE CH FROM CONTEXT; do
                eval echo '"$WORKSHOP_TASK_'$name'"' >&2
            done
            echo "$AGENT_ID $WORKSHOP_URL" >&2
            '\(Binary.path)' task update "$WORKSHOP_TASK_ID" '{"at":1}' \
                --claim "$WORKSHOP_TASK_CLAIM" >/dev/null || exit 1
            """
        let outcome = try await once(line, on: server)
        #expect(outcome.exit == .status(0), "\(outcome.errors)")
        let told = [
            id, "count the stars", "jobs", "tester.lab", #"{"sky":[1.0]}"#,
            "tester.lab \(server.url)",
        ]
        #expect(outcome.errors == told.map { "\(id): \($0)\n" }.joined())
        let done = try await task(id, on: server)
        #expect(done["result"]?["id"]?.string == id)
        #expect(done["result"]?["claim"]?.string == done["claim"]?.string)
        #expect(try await bodies("task.updated", on: server).last?["at"]?.integer == 1)
    }

    @Test func `a command need not read a task that is larger than a pipe`() async throws {
        let server = try await RunningServer()
        let context = try server.folder.write(
            Array("\"\(String(repeating: "x", count: 900_000))\"".utf8), to: "context")
        let id = try await create(on: server, "--context", "@\(context)")
        #expect(try await once("exec <&-; echo 1", on: server).exit == .status(0))
        #expect(try await task(id, on: server)["result"]?.integer == 1)
        _ = try await create(on: server, "--context", "@\(context)")
        let read = try await once(
            #"test -z "$WORKSHOP_TASK_CONTEXT" && wc -c"#, on: server)
        #expect(read.exit == .status(0), "\(read.errors)")
    }

    @Test func `a command may remove WORKSHOP_OUT itself`() async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let outcome = try await once(#"rm -r "$WORKSHOP_OUT"; echo 1"#, on: server)
        #expect(outcome.exit == .status(0))
        #expect(outcome.errors.isEmpty)
        #expect(try await task(id, on: server)["result"]?.text == "1")
    }

    @Test func `a signal tells that commands may finish, and how to end them at once`()
        async throws
    {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let worker = try server.start(
            ["task", "run", "--grace", "1m", "--", "/bin/sh", "-c", "echo on >&2; sleep 60"])
        #expect(await worker.errors.waits { $0.contains(": on") })
        worker.send(SIGTERM)
        #expect(
            await worker.errors.waits {
                $0.contains("the command may finish within 1m; a second signal ends it at once")
            })
        worker.send(SIGTERM)
        #expect(await worker.waits() == .signal(SIGTERM))
        #expect(try await task(id, on: server)["status"]?.string == "open")
    }

    @Test func `files in WORKSHOP_OUT are attached, told by name, and gone`() async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let line = """
            echo "$WORKSHOP_OUT" && cd "$WORKSHOP_OUT" && mkdir sub && echo b > sub/b \
                && echo a > a && : > z && ln -s /etc/passwd link && mkfifo pipe && chmod 0 sub
            """
        let outcome = try await once(line, on: server)
        #expect(outcome.exit == .status(0))
        for name in ["link", "pipe"] {
            #expect(outcome.errors.contains("'\(name)' in $WORKSHOP_OUT is no file"))
        }
        let done = try await task(id, on: server)
        let hashes = (done["files"]?.elements ?? []).compactMap(\.string)
        try #require(hashes.count == 3)
        let note = try await bodies("task.updated", on: server).last
        let names = try #require(note?["files"]?.members)
        #expect(names.map(\.key) == ["a", "sub/b", "z"])
        #expect(names.map { $0.value.string } == hashes)
        #expect(try await server.run("get", hashes[1]).text == "b\n")
        let folder = try #require(done["result"]?.string)
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `an unfinished line of standard error is passed through too`() async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let outcome = try await once("echo one >&2; printf two >&2", on: server)
        #expect(outcome.errors == "\(id): one\n\(id): two\n")
    }

    @Test func `with --notes it goes out as notes of the task`() async throws {
        let server = try await RunningServer()
        _ = try await create(on: server)
        let outcome = try await once("echo one >&2; echo two >&2", on: server, ["--notes"])
        #expect(outcome.errors.isEmpty)
        #expect(
            try await bodies("task.updated", on: server).compactMap { $0["note"]?.string }
                == ["one\ntwo"])
    }

    @Test func `with --jobs tasks are done at the same time`() async throws {
        let server = try await RunningServer()
        for _ in 1...2 { _ = try await create(on: server) }
        // Each waits for the other one.
        let line = """
            mkdir "\(server.folder.path)/$WORKSHOP_TASK_ID.here"
            until [ $(ls -d "\(server.folder.path)"/*.here | wc -l) = 2 ]; do sleep 0.02; done
            """
        let run = try server.start(["task", "run", "--jobs", "2", "--", "/bin/sh", "-c", line])
        #expect(await run.output.waits(forLines: 2))
        run.send(SIGTERM)
        #expect(await run.waits() == .signal(SIGTERM))
    }

    // MARK: Failures

    @Test(arguments: [
        ("echo oh no >&2; exit 3", 3, "ended with status 3"),
        ("kill -9 $$", 137, "was ended by signal 9 (SIGKILL)"),
    ])
    func `a command that fails gives the task back, with what it said`(
        line: String, status: Int32, sentence: String
    ) async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let outcome = try await once(line, on: server)
        #expect(outcome.exit == .status(status))
        #expect(outcome.errors.hasSuffix("workshop: task \(id): '/bin/sh' \(sentence)\n"))
        #expect(try outcome.member("outcome") == "failed")
        let errors = try await bodies("task.error", on: server)
        let error = try #require(errors.last)
        #expect(error["task-id"]?.string == id)
        #expect(error["error"]?.string == "'/bin/sh' \(sentence)")
        if status == 3 {
            #expect(error["status"]?.integer == 3)
            #expect(error["stderr"]?.string == "oh no")
        } else {
            #expect(error["signal"]?.integer == 9)
        }
        #expect(try await task(id, on: server)["status"]?.string == "open")
    }

    @Test(arguments: [
        ("head -c 1048577 /dev/zero | tr '\\0' x", "wrote more to standard output"),
        ("yes", "wrote more to standard output"),
        ("head -c 300000 /dev/zero | tr '\\0' '\\001'", "wrote more to standard output"),
        ("printf '\\377'", "not valid UTF-8"),
        ("cd $WORKSHOP_OUT; seq 257 | xargs touch", "more than 256 files"),
    ])
    func `what cannot be a result is said, and never cut`(
        line: String, sentence: String
    ) async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let outcome = try await once(line, on: server)
        #expect(outcome.exit == .status(1))
        #expect(outcome.errors.contains(sentence))
        #expect(try await task(id, on: server)["status"]?.string == "open")
    }

    @Test func `126 and 127 are a command that cannot be run, before anything is claimed`()
        async throws
    {
        let server = try await RunningServer()
        let id = try await create(on: server)
        for (word, status, sentence) in [
            ("nonesuch", 127, "cannot find 'nonesuch'"),
            ("/no/such", 127, "cannot find '/no/such'"),
            ("/etc/passwd", 126, "cannot run '/etc/passwd': permission denied"),
            ("/etc", 126, "cannot run '/etc': is a directory"),
        ] as [(String, Int32, String)] {
            let outcome = try await server.run("task", "run", "--once", "--", word)
            #expect(outcome.exit == .status(status))
            #expect(outcome.errors == "workshop: \(sentence)\n")
        }
        #expect(try await task(id, on: server)["claimed_by"]?.kind == .null)
        _ = try server.folder.write(Array("no program".utf8), to: "broken")
        chmod(server.folder.file("broken"), 0o755)
        let broken = try await server.run("task", "run", "--once", "--", "./broken")
        #expect(broken.exit == .status(126))
        #expect(broken.errors.contains("cannot run './broken': exec format error"))
        #expect(try await task(id, on: server)["status"]?.string == "open")
    }

    @Test func `5 and 124 are no task for --once in the time given`() async throws {
        let server = try await RunningServer()
        _ = try await create(on: server, "--ch", "other")
        let options = ["--ch", "jobs", "--wait"]
        #expect(try await once("true", on: server, options + ["0"]).exit == .status(5))
        #expect(try await once("true", on: server, options + ["200ms"]).exit == .status(124))
    }

    @Test func `a command may finish its task by itself, and 4 is when it was lost`()
        async throws
    {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let verb = #"task done "$WORKSHOP_TASK_ID" '"mine"' --claim "$WORKSHOP_TASK_CLAIM""#
        #expect(
            try await once("'\(Binary.path)' \(verb) >&2", on: server).exit == .status(0))
        #expect(try await task(id, on: server)["result"]?.string == "mine")
        let lost = try await create(on: server)
        let outcome = try await once(
            #"'\#(Binary.path)' task abandon "$WORKSHOP_TASK_ID" >&2"#, on: server)
        #expect(outcome.exit == .status(4))
        #expect(outcome.errors.contains("task \(lost): the claim was lost"))
    }

    // MARK: Interrupts

    /// Runs until it is told to stop: a shell with a child, whose numbers it writes down.
    private func start(
        _ line: String, on server: RunningServer, _ options: [String] = ["--once"]
    ) throws -> Child {
        let beginning = "sleep 1000 & echo $$ $! > '\(server.folder.path)/now'; mv now pids;"
        return try server.start(
            ["task", "run"] + options + ["--", "/bin/sh", "-c", beginning + line],
            // Where a worker that is killed may leave something.
            environment: ["TMPDIR": server.folder.path])
    }

    private func processes(of server: RunningServer) async throws -> [Int32] {
        let path = server.folder.file("pids")
        #expect(try await poll { FileManager.default.fileExists(atPath: path) })
        return try String(decoding: server.folder.read("pids"), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
    }

    @Test func `an interrupt ends the whole process group, gives the task back and is 8`()
        async throws
    {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let run = try start("wait", on: server)
        let processes = try await processes(of: server)
        #expect(processes.count == 2)
        let start = ContinuousClock.now
        _ = try await server.run(
            "task", "interrupt", id, "--reason", "late", "--from", "boss.lab")
        #expect(await run.waits() == .status(8))
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(run.errors.text.contains("task \(id): interrupted by boss.lab: late"))
        #expect(try await end(processes))
        #expect(try await task(id, on: server)["status"]?.string == "open")
        let error = try await bodies("task.error", on: server).last
        #expect(error?["interrupted"]?.boolean == true)
        #expect(error?["signal"]?.integer == Int64(SIGTERM))
    }

    @Test func `a command that heeds the interrupt in its own way is done`() async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let run = try start("trap 'echo 5; exit 0' TERM; wait", on: server)
        _ = try await processes(of: server)
        _ = try await server.run("task", "interrupt", id)
        #expect(await run.waits() == .status(0))
        #expect(try await task(id, on: server)["result"]?.integer == 5)
    }

    @Test func `one that does not is killed after the grace`() async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let run = try start(
            "trap '' TERM; while :; do wait; done", on: server, ["--once", "--grace", "300ms"])
        let processes = try await processes(of: server)
        _ = try await server.run("task", "interrupt", id)
        #expect(await run.waits() == .status(8))
        #expect(try await end(processes))
        let error = try await bodies("task.error", on: server).last
        #expect(error?["signal"]?.integer == Int64(SIGKILL))
    }

    // MARK: Ends

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func `a worker that is stopped lets its command finish, and ends by the signal`(
        number: Int32
    ) async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let go = server.folder.file("go")
        let run = try start(
            "kill $!; until [ -e '\(go)' ]; do sleep 0.02; done; echo 5", on: server, [])
        _ = try await processes(of: server)
        run.send(number)
        _ = try server.folder.write([], to: "go")
        #expect(await run.waits() == .signal(number))
        #expect(try await task(id, on: server)["result"]?.integer == 5)
    }

    @Test func `what is not finished within the grace is stopped and given back`() async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let run = try start("wait", on: server, ["--grace", "100ms"])
        let processes = try await processes(of: server)
        run.send(SIGTERM)
        #expect(await run.waits() == .signal(SIGTERM))
        #expect(try await end(processes))
        #expect(try await task(id, on: server)["status"]?.string == "open")
        #expect(run.output.text.contains(#""outcome":"given-back""#))
        #expect(try await bodies("task.error", on: server).isEmpty)
    }

    @Test func `a second signal kills at once`() async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let run = try start("trap '' TERM; while :; do wait; done", on: server, [])
        let processes = try await processes(of: server)
        run.send(SIGINT)
        run.send(SIGTERM)
        let start = ContinuousClock.now
        #expect(await run.waits() == .signal(SIGTERM))
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(try await end(processes))
        #expect(try await task(id, on: server)["status"]?.string == "open")
    }

    @Test func `what a command leaves running ends with it`() async throws {
        let server = try await RunningServer()
        _ = try await create(on: server)
        let run = try start("echo 1; sleep 1000 >/dev/null 2>&1 <&1 &", on: server)
        let processes = try await processes(of: server)
        // The first sleep holds its output open.
        #expect(await run.waits() == .status(0))
        #expect(try await end(processes))
    }

    @Test func `what a pipeline writes after the shell has ended is in the result`() async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        _ = try await once("(sleep 0.2; echo late) &", on: server)
        #expect(try await task(id, on: server)["result"]?.string == "late")
    }

    @Test func `a worker that is killed leaves the task to its lease`() async throws {
        let server = try await RunningServer()
        let id = try await create(on: server)
        let tail = try await server.startTail(["--type", "task.expired", "--count", "1"])
        let run = try start("wait", on: server, ["--lease", "1s"])
        let processes = try await processes(of: server)
        run.send(SIGKILL)
        #expect(await tail.waits() == .status(0))
        for process in processes { kill(process, SIGKILL) }
        _ = await run.waits()
        #expect(try await once("echo 5", on: server).exit == .status(0))
        #expect(try await task(id, on: server)["result"]?.integer == 5)
    }

    @Test func `a reader that stalls costs no lease, and the worker still ends`() async throws {
        let server = try await RunningServer()
        let count = 400
        let connection = try PlainConnection(port: server.port)
        for number in 0..<count {
            // Records that fill a pipe well before the last.
            let title = "\(number) " + String(repeating: "x", count: 900)
            let answer = try connection.ask(
                "POST", "/tasks", #"{"from":"a.b","title":"\#(title)"}"#)
            try #require(answer.status == 201)
        }
        // A pipe that is open at its far end, where nobody reads.
        let script = """
            mkfifo pipe && exec 3<>pipe
            '\(Binary.path)' task run --lease 1 --grace 100ms -- true >pipe 3>&- &
            echo $!; wait $!; echo $?
            """
        let shell = try Child(
            ["-c", script], of: "/bin/bash",
            environment: ["WORKSHOP_URL": server.url, "AGENT_ID": "tester.lab"],
            folder: server.folder.path)
        #expect(await shell.output.waits(forLines: 1))
        let worker = try #require(shell.output.lines.first.flatMap { Int32($0) })
        // It goes on until the pipe and the printer are full, and then holds what it has.
        var before: Int64 = -1
        while true {
            let now = try await server.count("messages")
            if now == before { break }
            before = now ?? 0
            try await Task.sleep(for: .milliseconds(1_500))
        }
        let types = try await server.wholeHistory().map { try Envelope(parsing: $0.utf8).type }
        #expect(types.count { $0 == "task.done" } < count)
        #expect(!types.contains("task.expired"))
        kill(worker, SIGTERM)
        #expect(await shell.waits() == .status(0))
        #expect(shell.output.lines.last == "\(128 + SIGTERM)")
        #expect(try await server.allTasks().allSatisfy { $0["status"]?.string != "claimed" })
    }

    @Test func `children are heard of although whoever started the worker ignores theirs`()
        async throws
    {
        let server = try await RunningServer()
        _ = try await create(on: server)
        let script = """
            import os, signal, sys
            signal.signal(signal.SIGCHLD, signal.SIG_IGN)
            os.execv(sys.argv[1], sys.argv[1:])
            """
        let worker = try Child(
            ["-c", script, Binary.path, "task", "run", "--once", "--", "/bin/sh", "-c", "exit 3"],
            of: "python3",
            environment: ["WORKSHOP_URL": server.url, "AGENT_ID": "tester.lab"])
        #expect(await worker.waits() == .status(3))
    }

    @Test func `without a reader of its results it ends by SIGPIPE`() async throws {
        let server = try await RunningServer()
        for _ in 1...3 { _ = try await create(on: server) }
        let shell = try Child(
            ["-c", "'\(Binary.path)' task run -- true | head -1; echo ${PIPESTATUS[0]}"],
            of: "/bin/bash",
            environment: ["WORKSHOP_URL": server.url, "AGENT_ID": "tester.lab"])
        #expect(await shell.output.waits(forLines: 1))
        #expect(await shell.waits() == .status(0))
        #expect(shell.output.lines.last == "\(128 + SIGPIPE)")
    }
}
