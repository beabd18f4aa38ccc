import Foundation
import Testing
import WorkshopModel

@testable import WorkshopCommands

/// What `workshop task run` is made of, without a process.
@Suite struct TaskRunValueTests {
    @Test(arguments: [-1, 0, 1])
    func `output is kept up to its limit, and none of it beyond`(excess: Int) throws {
        var output = CapturedOutput()
        output.append([UInt8](repeating: 0x20, count: CapturedOutput.limit - 1))
        output.append([UInt8](repeating: 0x37, count: 1 + excess))
        guard excess > 0 else { return #expect(!output.isTooLarge) }
        #expect(output.isTooLarge)
        #expect(throws: CapturedOutput.Defect.tooLarge) { try output.result() }
    }

    @Test func `lines are cut at breaks and at the limit`() {
        var cutter = LineCutter()
        #expect(cutter.take("a\nb".utf8) == [Array("a".utf8)])
        #expect(cutter.take("c\n\n".utf8) == [Array("bc".utf8), []])
        let long = [UInt8](repeating: 0x78, count: LineCutter.limit + 2)
        #expect(cutter.take(long).map(\.count) == [LineCutter.limit])
        #expect(cutter.end()?.count == 2)
        #expect(cutter.end() == nil)
    }

    @Test func `a note has the newest lines and says how many are left out`() {
        var batch = NoteBatch()
        var taken = batch.take()
        #expect(taken == nil)
        batch.add("one")
        batch.add("two")
        taken = batch.take()
        #expect(taken?.text == #"{"note":"one\ntwo"}"#)
        let line = String(repeating: "x", count: NoteBatch.limit / 4)
        for _ in 0..<10 { batch.add(line) }
        taken = batch.take()
        #expect(taken?["note"]?.string?.split(separator: "\n").count == 3)
        #expect(taken?["omitted"]?.integer == 7)
        taken = batch.take()
        #expect(taken == nil)
        batch.add(String(repeating: "x", count: NoteBatch.limit * 2))
        taken = batch.take()
        #expect(taken != nil && taken?["omitted"] == nil)
    }

    @Test func `the end of a text is whole lines, as long as they fit`() {
        var tail = LineTail()
        for number in 1...10_000 { tail.add("line \(number)") }
        #expect(tail.text.utf8.count <= LineTail.limit)
        #expect(tail.text.hasSuffix("line 9999\nline 10000"))
        #expect(tail.text.hasPrefix("line "))
        tail.add(String(repeating: "x", count: LineTail.limit * 2))
        #expect(tail.text == String(repeating: "x", count: LineTail.limit))
    }

    @Test func `a variable is replaced, others are kept in any encoding`() {
        var environment = ChildEnvironment([
            Array("A=1".utf8), [0x42, 0x3D, 0xFF], Array("AB=2".utf8), Array("A=3".utf8),
        ])
        environment.set("A", "new\0er")
        #expect(
            environment.entries
                == [[0x42, 0x3D, 0xFF], Array("AB=2".utf8), Array("A=new\u{FFFD}er".utf8)])
    }

    @Test func `a program is looked for as a shell does`() throws {
        let folder = try Folder()
        let plain = try folder.write([], to: "plain")
        let tool = try folder.write([], to: "tool")
        chmod(tool, 0o755)
        let path = "/nowhere:\(folder.path):/usr/bin:/bin"
        #expect(try ExecutableSearch.find("tool", in: path) == tool)
        #expect(try ExecutableSearch.find(tool, in: nil) == tool)
        #expect(try ExecutableSearch.find("sh", in: nil).hasSuffix("/sh"))
        for (word, number) in [
            ("plain", EACCES), (plain, EACCES), ("", ENOENT), ("none", ENOENT),
            (folder.path, EISDIR), ("\(tool)/x", ENOENT),
        ] {
            do {
                _ = try ExecutableSearch.find(word, in: path)
                Issue.record("'\(word)' was found")
            } catch {
                guard case .cannotRun(let name, number) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(name == word)
            }
        }
    }

    @Test func `a folder's files are listed by their paths, and it goes with all it has`() throws {
        let parent = try Folder()
        let folder = try OutputFolder(in: parent.path)
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: "\(folder.path)/b/c", withIntermediateDirectories: true)
        for name in ["b/c/d", "a", "b.x", ".hidden"] {
            #expect(manager.createFile(atPath: "\(folder.path)/\(name)", contents: Data()))
        }
        try manager.createSymbolicLink(
            atPath: "\(folder.path)/l", withDestinationPath: parent.path)
        let found = try folder.files()
        #expect(found.files.map(\.name) == [".hidden", "a", "b.x", "b/c/d"])
        #expect(found.leftOut == ["l"])
        #expect(manager.createFile(atPath: parent.file("stays"), contents: Data()))
        try folder.remove()
        #expect(!manager.fileExists(atPath: folder.path))
        #expect(manager.fileExists(atPath: parent.file("stays")))
    }

    @Test func `folders without end are not followed`() throws {
        let parent = try Folder()
        let folder = try OutputFolder(in: parent.path)
        let deep = Array(repeating: "d", count: OutputFolder.depth).joined(separator: "/")
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/\(deep)", withIntermediateDirectories: true)
        #expect(throws: OutputFolder.Defect.self) { try folder.files() }
        try folder.remove()
    }
}
