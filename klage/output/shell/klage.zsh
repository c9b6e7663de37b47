#compdef klage
# Tab-udfyldning af klage i zsh. Skrevet af: klage kontor udfyldning zsh
_klage() {
    local program=${(Q)words[1]} line="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" one
    local -a answer values shown
    local -i wide=0
    program=${program/#\~\//$HOME/}
    answer=("${(@f)$(_KLAGE_COMPLETE=zsh _KLAGE_LINE=$line "$program" 2>/dev/null </dev/null)}")
    case $answer[1] in
        files) _files; return ;;
        folders) _files -/; return ;;
    esac
    for one in "${(@)answer[2,-1]}"; do
        values+=("${one%%$'\t'*}")
        (( $#values[-1] > wide )) && wide=$#values[-1]
    done
    for one in "${(@)answer[2,-1]}"; do shown+=("${(r:wide:)one%%$'\t'*}  ${one#*$'\t'}"); done
    (( $#values )) && compadd -U -V klage -l -d shown -a values
}
if ! (( $+functions[compdef] )); then autoload -Uz compinit && compinit -i; fi
compdef _klage klage
