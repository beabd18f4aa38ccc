import Glibc

/// Shows a page of the manual: by `man` to a person, as text to everybody else.
struct ManualReader {
    let output: Output

    /// Does not return where `man` takes over.
    func show(_ page: ManualPage) throws {
        if output.isTerminal { becomeMan(reading: page.source) }
        try output.write(page.text)
    }

    /// Replaces this process by `man`, so that the terminal, its signals and the exit status are
    /// the pager's.
    ///
    /// Returns where there is no `man`; what was changed up to then is nothing that printing the
    /// text would need.
    private func becomeMan(reading source: [UInt8]) {
        guard placeOnInput(source) else { return }
        // Both outlive the change of program: the ignored SIGPIPE, and the signals that threads
        // of a pool hold back.
        signal(SIGPIPE, SIG_DFL)
        SignalSet.all.unblock()
        let command: [String] = ["man", "-l", "-"]
        var words = command.map { strdup($0) }
        words.append(nil)
        execvp("man", words)
        signal(SIGPIPE, SIG_IGN)
        for word in words { free(word) }
    }

    /// Makes the bytes what standard input will read, by a file that has no name.
    private func placeOnInput(_ bytes: [UInt8]) -> Bool {
        guard let file = tmpfile() else { return false }
        defer { fclose(file) }
        return fwrite(bytes, 1, bytes.count, file) == bytes.count && fseek(file, 0, SEEK_SET) == 0
            && dup2(fileno(file), STDIN_FILENO) == STDIN_FILENO
    }
}
