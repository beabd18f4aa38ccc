import NIOCore
import WorkshopModel

/// What a peer does not send, or does not take, in time.
extension ConnectionHandler {
    /// Called about once a second.
    func look(at now: NIODeadline) {
        let timing = loopContext.configuration.timing
        let stall = TimeAmount.seconds(Int64(timing.stallSeconds))
        if writeProgress.hasStalled(buffered: bufferedBytes, now: now, after: stall) {
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
                "the head of the request did not come within \(timing.headSeconds) s")
        }
        return APIError(
            .requestTimeout,
            "the body came too slowly: after \(timing.bodySeconds) s, at less than "
                + "\(timing.bodyBytesPerSecond) bytes a second")
    }

    /// Bytes handed over that the kernel has not taken.
    private var bufferedBytes: Int {
        // A closed channel answers with an error, and has nothing buffered.
        (try? channel?.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}
