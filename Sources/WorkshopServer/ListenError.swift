import Glibc
import NIOCore

/// An address that could not be listened on.
public struct ListenError: Error {
    public let address: ListenAddress
    let cause: any Error

    /// The system's reason, in words.
    public var reason: String {
        switch cause {
        case let error as IOError: IOError.words(error.errnoCode)
        default: "\(cause)"
        }
    }
}

extension IOError {
    fileprivate static func words(_ code: CInt) -> String {
        String(cString: strerror(code)).lowercased()
    }
}
