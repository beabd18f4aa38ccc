/// Writes the completion script for bash.
///
/// bash brings no parser of command lines, so the script is a table of the commands and an engine
/// that reads it, which repeats what ``CommandLineReader`` does.
struct BashCompletion {
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

    var script: String { head + table + engine }

    private var head: String {
        """
        # Completion of \(program) for bash, with or without the package bash-completion.
        # Written by '\(program) completion bash'; do not edit.


        """
    }

    private var table: String {
        """
        # Sets what the command $1 takes: the commands below it; its options as 'NAMES REPEATS KIND';
        # its operands as 'REPEATS KIND'; whether a command line follows '--'. REPEATS is '*' where
        # there may be several, KIND is '-' for a flag.
        __\(function)_describe() {
            commands=() options=() operands=() passthrough=
            case $1 in

        """ + nodes.map(entry).joined() + """
                esac
            }


            """
    }

    private func entry(_ node: CompletionNode) -> String {
        let commands = node.commands.map(\.name).joined(separator: " ")
        let options = node.options.map { "\n            \(word(for: $0).shellQuoted)" }.joined()
        let operands = node.operands.map(word).map(\.shellQuoted).joined(separator: " ")
        return "    \(node.name.shellQuoted))\n"
            + (node.commands.isEmpty ? "" : "        commands=(\(commands))\n")
            + "        options=(\(options)\n        )\n"
            + (node.operands.isEmpty ? "" : "        operands=(\(operands))\n")
            + (node.hasPassthrough ? "        passthrough=1\n" : "") + "        ;;\n"
    }

    private func word(for option: OptionDescription) -> String {
        let names = option.spellings.joined(separator: ",")
        return "\(names) \(option.isRepeatable ? "*" : "1") "
            + (option.value.map { kind($0.hint) } ?? "-")
    }

    private func word(for operand: OperandDescription) -> String {
        "\(operand.isRepeatable ? "*" : "1") \(kind(operand.hint))"
    }

    private func kind(_ hint: ValueHint) -> String {
        switch hint {
        case .text: "text"
        case .choices(let choices): "choices \(choices.joined(separator: " "))"
        case .file: "file"
        case .directory: "directory"
        case .textOrFile: "at-file"
        case .field: "field"
        case .dynamic(let kind): "dynamic \(kind)"
        }
    }
}
