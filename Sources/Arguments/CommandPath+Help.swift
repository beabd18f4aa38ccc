extension CommandPath {
    /// The help page of the command, ending in a newline.
    ///
    /// - Parameter width: the columns of the terminal. Lines keep within it but for words that
    ///   are longer, and for the command lines of examples, which must stay fit to be copied.
    ///   A character counts as one column.
    public func help(width: Int = 80) -> String {
        HelpPage(self, width: width).text
    }
}
