import WorkshopModel

extension JSONText {
    init(_ value: Bool) {
        var writer = JSONWriter(capacity: 8)
        writer.write(value)
        self = writer.finish()
    }

    init(_ value: Int) {
        var writer = JSONWriter(capacity: 24)
        writer.write(value)
        self = writer.finish()
    }

    /// To a thousand millionth, which for times is what a clock tells.
    init(_ value: Double) {
        var writer = JSONWriter(capacity: 24)
        writer.write((value * 1e9).rounded() / 1e9)
        self = writer.finish()
    }
}
