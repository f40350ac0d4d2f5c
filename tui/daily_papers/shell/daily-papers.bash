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
        "") words="import fetch cache list show export triage mark undo redo state doctor dirs config keys themes completion --cache --profile --config -h --help -f --demo --version" ;;
        import) words="--cache --profile --config -h --help --date --collection --json" ;;
        fetch) words="--cache --profile --config -h --help --date --since --until --week --month --trending --again --quiet --json" ;;
        cache) words="prune verify --cache --profile --config -h --help --before --dry-run" ;;
        list) words="--cache --profile --config -h --help --limit --format --raw" ;;
        show) words="--cache --profile --config -h --help --format --raw" ;;
        export) words="--cache --profile --config -h --help --format -o --force" ;;
        triage) words="--cache --profile --config -h --help --plain" ;;
        mark) words="read unread star unstar later unlater dismiss restore tag: untag: --cache --profile --config -h --help --dry-run" ;;
        undo) words="--cache --profile --config -h --help" ;;
        redo) words="--cache --profile --config -h --help" ;;
        state) words="export import merge --cache --profile --config -h --help --force" ;;
        doctor) words="--cache --profile --config -h --help --fix" ;;
        dirs) words="--cache --profile --config -h --help --json" ;;
        config) words="--cache --profile --config -h --help --defaults" ;;
        keys) words="--cache --profile --config -h --help" ;;
        themes) words="--cache --profile --config -h --help --new" ;;
        completion) words="bash zsh fish --cache --profile --config -h --help" ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _daily_papers daily-papers
