import Testing

@testable import WorkshopClient

@Suite struct LineSplitterTests {
    @Test(arguments: 1...13)
    func cutsAnywhereChangeNothing(size: Int) {
        let text = Array("one\n\ntwo\nthree\n".utf8)
        var splitter = LineSplitter()
        var lines: [[UInt8]] = []
        var rest = text[...]
        while !rest.isEmpty {
            let isFine = splitter.take(Array(rest.prefix(size)), into: &lines)
            #expect(isFine)
            rest = rest.dropFirst(size)
        }
        #expect(lines == ["one", "two", "three"].map { Array($0.utf8) })
        #expect(!splitter.isWithinLine)
    }

    @Test func aLineWithoutItsEndIsKnown() {
        var splitter = LineSplitter()
        var lines: [[UInt8]] = []
        let isFine = splitter.take(Array("one\ntw".utf8), into: &lines)
        #expect(isFine && lines.count == 1 && splitter.isWithinLine)
    }

    @Test func aLineThatNeverEndsIsRefused() {
        var splitter = LineSplitter()
        var lines: [[UInt8]] = []
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        let taken = (0..<9).map { _ in splitter.take(piece, into: &lines) }
        #expect(taken == [true, true, true, true, true, true, true, true, false])
    }
}
