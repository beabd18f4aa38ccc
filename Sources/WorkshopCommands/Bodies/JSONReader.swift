import Glibc
import WorkshopModel

/// Reads the JSON given to a command: on the command line, by `-` from standard input, by
/// `@FILE` from a file. It is kept exactly as given.
struct JSONReader {
    let input: Input

    /// The JSON that an argument gives or names.
    ///
    /// - Parameter name: the operand or option, for errors.
    func read(_ argument: String, name: String) throws(CommandFailure) -> JSONText {
        if argument == "-" {
            guard let json = try parse(try bytes(of: input, .standardInput), .standardInput) else {
                throw .empty(.standardInput)
            }
            return json
        }
        guard argument.utf8.first == UInt8(ascii: "@") else {
            let source = JSONSource.argument(name)
            guard argument.utf8.count <= Limits.jsonBody else { throw .tooLarge(source) }
            guard let json = try parse(Array(argument.utf8), source) else { throw .empty(source) }
            return json
        }
        let path = String(argument.dropFirst())
        guard let json = try parse(try bytes(ofFile: path), .file(path)) else {
            throw .empty(.file(path))
        }
        return json
    }

    /// What stands on standard input although nothing says so: only a pipe or a file is looked
    /// at, and nothing in it is nothing given.
    ///
    /// - Parameter name: the operand it stands for.
    func readUnasked(insteadOf name: String) throws(CommandFailure) -> JSONText? {
        guard input.isPipeOrFile else { return nil }
        let source = JSONSource.inputInstead(of: name)
        return try parse(try bytes(of: input, source), source)
    }

    /// All bytes of a file that are to become part of a body.
    func bytes(ofFile path: String) throws(CommandFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotRead(file: "'\(path)'", errorNumber: errno) }
        defer { close(descriptor) }
        return try bytes(of: Input(descriptor: descriptor, name: "'\(path)'"), .file(path))
    }

    /// All bytes of an input that are to become part of a body.
    func bytes(of input: Input, _ source: JSONSource) throws(CommandFailure) -> [UInt8] {
        guard let bytes = try input.readAll(limit: Limits.jsonBody) else { throw .tooLarge(source) }
        return bytes
    }

    /// - Returns: `nil` for nothing but white space.
    private func parse(
        _ bytes: [UInt8], _ source: JSONSource
    ) throws(CommandFailure) -> JSONText? {
        let whiteSpace: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        if bytes.allSatisfy(whiteSpace.contains) { return nil }
        do throws(JSONError) {
            // It will stand one level deep, in the envelope or in the request.
            return try JSONText(parsing: bytes, depth: 1)
        } catch {
            throw .invalidJSON(source, error)
        }
    }
}

extension JSONText {
    /// Itself, if a request that carries it may be sent.
    ///
    /// - Throws: `.requestTooLarge`.
    func checkedAsRequest() throws(CommandFailure) -> JSONText {
        guard bytes.count <= Limits.jsonBody else { throw .requestTooLarge(bytes: bytes.count) }
        return self
    }
}
