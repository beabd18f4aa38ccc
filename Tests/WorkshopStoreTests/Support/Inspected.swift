import Foundation
import WorkshopModel

@testable import WorkshopStore

/// What an inspection of a test's folder has found.
struct Inspected {
    let findings: [Finding]

    /// - Parameter now: the moment of the test's clock, unless a test needs another.
    init(
        _ folder: TemporaryFolder, now: Timestamp = TestClock.start, fixes: Bool = false,
        change: (inout InspectionOptions) -> Void = { _ in }
    ) throws {
        var options = InspectionOptions(
            databasePath: folder.file("workshop.db"), blobsPath: folder.file("blobs"),
            fixes: fixes, clock: { now })
        options.counterPatience = .milliseconds(300)
        change(&options)
        var inspection = try Inspection(options)
        var findings: [Finding] = []
        while let finding = try inspection.next() { findings.append(finding) }
        self.findings = findings
    }

    /// What is not as it should be.
    var notable: [Finding] { findings.filter { $0.level != .fine } }

    subscript(check: Finding.Check) -> Finding? { findings.first { $0.check == check } }

    var messages: MessagesFinding? {
        if case .messages(let finding) = self[.messages] { finding } else { nil }
    }

    var tasks: TasksFinding? {
        if case .tasks(let finding) = self[.tasks] { finding } else { nil }
    }

    var counters: CountersFinding? {
        if case .counters(let finding) = self[.counters] { finding } else { nil }
    }

    var files: FilesFinding? {
        if case .files(let finding) = self[.files] { finding } else { nil }
    }

    var uploads: UploadsFinding? {
        if case .uploads(let finding) = self[.uploads] { finding } else { nil }
    }

    var integrity: IntegrityFinding? {
        if case .integrity(let finding) = self[.integrity] { finding } else { nil }
    }

    var problems: [String] {
        if case .damaged(let problems) = integrity { problems } else { [] }
    }
}

extension Sightings {
    init(_ names: String...) {
        self.init()
        for name in names { note(name) }
    }
}

extension TestStore {
    /// Something of everything: messages, tasks in each state and a file that one names.
    func fill() async throws {
        for number in 0..<20 {
            try await publish(number.isMultiple(of: 2) ? "even" : "odd", ch: "c\(number % 3)")
            clock.advance(milliseconds: 1)
        }
        _ = try await createTask("open")
        let claimed = try await createTask("claimed")
        try await perform(.claim(lease: nil), on: claimed.id, by: "ann")
        let done = try await createTask("done", ch: "elsewhere")
        try await perform(.claim(lease: nil), on: done.id, by: "ann")
        let hash = try await put("abc").hash
        try await perform(.done(result: .emptyObject, files: [hash]), on: done.id, by: "ann")
    }

    /// Stores a file.
    @discardableResult
    func put(_ text: String) async throws -> StoredBlob {
        let upload = try await ask { $0.blobs.beginUpload(completion: $1) } as any BlobUpload
        try await Pending { upload.append(TextBytes(text: text), completion: $0) }.answer.get()
        return try await Pending { upload.finish(completion: $0) }.answer.get()
    }
}
