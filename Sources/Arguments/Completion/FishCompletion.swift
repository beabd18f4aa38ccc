/// Writes the completion script for fish.
///
/// fish reads options by itself, but asks of each completion whether it holds at all: for that,
/// the script has a function that walks the words before the cursor to their command.
struct FishCompletion {
    let program: String
    let function: String
    let valuesCommand: String
    private let nodes: [CompletionNode]

    init(_ root: CommandDescription, valuesCommand: String) {
        program = root.name
        function = root.name.asFunctionName
        self.valuesCommand = valuesCommand
        nodes = CompletionNode.all(below: root)
    }

    var script: String {
        """
        # Completion of \(program) for fish.
        # Written by '\(program) completion fish'; do not edit.


        """ + table + engine + "complete -c \(program) -f\n" + nodes.map(completions).joined()
    }

    /// What the walk has to know.
    private var table: String {
        let commands = nodes.filter { !$0.commands.isEmpty }.map { node in
            entry(node, node.commands.map(\.name))
        }
        let options = nodes.map { node in
            entry(
                node,
                node.options.map { option in
                    "\(option.short.map { "\($0)/" } ?? "/")\(option.name)"
                        + (option.value == nil ? "" : "=")
                })
        }
        let passing = nodes.filter(\.hasPassthrough).map { node in
            "        case \(node.name.fishQuoted)\n            return 0\n"
        }
        return """
            # The commands below a command.
            function __\(function)_commands
                switch "$argv"

            """ + commands.joined() + """
                    end
                end

                # The options of a command: the short name if there is one, '/', the long name, '=' for a value.
                function __\(function)_options
                    switch "$argv"

                """ + options.joined() + """
                        end
                    end

                    # Whether a command line follows the '--' of a command.
                    function __\(function)_passes
                        switch "$argv"

                    """ + passing.joined() + """
                        end
                        return 1
                    end


                    """
    }

    private func entry(_ node: CompletionNode, _ words: [String]) -> String {
        "        case \(node.name.fishQuoted)\n            string split ' ' -- "
            + "\(words.joined(separator: " ").fishQuoted)\n"
    }

    private func completions(_ node: CompletionNode) -> String {
        let name = node.name.isEmpty ? "" : " \(node.name)"
        let commands = node.commands.map { command in
            line(
                "__\(function)_expects_operand 0\(name)",
                [
                    "-a", command.name.fishQuoted, "-d", command.summary.fishQuoted,
                ])
        }
        let options = node.options.map { option in
            let condition =
                option.isRepeatable
                ? "__\(function)_expects_option\(name)"
                : "__\(function)_lacks \(option.name)\(name)"
            let names = option.short.map { ["-s", String($0)] } ?? []
            let value =
                option.value.map { [$0.hint == .file ? "-r" : "-x"] + values($0.hint) } ?? []
            return line(
                condition,
                names + ["-l", option.name] + value + ["-d", option.summary.fishQuoted])
        }
        let operands = node.operands.enumerated().compactMap { index, operand in
            let values = values(operand.hint)
            let place = "\(index)\(operand.isRepeatable ? "+" : "")"
            return values.isEmpty
                ? nil : line("__\(function)_expects_operand \(place)\(name)", values)
        }
        let passthrough =
            node.hasPassthrough
            ? [line("__\(function)_expects_command\(name)", ["-a", "'(__\(function)_pass)'"])] : []
        let title = node.name.isEmpty ? program : "\(program) \(node.name)"
        return (["\n# \(title)\n"] + commands + options + operands + passthrough).joined()
    }

    private func line(_ condition: String, _ words: [String]) -> String {
        "complete -c \(program) -n '\(condition)' \(words.joined(separator: " "))\n"
    }

    private func values(_ hint: ValueHint) -> [String] {
        switch hint {
        case .text: []
        case .choices(let choices): ["-a", choices.joined(separator: " ").fishQuoted]
        case .file: ["-F"]
        case .directory: ["-a", "'(__\(function)_folders)'"]
        case .textOrFile: ["-a", "'(__\(function)_files @)'"]
        case .field: ["-a", "'(__\(function)_files \"[^=]+=@\")'"]
        case .dynamic(let kind): ["-k", "-a", "'(__\(function)_values \(kind))'"]
        }
    }
}

extension String {
    /// The text as one word of fish.
    fileprivate var fishQuoted: String {
        "'\(escaping(#"\'"#))'"
    }
}
