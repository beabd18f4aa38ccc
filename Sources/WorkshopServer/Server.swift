import Logging
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix
import Synchronization
import WorkshopMetrics
import WorkshopModel
public import WorkshopStore

/// The server: listens, serves, drains.
///
/// Life: ``init(configuration:)``, a store opened with ``observer``, ``start(store:)``,
/// ``shutDown()``. The store's owner closes it afterwards.
public final class Server: Sendable {
    /// Hears what the store commits; hand it to the store when it is opened.
    public let observer: any StoreObserver

    private let configuration: ServerConfiguration
    private let fanOut: FanOut
    private let group: MultiThreadedEventLoopGroup
    private let counts = SubscriberCounts()
    private let bound: ConnectionBound
    private let metrics: MetricsSource
    private let running = Mutex(Running())

    private struct Running {
        var contexts: [LoopContext] = []
        var listeners: [Listener] = []
        var retention: RepeatedTask?
        var isShutDown = false
    }

    /// A listening socket and what collects its connections at the end.
    private struct Listener {
        let address: ListenAddress
        /// Whether somebody else keeps it open, so that who connects waits for the next server.
        let isInherited: Bool
        let quiescing: ServerQuiescingHelper
    }

    public init(configuration: ServerConfiguration) {
        self.configuration = configuration
        bound = ConnectionBound(
            served: configuration.descriptors.connections,
            turnedAway: configuration.descriptors.turnedAway)
        fanOut = FanOut(logger: configuration.logger, configuration.storageChanged)
        observer = fanOut
        group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoops)
        metrics = MetricsSource(
            loops: (0..<configuration.eventLoops).map { _ in LoopMeasures() }, bound: bound,
            subscribers: counts, version: configuration.version)
    }

    /// Binds every address, takes every inherited socket and serves; retention runs now and then
    /// every hour.
    ///
    /// - Returns: the addresses with the ports that were picked.
    /// - Throws: ``ListenError``; whatever was bound before is closed again.
    public func start(store: any Store) async throws -> [ListenAddress] {
        let started = NIODeadline.now()
        var contexts: [LoopContext] = []
        for (loop, measures) in zip(group.makeIterator(), metrics.loops) {
            contexts.append(
                LoopContext(
                    loop: loop, store: store, configuration: configuration, counts: counts,
                    measures: measures, metrics: metrics, startedAt: started))
        }
        for context in contexts {
            context.mailbox.open { [weak context] in context?.hub.deliver($0) }
        }
        fanOut.attach(contexts)
        metrics.start()
        for context in contexts { context.loop.execute { context.startClockwork() } }
        running.withLock { $0.contexts = contexts }
        do {
            for address in configuration.listen { try await listen(address, contexts) }
            for socket in configuration.inherited { try await listen(on: socket, contexts) }
        } catch {
            await shutDown()
            throw error
        }
        startRetention(store: store)
        return running.withLock { $0.listeners.map(\.address) }
    }

    /// Stops accepting, lets requests in hand finish, ends streams cleanly, closes. Takes a little
    /// longer than ``ServerConfiguration/Timing/drainMilliseconds`` at most; a second call does
    /// nothing.
    public func shutDown() async {
        var state = running.withLock { state in
            let taken = state
            state = Running(isShutDown: true)
            return taken
        }
        guard !state.isShutDown else { return }
        state.retention?.cancel()
        var closed: [EventLoopFuture<Void>] = []
        for listener in state.listeners {
            if case .unix(let path) = listener.address, !listener.isInherited {
                UnixSocketFile(path: path).remove()
            }
            let promise = group.next().makePromise(of: Void.self)
            listener.quiescing.initiateShutdown(promise: promise)
            closed.append(promise.futureResult)
        }
        await perform(on: state.contexts) { $0.startDraining() }
        await finishRequests(state.contexts)
        await perform(on: state.contexts) { $0.finish() }
        await close(closed, state.contexts)
        // The helpers end on their loops, so they must be gone before these are.
        state.listeners = []
        for context in state.contexts { context.mailbox.close() }
        await metrics.end()
        // Fails only when it was shut down before.
        try? await group.shutdownGracefully()
    }
}

