import WorkshopModel
import WorkshopStore

extension FindingPhrases {
    func phrase(for finding: IntegrityFinding) -> Phrase {
        switch finding {
        case .sound(let bytes): Phrase(words: "sound, \(ByteText.of(bytes))")
        case .empty:
            Phrase(
                words: "'\(data.databasePath)' is empty",
                wayOut: "restore a backup; the next start begins anew in it")
        case .damaged(let problems):
            Phrase(words: "damaged: \(problems.joined(separator: "; "))", wayOut: rescue)
        case .unfinished(let growth):
            Phrase(
                words: "stopped: the server's log has grown by \(ByteText.of(growth)) meanwhile",
                wayOut: "look again when there is less to do")
        }
    }

    func phrase(for finding: FormatFinding) -> Phrase {
        switch finding {
        case .current(let format): Phrase(words: "format \(format), the newest")
        case .older(let found, let known):
            Phrase(
                words: found > 0 ? "format \(found)" : "that of the earlier implementation",
                wayOut: "the next start takes it over to format \(known)")
        case .newer(let found, let known):
            Phrase(
                words: "format \(found), this workshop knows formats up to \(known)",
                wayOut: "use the newer workshop")
        case .foreign:
            Phrase(
                words: "'\(data.databasePath)' is no database of workshop's",
                wayOut: "--db names another one")
        case .incomplete(let missing):
            Phrase(
                words: "not there: \(missing.joined(separator: ", "))", wayOut: "restore a backup")
        }
    }

    func phrase(for finding: LogFinding) -> Phrase {
        guard finding.isLeftover else {
            return Phrase(words: finding.bytes > 0 ? ByteText.of(finding.bytes) : "empty")
        }
        return Phrase(
            words: "\(ByteText.of(finding.bytes)), left by a server that was ended hard",
            wayOut: "nothing is lost: the next start takes it in")
    }

    func phrase(for finding: CountersFinding) -> Phrase {
        guard finding.wrong > 0 else {
            return Phrase(words: "\(CountText.of(finding.compared, "counter")), all right")
        }
        var differences = finding.first.map { difference in
            "\(difference.type.text) in '\(difference.channel.text)' by \(difference.rows)"
        }
        if finding.tasksOff != 0 { differences.insert("tasks by \(finding.tasksOff)", at: 0) }
        let more = finding.wrong - Int64(differences.count)
        if more > 0 { differences.append("\(more) more") }
        let wrong =
            "\(finding.wrong) of \(CountText.of(finding.compared, "counter")) "
            + "\(finding.repair == .done ? "set right" : "wrong")"
        return Phrase(
            words: "\(wrong): \(differences.joined(separator: ", "))",
            wayOut: "the next start of the server counts again, and so does --fix where none runs")
    }

    func phrase(for finding: MessagesFinding) -> Phrase {
        var parts = [CountText.of(finding.rows, "message")]
        if !finding.unserved.isEmpty {
            parts.append(
                "\(finding.unserved.count) with ids that no stream serves: "
                    + FindingPhrases.list(finding.unserved))
        }
        if let odd = FindingPhrases.list(finding.odd) { parts.append(odd) }
        return Phrase(
            words: parts.joined(separator: "; "),
            wayOut: "put in by others; 'workshop history' shows them as well as it can")
    }

    func phrase(for finding: TasksFinding) -> Phrase {
        var parts = [CountText.of(finding.rows, "task")]
        func add(_ seen: Sightings, _ what: String) {
            guard !seen.isEmpty else { return }
            parts.append("\(seen.count) \(what): \(FindingPhrases.list(seen))")
        }
        add(finding.claimless, "without the message of the claim")
        add(finding.unannounced, "without the message of the creation")
        add(finding.gone, "deleted by others")
        if let odd = FindingPhrases.list(finding.odd) { parts.append(odd) }
        return Phrase(
            words: parts.joined(separator: "; "),
            wayOut: finding.claimless.isEmpty
                ? "others put tasks in, or deleted tasks or messages"
                : "messages were deleted by others, or lost: compare with a backup")
    }

    func phrase(forMissing missing: Sightings) -> Phrase {
        guard !missing.isEmpty else { return Phrase(words: "every file that is named is there") }
        return Phrase(
            words: "\(CountText.of(missing.count, "file")) named and not there: "
                + FindingPhrases.list(missing),
            wayOut: "they need not be there; 'workshop put' brings them")
    }

    func phrase(for finding: ClockFinding) -> Phrase {
        guard finding.newest != .zero else { return Phrase(words: "no id was given yet") }
        let seconds = finding.milliseconds / 1_000
        let distance = DurationText.precise(seconds: abs(seconds))
        return Phrase(
            words: "the newest id is \(distance) \(seconds > 0 ? "ahead of" : "behind") the clock",
            wayOut: "set the clock; until it has passed, times of messages stand still")
    }
}
