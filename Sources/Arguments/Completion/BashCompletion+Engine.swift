extension BashCompletion {
    /// The part that reads the table.
    ///
    /// The functions share the variables of `_PROGRAM`, as bash functions do. `head` is the part
    /// of the word that readline has cut off at a character of `COMP_WORDBREAKS` and will leave
    /// as it is, `quote` the quote that is open where the rest begins.
    var engine: String {
        #"""
        # Sets 'plain' to the word $1 without its quotes and with its variables filled in, and 'quote' to
        # the quote it leaves open. Nothing is run.
        __\#(function)_unquote() {
            local rest=$1 char name='^[A-Za-z_][A-Za-z_0-9]*' braced='^\{([A-Za-z_][A-Za-z_0-9]*)\}'
            plain= quote=
            while :; do
                case $quote in
                \') char=${rest%%\'*} ;;
                \") char=${rest%%[\"\\\$]*} ;;
                *) char=${rest%%[\'\"\\\$]*} ;;
                esac
                plain+=$char
                rest=${rest:${#char}}
                [[ -n $rest ]] || return
                char=${rest:0:1}
                rest=${rest:1}
                case $quote$char in
                \' | \") quote=$char ;;
                \'\' | \"\") quote= ;;
                \\)
                    plain+=${rest:0:1}
                    rest=${rest:1}
                    ;;
                \"\\)
                    if [[ $rest == [\"\\\$\`]* ]]; then
                        plain+=${rest:0:1}
                        rest=${rest:1}
                    else
                        plain+=\\
                    fi
                    ;;
                \$ | \"\$)
                    if [[ $rest =~ $name || $rest =~ $braced ]]; then
                        rest=${rest:${#BASH_REMATCH[0]}}
                        char=${BASH_REMATCH[1]-}
                        char=${char:-${BASH_REMATCH[0]}}
                        plain+=${!char-}
                    elif [[ -n $quote || $rest != [\'\"]* ]]; then
                        plain+=\$
                    fi
                    ;;
                esac
            done
        }

        # Sets 'words' to the plain words before the one being typed, 'current', and 'places' to where they
        # begin in COMP_WORDS, which COMP_WORDBREAKS has torn apart at '=' and ':'. Redirections are left
        # out; 'redirection' is set when the target of one is being typed.
        __\#(function)_read() {
            local rest=${COMP_LINE:0:COMP_POINT} gap piece index last plain target=
            local operator='^([0-9]*|&)[<>][<>&|]*'
            local -a raw=() starts=()
            for ((index = 0; index <= COMP_CWORD; index++)); do
                gap=${rest%%[![:space:]]*}
                rest=${rest:${#gap}}
                piece=${COMP_WORDS[index]}
                ((index < COMP_CWORD)) || piece=$rest
                if [[ $index == 0 || -n $gap ]]; then
                    raw+=("$piece")
                    starts+=("$index")
                else
                    raw[${#raw[@]} - 1]+=$piece
                fi
                rest=${rest:${#piece}}
            done
            last=$((${#raw[@]} - 1))
            for ((index = 0; index < last; index++)); do
                if [[ -n $target ]]; then
                    target=
                elif [[ ${raw[index]} =~ $operator ]]; then
                    [[ ${raw[index]} != "${BASH_REMATCH[0]}" ]] || target=1
                else
                    __\#(function)_unquote "${raw[index]}"
                    words+=("$plain")
                    places+=("${starts[index]}")
                fi
            done
            places+=("${starts[last]}")
            __\#(function)_unquote "${raw[last]}"
            current=$plain
            if [[ -n $target ]]; then
                redirection=1
            elif [[ ${raw[last]} =~ $operator ]]; then
                redirection=1 redirected=${BASH_REMATCH[0]}
            fi
            head= quote=
            if [[ ${raw[last]} == *"$1" ]]; then
                __\#(function)_unquote "${raw[last]%"$1"}"
                head=$plain
            fi
        }

        # Finds the option named $1; sets its 'names', 'repeats' and 'kind'.
        __\#(function)_find() {
            local option
            for option in "${options[@]}"; do
                names=${option%% *}
                option=${option#* }
                [[ ,$names, == *",$1,"* ]] || continue
                repeats=${option%% *}
                kind=${option#* }
                return 0
            done
            return 1
        }

        # Reads the short options of the word $1. Where one takes a value, 'kind' is that of the value and
        # 'before' what stands before it; 'pending' is set when the value is the next word.
        __\#(function)_letters() {
            local letters=${1:1}
            before=-
            while [[ -n $letters ]]; do
                before+=${letters:0:1}
                __\#(function)_find "-${letters:0:1}" || return 1
                letters=${letters:1}
                given+=",$names,"
                [[ $kind == - ]] && continue
                [[ -n $letters ]] || pending=$kind
                return 0
            done
        }

        # Offers the word $1, about which there is $2 to say, if it begins as typed.
        __\#(function)_offer() {
            [[ $1 == "$current"* ]] || return 0
            matches+=("$1")
            notes+=("$2")
        }

        # Offers the options that can be given (again).
        __\#(function)_offer_options() {
            local option names repeats name
            for option in "${options[@]}"; do
                names=${option%% *}
                repeats=${option#* }
                [[ ${repeats%% *} == 1 && $given == *",$names,"* ]] && continue
                for name in ${names//,/ }; do
                    __\#(function)_offer "$name"
                done
            done
        }

        # Offers the paths after what stands before them in the word, $1; only folders where $2 is
        # 'directory'. Where readline replaces nothing but the path it is left to quote it.
        __\#(function)_offer_paths() {
            local typed=${current#"$1"} home= tilde= path
            if [[ -z $1 && -z $quote && $typed == '~/'* ]]; then
                home=$HOME tilde='~'
                typed=$home${typed:1}
            fi
            while IFS= read -r -d '' path; do
                [[ -n $path ]] || continue
                [[ $2 != directory || -d $path ]] || continue
                if [[ $head == "$1" ]]; then
                    COMPREPLY+=("$tilde${path#"$home"}")
                elif [[ -d $path ]]; then
                    __\#(function)_offer "$1$path/"
                    compopt -o nospace 2>/dev/null
                else
                    __\#(function)_offer "$1$path"
                fi
            done < <(
                set +f
                shopt -s nullglob
                printf '%s\0' "$typed"*
            )
            [[ $head != "$1" ]] || compopt -o filenames 2>/dev/null
        }

        # Offers the values of the kind $1 that the program knows; $2 is what stands before them in the word.
        __\#(function)_offer_values() {
            local program value note
            program=$(type -P -- "${words[0]}") || program=\#(program)
            while IFS=$'\t' read -r value note; do
                __\#(function)_offer "$2$value" "$note"
            done < <(
                "$program" \#(valuesCommand) "$1" --prefix "${current#"$2"}" -- "${words[@]:1}" \
                    </dev/null 2>/dev/null
            )
            compopt -o nosort 2>/dev/null
        }

        # Offers the values of the kind $1; $2 is what stands before them in the word.
        __\#(function)_offer_kind() {
            local choice
            case $1 in
            choices\ *) for choice in ${1#* }; do __\#(function)_offer "$2$choice"; done ;;
            file | directory) __\#(function)_offer_paths "$2" "$1" ;;
            at-file)
                if [[ ${current#"$2"} == @* ]]; then
                    __\#(function)_offer_paths "$2@"
                fi
                ;;
            field)
                if [[ ${current#"$2"} == *=@* ]]; then
                    choice=${current#"$2"}
                    __\#(function)_offer_paths "$2${choice%%=@*}=@"
                fi
                ;;
            dynamic\ *) __\#(function)_offer_values "${1#* }" "$2" ;;
            esac
        }

        # Completes the command line that begins with the word $1 of COMP_WORDS; it is the word being typed
        # where $2 is not empty.
        __\#(function)_pass() {
            local command
            if declare -F _comp_command_offset >/dev/null; then
                _comp_command_offset "$1"
            elif declare -F _command_offset >/dev/null; then
                _command_offset "$1"
            elif [[ -n $2 && $current != */* ]]; then
                while IFS= read -r command; do
                    __\#(function)_offer "$command"
                done < <(compgen -c -- "$current" | sort -u)
            else
                __\#(function)_offer_paths ''
            fi
        }

        # Offers what may stand at the cursor.
        __\#(function)_complete() {
            local index word command= operand=0 ended= pending= given=
            local -a commands options operands
            local passthrough names repeats kind before=
            if [[ -n $redirection ]]; then
                __\#(function)_offer_paths "$redirected" file
                return
            fi
            __\#(function)_describe ''
            for ((index = 1; index < ${#words[@]}; index++)); do
                word=${words[index]}
                if [[ -n $pending ]]; then
                    pending=
                elif [[ -z $ended && $word == -- ]]; then
                    ended=1
                    if [[ -n $passthrough ]]; then
                        word=
                        ((index + 1 < ${#words[@]})) || word=first
                        __\#(function)_pass "${places[index + 1]}" "$word"
                        return
                    fi
                elif [[ -z $ended && $word == --* ]]; then
                    __\#(function)_find "${word%%=*}" || continue
                    given+=",$names,"
                    [[ $word == *=* || $kind == - ]] || pending=$kind
                elif [[ -z $ended && $word == -?* ]]; then
                    __\#(function)_letters "$word"
                elif ((${#commands[@]} == 0)); then
                    operand=$((operand + 1))
                else
                    [[ " ${commands[*]} " == *" $word "* ]] || return
                    command+=${command:+ }$word
                    __\#(function)_describe "$command"
                fi
            done
            if [[ -n $pending ]]; then
                __\#(function)_offer_kind "$pending" ''
            elif [[ -z $ended && $current == --*=* ]]; then
                __\#(function)_find "${current%%=*}" && __\#(function)_offer_kind "$kind" "${current%%=*}="
            elif [[ -z $ended && $current == --* || $current == - ]]; then
                __\#(function)_offer_options
            elif [[ -z $ended && $current == -* ]]; then
                if __\#(function)_letters "$current"; then
                    if [[ $before == "$current" ]]; then
                        __\#(function)_offer "$current"
                    else
                        __\#(function)_offer_kind "$kind" "$before"
                    fi
                fi
            elif ((${#commands[@]} > 0)); then
                for word in "${commands[@]}"; do __\#(function)_offer "$word"; done
            elif ((${#operands[@]} > 0)); then
                word=${operands[${#operands[@]} - 1]}
                ((operand >= ${#operands[@]})) || word=${operands[operand]}
                if ((operand < ${#operands[@]})) || [[ $word == \** ]]; then
                    __\#(function)_offer_kind "${word#* }" ''
                fi
            fi
        }

        # Hands the matches to readline, quoted as the word is. Where they are only listed, what there is
        # to say about them stands beside them.
        __\#(function)_reply() {
            local index text width=0 listed=
            local -a texts=()
            for index in "${!matches[@]}"; do
                text=${matches[index]#"$head"}
                case $quote in
                \") text=${text//\\/\\\\} text=${text//\"/\\\"} text=${text//\$/\\\$} text=${text//\`/\\\`} ;;
                \') text=${text//\'/\'\\\'\'} ;;
                *) printf -v text %q "$text" ;;
                esac
                texts+=("$text")
                ((${#text} <= width)) || width=${#text}
                [[ -z ${notes[index]} ]] || listed=1
            done
            case $COMP_TYPE in
            33 | 63 | 64) ((${#texts[@]} > 1)) || listed= ;;
            *) listed= ;;
            esac
            for index in "${!texts[@]}"; do
                text=${texts[index]}
                if [[ -n $listed && -n ${notes[index]} ]]; then
                    printf -v text "%-${width}s  %s" "$text" "${notes[index]}"
                    ((${#text} < ${COLUMNS:-80})) || text=${text:0:${COLUMNS:-80} - 2}…
                fi
                COMPREPLY+=("$text")
            done
        }

        _\#(function)() {
            local IFS=$' \t\n' current head quote redirection= redirected=
            local -a words=() places=() matches=() notes=()
            COMPREPLY=()
            # A variable that is being typed is for bash to complete.
            [[ $2 == \$* && $2 != */* ]] && return
            __\#(function)_read "$2"
            __\#(function)_complete
            __\#(function)_reply
        }

        complete -o bashdefault -F _\#(function) \#(program)

        """#
    }
}
