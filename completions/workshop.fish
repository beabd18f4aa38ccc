# Completion of workshop for fish.
# Written by 'workshop completion fish'; do not edit.

# The commands below a command.
function __workshop_commands
    switch "$argv"
        case ''
            string split ' ' -- 'serve pub tail history channels task put get presence prime status doctor backup restore bench help completion'
        case 'task'
            string split ' ' -- 'create list show wait claim update done abandon interrupt run'
        case 'presence'
            string split ' ' -- 'beat'
        case 'bench'
            string split ' ' -- 'pub sub claim put'
    end
end

# The options of a command: the short name if there is one, '/', the long name, '=' for a value.
function __workshop_options
    switch "$argv"
        case ''
            string split ' ' -- '/url= /json /color= /version h/help'
        case 'serve'
            string split ' ' -- '/listen= /db= /blobs= /retention-days= /max-file-size= /sync= v/verbose /allow= /hostname= /allow-origin= h/help /url= /json /color='
        case 'pub'
            string split ' ' -- 'F/field= /text= /file= /reply-to= /wait-reply= /lines /from= h/help /url= /json /color='
        case 'tail'
            string split ' ' -- 'n/number= /since= /cursor= /count= /timeout= /strict t/type= /from= /not-from= h/help /url= /json /color='
        case 'history'
            string split ' ' -- 'n/number= /first= /all /since= /before= t/type= /from= /not-from= h/help /url= /json /color='
        case 'channels'
            string split ' ' -- 'h/help /url= /json /color='
        case 'task'
            string split ' ' -- 'h/help /url= /json /color='
        case 'task create'
            string split ' ' -- '/context= /for= /ch= /wait= /from= h/help /url= /json /color='
        case 'task list'
            string split ' ' -- '/status= /mine /for= /ch= n/number= /from= h/help /url= /json /color='
        case 'task show'
            string split ' ' -- 'h/help /url= /json /color='
        case 'task wait'
            string split ' ' -- '/timeout= h/help /url= /json /color='
        case 'task claim'
            string split ' ' -- '/next /ch= /wait= /lease= /from= h/help /url= /json /color='
        case 'task update'
            string split ' ' -- '/claim= /from= h/help /url= /json /color='
        case 'task done'
            string split ' ' -- '/file= /claim= /from= h/help /url= /json /color='
        case 'task abandon'
            string split ' ' -- '/claim= /from= h/help /url= /json /color='
        case 'task interrupt'
            string split ' ' -- '/reason= /from= h/help /url= /json /color='
        case 'task run'
            string split ' ' -- '/ch= j/jobs= /once /wait= /lease= /grace= /notes /from= h/help /url= /json /color='
        case 'put'
            string split ' ' -- '/ch= /from= h/help /url= /json /color='
        case 'get'
            string split ' ' -- 'o/output= h/help /url= /json /color='
        case 'presence'
            string split ' ' -- 'h/help /url= /json /color='
        case 'presence beat'
            string split ' ' -- '/every= /meta= /from= h/help /url= /json /color='
        case 'prime'
            string split ' ' -- '/from= h/help /url= /json /color='
        case 'status'
            string split ' ' -- '/check h/help /url= /json /color='
        case 'doctor'
            string split ' ' -- '/db= /blobs= /fix h/help /url= /json /color='
        case 'backup'
            string split ' ' -- '/db= /blobs= /verify h/help /url= /json /color='
        case 'restore'
            string split ' ' -- '/db= /blobs= /replace h/help /url= /json /color='
        case 'bench'
            string split ' ' -- 'h/help /url= /json /color='
        case 'bench pub'
            string split ' ' -- 'c/connections= s/size= /ch= /channels= r/rate= d/duration= n/count= /warm-up= h/help /url= /json /color='
        case 'bench sub'
            string split ' ' -- 'm/subscribers= c/connections= s/size= /ch= /channels= r/rate= d/duration= n/count= /warm-up= h/help /url= /json /color='
        case 'bench claim'
            string split ' ' -- 'c/agents= n/tasks= /ch= r/rate= h/help /url= /json /color='
        case 'bench put'
            string split ' ' -- 'c/connections= s/size= n/count= h/help /url= /json /color='
        case 'help'
            string split ' ' -- 'h/help /url= /json /color='
        case 'completion'
            string split ' ' -- 'h/help /url= /json /color='
    end
