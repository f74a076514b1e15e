# orglife: completion for fish. In ~/.config/fish/completions/orglife.fish
function __orglife
    set -l words (commandline -opc) (commandline -ct)
    set -l found (env _ORGLIFE_COMPLETE=fish orglife $words[2..-1] 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c orglife -f -a '(__orglife)'
