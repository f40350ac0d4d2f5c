# Completion of daily-papers; `daily-papers completion` printed it.
_daily_papers() {
    local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"
    local command="" words="" word at
    COMPREPLY=()
    for ((at = 1; at < COMP_CWORD; at++)); do
        word="${COMP_WORDS[at]}"
        case "$word" in
            --before|--cache|--collection|--config|--date|--format|--limit|--month|--new|--profile|--since|--until|--week|-f|-o) ((at++)) ;;
            -*) ;;
            *) command="$word"; break ;;
        esac
    done
    case "$command $prev" in
        "list --format") COMPREPLY=($(compgen -W "table json jsonl csv" -- "$cur")); return ;;
        "show --format") COMPREPLY=($(compgen -W "text json" -- "$cur")); return ;;
        "export --format") COMPREPLY=($(compgen -W "bibtex biblatex ris csl-json markdown text json jsonl csv" -- "$cur")); return ;;
    esac
    case "$prev" in
        --before|--cache|--collection|--config|--date|--format|--limit|--month|--new|--profile|--since|--until|--week|-f|-o) return ;;
    esac
    case "$command" in
        "") words="import fetch cache list show export triage mark undo redo state doctor dirs config keys themes completion -h --help --cache --profile --config -f --demo --version" ;;
        import) words="-h --help --cache --profile --config --date --collection --json" ;;
        fetch) words="-h --help --cache --profile --config --date --since --until --week --month --trending --again --quiet --json" ;;
        cache) words="prune verify -h --help --cache --profile --config --before --dry-run" ;;
        list) words="-h --help --cache --profile --config --limit --format --raw" ;;
        show) words="-h --help --cache --profile --config --format --raw" ;;
        export) words="-h --help --cache --profile --config --format -o --force" ;;
        triage) words="-h --help --cache --profile --config --plain" ;;
        mark) words="read unread star unstar later unlater dismiss restore tag: untag: -h --help --cache --profile --config --dry-run" ;;
        undo) words="-h --help --cache --profile --config" ;;
        redo) words="-h --help --cache --profile --config" ;;
        state) words="export import merge -h --help --cache --profile --config" ;;
        doctor) words="-h --help --cache --profile --config --fix" ;;
        dirs) words="-h --help --cache --profile --config --json" ;;
        config) words="-h --help --cache --profile --config --defaults" ;;
        keys) words="-h --help --cache --profile --config" ;;
        themes) words="-h --help --cache --profile --config --new" ;;
        completion) words="bash zsh fish -h --help --cache --profile --config" ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _daily_papers daily-papers