end

# Whether a command line follows the '--' of a command.
function __workshop_passes
    switch "$argv"
        case 'task run'
            return 0
    end
    return 1
end

# Reads the words before the cursor, once for all the questions about them. Sets the command they
# lead to ('?' where there is none of that name), how many operands it has by now, the options that
# are given, whether '--' ended them, and the words of a command line after it.
function __workshop_read
    set -l words
    for word in (commandline -opc)
        set -l name (string match -r '^\$([A-Za-z_][A-Za-z_0-9]*)$' -- $word)
        if set -q name[2]; and set -q $name[2]
            set -a words $$name[2]
        else if set -q words[1]; or not string match -qr '^\w+=' -- $word
            set -a words $word
        end
    end
    set -l key (string escape -- $words)
    test "$key" = "$__workshop_key"; and return
    set -g __workshop_key "$key"
    set -g __workshop_words $words
    set -g __workshop_command
    set -g __workshop_operands 0
    set -g __workshop_given
    set -g __workshop_ended 0
    set -g __workshop_rest
    set -l commands (__workshop_commands)
    set -l options (__workshop_options)
    set -e words[1]
    while set -q words[1]
        set -l word $words[1]
        set -e words[1]
        if test $__workshop_ended = 0; and test "$word" = --
            set __workshop_ended 1
            if __workshop_passes $__workshop_command
                set __workshop_rest $words
                return
            end
        else if test $__workshop_ended = 0; and string match -q -- '--*' $word
            set -l name (string replace -r '^--([^=]*).*' '$1' -- $word)
            set -l option (string match -r -- "^.?/$name=?\$" $options)
            if string match -q '*=' -- $option; and not string match -q '*=*' -- $word
                set -q words[1]; or return
                set -e words[1]
            end
            set -a __workshop_given $name
        else if test $__workshop_ended = 0; and string match -qr '^-.' -- $word
            set -l letters (string split '' -- (string sub -s 2 -- $word))
            while set -q letters[1]
                set -l option (string match -- "$letters[1]/*" $options)
                set -e letters[1]
                if string match -q '*=' -- $option
                    if not set -q letters[1]
                        set -q words[1]; or return
                        set -e words[1]
                    end
                    set letters
                end
                set -a __workshop_given (string replace -r '^./([^=]*)=?$' '$1' -- $option)
            end
        else if set -q commands[1]
            if not contains -- "$word" $commands
                set __workshop_command '?'
                return
            end
            set -a __workshop_command $word
            set commands (__workshop_commands $__workshop_command)
            set options (__workshop_options $__workshop_command)
        else
            set __workshop_operands (math $__workshop_operands + 1)
        end
    end
end

# Whether the command of these names may take an option here.
function __workshop_expects_option
    __workshop_read
    test "$__workshop_command" = "$argv"; and test $__workshop_ended = 0
end

# The same for the option $argv[1], which may be given once.
function __workshop_lacks
    __workshop_expects_option $argv[2..-1]
    and not contains -- $argv[1] $__workshop_given
end

# Whether operand $argv[1], counted from 0, of the command of these names stands here. With a '+',
# it and those after it.
function __workshop_expects_operand
    __workshop_read
    test "$__workshop_command" = "$argv[2..-1]"; or return
    set -l first (string trim -r -c + -- $argv[1])
    if string match -q '*+' -- $argv[1]
        test $__workshop_operands -ge $first
    else
        test $__workshop_operands -eq $first
    end
end

