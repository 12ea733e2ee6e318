"""The parties of an exchange of notes: the states whose officers write to each other."""

from __future__ import annotations

import re

from fullpowers.model import Party, Passage, text_id

_NOTES = re.compile(
    r"\b(?:exchange of (?:notes|letters)|our two Governments"
    r"|(?:this|your|my) (?:note|letter)\b[^.;]{0,40}\breply)",
    re.I,
)
"""Words by which an exchange calls itself so. Source: usage of the UN Treaty Series."""
_STATE = r"[A-Z][\w’'-]*(?: (?:(?:of|of the|and) )?[A-Z][\w’'-]*){0,6}"
_WRITES = re.compile(
    r"\b(?:Minister|Ministry|Ambassador|Embassy|Secretary|Ch[ae]rg[ée] d[’']Affaires|High Commissioner)\b"
    r"(?: (?:for|of) (?:the )?(?:Foreign|External|European)[\w ]{0,40}?(?:Affairs|Relations))?"
    rf"(?: of State)? of (?:the )?(?P<state>{_STATE})"
)
_MOST = 2


def exchanging(text: str, head: str) -> tuple[Party, ...]:
    """The two states between which notes go, by the offices in ``head``; empty when it is no exchange."""
    if not _NOTES.search(text, 0, 20_000):
        return ()
    parties: dict[str, Party] = {}
    for line in re.finditer(r"[^\n]{1,200}", head):
        for found in _WRITES.finditer(line[0]):
            state = found["state"]
            start = line.start() + found.start("state")
            before = text[max(0, start - 4) : start]
            name = f"the {state}" if before == "the " else state
            passage = Passage(text_id(text), start, start + len(state), state, "")
            parties.setdefault(name, Party(name, (f"Government of {name}",), passage))
    return tuple(parties.values()) if len(parties) == _MOST else ()
