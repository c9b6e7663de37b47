# Tab-udfyldning af klage i fish. Skrevet af: klage kontor udfyldning fish
function __klage_completion
    set -l program (commandline -opc)[1]
    set program (string replace -r '^~/' "$HOME/" -- $program)
    set -l line (commandline -cp | string collect)
    set -l answer (env _KLAGE_COMPLETE=fish _KLAGE_LINE="$line" $program 2>/dev/null </dev/null)
    switch "$answer[1]"
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct)
        case '*'
            printf '%s\n' $answer[2..-1]
    end
end
complete --command klage --no-files --keep-order --arguments '(__klage_completion)'
