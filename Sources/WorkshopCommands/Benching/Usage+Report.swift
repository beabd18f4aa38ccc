import WorkshopBench
import WorkshopModel

extension Usage {
    /// Shares of one core, and seconds of CPU for each operation.
    func json(operations: Int) -> JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("generator", json(generator, operations))
            object.member("server", server.map { json($0, operations) })
            object.member("others", json(others))
        }
        return writer.finish()
    }

    /// What it took on one side, for people.
    func text(_ time: ProcessorTime, operations: Int) -> String {
        "\(Unit.share.text(share(time.total))) of a core, "
            + "\(Unit.seconds.text(each(time.total, operations))) each"
    }

    private func json(_ time: ProcessorTime, _ operations: Int) -> JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("share", JSONText(share(time.total)))
            object.member("user_each", JSONText(each(time.user, operations)))
            object.member("system_each", JSONText(each(time.system, operations)))
        }
        return writer.finish()
    }

    private func json(_ time: Double) -> JSONText {
        var writer = JSONWriter()
        writer.object { $0.member("share", JSONText(share(time))) }
        return writer.finish()
    }

    private func share(_ time: Double) -> Double { seconds > 0 ? time / seconds : 0 }

    private func each(_ time: Double, _ operations: Int) -> Double {
        operations > 0 ? time / Double(operations) : 0
    }
}
