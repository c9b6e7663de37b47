# Tab-udfyldning af klage i bash 4.4 og nyere. Skrevet af: klage kontor udfyldning bash
_klage_completion() {
    local line=${COMP_LINE:0:COMP_POINT} program=${1/#\~\//$HOME/} kind answer nth
    COMPREPLY=()
    {
        IFS= read -r kind || [ -n "$kind" ] || return 0
        while IFS= read -r answer || [ -n "$answer" ]; do COMPREPLY+=("$answer"); done
    } < <(_KLAGE_COMPLETE=bash _KLAGE_LINE=$line _KLAGE_WORD=$2 "$program" 2>/dev/null </dev/null)
    case $kind in
        names)
            # readline quotes inside quotes; outside of them it forgets a closing parenthesis.
            if [[ ${COMP_WORDS[COMP_CWORD]} == [\'\"]* ]]; then compopt -o filenames; return 0; fi
            for nth in "${!COMPREPLY[@]}"; do printf -v "COMPREPLY[nth]" %q "${COMPREPLY[nth]}"; done
            ;;
        files) compopt -o default -o filenames ;;
        folders) compopt -o dirnames -o filenames ;;
    esac
}
complete -o nosort -F _klage_completion klage
