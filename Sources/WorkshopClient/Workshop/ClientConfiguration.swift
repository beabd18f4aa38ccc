/// How a ``RemoteWorkshop`` behaves on the network; the defaults are those of the commands.
public struct ClientConfiguration: Sendable {
    /// What the server's log calls this client; `workshop/<version>` for the program itself.
    public var userAgent: String
    /// Time for finding the name, connecting and shaking hands.
    public var connectTimeout: Duration
    /// Time from the beginning of a request to the end of its answer, where both are small.
    public var answerTimeout: Duration
    /// Time without a byte in either direction, where an answer or a request may be large:
    /// files and history. Time spent waiting for this side does not count.
    public var silenceTimeout: Duration
    /// Whether `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` count, by libcurl's rules.
    /// A Unix socket is never reached through a proxy.
    public var usesProxyOfEnvironment: Bool
    /// A file of the authorities, as PEM, that may vouch for an `https://` server, in place of the
    /// system's; the system's where it is `nil`.
    public var authorityFile: String?
    /// How what publishes, creates or acts on a task is repeated after a broken connection.
    public var retry: RetryPolicy
    /// Whether libcurl is used where plain sockets would do: for tests that compare the two.
    var prefersCurl = false

    public init(
        userAgent: String = "workshop", connectTimeout: Duration = .seconds(5),
        answerTimeout: Duration = .seconds(30), silenceTimeout: Duration = .seconds(60),
        usesProxyOfEnvironment: Bool = true, authorityFile: String? = nil,
        retry: RetryPolicy = .init()
    ) {
        self.userAgent = userAgent
        self.connectTimeout = connectTimeout
        self.answerTimeout = answerTimeout
        self.silenceTimeout = silenceTimeout
        self.usesProxyOfEnvironment = usesProxyOfEnvironment
        self.authorityFile = authorityFile
        self.retry = retry
    }
}
