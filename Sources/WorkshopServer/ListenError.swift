import Glibc
import NIOCore

/// An address that could not be listened on.
public struct ListenError: Error {
    public let address: ListenAddress
    let cause: any Error

    /// The reason, in words.
    public var reason: String {
        switch cause {
        case is SocketAddressError.UnknownHost: "there is no host of that name"
        case let error as IOError:
            switch error.errnoCode {
            case ENOTSOCK: "it exists and is no socket"
            case EADDRNOTAVAIL: "this machine does not have that address"
            default: IOError.words(error.errnoCode)
            }
        default: "\(cause)"
        }
    }

    /// Whether somebody else, another server perhaps, has the place.
    public var isInUse: Bool { (cause as? IOError)?.errnoCode == EADDRINUSE }
}

extension IOError {
    fileprivate static func words(_ code: CInt) -> String {
        String(cString: strerror(code)).lowercased()
    }
}
