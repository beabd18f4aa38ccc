import Arguments
import WorkshopModel

extension CommandPath {
    /// The command and all below it, for programs; what is hidden is left out.
    ///
    /// ```
    /// {"version",
    ///  "command": "workshop task claim", "name", "summary", "discussion", "section", "usage": [""],
    ///  "options": [OPTION], "inherited_options": [OPTION], "operands": [OPERAND],
    ///  "passthrough": OPERAND, "requires_command", "commands": [the same but for "version"],
    ///  "examples": [{"command_line", "summary"}], "environment": [{"name", "summary"}],
    ///  "exit_statuses": [{"status", "summary"}]}
    ///
    /// OPTION   {"name", "short", "value": VALUE, "repeatable", "global", "environment", "default",
    ///           "summary", "section"}
    /// OPERAND  {"name", "required", "repeatable", "kind", "choices", "summary"}
    /// VALUE    {"name", "kind", "choices"}
    /// ```
    ///
    /// Every key is always there; what there is none of is `null` or an empty array, and the
    /// `value` of a flag is `null`. Names are without dashes. Only the outermost command lists
    /// what it inherits: below, the options that are `global` above hold. A `kind` is `text`,
    /// `choice`, `file`, `directory`, `text-or-file`, `field` or what ``ValueKind`` names.
    func json(version: String) -> JSONText {
        var writer = JSONWriter(capacity: 65_536)
        writer.object { object in
            object.member("version", version)
            write(to: &object, inheriting: inheritedOptions)
        }
        return writer.finish()
    }

    private func write(to object: inout JSONObjectWriter, inheriting: [OptionDescription]) {
        object.member("command", text)
        object.member("name", command.name)
        object.member("summary", command.summary)
        object.member("discussion", command.discussion)
        object.member("section", command.section)
        object.member("usage", usage)
        object.member("options") { $0.array(ownOptions.filter { !$0.isHidden }, write) }
        object.member("inherited_options") { $0.array(inheriting.filter { !$0.isHidden }, write) }
        object.member("operands") { $0.array(command.operands, write) }
        object.member("passthrough") { writer in
            if let operand = command.passthrough {
                write(&writer, operand)
            } else {
                writer.writeNull()
            }
        }
        object.member(
            "requires_command", !command.subcommands.isEmpty && command.requiresSubcommand)
        let below = command.subcommands.filter { !$0.isHidden }
            .compactMap { descending(to: $0.name) }
        object.member("commands") { writer in
            writer.array(below) { writer, path in
                writer.object { path.write(to: &$0, inheriting: []) }
            }
        }
        writeRest(to: &object)
    }

    private func writeRest(to object: inout JSONObjectWriter) {
        object.member("examples") { writer in
            writer.array(command.examples) { writer, example in
                writer.object { object in
                    object.member("command_line", example.commandLine)
                    object.member("summary", example.summary)
                }
            }
        }
        object.member("environment") { writer in
            writer.array(command.environment) { writer, variable in
                writer.object { object in
                    object.member("name", variable.name)
                    object.member("summary", variable.summary)
                }
            }
        }
        object.member("exit_statuses") { writer in
            writer.array(command.exitStatuses) { writer, status in
                writer.object { object in
                    object.member("status", status.status)
                    object.member("summary", status.summary)
                }
            }
        }
    }

    private func write(_ writer: inout JSONWriter, _ option: OptionDescription) {
        writer.object { object in
            object.member("name", option.name)
            object.member("short", option.short.map(String.init))
            object.member("value") { writer in
                guard let value = option.value else { return writer.writeNull() }
                writer.object { object in
                    object.member("name", value.name)
                    value.hint.write(to: &object)
                }
            }
            object.member("repeatable", option.isRepeatable)
            object.member("global", option.isGlobal)
            object.member("environment", option.environment)
            object.member("default", option.defaultText)
            object.member("summary", option.summary)
            object.member("section", option.section)
        }
    }

    private func write(_ writer: inout JSONWriter, _ operand: OperandDescription) {
        writer.object { object in
            object.member("name", operand.name)
            object.member("required", operand.isRequired)
            object.member("repeatable", operand.isRepeatable)
            operand.hint.write(to: &object)
            object.member("summary", operand.summary)
        }
    }
}

extension ValueHint {
    fileprivate func write(to object: inout JSONObjectWriter) {
        let (kind, choices): (String, [String]) =
            switch self {
            case .text: ("text", [])
            case .choices(let choices): ("choice", choices)
            case .file: ("file", [])
            case .directory: ("directory", [])
            case .textOrFile: ("text-or-file", [])
            case .field: ("field", [])
            case .dynamic(let kind): (kind, [])
            }
        object.member("kind", kind)
        object.member("choices", choices)
    }
}
