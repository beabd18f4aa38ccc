import NIOCore
import WorkshopMetrics
import WorkshopModel

/// What a peer does not send, or does not take, in time.
extension ConnectionHandler {
    /// Called at every ``ServerConfiguration/Timing/beatMilliseconds``.
    func look(at now: NIODeadline) {
        let timing = loopContext.configuration.timing
        let stall = TimeAmount.milliseconds(timing.stallMilliseconds)
        if writeProgress.hasStalled(buffered: bufferedBytes, now: now, after: stall) {
            if case .streaming = phase { loopContext.measures.streamsLetGo.add() }
            return closeNow()
        }
        switch readProgress.look(at: owed, number: requestNumber, now: now, timing: timing) {
        case .goOn: break
        case .idle: closeNow()
        case .late: refuse(tooSlow)
        }
    }

    private var owed: ReadProgress.Owed {
        switch phase {
        case .idle where !isWritable || readIsHeld: .nothing
        case .idle: hasPartOfHead ? .head : .request
        case .collecting: .body(bytes: bodyBytes)
        case .uploading(_, let upload): upload.wantsInput ? .body(bytes: bodyBytes) : .nothing
        // The time for what is thrown away has been set.
        case .answering, .sending, .streaming, .discarding, .closed: .nothing
        }
    }

    private var tooSlow: APIError {
        let timing = loopContext.configuration.timing
        if case .idle = phase {
            return APIError(
                .requestTimeout,
                "the head of the request did not come within \(text(timing.headMilliseconds))")
        }
        return APIError(
            .requestTimeout,
            "the body came too slowly: after \(text(timing.bodyMilliseconds)), at less than "
                + "\(timing.bodyBytesPerSecond) bytes a second")
    }

    private func text(_ milliseconds: Int64) -> String {
        milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
    }

    /// Bytes handed over that the kernel has not taken.
    private var bufferedBytes: Int {
        // A closed channel answers with an error, and has nothing buffered.
        (try? channel?.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}
