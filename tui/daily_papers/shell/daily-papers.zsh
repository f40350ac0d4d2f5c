#compdef daily-papers
# Completion of daily-papers; `daily-papers completion` printed it.
local -a commands line
local context state state_descr
typeset -A opt_args
commands=(
    'import:add digest files to the cache, with a report'
    'fetch:bring digests into the cache from the network'
    'cache:say what the cache holds; prune it, verify it'
    'list:print papers, or those that a query asks for'
    'show:print one paper'
    'export:write papers as citations, a list or data'
    'triage:go through unread papers one by one'
    'mark:do an act on all papers that a query asks for'
    'undo:take back the last act'
    'redo:bring back what was undone last'
    'state:export, import or merge everything that you made'
    'doctor:look whether everything is as it should be'
    'dirs:print where everything lies'
    'config:print where the configuration is, and what it settles'
    'keys:print the keys of the reader'
    'themes:print the themes with their colours'
    'completion:print what a shell needs to complete commands'
)
_arguments -C \
    '--cache=[the folder of digest files]:FOLDER:_files' \
    '--profile=[whose acts and tags to use (main)]:NAME:' \
    '--config=[the folder of config.toml and themes]:FOLDER:_files' \
    '-h[show this help]' \
    '--help[show this help]' \
    '-f+[begin with a filter typed]:QUERY:' \
    '--demo[open the sample digests; keep nothing]' \
    '--version[show the version]' \
    '1: :->command' '*:: :->rest'
case "$state" in
    command) _describe command commands ;;
    rest) case "${words[1]}" in
        import)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--date=[the day of it all\: 2025-07-31]:DAY:' \
                '--collection=[an undated collection instead]:NAME:' \
                '--json[report as JSON, with every note]' \
                '*:PATH:_files'
            ;;
        fetch)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--date=[one day\: 2025-07-31]:DAY:' \
                '--since=[from that day to today]:DAY:' \
                '--until=[with --since\: to that day]:DAY:' \
                '--week=[2025-W09]:WEEK:' \
                '--month=[2025-02]:MONTH:' \
                '--trending[what is trending, as a collection]' \
                '--again[ask for complete days too]' \
                '--quiet[tell only what could not be had]' \
                '--json[tell it as one JSON object a line]' \
                '*:SOURCE:'
            ;;
        cache)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--before=[prune\: the first day to keep]:DAY:' \
                '--dry-run[prune\: remove nothing, only tell]' \
                '1:ACT:(prune verify)'
            ;;
        list)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--limit=[at most so many papers]:N:' \
                '--format=[table, json, jsonl, csv (table)]:FORMAT:(table json jsonl csv)' \
                '--raw[json\: titles and abstracts as the source has them]' \
                '*:QUERY:'
            ;;
        show)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--format=[text, json (text)]:FORMAT:(text json)' \
                '--raw[the text as the source has it]' \
                '*:ID:'
            ;;
        export)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--format=[bibtex, biblatex, ris, csl-json, markdown, text, json, jsonl, csv]:FORMAT:(bibtex biblatex ris csl-json markdown text json jsonl csv)' \
                '-o+[into a file that is not there yet]:FILE:_files' \
                '--force[write over a file that is there]' \
                '*:QUERY:'
            ;;
        triage)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--plain[in lines, not on a screen]' \
                '*:QUERY:'
            ;;
        mark)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--dry-run[only say how many would change]' \
                '1:ACT:(read unread star unstar later unlater dismiss restore tag: untag:)' \
                '*:QUERY:'
            ;;
        undo)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]'
            ;;
        redo)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]'
            ;;
        state)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--force[write over a file that is there]' \
                '1:ACT:(export import merge)' \
                '*:PATH:_files'
            ;;
        doctor)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--fix[remove the index, which is then made anew, and close the state to others]'
            ;;
        dirs)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--json[as one JSON object]'
            ;;
        config)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--defaults[print every key, as a comment]'
            ;;
        keys)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]'
            ;;
        themes)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '--new=[print a theme'\''s file to begin with]:NAME:'
            ;;
        completion)
            _arguments \
                '--cache=[the folder of digest files]:FOLDER:_files' \
                '--profile=[whose acts and tags to use (main)]:NAME:' \
                '--config=[the folder of config.toml and themes]:FOLDER:_files' \
                '-h[show this help]' \
                '--help[show this help]' \
                '1:SHELL:(bash zsh fish)'
            ;;
    esac ;;
esac
