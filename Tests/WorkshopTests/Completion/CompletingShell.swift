import Foundation
import Testing

@testable import Arguments

/// A real shell at a terminal, in which command lines are typed and completed with Tab.
final class CompletingShell: Sendable {
    struct Completion: Equatable, Sendable {
        /// The line after the Tab.
        var line: String
        /// What could stand at the cursor, unquoted: the whole word in fish and zsh, in bash the
        /// part after the last `=` or `:`.
        var candidates: [String]
    }

    private let shell: CompletionShell
    private let child: Child
    private let folder: Folder

    /// - Parameters:
    ///   - script: the completion script of `program`.
    ///   - extra: what the shell reads before the script.
    init(
        _ shell: CompletionShell, _ script: String, of program: String = "workshop",
        in folder: Folder, extra: String = "", environment: [String: String] = [:]
    ) async throws {
        self.shell = shell
        self.folder = folder
        let setup: (name: String, text: String)
        let words: [String]
        switch shell {
        case .bash:
            setup = ("setup.bash", Self.bash(program))
            words = ["bash", "--rcfile", "setup.bash", "-i"]
        case .zsh:
            setup = (".zshrc", Self.zsh)
            words = ["zsh", "-d", "-i"]
        case .fish:
            setup = ("setup.fish", Self.fish)
            words = ["fish", "--no-config", "-i", "-C", "source ./setup.fish"]
        }
        _ = try folder.write(Array("\(extra)\n\(script)".utf8), to: "script")
        _ = try folder.write(Array(setup.text.utf8), to: setup.name)
        let binaries = URL(filePath: Binary.path).deletingLastPathComponent().path
        child = try Child(
            ["--ctty"] + words, of: "/usr/bin/setsid",
            environment: [
                "PATH": "\(binaries):/usr/bin:/bin", "HOME": folder.path, "ZDOTDIR": folder.path,
                "INPUTRC": "/dev/null", "LC_ALL": "C.UTF-8", "TERM": "xterm",
            ].merging(environment) { $1 },
            input: .terminal, output: .terminal, errors: .terminal, folder: folder.path)
        let isReady = await child.output.waits { $0.contains("READY>") }
        try #require(isReady, "\(shell) did not start: \(child.output.text)")
    }

    deinit { child.send(SIGKILL) }

    /// Everything the terminal was sent.
    var shown: String { child.output.text }

    /// Types a line and presses Tab.
    func complete(_ line: String, tabs: Int = 1) async throws -> Completion {
        let count = child.output.text.count { $0 == "\u{1D}" }
        let presses = String(repeating: "\t", count: tabs)
        child.write("\(line)\u{18}c\(presses)\u{18}d")
        let hasCome = await child.output.waits { $0.count { $0 == "\u{1D}" } > count }
        try #require(hasCome, "\(shell) ended at '\(line)': \(child.output.text)")
        let text = child.output.text.split(separator: "\u{1D}", omittingEmptySubsequences: false)
        let report = text[count].split(separator: "\u{1E}", omittingEmptySubsequences: false)
        let parts = try #require(report.last).split(
            separator: "\u{1F}", omittingEmptySubsequences: false
        ).map(String.init)
        let candidates = parts.dropFirst().filter { !$0.isEmpty }.map { candidate in
            let word = candidate.split(separator: "\t").first.map(String.init) ?? ""
            return shell == .fish ? word : word.replacing(/\\(.)/) { $0.1 }
        }
        return Completion(line: parts[0], candidates: Set(candidates).sorted())
    }

    private static func bash(_ program: String) -> String {
        #"""
        . ./script
        reported=()
        report() {
            printf '\036%s' "$READLINE_LINE"
            printf '\037%s' "${reported[@]}"
            printf '\035'
            reported=() READLINE_LINE= READLINE_POINT=0
        }
        completed() { _\#(program) "$@"; reported=("${COMPREPLY[@]}"); }
        registered=$(complete -p \#(program))
        eval "${registered/ -F _\#(program) / -F completed }"
        PS1='READY>'
        bind 'set bell-style none'
        bind 'set enable-bracketed-paste off'
        bind -x '"\C-xc": :'
        bind -x '"\C-xd": report'
        """#
    }

    private static let zsh = #"""
        PS1='READY>'
        unsetopt beep
        autoload -Uz compinit
        compinit -u -D
        . ./script
        typeset -a reported
        compadd() {
            if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
                builtin compadd "$@"
                return
            fi
            local -a found
            builtin compadd -A found "$@"
            reported+=("${(@)found/#/$IPREFIX}")
            builtin compadd "$@"
        }
        report() {
            print -rn -- $'\036'"$BUFFER"
            printf '\037%s' "${reported[@]}"
            print -rn -- $'\035'
            reported=() BUFFER=
        }
        nothing() { : }
        zle -N report
        zle -N nothing
        bindkey '\C-xc' nothing
        bindkey '\C-xd' report
        """#

    private static let fish = #"""
        source ./script
        function fish_prompt
            printf 'READY>'
        end
        function find
            set -g found (complete -C (commandline))
        end
        function report
            printf '\036%s' (commandline | string collect -a)
            printf '\037%s' $found ''
            printf '\035'
            set -g found
            commandline -r ''
            commandline -f cancel repaint
        end
        bind \cxc find
        bind \cxd report
        """#
}
