import NIOCore

/// Tells a slow sender from one that only holds a connection.
///
/// A value that is looked at about once a second and told what the peer owes, so that no request
/// pays for a timer of its own; times are held to a second or two.
struct ReadProgress {
    /// What the peer owes.
    enum Owed: Equatable {
        /// Nothing: the server is at work, or does not read. Such time is not the peer's.
        case nothing
        /// A request, of which nothing has come.
        case request
        /// The rest of a head.
        case head
        /// The rest of a body, of which this many bytes have come.
        case body(bytes: Int)
    }

    enum Verdict: Equatable {
        case goOn
        /// Nothing was begun, so nothing is lost by closing.
        case idle
        /// A request was begun and does not come.
        case late
    }

    /// What was owed at the last look, and of which request.
    private struct Debt: Equatable {
        enum Kind { case request, head, body }

        let kind: Kind
        let number: Int

        /// `nil` when nothing is owed.
        init?(_ owed: Owed, number: Int) {
            switch owed {
            case .nothing: return nil
            case .request: kind = .request
            case .head: kind = .head
            case .body: kind = .body
            }
            self.number = number
        }
    }

    private var debt: Debt?
    private var waited = TimeAmount.zero
    private var lastLook: NIODeadline?

    /// - Parameter number: how many requests have begun on the connection.
    mutating func look(
        at owed: Owed, number: Int, now: NIODeadline, timing: ServerConfiguration.Timing
    ) -> Verdict {
        guard let debt = Debt(owed, number: number) else {
            lastLook = nil
            return .goOn
        }
        if debt != self.debt {
            self.debt = debt
            waited = .zero
        } else if let lastLook {
            waited = waited + (now - lastLook)
        }
        lastLook = now
        return verdict(on: owed, isFirst: number == 0, timing)
    }

    private func verdict(
        on owed: Owed, isFirst: Bool, _ timing: ServerConfiguration.Timing
    ) -> Verdict {
        switch owed {
        case .nothing: .goOn
        case .request:
            waited < .milliseconds(isFirst ? timing.headMilliseconds : timing.idleMilliseconds)
                ? .goOn : .idle
        case .head: waited < .milliseconds(timing.headMilliseconds) ? .goOn : .late
        case .body(let bytes):
            waited < .milliseconds(timing.bodyMilliseconds)
                + .seconds(Int64(bytes / timing.bodyBytesPerSecond)) ? .goOn : .late
        }
    }
}
