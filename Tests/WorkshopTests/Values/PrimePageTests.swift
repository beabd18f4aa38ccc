import Arguments
import Testing
import WorkshopClient
import WorkshopModel

@testable import WorkshopCommands

@Suite struct PrimePageTests {
    private static let now = Timestamp(milliseconds: 1_795_000_000_000)
    private static let nasty = "wide 漢字 \u{1B}[2J\n\u{202E}" + String(repeating: "漢", count: 300)

    private func name(_ text: String) -> AgentName { AgentName(unchecked: text) }

    private func task(_ number: Int, _ title: String, for agent: String? = nil) -> TaskRecord {
        var task = TaskRecord(
            id: ULID(high: 1 << 60, low: UInt64(number)).text, createdAt: Self.now,
            updatedAt: Self.now, createdBy: name("boss"), assignedTo: agent.map { name($0) },
            title: title)
        if number == 0 {
            task.status = .claimed
            task.interrupt = TaskInterrupt(from: name("boss"), reason: "no", timestamp: Self.now)
        }
        return task
    }

    private func group(_ count: Int, more: Int, _ title: String) -> PrimeFacts.TaskGroup {
        .init(
            tasks: (0..<count).map { task($0, title, for: Self.nasty) }, more: more,
            isCut: more > 0)
    }

    private func facts(_ live: Result<PrimeFacts.Live, ClientError>) throws -> PrimeFacts {
        PrimeFacts(
            agent: name(Self.nasty), isNamed: false,
            address: try WorkshopAddress(
                parsing: "http://localhost/" + String(repeating: "x", count: 200)),
            now: Self.now, live: live)
    }

    private func live(_ title: String, full: Bool) -> PrimeFacts.Live {
        let channel = ChannelSummary(
            channel: ChannelName(unchecked: title), messages: .max, lastID: ULID.greatest.text,
            lastTimestamp: Self.now, subscribers: 1)
        let count = full ? Int.max : 0
        let status = ServerStatus(
            version: "1", uptimeMilliseconds: .max, messages: .max, tasks: .max, agentsLive: .max,
            subscribers: .max, lastID: nil)
        typealias Bounds = PrimeFacts.Bounds
        return PrimeFacts.Live(
            status: status,
            channels: Array(repeating: channel, count: full ? Bounds.channels : 0),
            moreChannels: count, held: group(full ? Bounds.ownTasks : 0, more: count, title),
            assigned: group(full ? Bounds.ownTasks : 0, more: count, title),
            open: group(full ? Bounds.openTasks : 0, more: count, title))
    }

    @Test(arguments: [true, false])
    func `it is short and narrow whatever there is`(_ isFull: Bool) throws {
        let page = PrimePage(try facts(.success(live(Self.nasty, full: isFull))))
        #expect(page.text.count { $0.isNewline } <= PrimePage.longest)
        for line in page.text.split(separator: "\n", omittingEmptySubsequences: false) {
            #expect(String(line).displayWidth <= PrimePage.width, "\(line)")
            #expect(String(line).inert == line)
        }
        #expect(page.text.contains("STOP IT") == isFull)
    }

    @Test func `without a server it says so and tells the rest`() throws {
        let failure = ClientError.unreachable("cannot\nreach it" + Self.nasty)
        let page = PrimePage(try facts(.failure(failure)))
        #expect(page.text.contains("It does not answer: cannot\\nreach it"))
        #expect(page.text.contains(PrimePage.guide))
        #expect(page.lines.allSatisfy { $0.displayWidth <= PrimePage.width })
    }

    @Test func `every command it shows is one`() throws {
        var count = 0
        for line in PrimePage.guide.split(separator: "\n") where line.hasPrefix("  workshop ") {
            let code = line.split(separator: "#")[0].replacing(/\[(.*)\]/) { $0.1 }
            for command in code.split(separator: ";") {
                // Quoted texts are one word each, whatever is in them.
                let words = command.replacing(/'[^']*'/, with: "TEXT").split(separator: " ")
                let arguments = words.dropFirst().map(String.init)
                let result = try CommandTable.root.description.parse(arguments, environment: [:])
                guard case .command = result else {
                    Issue.record("'\(command)' is no command")
                    continue
                }
                count += 1
            }
        }
        #expect(count >= 12)
    }
}
