/// A part of a list that is picked at once and read page by page.
public struct ListPage<Element: Sendable, Key: Sendable>: Sendable {
    public let elements: [Element]
    /// What is still to be read; `nil` when this was the last page.
    public let rest: Rest?

    /// What was picked and is not read yet. No transaction is held for it: what is deleted
    /// meanwhile is left out.
    public struct Rest: Sendable {
        let keys: ArraySlice<Key>
    }

    /// Reads what was picked.
    ///
    /// - Parameters:
    ///   - byteLimit: the page ends after the element that takes it to so many bytes.
    ///   - bytes: about how many an element has.
    ///   - read: the element of a key; `nil` when it is gone.
    init(
        _ keys: ArraySlice<Key>, byteLimit: Int, bytes: (Element) -> Int,
        read: (Key) throws(SQLiteError) -> Element?
    ) throws(SQLiteError) {
        var elements: [Element] = []
        var total = 0
        var keys = keys
        while total < byteLimit, let key = keys.popFirst() {
            guard let element = try read(key) else { continue }
            elements.append(element)
            total += bytes(element)
        }
        self.elements = elements
        rest = keys.isEmpty ? nil : Rest(keys: keys)
    }
}
