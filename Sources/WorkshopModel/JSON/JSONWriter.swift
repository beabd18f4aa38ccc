/// Writes one JSON value, compact, member by member.
public struct JSONWriter {
    private var bytes: [UInt8]

    public init(capacity: Int = 128) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// What was written; the caller has written exactly one whole value.
    public consuming func finish() -> JSONText { JSONText(unchecked: bytes) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// `{…}` around the members that the closure writes.
    public mutating func object(_ body: (inout JSONObjectWriter) -> Void) {
        // Moved out and back, not copied: a list of objects would otherwise cost its square.
        var moved = JSONWriter(capacity: 0)
        swap(&moved, &self)
        var object = JSONObjectWriter(writer: consume moved)
        body(&object)
        self = object.close()
    }

    /// `[…]` around one value an element.
    public mutating func array<Element>(
        _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: "["))
        var first = true
        for element in elements {
            if !first { bytes.append(UInt8(ascii: ",")) }
            first = false
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    public mutating func write(_ value: String) { JSONString.append(value, to: &bytes) }

    public mutating func write(_ value: JSONText) { bytes.append(contentsOf: value.bytes) }

    public mutating func write(_ value: Bool) { raw(value ? "true" : "false") }

    public mutating func write(_ value: some FixedWidthInteger) {
        bytes.append(contentsOf: String(value).utf8)
    }

    /// With as many digits as it takes to tell it from every other; it is finite.
    public mutating func write(_ value: Double) {
        precondition(value.isFinite, "JSON has no number for \(value)")
        bytes.append(contentsOf: value.description.utf8)
    }

    public mutating func writeNull() { raw("null") }

    /// Seconds with three decimals.
    public mutating func write(_ value: Timestamp) {
        let magnitude = value.milliseconds.magnitude
        if value.milliseconds < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(contentsOf: String(magnitude / 1000).utf8)
        bytes.append(UInt8(ascii: "."))
        let fraction = UInt32(magnitude % 1000)
        for divisor: UInt32 in [100, 10, 1] {
            bytes.append(UInt8(ascii: "0") + UInt8(fraction / divisor % 10))
        }
    }

    fileprivate mutating func raw(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    fileprivate mutating func raw(_ byte: UInt8) { bytes.append(byte) }
}

/// Writes the members of one object; got from ``JSONWriter/object(_:)``.
public struct JSONObjectWriter {
    private var writer: JSONWriter
    private var isFirst = true

    fileprivate init(writer: consuming JSONWriter) {
        self.writer = writer
        self.writer.raw(UInt8(ascii: "{"))
    }

    fileprivate consuming func close() -> JSONWriter {
        writer.raw(UInt8(ascii: "}"))
        return writer
    }

    public mutating func member(_ key: String, _ write: (inout JSONWriter) -> Void) {
        if !isFirst { writer.raw(UInt8(ascii: ",")) }
        isFirst = false
        writer.write(key)
        writer.raw(UInt8(ascii: ":"))
        write(&writer)
    }

    public mutating func member(_ key: String, _ value: String) { member(key) { $0.write(value) } }

    /// `null` when there is none.
    public mutating func member(_ key: String, _ value: String?) {
        member(key) { writer in
            if let value { writer.write(value) } else { writer.writeNull() }
        }
    }

    public mutating func member(_ key: String, _ value: JSONText) {
        member(key) { $0.write(value) }
    }

    /// `null` when there is none.
    public mutating func member(_ key: String, _ value: JSONText?) {
        member(key, value ?? .null)
    }

    public mutating func member(_ key: String, _ value: Bool) { member(key) { $0.write(value) } }

    public mutating func member(_ key: String, _ value: some FixedWidthInteger) {
        member(key) { $0.write(value) }
    }

    public mutating func member(_ key: String, _ value: Timestamp) {
        member(key) { $0.write(value) }
    }

    /// `null` when there is none.
    public mutating func member(_ key: String, _ value: Timestamp?) {
        member(key) { writer in
            if let value { writer.write(value) } else { writer.writeNull() }
        }
    }

    /// An array of strings.
    public mutating func member(_ key: String, _ values: some Sequence<String>) {
        member(key) { $0.array(values) { $0.write($1) } }
    }

    /// The members of an object that was checked, as they stand, but for those of the given names.
    public mutating func members(of object: JSONText, except names: Set<String>) {
        for (key, value) in object.rawMembers where !names.contains(key.string ?? "") {
            if !isFirst { writer.raw(UInt8(ascii: ",")) }
            isFirst = false
            writer.write(key)
            writer.raw(UInt8(ascii: ":"))
            writer.write(value)
        }
    }
}

extension JSONText {
    /// Members with their keys as they were written.
    fileprivate var rawMembers: [(key: JSONText, value: JSONText)] {
        bytes.withUnsafeBufferPointer { buffer in
            var found: [(key: JSONText, value: JSONText)] = []
            var scanner = JSONScanner(buffer, maximumDepth: .max)
            // Checked when this value was made: reading it again cannot fail.
            try? scanner.scanMembers { key, value in
                found.append((JSONText(key, in: buffer), JSONText(value, in: buffer)))
            }
            return found
        }
    }
}
