import WorkshopBench
import WorkshopModel

extension TransferFigures {
    var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("files", files)
            object.member("bytes", bytes)
            object.member("seconds", JSONText(usage.seconds))
            object.member("bytes_per_second", JSONText(bytesPerSecond))
            object.member("latency", latencies.json)
            object.member("cpu", usage.json(operations: files))
        }
        return writer.finish()
    }

    /// Both sides' share of a core.
    var cost: String {
        let generator = "generator \(usage.text(usage.generator, operations: files))"
        return generator
            + (usage.server.map { ", server \(usage.text($0, operations: files))" } ?? "")
    }

    var text: String {
        "\(CountText.of(files, "file")), \(ByteText.of(Int64(bytes))) in "
            + "\(Unit.seconds.text(usage.seconds)), \(ByteText.of(Int64(bytesPerSecond)))/s"
    }
}
