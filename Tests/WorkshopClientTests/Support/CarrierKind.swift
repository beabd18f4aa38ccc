/// The two that carry exchanges, which must not differ by anything a caller sees.
enum CarrierKind: CaseIterable {
    /// Plain sockets.
    case direct
    case curl
}
