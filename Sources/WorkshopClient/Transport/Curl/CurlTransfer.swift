import CCurl
import Glibc
import Synchronization
import WorkshopModel

/// Owns the libcurl easy handle of one exchange, and all that the handle points to.
///
/// Used by the transport's thread alone, its callbacks included.
final class CurlTransfer {
    let channel: ExchangeChannel
    let handle: UnsafeMutableRawPointer
    private let settings: TransportSettings
    private let errorText: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var lastActivity = ContinuousClock.now
    private var isPaused = false

    init(_ channel: ExchangeChannel, _ settings: TransportSettings) throws(ClientError) {
        guard let handle = workshop_curl_easy_init() else {
            throw .local(LocalFailure("cannot start a transfer", reason: "out of memory"))
        }
        self.channel = channel
        self.handle = handle
        self.settings = settings
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setConnection()
        setRequest(channel.request)
        setCallbacks()
    }

    deinit {
        workshop_curl_easy_cleanup(handle)
        workshop_curl_slist_free_all(headers)
        errorText.deallocate()
    }

    /// The channel a handle of ours works for.
    static func channel(of handle: UnsafeMutableRawPointer?) -> ObjectIdentifier? {
        var pointer: UnsafeMutableRawPointer?
        workshop_curl_get_pointer(handle, CURLINFO_PRIVATE, &pointer)
        guard let pointer else { return nil }
        return ObjectIdentifier(
            Unmanaged<CurlTransfer>.fromOpaque(pointer).takeUnretainedValue().channel)
    }

    /// When it has lasted too long; `nil` while this side holds it up.
    var deadline: ContinuousClock.Instant? {
        switch channel.request.patience {
        case .whole(let duration): lastActivity.advanced(by: duration)
        case .silence(let duration): isPaused ? nil : lastActivity.advanced(by: duration)
        }
    }

    /// Goes on after a pause; may call the callbacks at once.
    func resume() {
        isPaused = false
        noteActivity()
        workshop_curl_easy_pause(handle, CURLPAUSE_CONT)
    }

    /// Tells the task how libcurl ended the transfer, which is out of the multi handle by now.
    func finish(_ code: CURLcode) {
        if code == CURLE_OK {
            channel.finish(.success(()))
        } else {
            let ending = CurlEnding(
                code: code, systemError: Int32(long(CURLINFO_OS_ERRNO)),
                detail: String(cString: errorText),
                requestWasSent: long(CURLINFO_REQUEST_SIZE) > 0,
                answerHasBegun: channel.state.withLock { $0.head != nil }, peer: peer)
            channel.finish(.failure(ending.error(settings)))
        }
    }

    private var peer: CurlEnding.Peer? {
        var pointer: UnsafeMutableRawPointer?
        workshop_curl_get_pointer(handle, CURLINFO_PRIMARY_IP, &pointer)
        let port = long(CURLINFO_PRIMARY_PORT)
        guard let pointer, port > 0 else { return nil }
        let host = String(cString: pointer.assumingMemoryBound(to: CChar.self))
        return CurlEnding.Peer(host: host, port: port)
    }

    func timeOut() {
        let complaint = channel.request.patience.complaint
        channel.finish(.failure(.timedOut("'\(settings.address)' \(complaint)")))
    }

    // MARK: Options

    private func setConnection() {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectTimeout.milliseconds))
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_BUFFERSIZE, 65_536)
        set(CURLOPT_UPLOAD_BUFFERSIZE, 65_536)
        workshop_curl_allow_only_http(handle)
        workshop_curl_never_wait_for_resolver(handle)
        workshop_curl_set_text(handle, CURLOPT_USERAGENT, settings.userAgent)
        workshop_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        if let path = settings.socketPath {
            workshop_curl_set_text(handle, CURLOPT_UNIX_SOCKET_PATH, path)
        }
        if settings.socketPath != nil || !settings.usesProxyOfEnvironment {
            workshop_curl_set_text(handle, CURLOPT_PROXY, "")
        }
        if let file = settings.authorityFile {
            workshop_curl_set_text(handle, CURLOPT_CAINFO, file)
            // The system's folder would count as well.
            workshop_curl_set_text(handle, CURLOPT_CAPATH, nil)
        }
    }

    private func setRequest(_ request: Request) {
        workshop_curl_set_text(handle, CURLOPT_URL, request.target)
        // A channel may be called '..', and its path must arrive as it is.
        set(CURLOPT_PATH_AS_IS, 1)
        for (name, value) in request.headers { addHeader("\(name): \(value)") }
        switch (request.method, request.body) {
        case (.post, .none): setBody(length: 0)
        case (.post, .bytes(let bytes)): setBody(length: Int64(bytes.count))
        case (.post, .stream(let length)): setBody(length: length)
        case (.get, _): set(CURLOPT_HTTPGET, 1)
        case (.head, _): set(CURLOPT_NOBODY, 1)
        case (.options, _): workshop_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, "OPTIONS")
        }
        workshop_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headers)
    }

    /// The body always comes from the read callback, which cannot be rewound: when a kept
    /// connection turns out to be dead, libcurl sends a request again by itself only as long as
    /// no byte of its body was sent, so no message is published twice behind our back.
    private func setBody(length: Int64?) {
        set(CURLOPT_POST, 1)
        workshop_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(length ?? -1))
        if length == nil { addHeader("Transfer-Encoding: chunked") }
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        workshop_curl_set_pointer(handle, CURLOPT_PRIVATE, context)
        workshop_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        workshop_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        workshop_curl_set_pointer(handle, CURLOPT_READDATA, context)
        workshop_curl_set_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            CurlTransfer.from(context).receiveHeader(.init(start: bytes, count: size * count))
        }
        workshop_curl_set_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            CurlTransfer.from(context).receiveBody(.init(start: bytes, count: size * count))
        }
        workshop_curl_set_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
            CurlTransfer.from(context).supplyBody(.init(start: bytes, count: size * count))
        }
    }

    /// libcurl hands back what ``setCallbacks()`` gave it, and only while the handle lives.
    private static func from(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
        guard let context else { preconditionFailure("libcurl lost the callback's context") }
        return Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    private func addHeader(_ line: String) { headers = workshop_curl_slist_append(headers, line) }

    private func set(_ option: CURLoption, _ value: Int) {
        workshop_curl_set_long(handle, option, value)
    }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        workshop_curl_get_long(handle, info, &value)
        return value
    }

    // MARK: Callbacks

    private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
        noteActivity()
        let (isWanted, isComplete) = channel.state.withLock { state in
            let isWanted = state.receive(headerLine: line)
            return (isWanted, state.head != nil)
        }
        if isComplete { channel.news.raise() }
        return isWanted ? line.count : 0
    }

    private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        noteActivity()
        guard channel.state.withLock({ $0.receive(body: bytes) }) else {
            isPaused = true
            return Int(CURL_WRITEFUNC_PAUSE)
        }
        channel.news.raise()
        return bytes.count
    }

    private func supplyBody(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        noteActivity()
        switch channel.state.withLock({ $0.supply(buffer) }) {
        case .bytes(let count):
            channel.news.raise()
            return count
        case .pause:
            isPaused = true
            return Int(CURL_READFUNC_PAUSE)
        case .end: return 0
        }
    }

    private func noteActivity() {
        if case .silence = channel.request.patience { lastActivity = .now }
    }
}
