import WorkshopModel
import WorkshopStore

extension Finding {
    /// Members that every finding has, then those of its own.
    func json(_ text: FindingText) -> JSONText {
        var writer = JSONWriter(capacity: 512)
        writer.object { object in
            object.member("check", check.rawValue)
            object.member("level", level.name)
            object.member("text", text.words)
            object.member("way_out", text.wayOut)
            addMembers(to: &object)
        }
        return writer.finish()
    }

    private func addMembers(to object: inout JSONObjectWriter) {
        switch self {
        case .program(let sqlite):
            object.member("version", Version.current)
            object.member("sqlite", sqlite)
        case .server(let holder):
            object.member("held", holder != nil)
            object.member("pid") { $0.write(holder?.pid) }
            object.member("listens", holder?.description)
        case .integrity(let finding): finding.addMembers(to: &object)
        case .format(let finding): finding.addMembers(to: &object)
        case .log(let finding):
            object.member("bytes", finding.bytes)
            object.member("leftover", finding.isLeftover)
        case .counters(let finding): finding.addMembers(to: &object)
        case .messages(let finding):
            object.member("messages", finding.rows)
            object.member("unserved", finding.unserved)
            object.member("odd", finding.odd)
        case .tasks(let finding):
            object.member("tasks", finding.rows)
            object.member("claimless", finding.claimless)
            object.member("unannounced", finding.unannounced)
            object.member("gone", finding.gone)
            object.member("odd", finding.odd)
        case .references(let missing): object.member("missing", missing)
        case .clock(let finding):
            object.member("newest", finding.newest.text)
            object.member("ahead_ms", finding.milliseconds)
        case .files(let finding): finding.addMembers(to: &object)
        case .uploads(let finding):
            object.member("under_way", finding.underWay)
            object.member("orphaned", finding.orphaned)
            object.member("orphaned_bytes", finding.orphanedBytes)
            object.member("removed", finding.removed)
        case .space(let finding): finding.addMembers(to: &object)
        case .unanswered(_, let reason, _): object.member("reason", reason)
        }
    }
}

extension IntegrityFinding {
    fileprivate func addMembers(to object: inout JSONObjectWriter) {
        var size: Int64?
        var found: [String] = []
        var growth: Int64?
        switch self {
        case .sound(let bytes): size = bytes
        case .empty: size = 0
        case .damaged(let problems): found = problems
        case .unfinished(let bytes): growth = bytes
        }
        object.member("bytes") { $0.write(size) }
        object.member("problems", found)
        object.member("log_growth") { $0.write(growth) }
    }
}

extension FormatFinding {
    fileprivate func addMembers(to object: inout JSONObjectWriter) {
        var versions: (found: Int64, known: Int64)?
        var absent: [String] = []
        switch self {
        case .current(let format): versions = (format, format)
        case .older(let found, let known), .newer(let found, let known): versions = (found, known)
        case .foreign: break
        case .incomplete(let missing): absent = missing
        }
        object.member("format") { $0.write(versions?.found) }
        object.member("known") { $0.write(versions?.known) }
        object.member("missing", absent)
    }
}

extension CountersFinding {
    fileprivate func addMembers(to object: inout JSONObjectWriter) {
        object.member("counters", compared)
        object.member("wrong", wrong)
        object.member("tasks_off", tasksOff)
        object.member("first") { writer in
            writer.array(first) { writer, difference in
                writer.object { object in
                    object.member("ch", difference.channel.text)
                    object.member("type", difference.type.text)
                    object.member("off", difference.rows)
                }
            }
        }
        object.member("fixed", repair == .done)
    }
}

extension FilesFinding {
    fileprivate func addMembers(to object: inout JSONObjectWriter) {
        object.member("folder", folderExists)
        object.member("files", files)
        object.member("bytes", bytes)
        object.member("damaged", damaged)
        object.member("set_aside", setAside)
        object.member("closed", closed)
        object.member("kept", kept)
        object.member("foreign", foreign)
    }
}

extension SpaceFinding {
    fileprivate func addMembers(to object: inout JSONObjectWriter) {
        object.member("places") { writer in
            writer.array(places) { writer, place in
                writer.object { object in
                    object.member("path", place.path)
                    object.member("available", place.available)
                    object.member("total", place.total)
                }
            }
        }
    }
}

extension JSONObjectWriter {
    /// `{"count":2,"first":["a","b"]}`
    fileprivate mutating func member(_ key: String, _ seen: Sightings) {
        member(key) { $0.write(seen) }
    }

    /// An object with a member for each column.
    fileprivate mutating func member(_ key: String, _ odd: OddValues) {
        member(key) { writer in
            writer.object { object in
                for column in odd.columns { object.member(column.name, column.rows) }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ seen: Sightings) {
        object { object in
            object.member("count", seen.count)
            object.member("first", seen.first)
        }
    }

    fileprivate mutating func write(_ number: (some FixedWidthInteger)?) {
        if let number { write(number) } else { writeNull() }
    }
}
