"""`completion`: what a shell needs to complete commands, options and their values."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from daily_papers.commands import cli_spec
from daily_papers.commands.arguments import PROGRAM, Parser
from daily_papers.commands.cli_spec import Argument, Grammar
from daily_papers.commands.command import Command
from daily_papers.commands.output import say

_HEAD: Final = f"Completion of {PROGRAM}; `{PROGRAM} completion` printed it."


def bash() -> str:
    """The script for bash 3.2 or later."""
    whole = cli_spec.program()
    every = list(cli_spec.commands())
    valued = {name for each in (whole, *every) for name in _names(_valued(each.options))}
    return "\n".join(
        [
            f"# {_HEAD}",
            "_daily_papers() {",
            '    local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"',
            '    local command="" words="" word at',
            "    COMPREPLY=()",
            "    for ((at = 1; at < COMP_CWORD; at++)); do",
            '        word="${COMP_WORDS[at]}"',
            '        case "$word" in',
            f"            {_either(valued)}) ((at++)) ;;",
            "            -*) ;;",
            '            *) command="$word"; break ;;',
            "        esac",
            "    done",
            '    case "$command $prev" in',
            *(line for each in (whole, *every) for line in _bash_choices(each)),
            "    esac",
            '    case "$prev" in',
            f"        {_either(valued)}) return ;;",
            "    esac",
            '    case "$command" in',
            f'        "") words="{_joined(_first_words(whole, every))}" ;;',
            *map(_bash_words, every),
            "    esac",
            '    COMPREPLY=($(compgen -W "$words" -- "$cur"))',
            "}",
            f"complete -o default -F _daily_papers {PROGRAM}",
            "",
        ]
    )


def zsh() -> str:
    """The function for zsh, to be saved as `_daily-papers` in a folder of `$fpath`."""
    every = list(cli_spec.commands())
    listed = [f"    {_quoted(f'{each.name}:{each.summary}')}" for each in every]
    cases = []
    for each in every:
        cases += [f"        {each.name})", "            _arguments \\"]
        cases += _continued(_zsh_specs(each), "                ")
        cases.append("            ;;")
    return "\n".join(
        [
            f"#compdef {PROGRAM}",
            f"# {_HEAD}",
            "local -a commands line",
            "local context state state_descr",
            "typeset -A opt_args",
            "commands=(",
            *listed,
            ")",
            "_arguments -C \\",
            *(f"    {spec} \\" for spec in _zsh_specs(cli_spec.program())),
            "    '1: :->command' '*:: :->rest'",
            'case "$state" in',
            "    command) _describe command commands ;;",
            '    rest) case "${words[1]}" in',
            *cases,
            "    esac ;;",
            "esac",
            "",
        ]
    )


def fish() -> str:
    """The script for fish."""
    whole = cli_spec.program()
    every = list(cli_spec.commands())
    valued = {name for each in (whole, *every) for name in _names(_valued(each.options))}
    first = _fish_after("")
    lines = [f"# {_HEAD}", *_fish_functions(valued), f"complete -c {PROGRAM} -f"]
    lines += [_fish_option(first, option) for option in whole.options]
    for each in every:
        about = _quoted(each.summary)
        lines.append(f"complete -c {PROGRAM} -n {first} -a {each.name} -d {about}")
        seen = _fish_after(each.name)
        lines += [_fish_option(seen, option) for option in each.options]
        for word in each.words:
            if word.offered:
                lines.append(f"complete -c {PROGRAM} -n {seen} -a {_quoted(_joined(word.offered))}")
            elif word.is_file:
                lines.append(f"complete -c {PROGRAM} -n {seen} -F")
    return "\n".join(lines) + "\n"


SHELLS: Final[Mapping[str, Callable[[], str]]] = {"bash": bash, "zsh": zsh, "fish": fish}
"""What prints a shell's script, by the shell's name."""


def arguments(parser: Parser) -> None:
    """What `completion` takes."""
    parser.add_argument("shell", metavar="SHELL", choices=tuple(SHELLS), help=", ".join(SHELLS))


def run(options: Namespace) -> int:
    """Print the script."""
    say(SHELLS[options.shell]().rstrip("\n"))
    return 0


def _names(arguments: Iterable[Argument]) -> Iterator[str]:
    return (name for each in arguments for name in each.names)


def _valued(arguments: Iterable[Argument]) -> Iterator[Argument]:
    return (each for each in arguments if each.value)


def _joined(words: Iterable[str]) -> str:
    return " ".join(words)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words))


def _first_words(whole: Grammar, every: Iterable[Grammar]) -> Iterator[str]:
    yield from (each.name for each in every)
    yield from _names(whole.options)


def _bash_choices(each: Grammar) -> Iterator[str]:
    for option in each.options:
        if option.choices:
            cases = _either(f'"{each.name} {name}"' for name in option.names)
            reply = f'COMPREPLY=($(compgen -W "{_joined(option.choices)}" -- "$cur"))'
            yield f"        {cases}) {reply}; return ;;"


def _bash_words(each: Grammar) -> str:
    offered = (choice for word in each.words for choice in word.offered)
    return f'        {each.name}) words="{_joined((*offered, *_names(each.options)))}" ;;'


def _quoted(text: str) -> str:
    """`text` in single quotes, as every shell reads it but for fish's, which reads this too."""
    return "'" + text.replace("'", "'\\''") + "'"


