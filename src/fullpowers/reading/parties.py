"""The parties that an instrument names in its title and preamble, with the names that it gives them."""

from __future__ import annotations

import re

from fullpowers.model import Party, Passage, text_id

from .contracting import contracting, is_company

_WORD = r"[A-ZА-ЯІЇЄҐ][\w’'.-]*"
_NAME = rf"{_WORD}(?:(?:,? (?:of|the|and|de|del|for|y|і|та)){{0,2}} (?!Governments?\b){_WORD}){{0,9}}"
_PARTY = re.compile(
    rf"(?P<whole>(?:[Tt]he )?Governments? of (?:the )?(?P<state>{_NAME})"
    rf"|Уряд\w* (?P<state_uk>{_NAME}))"
)
_BETWEEN = re.compile(
    r"\bbetween (?P<first>.{3,150}?) and (?P<second>.{3,150}?)"
    r"(?=\s*(?:[,(;\n.]|$|\b(?:on|for|concerning|regarding|relating|establishing|in|have|of \d)\b))",
    re.I,
)
_ALIAS = re.compile(
    r"\s{0,3},?\s?(?:\(\s?)?(?:(?:here(?:in)?after|hereafter)?[\w ,:]{0,60}?|each,? an?,? |the |далі[ –-]*)?"
    r"[“\"«](?P<alias>[^”\"»\n]{2,60})[”\"»]"
)
_EACH = re.compile(r"each,?[\w ,]{0,30}?[“\"«](?P<alias>[^”\"»\n]{2,40})[”\"»]", re.I)
_MANY = re.compile(r"\b(?:the )?((?i:(?:high )?contracting (?:parties|states)|states? parties)|Parties)\b")
_LOOKED_AT = 20_000
_OPENING = 6_000
"""The opening of a contract may stand behind a cover and contents that look like divisions."""


def parties_in(text: str, front: int) -> tuple[Party, ...]:
    """The parties by the words before offset ``front``, where the first division begins."""
    head = text[: min(max(front, 600), _LOOKED_AT)]
    governments = _governments(text, head)
    contract = contracting(text, text[: min(max(front, _OPENING), _LOOKED_AT)])
    if any(
        is_company(one.name) for one in contract
    ):  # what governments a contract speaks of, are not its parties
        return contract
    called = contract if any(one.aliases for one in contract) else ()
    found = governments or called or _between(text, head) or contract
    if found:
        return found
    many = _MANY.search(head)
    if not many:
        return ()
    return (
        Party(f"the {many[1]}", ("Contracting Party", "Party"), _passage(text, many.start(1), many.end(1))),
    )


def _governments(text: str, head: str) -> tuple[Party, ...]:
    each = tuple(dict.fromkeys(found["alias"] for found in _EACH.finditer(head)))
    parties: dict[str, Party] = {}
    for found in _PARTY.finditer(head):
        group = "state" if found["state"] else "state_uk"
        for state, start, end in _split(found[group], found.start(group), found["whole"].startswith(_PLURAL)):
            name = f"the Government of {_with_article(head, start, state)}"
            whole = (
                _passage(text, found.start(), found.end())
                if end == found.end()
                else _passage(text, start, end)
            )
            alias = _ALIAS.match(head, found.end())
            given = (alias["alias"],) if alias and not _EACH.search(alias[0]) else ()
            known = parties.get(state.casefold())
            aliases = dict.fromkeys((*(known.aliases if known else (state,)), *given, *each))
            parties[state.casefold()] = Party(
                known.name if known else _as_in_a_sentence(name),
                tuple(aliases),
                known.passage if known else whole,
            )
    return tuple(parties.values()) if len(parties) > 1 else ()


_PLURAL = ("the Governments", "The Governments", "Governments")


def _split(names: str, start: int, plural: bool) -> list[tuple[str, int, int]]:
    """``Ukraine and the United States`` as two states where the text says Governments."""
    found = []
    pieces = re.split(r",? and (?:the )?", names) if plural else [names]
    for piece in pieces:
        at = start + names.index(piece)
        found.append((piece, at, at + len(piece)))
    return found


def _with_article(head: str, start: int, state: str) -> str:
    return f"the {state}" if head[max(0, start - 4) : start].lower() == "the " else state


def _between(text: str, head: str) -> tuple[Party, ...]:
    found = _BETWEEN.search(" ".join(head.split("\n")) if "\n" not in head[:200] else head.replace("\n", " "))
    if not found or not all(_is_name(found[group]) for group in ("first", "second")):
        return ()
    parties = []
    for group in ("first", "second"):
        start, end = found.span(group)
        name = text[start:end]
        alias = _ALIAS.match(head, end)
        parties.append(
            Party(_as_in_a_sentence(name), (alias["alias"],) if alias else (), _passage(text, start, end))
        )
    return tuple(parties)


_SMALL = frozenset({"the", "of", "and", "for", "in", "de", "la", "du", "des", "et"})


def _as_in_a_sentence(name: str) -> str:
    """A name that the title prints in capitals, as the text writes it: ``the Government of Ukraine``."""
    if not name.isupper() or " " not in name:
        return name
    words = [word.lower() if word.lower() in _SMALL else word.capitalize() for word in name.split()]
    return " ".join(words)


def _is_name(text: str) -> bool:
    """Whether ``text`` begins as a name does: ``Ukraine``, ``the Fund``; sentences do not."""
    return text.removeprefix("the ")[:1].isupper()


def _passage(text: str, start: int, end: int) -> Passage:
    return Passage(text_id(text), start, end, text[start:end], "")
