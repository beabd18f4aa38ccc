import Arguments
import WorkshopModel
import WorkshopServer
import WorkshopStore

/// What makes a command fail besides a wrong command line and what the client, the store and the
/// descriptors report by themselves.
enum CommandFailure: Error {
    /// A word of the command line, counted from 1, is no text.
    case argumentIsNoText(position: Int)
    case invalidJSON(JSONSource, JSONError)
    /// The JSON is there, but of the wrong kind.
    case notAnObject(JSONSource, JSONKind)
    /// Standard input was asked for by name and had nothing.
    case empty(JSONSource)
    case tooLarge(JSONSource)
    /// The source fits, and what is sent with it does not.
    case requestTooLarge(bytes: Int)
    case cannotRead(file: String, errorNumber: Int32)
    /// The process was started without it.
    case isClosed(output: String)
    case cannotWrite(output: String, errorNumber: Int32)
    /// A line of standard input; those before it are published.
    case invalidLine(number: Int, LineFault)
    case timedOut(Duration)
    /// The task was not done within the time given.
    case notDoneInTime(Duration, task: String)
    /// Nobody answered the message within the time given.
    case notAnsweredInTime(Duration, message: ULID, ChannelName)
    /// No task is open that this agent may claim.
    case nothingToClaim(ChannelName?)
    /// What was asked for is done, and the holder of the task is asked to stop; by whom and why,
    /// where that is known.
    case interrupted(task: String, TaskInterrupt?)
    /// A program that cannot be started, by the name it was given.
    case cannotRun(String, errorNumber: Int32)
    /// The task went to somebody else while it was worked on.
    case claimLost(task: String)
    /// What came of the task could not be told to the server.
    case untold(task: String)
    case gap(GapNotice)
    case cannotListen(ListenError)
    /// `LISTEN_FDS` is no number, or one that cannot be meant.
    case invalidSocketCount(String)
    /// A descriptor that was given to listen on, and cannot be.
    case unusableSocket(descriptor: Int32, InheritedSocket.Defect)
    /// The process may not have as many descriptors as serving takes.
    case tooFewOpenFiles(limit: Int)
    /// How many things are wrong with the data.
    case faultsFound(Int)
    /// Files of the data that may not be opened.
    case closedFiles(Int64, folder: String)
    /// The counters can be set right only by the server that holds the database.
    case cannotMend(database: String, DatabaseHolder)
    /// Damaged files that are in no backup.
    case leftOut(Sightings)
    /// The server answers, and keeps nothing of what it is sent.
    case cannotStore(StorageTrouble)

    enum LineFault: Sendable {
        case json(JSONError)
        case tooLong
        case requestTooLarge(bytes: Int)
    }
}
