import Glibc

/// Calls of the system with their errors turned into Swift's.
package enum SystemCall {
    /// Makes a call again for as long as a signal breaks it off.
    ///
    /// - Parameter doing: completes the sentence 'cannot …'.
    /// - Returns: what the call returned, never negative.
    @discardableResult
    package static func check<Result: FixedWidthInteger & SignedInteger>(
        _ doing: @autoclosure () -> String, _ call: () -> Result
    ) throws(BenchmarkError) -> Result {
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            try Interruption.check()
            guard code == EINTR else { throw .system(doing: doing(), code: code) }
        }
    }

    package static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
