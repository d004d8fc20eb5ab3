"""Print what lets a shell complete `luma`: verbs, acts, options and files.

Put it where the shell looks, for example
`luma completion bash > ~/.local/share/bash-completion/completions/luma`,
`luma completion zsh > ~/.zfunc/_luma` or
`luma completion fish > ~/.config/fish/completions/luma.fish`.
"""

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass

SHELLS = ("bash", "zsh", "fish")


@dataclass(frozen=True, slots=True)
class Offer:
    """The words that may follow some others."""

    after: tuple[str, ...]
    words: tuple[str, ...]


def configure(parser: ArgumentParser) -> None:
    """Add what this verb takes."""
    parser.add_argument("shell", choices=SHELLS, help="which shell")


def run(args: Namespace) -> int:
    """Do it, and give the exit code."""
    print(_WRITERS[args.shell](tuple(_offers())))
    return 0


def _offers() -> Iterator[Offer]:
    from luma.cli.main import VERBS, parser_of

    yield Offer((), tuple(VERBS))
    for verb in VERBS:
        yield from _of((verb,), parser_of(verb))


def _of(after: tuple[str, ...], parser: ArgumentParser) -> Iterator[Offer]:
    words: list[str] = []
    for action in _actions(parser):
        words += [word for word in action.option_strings if word.startswith("--")]
        if not action.option_strings and action.choices is not None:
            words += map(str, action.choices)
    yield Offer(after, tuple(words))
    for action in _actions(parser):
        if isinstance(action.choices, dict):
            for act, inner in action.choices.items():
                yield from _of((*after, act), inner)


def _actions(parser: ArgumentParser) -> list[Action]:
    return list(parser._actions)  # noqa: SLF001  (argparse has no other way to ask)


def _bash(offers: tuple[Offer, ...]) -> str:
    """One function that looks up how far the line has come."""
    cases = "\n".join(
        f'        "{" ".join(o.after)}") words="{" ".join(o.words)}" ;;'
        for o in sorted(offers, key=lambda o: -len(o.after))
    )
    return f"""_luma() {{
    local words="" said="" word
    local here="${{COMP_WORDS[COMP_CWORD]}}"
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$word" in -*) continue ;; esac
        said="${{said:+$said }}$word"
    done
    while :; do
        case "$said" in
{cases}
        esac
        [ -n "$words" ] || [ -z "$said" ] && break
        case "$said" in *" "*) said="${{said% *}}" ;; *) said="" ;; esac
    done
    COMPREPLY=($(compgen -W "$words" -- "$here"))
    [ ${{#COMPREPLY[@]}} -gt 0 ] || COMPREPLY=($(compgen -f -- "$here"))
}}
complete -o filenames -F _luma luma"""


def _zsh(offers: tuple[Offer, ...]) -> str:
    """The same function as of bash, which zsh can read."""
    return f"#compdef luma\nautoload -U +X bashcompinit && bashcompinit\n{_bash(offers)}"


def _fish(offers: tuple[Offer, ...]) -> str:
    """A line for each place at which words are offered."""
    lines = []
    for offer in offers:
        seen = "".join(f"; and __fish_seen_subcommand_from {word}" for word in offer.after)
        when = "__fish_use_subcommand" if not offer.after else f"true{seen}"
        lines.append(f"complete -c luma -n '{when}' -a '{' '.join(offer.words)}'")
    return "\n".join(lines)


_WRITERS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
