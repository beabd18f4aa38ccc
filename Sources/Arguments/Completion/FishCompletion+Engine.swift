extension FishCompletion {
    /// The part that knows where the cursor stands, and fetches values.
    var engine: String {
        #"""
        # Reads the words before the cursor, once for all the questions about them. Sets the command they
        # lead to ('?' where there is none of that name), how many operands it has by now, the options that
        # are given, whether '--' ended them, and the words of a command line after it.
        function __\#(function)_read
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
            test "$key" = "$__\#(function)_key"; and return
            set -g __\#(function)_key "$key"
            set -g __\#(function)_words $words
            set -g __\#(function)_command
            set -g __\#(function)_operands 0
            set -g __\#(function)_given
            set -g __\#(function)_ended 0
            set -g __\#(function)_rest
            set -l commands (__\#(function)_commands)
            set -l options (__\#(function)_options)
            set -e words[1]
            while set -q words[1]
                set -l word $words[1]
                set -e words[1]
                if test $__\#(function)_ended = 0; and test "$word" = --
                    set __\#(function)_ended 1
                    if __\#(function)_passes $__\#(function)_command
                        set __\#(function)_rest $words
                        return
                    end
                else if test $__\#(function)_ended = 0; and string match -q -- '--*' $word
                    set -l name (string replace -r '^--([^=]*).*' '$1' -- $word)
                    set -l option (string match -r -- "^.?/$name=?\$" $options)
                    if string match -q '*=' -- $option; and not string match -q '*=*' -- $word
                        set -q words[1]; or return
                        set -e words[1]
                    end
                    set -a __\#(function)_given $name
                else if test $__\#(function)_ended = 0; and string match -qr '^-.' -- $word
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
                        set -a __\#(function)_given (string replace -r '^./([^=]*)=?$' '$1' -- $option)
                    end
                else if set -q commands[1]
                    if not contains -- "$word" $commands
                        set __\#(function)_command '?'
                        return
                    end
                    set -a __\#(function)_command $word
                    set commands (__\#(function)_commands $__\#(function)_command)
                    set options (__\#(function)_options $__\#(function)_command)
                else
                    set __\#(function)_operands (math $__\#(function)_operands + 1)
                end
            end
        end

        # Whether the command of these names may take an option here.
        function __\#(function)_expects_option
            __\#(function)_read
            test "$__\#(function)_command" = "$argv"; and test $__\#(function)_ended = 0
        end

        # The same for the option $argv[1], which may be given once.
        function __\#(function)_lacks
            __\#(function)_expects_option $argv[2..-1]
            and not contains -- $argv[1] $__\#(function)_given
        end

        # Whether operand $argv[1], counted from 0, of the command of these names stands here. With a '+',
        # it and those after it.
        function __\#(function)_expects_operand
            __\#(function)_read
            test "$__\#(function)_command" = "$argv[2..-1]"; or return
            set -l first (string trim -r -c + -- $argv[1])
            if string match -q '*+' -- $argv[1]
                test $__\#(function)_operands -ge $first
            else
                test $__\#(function)_operands -eq $first
            end
        end

        # Whether a word of the command line after '--' stands here.
        function __\#(function)_expects_command
            __\#(function)_read
            test "$__\#(function)_command" = "$argv"; and test $__\#(function)_ended = 1
        end

        # Completes the command line after '--' as its own command does.
        function __\#(function)_pass
            set -l line
            for word in $__\#(function)_rest
                set -a line (string escape -- $word)
            end
            set -l typed (commandline -ct)
            complete -C (string join ' ' -- $line "$typed")
        end

        # The value being typed, without the option it may be glued to.
        function __\#(function)_typed
            commandline -ct | string replace -r -- '^--[^=]*=' '' | string unescape
        end

        # Offers files after what the pattern $argv[1] matches.
        function __\#(function)_files
            set -l typed (__\#(function)_typed)
            set -l before (string match -r -- "^$argv[1]" "$typed"); or return
            complete -C "'' "(string escape -- (string replace -- $before '' "$typed")) |
                string replace -r -- '\t.*' '' | string replace -r -- '^' "$before"
        end

        # Offers folders.
        function __\#(function)_folders
            set -l typed (__\#(function)_typed)
            complete -C "'' "(string escape -- "$typed") | string match -r '.*/$'
        end

        # Offers the values of the kind $argv[1], which the program knows.
        function __\#(function)_values
            __\#(function)_read
            set -l program $__\#(function)_words[1]
            set -l typed (__\#(function)_typed)
            type -q -- $program; or set program \#(program)
            $program \#(valuesCommand) $argv[1] --prefix "$typed" -- \
                $__\#(function)_words[2..-1] </dev/null 2>/dev/null
        end


        """#
    }
}
