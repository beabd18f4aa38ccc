import Arguments
import WorkshopModel

extension ValueSyntax where Value == ChannelName {
    static var channel: Self {
        Self { text throws(InvalidValue) in
            try validated { () throws(APIError) in try ChannelName(validating: text) }
        }
    }
}

extension ValueSyntax where Value == AgentName {
    static var agent: Self {
        Self { text throws(InvalidValue) in
            try validated { () throws(APIError) in try AgentName(validating: text) }
        }
    }
}

extension ValueSyntax where Value == MessageType {
    static var messageType: Self {
        Self { text throws(InvalidValue) in
            try validated { () throws(APIError) in try MessageType(validating: text) }
        }
    }
}

extension ValueSyntax where Value == TaskTitle {
    static var taskTitle: Self {
        Self { text throws(InvalidValue) in
            try validated { () throws(APIError) in try TaskTitle(validating: text) }
        }
    }
}

extension ValueSyntax where Value == BlobHash {
    /// With or without `sha256:`, as `sha256sum` prints it.
    static var blobHash: Self {
        Self { text throws(InvalidValue) in
            let whole = text.hasPrefix("sha256:") ? text : "sha256:\(text)"
            return try validated { () throws(APIError) in try BlobHash(validating: whole) }
        }
    }
}

extension ValueSyntax where Value == String {
    static var replyTo: Self {
        Self { text throws(InvalidValue) in
            guard text.utf8.count <= Limits.replyTo else {
                throw InvalidValue("expected at most \(Limits.replyTo) bytes")
            }
            return text
        }
    }
}

/// The value, or the model's sentence as the reason why there is none.
private func validated<Value>(
    _ validate: () throws(APIError) -> Value
) throws(InvalidValue) -> Value {
    do throws(APIError) {
        return try validate()
    } catch {
        throw InvalidValue(error.message)
    }
}