# Whether a word of the command line after '--' stands here.
function __workshop_expects_command
    __workshop_read
    test "$__workshop_command" = "$argv"; and test $__workshop_ended = 1
end

# Completes the command line after '--' as its own command does.
function __workshop_pass
    set -l line
    for word in $__workshop_rest
        set -a line (string escape -- $word)
    end
    set -l typed (commandline -ct)
    complete -C (string join ' ' -- $line "$typed")
end

# The value being typed, without the option it may be glued to.
function __workshop_typed
    commandline -ct | string replace -r -- '^--[^=]*=' '' | string unescape
end

# Offers files after what the pattern $argv[1] matches.
function __workshop_files
    set -l typed (__workshop_typed)
    set -l before (string match -r -- "^$argv[1]" "$typed"); or return
    complete -C "'' "(string escape -- (string replace -- $before '' "$typed")) |
        string replace -r -- '\t.*' '' | string replace -r -- '^' "$before"
end

# Offers folders.
function __workshop_folders
    set -l typed (__workshop_typed)
    complete -C "'' "(string escape -- "$typed") | string match -r '.*/$'
end

# Offers the values of the kind $argv[1], which the program knows.
function __workshop_values
    __workshop_read
    set -l program $__workshop_words[1]
    set -l typed (__workshop_typed)
    type -q -- $program; or set program workshop
    $program complete-values $argv[1] --prefix "$typed" -- \
        $__workshop_words[2..-1] </dev/null 2>/dev/null
end

complete -c workshop -f

# workshop
complete -c workshop -n '__workshop_expects_operand 0' -a 'serve' -d 'serve messages, tasks and files'
complete -c workshop -n '__workshop_expects_operand 0' -a 'pub' -d 'publish a message'
complete -c workshop -n '__workshop_expects_operand 0' -a 'tail' -d 'follow messages as they come'
complete -c workshop -n '__workshop_expects_operand 0' -a 'history' -d 'show messages of the past, oldest first'
complete -c workshop -n '__workshop_expects_operand 0' -a 'channels' -d 'list the channels with their counts and last activity'
complete -c workshop -n '__workshop_expects_operand 0' -a 'task' -d 'create, claim and finish tasks'
complete -c workshop -n '__workshop_expects_operand 0' -a 'put' -d 'store files under their hashes'
complete -c workshop -n '__workshop_expects_operand 0' -a 'get' -d 'fetch a file by its hash'
complete -c workshop -n '__workshop_expects_operand 0' -a 'presence' -d 'list the agents that are here'
complete -c workshop -n '__workshop_expects_operand 0' -a 'prime' -d 'tell an agent how to work here'
complete -c workshop -n '__workshop_expects_operand 0' -a 'status' -d 'show how the server is'
complete -c workshop -n '__workshop_expects_operand 0' -a 'doctor' -d 'verify the data of a server'
complete -c workshop -n '__workshop_expects_operand 0' -a 'backup' -d 'back up the data of a server'
complete -c workshop -n '__workshop_expects_operand 0' -a 'restore' -d 'restore a backup'
complete -c workshop -n '__workshop_expects_operand 0' -a 'bench' -d 'measure how fast a server is'
complete -c workshop -n '__workshop_expects_operand 0' -a 'help' -d 'show the manual'
complete -c workshop -n '__workshop_expects_operand 0' -a 'completion' -d 'print the completion script of a shell'
complete -c workshop -n '__workshop_lacks url' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_lacks version' -l version -d 'show the version and exit'
complete -c workshop -n '__workshop_lacks help' -s h -l help -d 'show this help and exit'

