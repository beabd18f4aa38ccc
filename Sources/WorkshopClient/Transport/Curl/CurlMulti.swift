import CCurl

/// Owns a libcurl multi handle: the transfers under way and the connections kept for the next.
///
/// `@unchecked Sendable` because the handle is a pointer: ``CurlThread`` calls it from its
/// own thread alone, but for ``wakeUp()``, which libcurl allows from any.
final class CurlMulti: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer

    /// libcurl and its TLS library, loaded and initialised once, before any other of their
    /// functions runs; the reason where that failed.
    private static let failure = workshop_curl_load().map { String(cString: $0) }

    init() throws(ClientError) {
        if let reason = CurlMulti.failure {
            throw .local(LocalFailure("cannot load libcurl", reason: reason))
        }
        guard let handle = workshop_curl_multi_init() else {
            throw .local(LocalFailure("cannot start libcurl", reason: "out of memory"))
        }
        self.handle = handle
    }

    deinit { workshop_curl_multi_cleanup(handle) }

    func wakeUp() { workshop_curl_multi_wakeup(handle) }

    func add(_ transfer: CurlTransfer) throws(ClientError) {
        guard workshop_curl_multi_add_handle(handle, transfer.handle) == CURLM_OK else {
            throw .local(LocalFailure("cannot start a transfer", reason: "out of memory"))
        }
    }

    /// Takes a transfer out; one that is not finished loses its connection.
    func remove(_ transfer: CurlTransfer) {
        workshop_curl_multi_remove_handle(handle, transfer.handle)
    }

    /// Moves what can be moved without waiting.
    func perform() {
        var running: Int32 = 0
        workshop_curl_multi_perform(handle, &running)
    }

    /// Waits for a connection, a timer of libcurl's, or ``wakeUp()``.
    func poll(for time: Duration) {
        // Rounded up: a deadline must be over when the poll returns for it.
        workshop_curl_multi_poll(handle, Int32(clamping: time.milliseconds + 1))
    }

    /// The next transfer that has ended, by its channel, with how.
    func nextFinished() -> (ObjectIdentifier, CURLcode)? {
        var waiting: Int32 = 0
        while let message = workshop_curl_multi_info_read(handle, &waiting) {
            guard message.pointee.msg == CURLMSG_DONE,
                let channel = CurlTransfer.channel(of: message.pointee.easy_handle)
            else { continue }
            return (channel, message.pointee.data.result)
        }
        return nil
    }
}
