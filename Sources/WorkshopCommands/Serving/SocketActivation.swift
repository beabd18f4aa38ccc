import WorkshopServer

/// The sockets that systemd, or what does as it does, has given this process to listen on.
///
/// The variables are those of sd_listen_fds(3).
enum SocketActivation {
    /// The variables, which are meant for this process alone.
    static let variables = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]
    /// The first descriptor that is given.
    private static let firstDescriptor: Int32 = 3

    /// - Parameter process: the number of this process: what was meant for another, and only
    ///   inherited by this one, is left alone.
    /// - Throws: `.invalidSocketCount`, `.unusableSocket`.
    static func sockets(
        environment: [String: String], process: Int32
    ) throws(CommandFailure) -> [InheritedSocket] {
        guard let addressee = environment["LISTEN_PID"], Int32(addressee) == process,
            let text = environment["LISTEN_FDS"]
        else { return [] }
        guard let count = Int32(text), (0...maximum).contains(count) else {
            throw .invalidSocketCount(text)
        }
        var sockets: [InheritedSocket] = []
        for descriptor in firstDescriptor..<firstDescriptor + count {
            do throws(InheritedSocket.Defect) {
                sockets.append(try InheritedSocket(descriptor: descriptor))
            } catch {
                throw .unusableSocket(descriptor: descriptor, error)
            }
        }
        return sockets
    }

    /// No unit has as many; more is a mistake that would take long to look at.
    private static let maximum: Int32 = 1_024
}
