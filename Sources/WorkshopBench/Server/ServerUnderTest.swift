/// The server a row loads.
package struct ServerUnderTest: Sendable {
    package let address: ServerAddress
    /// `nil` when its process is not known.
    package let meter: ProcessMeter?
    /// The folder its database is in; `nil` when that is elsewhere.
    package let folder: String?

    package init(address: ServerAddress, meter: ProcessMeter?, folder: String?) {
        self.address = address
        self.meter = meter
        self.folder = folder
    }
}
