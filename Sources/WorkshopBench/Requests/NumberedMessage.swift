import WorkshopModel

/// A message of a given size whose body begins with a number, at the same place in each.
package struct NumberedMessage: Sendable {
    /// As many digits as tell ten thousand million messages apart.
    static let digits = 10
    private static let beginning = #"{"n":""#
    private static let middle = #"","text":""#
    private static let ending = #""}"#

    package static let leastBodyBytes =
        beginning.utf8.count + digits + middle.utf8.count + ending.utf8.count
    /// What a request may have, less the rest of it.
    package static let mostBodyBytes = Limits.jsonBody - 1_024

    private let channel: ChannelName
    private let sender: AgentName
    private let content: String

    /// - Parameter bodyBytes: from ``leastBodyBytes`` to ``mostBodyBytes``.
    init(in channel: ChannelName, from sender: AgentName, bodyBytes: Int) {
        self.channel = channel
        self.sender = sender
        let text = String(repeating: "x", count: bodyBytes - NumberedMessage.leastBodyBytes)
        let zeros = String(repeating: "0", count: NumberedMessage.digits)
        content =
            NumberedMessage.beginning + zeros + NumberedMessage.middle + text
            + NumberedMessage.ending
    }

    private static let type = "bench.load"

    /// Publishes it.
    func request(at address: ServerAddress) -> [UInt8] {
        let from = JSONText(string: sender.text)
        return HTTPRequest.post(
            Route.channel(channel).path,
            #"{"from":\#(from),"type":"\#(NumberedMessage.type)","body":\#(content)}"#,
            at: address)
    }

    /// Writes the number into a request that this has made.
    func put(_ number: Int, into request: inout [UInt8]) {
        // From the end, which is the same wherever the request goes.
        let end =
            request.count - 1 - content.utf8.count + NumberedMessage.beginning.utf8.count
            + NumberedMessage.digits
        var rest = number
        for place in 1...NumberedMessage.digits {
            request[end - place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    /// Where the number stands in the line of a stream that has the message.
    var numberInEvent: Int {
        // All of an envelope before its body has one length for one channel and sender.
        let id = String(repeating: "0", count: MessageID.textLength)
        let from = JSONText(string: sender.text)
        let name = JSONText(string: channel.text)
        let line =
            #"data: {"id":"\#(id)","ts":1700000000.000,"from":\#(from),"ch":\#(name),"#
            + #""type":"\#(NumberedMessage.type)","v":1,"body":\#(NumberedMessage.beginning)"#
        return line.utf8.count
    }
}
