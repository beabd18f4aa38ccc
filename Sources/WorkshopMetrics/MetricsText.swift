/// Writes numbers as Prometheus reads them: the text format, version 0.0.4.
///
/// A family is begun, then come its samples, all of one family before the next. Names are trusted;
/// what is said about them, and the labels' values, are escaped.
public struct MetricsText {
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    public enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    public typealias Label = (name: String, value: String)

    public private(set) var bytes: [UInt8] = []
    private var family = ""

    public init() {}

    /// Begins a family.
    ///
    /// - Parameter help: one sentence.
    public mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        family = name
        put("# HELP \(name) ")
        put(escaped: help, quotes: false)
        put("\n# TYPE \(name) \(kind.rawValue)\n")
    }

    /// A counter or gauge with one sample.
    public mutating func only(_ name: String, _ kind: Kind, _ help: String, _ value: FixedPoint) {
        begin(name, kind, help)
        sample([], value)
    }

    /// A counter or gauge with one whole number.
    public mutating func only(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        only(name, kind, help, FixedPoint(value))
    }

    /// One sample of the family begun last.
    public mutating func sample(_ labels: [Label], _ value: FixedPoint) {
        sample("", labels, value)
    }

    /// One whole number of the family begun last.
    public mutating func sample(_ labels: [Label], _ value: Int) {
        sample(labels, FixedPoint(value))
    }

    /// All samples of one histogram of the family begun last.
    public mutating func sample(_ labels: [Label], _ reading: HistogramReading) {
        let decimals = reading.scale.decimals
        var below = 0
        for (bound, count) in zip(reading.scale.bounds, reading.counts) {
            below += count
            let end = (name: "le", value: FixedPoint(bound, decimals: decimals).description)
            sample("_bucket", labels + [end], FixedPoint(below))
        }
        sample("_bucket", labels + [(name: "le", value: "+Inf")], FixedPoint(reading.count))
        sample("_sum", labels, FixedPoint(reading.sum, decimals: decimals))
        sample("_count", labels, FixedPoint(reading.count))
    }

    private mutating func sample(_ suffix: String, _ labels: [Label], _ value: FixedPoint) {
        put(family)
        put(suffix)
        for (place, label) in labels.enumerated() {
            put(place == 0 ? "{" : ",")
            put(label.name)
            put("=\"")
            put(escaped: label.value, quotes: true)
            put("\"")
        }
        put(labels.isEmpty ? " " : "} ")
        put(value.description)
        put("\n")
    }

    private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func put(escaped text: String, quotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): put("\\\\")
            case UInt8(ascii: "\n"): put("\\n")
            case UInt8(ascii: "\"") where quotes: put("\\\"")
            default: bytes.append(byte)
            }
        }
    }
}
