# Completion of workshop for bash, with or without the package bash-completion.
# Written by 'workshop completion bash'; do not edit.

# Sets what the command $1 takes: the commands below it; its options as 'NAMES REPEATS KIND';
# its operands as 'REPEATS KIND'; whether a command line follows '--'. REPEATS is '*' where
# there may be several, KIND is '-' for a flag.
__workshop_describe() {
    commands=() options=() operands=() passthrough=
    case $1 in
    '')
        commands=(serve pub tail history channels task put get presence prime status doctor backup restore bench help completion)
        options=(
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
            '--version 1 -'
            '-h,--help 1 -'
        )
        ;;
    'serve')
        options=(
            '--listen * text'
            '--db 1 file'
            '--blobs 1 directory'
            '--retention-days 1 text'
            '--max-file-size 1 text'
            '--sync 1 choices full normal'
            '-v,--verbose 1 -'
            '--allow * text'
            '--hostname * text'
            '--allow-origin * text'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'pub')
        options=(
            '-F,--field * field'
            '--text 1 text'
            '--file * file'
            '--reply-to 1 dynamic message'
            '--wait-reply 1 text'
            '--lines 1 -'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 dynamic channel' '1 dynamic type' '1 at-file')
        ;;
    'tail')
        options=(
            '-n,--number 1 text'
            '--since 1 text'
            '--cursor 1 dynamic cursor'
            '--count 1 text'
            '--timeout 1 text'
            '--strict 1 -'
            '-t,--type 1 dynamic type'
            '--from 1 dynamic agent'
            '--not-from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('* dynamic channel')
        ;;
    'history')
        options=(
            '-n,--number 1 text'
            '--first 1 text'
            '--all 1 -'
            '--since 1 text'
            '--before 1 text'
            '-t,--type 1 dynamic type'
            '--from 1 dynamic agent'
            '--not-from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('* dynamic channel')
        ;;
    'channels')
        options=(
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'task')
        commands=(create list show wait claim update done abandon interrupt run)
        options=(
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'task create')
        options=(
            '--context 1 at-file'
            '--for 1 dynamic agent'
            '--ch 1 dynamic channel'
            '--wait 1 text'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 text')
        ;;
    'task list')
        options=(
            '--status 1 choices open claimed done'
            '--mine 1 -'
            '--for 1 dynamic agent'
            '--ch 1 dynamic channel'
            '-n,--number 1 text'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'task show')
        options=(
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 dynamic task')
        ;;
    'task wait')
        options=(
            '--timeout 1 text'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 dynamic task')
        ;;
    'task claim')
        options=(
            '--next 1 -'
            '--ch 1 dynamic channel'
            '--wait 1 text'
            '--lease 1 text'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 dynamic open-task')
        ;;
    'task update')
        options=(
            '--claim 1 dynamic claim'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 dynamic held-task' '1 at-file')
        ;;
    'task done')
        options=(
            '--file * file'
            '--claim 1 dynamic claim'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 dynamic held-task' '1 at-file')
        ;;
    'task abandon')
        options=(
            '--claim 1 dynamic claim'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 dynamic held-task')
        ;;
    'task interrupt')
        options=(
            '--reason 1 text'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 dynamic task')
        ;;
    'task run')
        options=(
            '--ch 1 dynamic channel'
            '-j,--jobs 1 text'
            '--once 1 -'
            '--wait 1 text'
            '--lease 1 text'
            '--grace 1 text'
            '--notes 1 -'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        passthrough=1
        ;;
    'put')
        options=(
            '--ch 1 dynamic channel'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('* file')
        ;;
    'get')
        options=(
            '-o,--output 1 file'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 dynamic hash')
        ;;
    'presence')
        commands=(beat)
        options=(
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'presence beat')
        options=(
            '--every 1 text'
            '--meta 1 at-file'
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('* dynamic channel')
        ;;
    'prime')
        options=(
            '--from 1 dynamic agent'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'status')
        options=(
            '--check 1 -'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'doctor')
        options=(
            '--db 1 file'
            '--blobs 1 directory'
            '--fix 1 -'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'backup')
        options=(
            '--db 1 file'
            '--blobs 1 directory'
            '--verify 1 -'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 directory')
        ;;
    'restore')
        options=(
            '--db 1 file'
            '--blobs 1 directory'
            '--replace 1 -'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 directory')
        ;;
    'bench')
        commands=(pub sub claim put)
        options=(
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'bench pub')
        options=(
            '-c,--connections 1 text'
            '-s,--size 1 text'
            '--ch 1 dynamic channel'
            '--channels 1 text'
            '-r,--rate 1 text'
            '-d,--duration 1 text'
            '-n,--count 1 text'
            '--warm-up 1 text'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'bench sub')
        options=(
            '-m,--subscribers 1 text'
            '-c,--connections 1 text'
            '-s,--size 1 text'
            '--ch 1 dynamic channel'
            '--channels 1 text'
            '-r,--rate 1 text'
            '-d,--duration 1 text'
            '-n,--count 1 text'
            '--warm-up 1 text'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'bench claim')
        options=(
            '-c,--agents 1 text'
            '-n,--tasks 1 text'
            '--ch 1 dynamic channel'
            '-r,--rate 1 text'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'bench put')
        options=(
            '-c,--connections 1 text'
            '-s,--size 1 text'
            '-n,--count 1 text'
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        ;;
    'help')
        options=(
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('* dynamic page')
        ;;
    'completion')
        options=(
            '-h,--help 1 -'
            '--url 1 text'
            '--json 1 -'
            '--color 1 choices auto always never'
        )
        operands=('1 choices bash zsh fish')
        ;;
    esac
}

