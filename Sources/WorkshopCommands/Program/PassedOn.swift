/// The program ends as something else did, which has said why: the command it ran, or a signal
/// that it was asked to end by.
struct PassedOn: Error {
    let ending: Ending
}