def _zsh_escaped(text: str) -> str:
    for sign in "\\[]:":
        text = text.replace(sign, f"\\{sign}")
    return text


def _zsh_specs(each: Grammar) -> Iterator[str]:
    for option in each.options:
        for name in option.names:
            about = f"[{_zsh_escaped(option.help)}]"
            if option.value:
                # The value may stand in a word of its own or behind the name.
                glued = "=" if name.startswith("--") else "+"
                about = f"{glued}{about}:{option.value}:{_zsh_action(option)}"
            yield _quoted(name + about)
    for place, word in enumerate(each.words, start=1):
        number = "*" if place == len(each.words) and not word.offered else str(place)
        yield _quoted(f"{number}:{word.value}:{_zsh_action(word)}")


def _zsh_action(argument: Argument) -> str:
    if argument.offered:
        return f"({_joined(argument.offered)})"
    return "_files" if argument.is_file else ""


def _continued(lines: Iterable[str], indent: str) -> list[str]:
    """The lines, each but the last with a mark that the next belongs to it."""
    kept = list(lines)
    return [f"{indent}{line} \\" for line in kept[:-1]] + [f"{indent}{line}" for line in kept[-1:]]


def _fish_functions(valued: Iterable[str]) -> list[str]:
    """What the conditions ask: fish's own takes an option's value for the command."""
    return [
        "function __daily_papers_after",
        "    set -l command ''",
        "    set -l skip yes",
        "    for word in (commandline -opc)",
        "        if test $skip = yes",
        "            set skip no",
        "            continue",
        "        end",
        "        switch $word",
        f"            case {_joined(sorted(valued))}",
        "                set skip yes",
        "            case '-*'",
        "            case '*'",
        "                set command $word",
        "                break",
        "        end",
        "    end",
        '    test "$command" = "$argv"',
        "end",
    ]


def _fish_after(command: str) -> str:
    """Holds where this command was typed; where none was, for an empty one."""
    return _quoted(f"__daily_papers_after {command}".rstrip())


def _fish_option(when: str, option: Argument) -> str:
    names = _joined(
        f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names
    )
    takes = ""
    if option.choices:
        # A tab ends the choice: nothing behind it, else each would bear the option's words.
        takes = " -x -a " + _quoted(_joined(choice + "\\t" for choice in option.choices))
    elif option.value:
        takes = " -r -F" if option.is_file else " -x"
    return f"complete -c {PROGRAM} -n {when} {names}{takes} -d {_quoted(option.help)}"


COMMANDS: Final = {
    "completion": Command(
        run,
        """\
  daily-papers completion bash > ~/.local/share/bash-completion/completions/daily-papers
  daily-papers completion fish > ~/.config/fish/completions/daily-papers.fish
""",
        arguments,
    ),
}