# Sets 'plain' to the word $1 without its quotes and with its variables filled in, and 'quote' to
# the quote it leaves open. Nothing is run.
__workshop_unquote() {
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
__workshop_read() {
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
            __workshop_unquote "${raw[index]}"
            words+=("$plain")
            places+=("${starts[index]}")
        fi
    done
    places+=("${starts[last]}")
    __workshop_unquote "${raw[last]}"
    current=$plain
    if [[ -n $target ]]; then
        redirection=1
    elif [[ ${raw[last]} =~ $operator ]]; then
        redirection=1 redirected=${BASH_REMATCH[0]}
    fi
    head= quote=
    if [[ ${raw[last]} == *"$1" ]]; then
        __workshop_unquote "${raw[last]%"$1"}"
        head=$plain
    fi
}

# Finds the option named $1; sets its 'names', 'repeats' and 'kind'.
__workshop_find() {
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
__workshop_letters() {
    local letters=${1:1}
    before=-
    while [[ -n $letters ]]; do
        before+=${letters:0:1}
        __workshop_find "-${letters:0:1}" || return 1
        letters=${letters:1}
        given+=",$names,"
        [[ $kind == - ]] && continue
        [[ -n $letters ]] || pending=$kind
        return 0
    done
}

# Offers the word $1, about which there is $2 to say, if it begins as typed.
__workshop_offer() {
    [[ $1 == "$current"* ]] || return 0
    matches+=("$1")
    notes+=("$2")
}

# Offers the options that can be given (again).
__workshop_offer_options() {
    local option names repeats name
    for option in "${options[@]}"; do
        names=${option%% *}
        repeats=${option#* }
        [[ ${repeats%% *} == 1 && $given == *",$names,"* ]] && continue
        for name in ${names//,/ }; do
            __workshop_offer "$name"
        done
    done
}

# Offers the paths after what stands before them in the word, $1; only folders where $2 is
# 'directory'. Where readline replaces nothing but the path it is left to quote it.
__workshop_offer_paths() {
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
            __workshop_offer "$1$path/"
            compopt -o nospace 2>/dev/null
        else
            __workshop_offer "$1$path"
        fi
    done < <(
        set +f
        shopt -s nullglob
        printf '%s\0' "$typed"*
    )
    [[ $head != "$1" ]] || compopt -o filenames 2>/dev/null
}

# Offers the values of the kind $1 that the program knows; $2 is what stands before them in the word.
__workshop_offer_values() {
    local program value note
    program=$(type -P -- "${words[0]}") || program=workshop
    while IFS=$'\t' read -r value note; do
        __workshop_offer "$2$value" "$note"
    done < <(
        "$program" complete-values "$1" --prefix "${current#"$2"}" -- "${words[@]:1}" \
            </dev/null 2>/dev/null
    )
    compopt -o nosort 2>/dev/null
}

# Offers the values of the kind $1; $2 is what stands before them in the word.
__workshop_offer_kind() {
    local choice
    case $1 in
    choices\ *) for choice in ${1#* }; do __workshop_offer "$2$choice"; done ;;
    file | directory) __workshop_offer_paths "$2" "$1" ;;
    at-file)
        if [[ ${current#"$2"} == @* ]]; then
            __workshop_offer_paths "$2@"
        fi
        ;;
    field)
        if [[ ${current#"$2"} == *=@* ]]; then
            choice=${current#"$2"}
            __workshop_offer_paths "$2${choice%%=@*}=@"
        fi
        ;;
    dynamic\ *) __workshop_offer_values "${1#* }" "$2" ;;
    esac
}

# Completes the command line that begins with the word $1 of COMP_WORDS; it is the word being typed
# where $2 is not empty.
__workshop_pass() {
    local command
    if declare -F _comp_command_offset >/dev/null; then
        _comp_command_offset "$1"
    elif declare -F _command_offset >/dev/null; then
        _command_offset "$1"
    elif [[ -n $2 && $current != */* ]]; then
        while IFS= read -r command; do
            __workshop_offer "$command"
        done < <(compgen -c -- "$current" | sort -u)
    else
        __workshop_offer_paths ''
    fi
}

# Offers what may stand at the cursor.
__workshop_complete() {
    local index word command= operand=0 ended= pending= given=
    local -a commands options operands
    local passthrough names repeats kind before=
    if [[ -n $redirection ]]; then
        __workshop_offer_paths "$redirected" file
        return
    fi
    __workshop_describe ''
    for ((index = 1; index < ${#words[@]}; index++)); do
        word=${words[index]}
        if [[ -n $pending ]]; then
            pending=
        elif [[ -z $ended && $word == -- ]]; then
            ended=1
            if [[ -n $passthrough ]]; then
                word=
                ((index + 1 < ${#words[@]})) || word=first
                __workshop_pass "${places[index + 1]}" "$word"
                return
            fi
        elif [[ -z $ended && $word == --* ]]; then
            __workshop_find "${word%%=*}" || continue
            given+=",$names,"
            [[ $word == *=* || $kind == - ]] || pending=$kind
        elif [[ -z $ended && $word == -?* ]]; then
            __workshop_letters "$word"
        elif ((${#commands[@]} == 0)); then
            operand=$((operand + 1))
        else
            [[ " ${commands[*]} " == *" $word "* ]] || return
            command+=${command:+ }$word
            __workshop_describe "$command"
        fi
    done
    if [[ -n $pending ]]; then
        __workshop_offer_kind "$pending" ''
    elif [[ -z $ended && $current == --*=* ]]; then
        __workshop_find "${current%%=*}" && __workshop_offer_kind "$kind" "${current%%=*}="
    elif [[ -z $ended && $current == --* || $current == - ]]; then
        __workshop_offer_options
    elif [[ -z $ended && $current == -* ]]; then
        if __workshop_letters "$current"; then
            if [[ $before == "$current" ]]; then
                __workshop_offer "$current"
            else
                __workshop_offer_kind "$kind" "$before"
            fi
        fi
    elif ((${#commands[@]} > 0)); then
        for word in "${commands[@]}"; do __workshop_offer "$word"; done
    elif ((${#operands[@]} > 0)); then
        word=${operands[${#operands[@]} - 1]}
        ((operand >= ${#operands[@]})) || word=${operands[operand]}
        if ((operand < ${#operands[@]})) || [[ $word == \** ]]; then
            __workshop_offer_kind "${word#* }" ''
        fi
    fi
}

# Hands the matches to readline, quoted as the word is. Where they are only listed, what there is
# to say about them stands beside them.
__workshop_reply() {
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

_workshop() {
    local IFS=$' \t\n' current head quote redirection= redirected=
    local -a words=() places=() matches=() notes=()
    COMPREPLY=()
    # A variable that is being typed is for bash to complete.
    [[ $2 == \$* && $2 != */* ]] && return
    __workshop_read "$2"
    __workshop_complete
    __workshop_reply
}

complete -o bashdefault -F _workshop workshop
