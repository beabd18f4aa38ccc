/// Takes in what one connection receives.
package protocol Reader: AnyObject {
    var descriptorNumber: Int32 { get }

    /// There are bytes to receive.
    ///
    /// - Parameter buffer: to receive into; shared by all readers, so nothing may stay in it.
    func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError)
}