# workshop serve
complete -c workshop -n '__workshop_expects_option serve' -l listen -x -d 'where to serve: HOST:PORT, [V6]:PORT, :PORT or unix:/path; port 0 picks one'
complete -c workshop -n '__workshop_lacks db serve' -l db -r -F -d 'the database'
complete -c workshop -n '__workshop_lacks blobs serve' -l blobs -x -a '(__workshop_folders)' -d 'where files are kept'
complete -c workshop -n '__workshop_lacks retention-days serve' -l retention-days -x -d 'how long messages are kept; 0 keeps them for ever'
complete -c workshop -n '__workshop_lacks max-file-size serve' -l max-file-size -x -d 'how large a file may be'
complete -c workshop -n '__workshop_lacks sync serve' -l sync -x -a 'full normal' -d 'whether what was answered survives a power cut, or only a crash'
complete -c workshop -n '__workshop_lacks verbose serve' -s v -l verbose -d 'log a line for each request'
complete -c workshop -n '__workshop_expects_option serve' -l allow -x -d 'also admit peers of this network; \'all\' admits everybody'
complete -c workshop -n '__workshop_expects_option serve' -l hostname -x -d 'also answer to this host name'
complete -c workshop -n '__workshop_expects_option serve' -l allow-origin -x -d 'let web pages of this origin use the server, such as https://example.org'
complete -c workshop -n '__workshop_lacks help serve' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url serve' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json serve' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color serve' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop pub
complete -c workshop -n '__workshop_expects_option pub' -s F -l field -x -a '(__workshop_files "[^=]+=@")' -d 'build the body from fields'
complete -c workshop -n '__workshop_lacks text pub' -l text -x -d 'the body is {"text": TEXT}; \'-\' reads it from standard input'
complete -c workshop -n '__workshop_expects_option pub' -l file -r -F -d 'upload this file and attach it'
complete -c workshop -n '__workshop_lacks reply-to pub' -l reply-to -x -k -a '(__workshop_values message)' -d 'the message this one answers'
complete -c workshop -n '__workshop_lacks wait-reply pub' -l wait-reply -x -d 'wait for an answer, at most this long or \'forever\', and print it'
complete -c workshop -n '__workshop_lacks lines pub' -l lines -d 'publish each line of standard input as a body of its own, one after another'
complete -c workshop -n '__workshop_lacks from pub' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help pub' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url pub' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json pub' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color pub' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 pub' -k -a '(__workshop_values channel)'
complete -c workshop -n '__workshop_expects_operand 1 pub' -k -a '(__workshop_values type)'
complete -c workshop -n '__workshop_expects_operand 2 pub' -a '(__workshop_files @)'

# workshop tail
complete -c workshop -n '__workshop_lacks number tail' -s n -l number -x -d 'begin with the newest N that are there'
complete -c workshop -n '__workshop_lacks since tail' -l since -x -d 'begin after this: an id, a duration ago (10m, 1h30m, 1w), a date or time (2026-01-31, 2026-01-31T14:00, with Z in UTC), or \'all\''
complete -c workshop -n '__workshop_lacks cursor tail' -l cursor -x -k -a '(__workshop_values cursor)' -d 'resume where this name stopped on this server'
complete -c workshop -n '__workshop_lacks count tail' -l count -x -d 'end after N messages'
complete -c workshop -n '__workshop_lacks timeout tail' -l timeout -x -d 'end after this time, with status 124'
complete -c workshop -n '__workshop_lacks strict tail' -l strict -d 'fail when messages that were to come are gone'
complete -c workshop -n '__workshop_lacks type tail' -s t -l type -x -k -a '(__workshop_values type)' -d 'only messages whose type begins with this'
complete -c workshop -n '__workshop_lacks from tail' -l from -x -k -a '(__workshop_values agent)' -d 'only messages of this agent'
complete -c workshop -n '__workshop_lacks not-from tail' -l not-from -x -k -a '(__workshop_values agent)' -d 'no messages of this agent'
complete -c workshop -n '__workshop_lacks help tail' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url tail' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json tail' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color tail' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0+ tail' -k -a '(__workshop_values channel)'

