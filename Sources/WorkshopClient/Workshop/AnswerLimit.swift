import WorkshopModel

/// Bytes that an answer held in memory as a whole may have.
enum AnswerLimit: Int {
    /// What a POST is answered, and one task with its context and result.
    case receipt = 8_388_608
    /// A list: its server bounds it by count, and each element by the size of a body.
    case list = 268_435_456

    /// A task's context is as deep as a body may be, and stands in a task and a list.
    static let depth = Limits.jsonDepth + 8
}
