/// Who speaks: `name.owner` by convention, any non-blank text of at most 128 bytes.
///
/// Not authenticated, by design: the mesh is the trust boundary.
public struct AgentName: BytewiseName {
    public let text: String

    /// - Parameter field: the field's name for the sentence of the error.
    /// - Throws: ``APIError`` with `.malformed` and a sentence that says which rule is broken.
    public init(validating text: String, field: String = "from") throws(APIError) {
        try NameRule(subject: field, limit: Limits.name).check(text)
        self.text = text
    }

    /// From a database row, which may hold what an earlier implementation allowed.
    public init(unchecked text: String) {
        self.text = text
    }
}
