# orglife: completion for bash. In ~/.bashrc:  eval "$(orglife completion bash)"
_orglife() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("${line%%$'\t'*}")
    done < <(_ORGLIFE_COMPLETE=bash orglife "${COMP_LINE:0:COMP_POINT}" "${COMP_WORDS[COMP_CWORD]}" 2>/dev/null)
}
complete -o nosort -o bashdefault -o default -F _orglife orglife 2>/dev/null ||
    complete -o bashdefault -o default -F _orglife orglife