# workshop history
complete -c workshop -n '__workshop_lacks number history' -s n -l number -x -d 'the newest N'
complete -c workshop -n '__workshop_lacks first history' -l first -x -d 'the oldest N instead'
complete -c workshop -n '__workshop_lacks all history' -l all -d 'everything, in as many requests as it takes'
complete -c workshop -n '__workshop_lacks since history' -l since -x -d 'only after this: an id, a duration ago (10m, 1h30m, 1w), a date or time (2026-01-31, 2026-01-31T14:00, with Z in UTC), or \'all\''
complete -c workshop -n '__workshop_lacks before history' -l before -x -d 'only before this: an id, a duration ago, or a date or time, as with --since'
complete -c workshop -n '__workshop_lacks type history' -s t -l type -x -k -a '(__workshop_values type)' -d 'only messages whose type begins with this'
complete -c workshop -n '__workshop_lacks from history' -l from -x -k -a '(__workshop_values agent)' -d 'only messages of this agent'
complete -c workshop -n '__workshop_lacks not-from history' -l not-from -x -k -a '(__workshop_values agent)' -d 'no messages of this agent'
complete -c workshop -n '__workshop_lacks help history' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url history' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json history' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color history' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0+ history' -k -a '(__workshop_values channel)'

# workshop channels
complete -c workshop -n '__workshop_lacks help channels' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url channels' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json channels' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color channels' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop task
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'create' -d 'create a task'
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'list' -d 'list tasks, newest first'
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'show' -d 'show a task'
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'wait' -d 'wait until a task is done, and print its result'
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'claim' -d 'take on a task'
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'update' -d 'tell how a task is coming along'
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'done' -d 'finish a task'
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'abandon' -d 'give a task back, open for others'
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'interrupt' -d 'ask whoever holds a task to stop'
complete -c workshop -n '__workshop_expects_operand 0 task' -a 'run' -d 'do one task after another with a command'
complete -c workshop -n '__workshop_lacks help task' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop task create
complete -c workshop -n '__workshop_lacks context task create' -l context -x -a '(__workshop_files @)' -d 'what is needed to do it: JSON, \'-\' or \'@FILE\''
complete -c workshop -n '__workshop_lacks for task create' -l for -x -k -a '(__workshop_values agent)' -d 'the agent that is to do it'
complete -c workshop -n '__workshop_lacks ch task create' -l ch -x -k -a '(__workshop_values channel)' -d 'the channel the task is announced in'
complete -c workshop -n '__workshop_lacks wait task create' -l wait -x -d 'wait until it is done, at most this long or \'forever\', and print its result'
complete -c workshop -n '__workshop_lacks from task create' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help task create' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task create' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task create' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task create' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop task list
complete -c workshop -n '__workshop_lacks status task list' -l status -x -a 'open claimed done' -d 'only tasks that stand so'
complete -c workshop -n '__workshop_lacks mine task list' -l mine -d 'only tasks for this agent or claimed by it'
complete -c workshop -n '__workshop_lacks for task list' -l for -x -k -a '(__workshop_values agent)' -d 'only tasks for that agent or claimed by it'
complete -c workshop -n '__workshop_lacks ch task list' -l ch -x -k -a '(__workshop_values channel)' -d 'only tasks of this channel'
complete -c workshop -n '__workshop_lacks number task list' -s n -l number -x -d 'the newest N'
complete -c workshop -n '__workshop_lacks from task list' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help task list' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task list' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task list' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task list' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop task show
complete -c workshop -n '__workshop_lacks help task show' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task show' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task show' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task show' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 task show' -k -a '(__workshop_values task)'

# workshop task wait
complete -c workshop -n '__workshop_lacks timeout task wait' -l timeout -x -d 'end after this time, with status 124'
complete -c workshop -n '__workshop_lacks help task wait' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task wait' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task wait' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task wait' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 task wait' -k -a '(__workshop_values task)'