extension Server {
    /// Answers once every event loop and the store's writer have shown that they live, one after
    /// the other: what asks goes the way of a request that writes. Never answers while one of them
    /// hangs; a disk that is full, or a database that another program has locked, is no hang.
    ///
    /// - Parameter answer: runs on an event loop, and must be as short as what runs there.
    public func pulse(_ answer: @escaping @Sendable () -> Void) {
        Server.pulse(of: running.withLock { $0.contexts }[...], answer)
    }

    private static func pulse(
        of contexts: ArraySlice<LoopContext>, _ answer: @escaping @Sendable () -> Void
    ) {
        guard let context = contexts.first else { return answer() }
        context.loop.execute {
            context.store.pulse {
                context.mailbox.post { pulse(of: contexts.dropFirst(), answer) }
            }
        }
    }
}

extension Server {
    /// Connections that may wait to be accepted.
    private static let backlog: CInt = 4_096

    private func listen(_ address: ListenAddress, _ contexts: [LoopContext]) async throws {
        let quiescing = ServerQuiescingHelper(group: group)
        let bootstrap = bootstrap(for: address, contexts, quiescing)
        do {
            let channel = try await bind(bootstrap, to: address)
            let bound = Server.boundAddress(of: channel, asked: address)
            add(Listener(address: bound, isInherited: false, quiescing: quiescing))
        } catch {
            throw ListenError(address: address, cause: error)
        }
    }

    private func listen(on socket: InheritedSocket, _ contexts: [LoopContext]) async throws {
        let quiescing = ServerQuiescingHelper(group: group)
        let bootstrap = bootstrap(for: socket.address, contexts, quiescing)
        do {
            _ = try await bootstrap.withBoundSocket(socket.descriptor).get()
            // Taking it over has set the bound that is usual for sockets of one's own.
            try socket.setBacklog(Server.backlog)
            add(Listener(address: socket.address, isInherited: true, quiescing: quiescing))
        } catch {
            throw ListenError(address: socket.address, cause: error)
        }
    }

    private func add(_ listener: Listener) {
        running.withLock { $0.listeners.append(listener) }
    }

