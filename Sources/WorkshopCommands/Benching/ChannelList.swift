import WorkshopModel

/// Channels in a sentence.
enum ChannelList {
    /// `channel 'bench'`, `channels 'bench.1' to 'bench.9'`.
    static func text(_ channels: [ChannelName]) -> String {
        guard let first = channels.first, let last = channels.last, channels.count > 1 else {
            return "channel '\(channels.first?.text ?? "")'"
        }
        return "channels '\(first.text)' to '\(last.text)'"
    }
}
