/// The server a row loads.
struct ServerUnderTest {
    let address: ServerAddress
    /// `nil` when its process is not known.
    let meter: ProcessMeter?
    /// The folder its database is in; `nil` when that is elsewhere.
    let folder: String?
}
