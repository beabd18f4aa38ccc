import Glibc
import Synchronization
import WorkshopModel

/// A named place in the stream that outlives the process: where a reader stopped, and where its
/// next run goes on.
final class KeptCursor: Sendable {
    private struct State {
        var ledger = PipeLedger()
        var isDurable: Bool
        var readerIsGone = false
    }

    private let file: CursorFile
    private let folder: StateFolder
    private let output: Output
    private let isPipe: Bool
    private let state: Mutex<State>

    /// - Parameter output: where what is passed is written to.
    init(_ name: CursorName, in folder: StateFolder, for output: Output) throws(CursorFailure) {
        file = try CursorFile(name, in: folder)
        self.folder = folder
        self.output = output
        isPipe = DescriptorKind(output.descriptor) == .pipe
        var state = State(isDurable: file.position != nil)
        if let position = file.position { state.ledger.reach(position, bytes: 0) { 0 } }
        self.state = Mutex(state)
    }

    /// Where the reader stopped before; `nil` for a name that is new.
    var position: ULID? { file.position }

    /// Moves to an id: everything up to it is shown, or is not wanted.
    ///
    /// - Parameter show: writes to the output what is shown for it, and answers how many bytes
    ///   that were.
    func move(to id: ULID, _ show: () throws -> Int = { 0 }) throws {
        // Held over the writes, so that whoever takes back knows all that is in the pipe and is
        // not overtaken. It does not wait for long: without a reader a write ends.
        try state.withLock { state in
            let bytes: Int
            do {
                bytes = try show()
            } catch let error as ReaderGone {
                state.ledger.add(bytes: error.written)
                throw error
            }
            guard !state.readerIsGone else { return }
            if isPipe { state.ledger.reach(id, bytes: bytes, capacity: { pipeCapacity }) }
            try file.move(to: id)
            guard !state.isDurable else { return }
            try file.synchronize(folder)
            state.isDurable = true
        }
    }

    /// Takes back what the reader of the pipe, who has gone, did not take out of it.
    func readerHasGone() {
        state.withLock { state in
            guard isPipe, !state.readerIsGone else { return }
            state.readerIsGone = true
            var unread: Int32 = 0
            guard ioctl(output.descriptor, UInt(FIONREAD), &unread) == 0,
                let position = state.ledger.position(unread: Int(unread))
            else { return }
            // The process ends by a signal either way.
            try? file.move(to: position)
        }
    }

    /// `F_GETPIPE_SZ`, which Glibc shows to GNU sources alone: `bits/fcntl-linux.h`.
    private static let getPipeSize: Int32 = 1_032

    private var pipeCapacity: Int { Int(fcntl(output.descriptor, KeptCursor.getPipeSize)) }
}