# workshop task claim
complete -c workshop -n '__workshop_lacks next task claim' -l next -d 'the oldest open task that this agent may claim'
complete -c workshop -n '__workshop_lacks ch task claim' -l ch -x -k -a '(__workshop_values channel)' -d 'with --next, only tasks of this channel'
complete -c workshop -n '__workshop_lacks wait task claim' -l wait -x -d 'with --next, wait for one to appear, at most this long or \'forever\''
complete -c workshop -n '__workshop_lacks lease task claim' -l lease -x -d 'give the task back after this time unless it is renewed; 1s to 1d'
complete -c workshop -n '__workshop_lacks from task claim' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help task claim' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task claim' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task claim' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task claim' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 task claim' -k -a '(__workshop_values open-task)'

# workshop task update
complete -c workshop -n '__workshop_lacks claim task update' -l claim -x -k -a '(__workshop_values claim)' -d 'fail unless this is still the claim that holds the task'
complete -c workshop -n '__workshop_lacks from task update' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help task update' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task update' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task update' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task update' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 task update' -k -a '(__workshop_values held-task)'
complete -c workshop -n '__workshop_expects_operand 1 task update' -a '(__workshop_files @)'

# workshop task done
complete -c workshop -n '__workshop_expects_option task done' -l file -r -F -d 'upload this file and attach it'
complete -c workshop -n '__workshop_lacks claim task done' -l claim -x -k -a '(__workshop_values claim)' -d 'fail unless this is still the claim that holds the task'
complete -c workshop -n '__workshop_lacks from task done' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help task done' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task done' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task done' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task done' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 task done' -k -a '(__workshop_values held-task)'
complete -c workshop -n '__workshop_expects_operand 1 task done' -a '(__workshop_files @)'

# workshop task abandon
complete -c workshop -n '__workshop_lacks claim task abandon' -l claim -x -k -a '(__workshop_values claim)' -d 'fail unless this is still the claim that holds the task'
complete -c workshop -n '__workshop_lacks from task abandon' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help task abandon' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task abandon' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task abandon' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task abandon' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 task abandon' -k -a '(__workshop_values held-task)'

# workshop task interrupt
complete -c workshop -n '__workshop_lacks reason task interrupt' -l reason -x -d 'why it is to stop'
complete -c workshop -n '__workshop_lacks from task interrupt' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help task interrupt' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task interrupt' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task interrupt' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task interrupt' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 task interrupt' -k -a '(__workshop_values task)'

# workshop task run
complete -c workshop -n '__workshop_lacks ch task run' -l ch -x -k -a '(__workshop_values channel)' -d 'only tasks of this channel'
complete -c workshop -n '__workshop_lacks jobs task run' -s j -l jobs -x -d 'do this many tasks at once'
complete -c workshop -n '__workshop_lacks once task run' -l once -d 'do one task and end with the status of CMD'
complete -c workshop -n '__workshop_lacks wait task run' -l wait -x -d 'with --once, wait this long for a task; then the status is 124, or 5 where it was 0'
complete -c workshop -n '__workshop_lacks lease task run' -l lease -x -d 'how long after the worker\'s death its tasks are open again; 1s to 1d'
complete -c workshop -n '__workshop_lacks grace task run' -l grace -x -d 'time for CMD between SIGTERM and SIGKILL'
complete -c workshop -n '__workshop_lacks notes task run' -l notes -d 'send what CMD writes to standard error as notes of the task'
complete -c workshop -n '__workshop_lacks from task run' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help task run' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url task run' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json task run' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color task run' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_command task run' -a '(__workshop_pass)'

# workshop put
complete -c workshop -n '__workshop_lacks ch put' -l ch -x -k -a '(__workshop_values channel)' -d 'also announce each file in this channel'
complete -c workshop -n '__workshop_lacks from put' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help put' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url put' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json put' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color put' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0+ put' -F

# workshop get
complete -c workshop -n '__workshop_lacks output get' -s o -l output -r -F -d 'where to put it; \'-\' is standard output, a terminal too'
complete -c workshop -n '__workshop_lacks help get' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url get' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json get' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color get' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 get' -k -a '(__workshop_values hash)'