    private func bootstrap(
        for address: ListenAddress, _ contexts: [LoopContext], _ quiescing: ServerQuiescingHelper
    ) -> ServerBootstrap {
        let bound = bound
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Server.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // A crowd that comes at once holds up those who are there no longer than this.
            .serverChannelOption(.maxMessagesPerRead, value: 4)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: channel))
                    try channel.pipeline.syncOperations.addHandler(AcceptGate(bound))
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(low: LoopContext.pageBytes / 2, high: 2 * LoopContext.pageBytes)
            )
            .childChannelInitializer { channel in
                Server.prepare(channel, acceptedOn: address, contexts, bound)
            }
    }

    private func bind(
        _ bootstrap: ServerBootstrap, to address: ListenAddress
    ) async throws -> any Channel {
        switch address {
        case .internet(let host, let port):
            return try await bootstrap.bind(host: host, port: port).get()
        case .unix(let path):
            try UnixSocketFile(path: path).removeIfStale()
            return try await bootstrap.bind(unixDomainSocketPath: path).get()
        }
    }

    private static func boundAddress(
        of channel: any Channel, asked: ListenAddress
    ) -> ListenAddress {
        switch asked {
        case .internet(let host, _):
            .internet(host: host, port: channel.localAddress?.port ?? 0)
        case .unix: asked
        }
    }

    /// Builds the pipeline of an accepted connection, on its event loop.
    private static func prepare(
        _ channel: any Channel, acceptedOn listener: ListenAddress, _ contexts: [LoopContext],
        _ bound: ConnectionBound
    ) -> EventLoopFuture<Void> {
        let seat = bound.enter()
        channel.closeFuture.whenComplete { _ in bound.leave(seat) }
        return channel.eventLoop.makeCompletedFuture {
            guard let context = contexts.first(where: { $0.loop === channel.eventLoop }) else {
                preconditionFailure("a connection is on a loop of its server's group")
            }
            setSocketOptions(channel)
            if seat == .turnedAway {
                context.measures.connectionsTurnedAway.add()
                return try channel.pipeline.syncOperations.addHandler(
                    TurningAway(context: context, bound: bound))
            }
            context.measures.connectionsAccepted.add()
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = 2 * Limits.headers
            limits.maxHeaderListSize = 2 * Limits.headers
            let decoding = DecodingHandlers(
                gate: HeadSizeGate(),
                decoder: ByteToMessageHandler(
                    HTTPRequestDecoder(
                        leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)))
            let handler = ConnectionHandler(
                context: context, decoding: decoding,
                peer: Peer(channel.remoteAddress?.ipAddress, on: listener))
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(decoding.gate)
            try pipeline.addHandler(decoding.decoder)
            try pipeline.addHandler(handler)
        }
    }

    private static func setSocketOptions(_ channel: any Channel) {
        guard let options = channel.syncOptions, channel.remoteAddress?.ipAddress != nil else {
            return
        }
        // Neither may refuse a connection: without them it is only less well served.
        try? options.setOption(.tcpOption(.tcp_nodelay), value: 1)
        // A peer that vanished is noticed although its kernel had still taken bytes. Not after the
        // minute that others have: a reader of 1 KB a second may take longer for the one segment
        // by which the kernel tells that it is alive.
        try? options.setOption(linuxTCPOption(18), value: 180_000)  // TCP_USER_TIMEOUT, in ms
        // One that is sent nothing, too.
        try? options.setOption(.socketOption(.so_keepalive), value: 1)
        try? options.setOption(linuxTCPOption(4), value: 60)  // TCP_KEEPIDLE, in s
        try? options.setOption(linuxTCPOption(5), value: 15)  // TCP_KEEPINTVL, in s
        // A reader that does not read costs the kernel no more than this, where its buffers would
        // grow to megabytes that all connections together have few of.
        try? options.setOption(linuxTCPOption(25), value: 128 * 1_024)  // TCP_NOTSENT_LOWAT
    }

    /// An option that NIO has no name for.
    private static func linuxTCPOption(_ number: CInt) -> ChannelOptions.Types.SocketOption {
        .init(level: .tcp, name: .init(rawValue: number))
    }

    private func startRetention(store: any Store) {
        let logger = configuration.logger
        let task = group.next().scheduleRepeatedTask(
            initialDelay: .zero, delay: .seconds(configuration.timing.retentionSeconds)
        ) { _ in
            store.prune { result in
                switch result {
                case .success(0): break
                case .success(let count): logger.info("retention deleted \(count) messages")
                case .failure(let error): logger.error("retention failed: \(error.message)")
                }
            }
        }
        running.withLock { $0.retention = task }
    }

    /// Waits until no request is in hand, for as long as a drain may take.
    private func finishRequests(_ contexts: [LoopContext]) async {
        let deadline = NIODeadline.now() + .milliseconds(configuration.timing.drainMilliseconds)
        while NIODeadline.now() < deadline {
            var inHand = 0
            for context in contexts {
                inHand += await value(on: context) { $0.requestsInHand }
            }
            if inHand == 0 { return }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    private func close(_ closed: [EventLoopFuture<Void>], _ contexts: [LoopContext]) async {
        let patience = group.next().scheduleTask(in: .seconds(1)) {
            for context in contexts { context.loop.execute { context.closeAll() } }
        }
        // A listener that could not be collected is closed with the group.
        for future in closed { try? await future.get() }
        patience.cancel()
    }

    private func perform(
        on contexts: [LoopContext], _ body: @escaping @Sendable (LoopContext) -> Void
    ) async {
        for context in contexts { await value(on: context, body) }
    }

    private func value<Value: Sendable>(
        on context: LoopContext, _ body: @escaping @Sendable (LoopContext) -> Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            context.loop.execute { continuation.resume(returning: body(context)) }
        }
    }
}
