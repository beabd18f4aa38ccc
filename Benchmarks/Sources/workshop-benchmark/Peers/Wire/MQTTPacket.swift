/// Packets of MQTT 3.1.1, as far as a publisher and a subscriber of one topic need them.
enum MQTTPacket {
    /// Connects for as long as the connection lives, with nothing kept from before.
    static func connect(client: String) -> [UInt8] {
        let level: UInt8 = 4
        let cleanSession: UInt8 = 2
        let noKeepAlive: [UInt8] = [0, 0]
        return packet(0x10, string("MQTT") + [level, cleanSession] + noKeepAlive + string(client))
    }

    /// The server's answer to `connect`: accepted, no session.
    static let connected: [UInt8] = [0x20, 2, 0, 0]

    static func subscribe(to topic: String) -> [UInt8] {
        packet(0x82, number + string(topic) + [0])
    }

    /// The server's answer to `subscribe`: granted, at most once.
    static let subscribed: [UInt8] = [0x90, 3] + number + [0]

    /// Publishes so that it is acknowledged (quality 1).
    static func publish(_ body: String, to topic: String) -> [UInt8] {
        packet(0x32, string(topic) + number + Array(body.utf8))
    }

    /// One packet is under way at a time, so one number does.
    private static let number: [UInt8] = [0, 1]

    private static func string(_ text: String) -> [UInt8] {
        [UInt8(text.utf8.count >> 8), UInt8(text.utf8.count & 0xff)] + Array(text.utf8)
    }

    /// - Parameter head: the type in the upper half, its flags in the lower.
    private static func packet(_ head: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        repeat {
            length.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return [head] + length + content
    }
}