# workshop presence
complete -c workshop -n '__workshop_expects_operand 0 presence' -a 'beat' -d 'say that an agent is here'
complete -c workshop -n '__workshop_lacks help presence' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url presence' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json presence' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color presence' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop presence beat
complete -c workshop -n '__workshop_lacks every presence beat' -l every -x -d 'go on, once in this time; at most 60s, which a heartbeat lasts'
complete -c workshop -n '__workshop_lacks meta presence beat' -l meta -x -a '(__workshop_files @)' -d 'what else there is to tell of the agent: an object, \'-\' or \'@FILE\''
complete -c workshop -n '__workshop_lacks from presence beat' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help presence beat' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url presence beat' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json presence beat' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color presence beat' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0+ presence beat' -k -a '(__workshop_values channel)'

# workshop prime
complete -c workshop -n '__workshop_lacks from prime' -l from -x -k -a '(__workshop_values agent)' -d 'the agent in whose name this is done'
complete -c workshop -n '__workshop_lacks help prime' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url prime' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json prime' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color prime' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop status
complete -c workshop -n '__workshop_lacks check status' -l check -d 'print nothing when all is well; the exit status tells'
complete -c workshop -n '__workshop_lacks help status' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url status' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json status' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color status' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop doctor
complete -c workshop -n '__workshop_lacks db doctor' -l db -r -F -d 'the database'
complete -c workshop -n '__workshop_lacks blobs doctor' -l blobs -x -a '(__workshop_folders)' -d 'where files are kept'
complete -c workshop -n '__workshop_lacks fix doctor' -l fix -d 'remove what cut-off uploads left, count again, move damaged files aside'
complete -c workshop -n '__workshop_lacks help doctor' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url doctor' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json doctor' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color doctor' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop backup
complete -c workshop -n '__workshop_lacks db backup' -l db -r -F -d 'the database'
complete -c workshop -n '__workshop_lacks blobs backup' -l blobs -x -a '(__workshop_folders)' -d 'where files are kept'
complete -c workshop -n '__workshop_lacks verify backup' -l verify -d 'read again the files that an earlier backup has verified'
complete -c workshop -n '__workshop_lacks help backup' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url backup' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json backup' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color backup' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 backup' -a '(__workshop_folders)'

# workshop restore
complete -c workshop -n '__workshop_lacks db restore' -l db -r -F -d 'the database'
complete -c workshop -n '__workshop_lacks blobs restore' -l blobs -x -a '(__workshop_folders)' -d 'where files are kept'
complete -c workshop -n '__workshop_lacks replace restore' -l replace -d 'take the place of a database that is there, which stays beside it under another name'
complete -c workshop -n '__workshop_lacks help restore' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url restore' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json restore' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color restore' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 restore' -a '(__workshop_folders)'

