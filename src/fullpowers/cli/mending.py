"""After a refusal, the command that would mend it: what was typed, with the one word put right."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from fullpowers.model.errors import FullpowersError, Refusal, UnreadableInput

_EXAMPLES = {
    "--for": "UA",
    "--economics": "economics.yaml",
    "--draft": "draft.docx",
    "--against": "draft-2.docx",
}
"""What a value of an option looks like."""


def mending(error: Exception, arguments: Sequence[str]) -> str:
    """The command to try next, such as ``fullpowers review draft.txt --for UA``; empty when none is known."""
    typed = list(arguments)
    match error:
        case click.MissingParameter() if error.param is not None:
            return _complete(typed, error.param)
        case click.exceptions.NoSuchCommand(possibilities=[nearest, *_]):
            return _replaced(typed, error.command_name, nearest)
        case click.exceptions.NoSuchOption(possibilities=[nearest, *_]):
            return _replaced(typed, error.option_name, nearest)
        case UnreadableInput(refusal=Refusal.MISSING):
            return _present(typed, error.name)
        case FullpowersError(mend=mend) if mend:
            return mend
        case _:
            return ""


def _command(words: Sequence[str]) -> str:
    return "fullpowers " + shlex.join(words)


def _complete(typed: list[str], parameter: click.Parameter) -> str:
    """With the option that is missing; a missing argument can only be named."""
    for spelling in parameter.opts:
        if spelling in _EXAMPLES:
            return _command([*typed, spelling, _EXAMPLES[spelling]])
    return ""


def _replaced(typed: list[str], wrong: str, right: str) -> str:
    """With the nearest word that exists; ``--option=value`` keeps its value."""
    mended = [
        right
        if word == wrong
        else f"{right}={word[len(wrong) + 1 :]}"
        if word.startswith(f"{wrong}=")
        else word
        for word in typed
    ]
    return _command(mended) if mended != typed else ""


def _present(typed: list[str], name: str) -> str:
    """With a file that is there: one of nearly the same name, or a draft of the folder that was named."""
    for position, word in enumerate(typed):
        path = Path(word)
        if path.name != Path(name).name:
            continue
        if path.is_dir():
            return _command(["init", word]) if typed[:1] == ["review"] else ""
        if path.parent.is_dir() and not path.exists():
            beside = sorted(other.name for other in path.parent.iterdir() if other.is_file())
            for near in get_close_matches(path.name, beside, n=1, cutoff=0.7):
                return _command([*typed[:position], str(path.with_name(near)), *typed[position + 1 :]])
    return ""
