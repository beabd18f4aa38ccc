/// Writes the completion script for zsh.
///
/// `_arguments` of zsh reads options and operands by itself; the script only walks to the command
/// that they belong to, and takes the words on that way out of the line.
struct ZshCompletion {
    private let program: String
    private let function: String
    private let valuesCommand: String
    private let nodes: [CompletionNode]

    init(_ root: CommandDescription, valuesCommand: String) {
        program = root.name
        function = root.name.asFunctionName
        self.valuesCommand = valuesCommand
        nodes = CompletionNode.all(below: root)
    }

    var script: String { head + commandLists + helpers + main }

    private var head: String {
        """
        #compdef \(program)
        # Completion of \(program) for zsh.
        # Written by '\(program) completion zsh'; do not edit.


        """
    }

    private var commandLists: String {
        let lists = nodes.filter { !$0.commands.isEmpty }.map { node in
            let items = node.commands.map { command in
                "\n            \("\(command.name):\(command.summary)".shellQuoted)"
            }
            return """
                    (\(node.name.shellQuoted))
                        commands=(\(items.joined())
                        )
                        ;;

                """
        }
        return """
            # Offers the commands below the one that was typed.
            __\(function)_commands() {
                local -a commands
                case $_\(function)_command in

            """ + lists.joined() + """
                    esac
                    _describe -t commands command commands
                }


                """
    }

    private var helpers: String {
        #"""
        # Offers the values of the kind $1, which the program knows, in its order. (_describe would put
        # values with the same note on one line, and mixes them up when they are not sorted.)
        __\#(function)_values() {
            local program=${~_\#(function)_program} line separator expl
            local -a lines values shown
            local -i width
            [[ $program == */* ]] || (( $+commands[$program] )) || program=\#(program)
            lines=("${(@f)$(_call_program $1 "${(qq)program} \#(valuesCommand) $1 \
                --prefix ${(qq)${(Q)PREFIX}} -- ${(j: :)${(@qq)_\#(function)_typed}}")}")
            lines=("${(@)lines:#}")
            (( $#lines )) || return 1
            values=("${(@)lines%%$'\t'*}")
            shown=("${(@)values}")
            if zstyle -T ":completion:$curcontext:$1" verbose; then
                zstyle -s ":completion:$curcontext:$1" list-separator separator || separator=--
                for line in "${(@)values}"; do (( ${(m)#line} <= width )) || width=${(m)#line}; done
                shown=()
                for line in "${(@)lines}"; do
                    line="${(mr:width:)line%%$'\t'*}${${(M)line%%$'\t'*}/$'\t'/  $separator }"
                    shown+=("${line[1,COLUMNS-1]}")
                done
            fi
            _wanted -V $1 expl $1 compadd -l -d shown -a values
        }

        # Offers files after the '@' that stands for the content of one.
        __\#(function)_at_file() {
            compset -P '@' && _files
        }

        # The same in the value of a field.
        __\#(function)_field() {
            compset -P '[^=]##=@' && _files
        }


        """#
    }

    private var main: String {
        """
        _\(function)() {
            local curcontext=$curcontext word
            local _\(function)_program=${(Q)words[1]} _\(function)_command=
            local -a _\(function)_typed
            local -i index=2
            for word in "${(@Q)words[2,CURRENT-1]}"; do
                [[ $word == '$'[A-Za-z_][A-Za-z_0-9]# ]] && word=${(P)${word#?}}
                _\(function)_typed+=("$word")
            done
            while (( index < CURRENT )); do
                word=${(Q)words[index]}
                case $_\(function)_command in

        """ + nodes.map(walk).joined() + """
                    (*) break ;;
                    esac
                done
                curcontext=${curcontext%:*:*}:\(program)${_\(function)_command:+-}${_\(function)_command// /-}:
                case $_\(function)_command in

            """ + nodes.map(arguments).joined() + """
                    esac
                }

                if [[ $funcstack[1] == _\(function) ]]; then
                    _\(function) "$@"
                else
                    compdef _\(function) \(program)
                fi

                """
    }

    /// How to step over one word of this command: `index` moves on, or the word is a command.
    private func walk(_ node: CompletionNode) -> String {
        guard !node.commands.isEmpty || node.hasPassthrough else { return "" }
        let name = node.name.shellQuoted
        var cases: [String] = []
        if node.hasPassthrough {
            cases.append(
                """
                (--)
                                words=("${(@)words[index+1,-1]}")
                                (( CURRENT -= index ))
                                _normal
                                return
                                ;;
                """)
        }
        let taking = node.options.filter { $0.value != nil }.flatMap(\.spellings)
        if !taking.isEmpty {
            cases.append("(\(taking.joined(separator: "|"))) (( index += 2 )) ;;")
        }
        if node.commands.isEmpty {
            cases.append("(*) (( index++ )) ;;")
        } else {
            let names = node.commands.map(\.name).joined(separator: "|")
            cases += [
                "(-?*) (( index++ )) ;;",
                """
                (\(names))
                                _\(function)_command+=${_\(function)_command:+ }$word
                                words[index]=()
                                (( CURRENT-- ))
                                ;;
                """,
                "(*) return 1 ;;",
            ]
        }
        let lines = cases.map { "            \($0)\n" }.joined()
        return
            "        (\(name))\n            case $word in\n\(lines)            esac\n            ;;\n"
    }

    private func arguments(_ node: CompletionNode) -> String {
        var specs = node.options.map(spec)
        if !node.commands.isEmpty {
            specs.append("'1:command: __\(function)_commands'")
        }
        specs += node.operands.enumerated().map { index, operand in
            let place = operand.isRepeatable ? "*" : String(index + 1)
            let name = operand.name.escapedInSpec
            // The name of an operand that can only be typed, but not where an option is typed:
            // zsh completes nothing while it says something.
            let action =
                operand.hint == .text ? #"_guard "^-*" "\#(name)""# : action(operand.hint)
            return "\(place):\(name):\(action)".shellQuoted
        }
        let list = specs.map { " \\\n            \($0)" }.joined()
        return "    (\(node.name.shellQuoted))\n        _arguments -s -S :\(list)\n        ;;\n"
    }

    private func spec(_ option: OptionDescription) -> String {
        let isEnd = [OptionDescription.help.name, OptionDescription.version.name].contains(
            option.name)
        let value = option.value.map { ":\($0.name.escapedInSpec):\(action($0.hint))" } ?? ""
        let text = "[\(option.summary.escapedInSpec)]\(value)".shellQuoted
        let marks = option.value == nil ? ("", "") : ("+", "=")
        let long = "--\(option.name)\(marks.1)"
        let names = option.short.map { "{-\($0)\(marks.0),\(long)}" } ?? long
        let others = isEnd ? ["-", "*"] : option.isRepeatable ? [] : option.spellings
        let excluded =
            option.isRepeatable
            ? "*" : others.count > 1 ? "(\(others.joined(separator: " ")))" : ""
        return (excluded.isEmpty ? "" : excluded.shellQuoted) + names + text
    }

    private func action(_ hint: ValueHint) -> String {
        switch hint {
        case .text: " "
        case .choices(let choices): "(\(choices.map(\.escapedInSpec).joined(separator: " ")))"
        case .file: "_files"
        case .directory: "_files -/"
        case .textOrFile: " __\(function)_at_file"
        case .field: " __\(function)_field"
        case .dynamic(let kind): " __\(function)_values \(kind)"
        }
    }
}

extension String {
    /// The text as a part of an argument of `_arguments`.
    fileprivate var escapedInSpec: String {
        escaping(#"\:[]"#)
    }
}
