/// How far an inspection has come with what takes long.
public struct InspectionProgress: Sendable, Equatable {
    public var check: Finding.Check
    /// Bytes read.
    public var bytes: Int64
    /// All of them; `nil` while nobody knows.
    public var total: Int64?
}
