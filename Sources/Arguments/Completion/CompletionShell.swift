/// A shell that a completion script can be written for.
public enum CompletionShell: String, CaseIterable, Sendable {
    case bash, zsh, fish
}

extension CommandDescription {
    /// The script that teaches a shell to complete the command line of the program this value is
    /// the root of.
    ///
    /// It follows the rules of ``parse(_:environment:)``: options anywhere and in both spellings,
    /// bundled flags, no options after `--`. What is hidden is left out, and so are options that
    /// were given and do not repeat.
    ///
    /// - Parameter valuesCommand: the command of the program, best a hidden one, that lists the
    ///   values of ``ValueHint/dynamic(_:)``. It is called as
    ///   `PROGRAM COMMAND KIND --prefix TEXT -- WORD...`, with what is typed of the value and the
    ///   words before it, those of the program's name left out. It prints a value a line, after a
    ///   tab what there is to say about it. The shell picks those that fit what was typed.
    public func completionScript(for shell: CompletionShell, valuesCommand: String) -> String {
        switch shell {
        case .bash: BashCompletion(self, valuesCommand: valuesCommand).script
        case .zsh: ZshCompletion(self, valuesCommand: valuesCommand).script
        case .fish: FishCompletion(self, valuesCommand: valuesCommand).script
        }
    }
}
