#compdef orglife
# orglife: completion for zsh. In a folder of $fpath, as _orglife.
_orglife() {
    local line
    local -a values descriptions
    while IFS= read -r line; do
        values+=("${line%%$'\t'*}")
        if [[ "$line" == *$'\t'* ]]; then
            descriptions+=("${line%%$'\t'*}  -- ${line#*$'\t'}")
        else
            descriptions+=("$line")
        fi
    done < <(_ORGLIFE_COMPLETE=zsh orglife "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    if (( ${#values} )); then
        compadd -l -d descriptions -a values
    else
        _files
    fi
}
if [[ "$funcstack[1]" == _orglife ]]; then
    _orglife "$@"
else
    compdef _orglife orglife
fi