# workshop bench
complete -c workshop -n '__workshop_expects_operand 0 bench' -a 'pub' -d 'measure publishing'
complete -c workshop -n '__workshop_expects_operand 0 bench' -a 'sub' -d 'measure deliveries to live streams'
complete -c workshop -n '__workshop_expects_operand 0 bench' -a 'claim' -d 'measure claims of tasks'
complete -c workshop -n '__workshop_expects_operand 0 bench' -a 'put' -d 'measure files, in and out'
complete -c workshop -n '__workshop_lacks help bench' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url bench' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json bench' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color bench' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop bench pub
complete -c workshop -n '__workshop_lacks connections bench pub' -s c -l connections -x -d 'connections that publish'
complete -c workshop -n '__workshop_lacks size bench pub' -s s -l size -x -d 'bytes of each message\'s body'
complete -c workshop -n '__workshop_lacks ch bench pub' -l ch -x -k -a '(__workshop_values channel)' -d 'the channel that is written to'
complete -c workshop -n '__workshop_lacks channels bench pub' -l channels -x -d 'spread the load over this many channels: CH.1, CH.2 and so on'
complete -c workshop -n '__workshop_lacks rate bench pub' -s r -l rate -x -d 'requests a second on a fixed schedule; latency counts from when each was due'
complete -c workshop -n '__workshop_lacks duration bench pub' -s d -l duration -x -d 'how long to measure'
complete -c workshop -n '__workshop_lacks count bench pub' -s n -l count -x -d 'measure this many messages instead of a duration'
complete -c workshop -n '__workshop_lacks warm-up bench pub' -l warm-up -x -d 'how long to load before anything is counted'
complete -c workshop -n '__workshop_lacks help bench pub' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url bench pub' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json bench pub' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color bench pub' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop bench sub
complete -c workshop -n '__workshop_lacks subscribers bench sub' -s m -l subscribers -x -d 'streams that are open'
complete -c workshop -n '__workshop_lacks connections bench sub' -s c -l connections -x -d 'connections that publish'
complete -c workshop -n '__workshop_lacks size bench sub' -s s -l size -x -d 'bytes of each message\'s body'
complete -c workshop -n '__workshop_lacks ch bench sub' -l ch -x -k -a '(__workshop_values channel)' -d 'the channel that is written to'
complete -c workshop -n '__workshop_lacks channels bench sub' -l channels -x -d 'spread the load over this many channels: CH.1, CH.2 and so on'
complete -c workshop -n '__workshop_lacks rate bench sub' -s r -l rate -x -d 'requests a second on a fixed schedule; latency counts from when each was due'
complete -c workshop -n '__workshop_lacks duration bench sub' -s d -l duration -x -d 'how long to measure'
complete -c workshop -n '__workshop_lacks count bench sub' -s n -l count -x -d 'measure this many messages instead of a duration'
complete -c workshop -n '__workshop_lacks warm-up bench sub' -l warm-up -x -d 'how long to load before anything is counted'
complete -c workshop -n '__workshop_lacks help bench sub' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url bench sub' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json bench sub' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color bench sub' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop bench claim
complete -c workshop -n '__workshop_lacks agents bench claim' -s c -l agents -x -d 'agents that claim at once'
complete -c workshop -n '__workshop_lacks tasks bench claim' -s n -l tasks -x -d 'tasks to claim'
complete -c workshop -n '__workshop_lacks ch bench claim' -l ch -x -k -a '(__workshop_values channel)' -d 'the channel that is written to'
complete -c workshop -n '__workshop_lacks rate bench claim' -s r -l rate -x -d 'requests a second on a fixed schedule; latency counts from when each was due'
complete -c workshop -n '__workshop_lacks help bench claim' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url bench claim' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json bench claim' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color bench claim' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop bench put
complete -c workshop -n '__workshop_lacks connections bench put' -s c -l connections -x -d 'files under way at once'
complete -c workshop -n '__workshop_lacks size bench put' -s s -l size -x -d 'bytes of each file'
complete -c workshop -n '__workshop_lacks count bench put' -s n -l count -x -d 'files to store and to fetch'
complete -c workshop -n '__workshop_lacks help bench put' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url bench put' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json bench put' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color bench put' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'

# workshop help
complete -c workshop -n '__workshop_lacks help help' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url help' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json help' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color help' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0+ help' -k -a '(__workshop_values page)'

# workshop completion
complete -c workshop -n '__workshop_lacks help completion' -s h -l help -d 'show this help and exit'
complete -c workshop -n '__workshop_lacks url completion' -l url -x -d 'the server to talk to; \'unix:/path\' for a Unix socket'
complete -c workshop -n '__workshop_lacks json completion' -l json -d 'print one JSON object a line, as is done where standard output is no terminal'
complete -c workshop -n '__workshop_lacks color completion' -l color -x -a 'auto always never' -d 'whether to colour what is shown on a terminal'
complete -c workshop -n '__workshop_expects_operand 0 completion' -a 'bash zsh fish'
