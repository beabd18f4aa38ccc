import FuzzProperties

/// The target by whose name the program was started.
private let target: FuzzTarget = {
    let name = CommandLine.arguments.first?.split(separator: "/").last ?? ""
    guard let target = FuzzTarget(rawValue: String(name)) else {
        fatalError("'\(name)' is no fuzz target")
    }
    return target
}()

/// What libFuzzer calls with each of its inputs.
@_cdecl("LLVMFuzzerTestOneInput")
public func checkOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do throws(Violation) {
        _ = try target.check(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
    } catch {
        fatalError("it does not hold that \(error.sentence)")
    }
}
