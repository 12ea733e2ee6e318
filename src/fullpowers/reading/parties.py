"""The parties that an instrument names in its title and preamble, with the names that it gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import Party, Passage, from_yaml, text_id

from .contracting import contracting, is_company
from .named import named
from .notes import exchanging
from .states import in_a_sentence, joined_by_dash, listed, shorter

_WORD = r"[A-ZА-ЯІЇЄҐ][\w’'.-]*"
_NAME = rf"{_WORD}(?:(?:,? (?:of|the|and|de|del|for|y|і|та)){{0,2}} (?!Governments?\b){_WORD}){{0,9}}"
_PARTY = re.compile(rf"(?P<whole>(?:[Tt]he )?Governments? of (?:the )?(?P<state>{_NAME}(?<!\.)))")
_BETWEEN = re.compile(
    r"\bbetween (?P<first>.{3,150}?) and (?P<second>.{3,150}?)"
    r"(?=\s*(?:[,(;\n.]|$|\b(?:on|for|concerning|regarding|relating|establishing|in|have|of \d)\b))",
    re.I,
)
_ALIAS = re.compile(
    r"\s{0,3},?\s?(?:\(\s?)?"
    r"(?:(?:here(?:in)?after|hereafter|ci-après)?[\w ,:]{0,60}?|each,? an?,? |the |дал(?:і|ее)[ –-]*)?"
    r"[“\"«]\s?(?P<alias>[^”\"»\n]{2,60}?)\s?[”\"»]"
)
_EACH = re.compile(r"each,?[\w ,]{0,30}?[“\"«](?P<alias>[^”\"»\n]{2,40})[”\"»]", re.I)
_STATE = re.compile(
    r"(?:the )?(?:[\w’'-]+ ){0,3}(?:government|republic|kingdom|state|emirate|federation)\b", re.I
)
"""The name of a state or of its government."""
_MANY = re.compile(r"\b(?:the )?((?i:(?:high )?contracting (?:parties|states)|states? parties)|Parties)\b")
_ARTICLE = re.compile(r"^(?:the|les|las|los) ")
_LINK = re.compile(r"^(?:de la |de los |de las |de l[’']|del |du |des |de |d[’'])")
"""What joins the name of a state to the word for government; no part of the name."""
_LINES = re.compile(r"\n(?!(?i:of|and|for|the|de|la|del|y|et)\b)(?=[A-ZА-ЯІЇЄҐ])")
"""Where the next line begins something else than the rest of a name."""
_LOOKED_AT = 20_000
_LONGEST_LINE = 2_000
_OPENING = 6_000
"""The opening of a contract may stand behind a cover and contents that look like divisions."""


@dataclass(frozen=True, slots=True)
class _Government:
    """How one language names a government."""

    language: str
    word: str
    name: str
    alone: str
    """The word as it is named alone."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The content of ``data/parties.yaml``."""

    source: str
    governments: tuple[_Government, ...]
    joint: tuple[str, ...]
    organisations: tuple[str, ...]


def parties_in(text: str, front: int) -> tuple[Party, ...]:
    """The parties by the words before offset ``front``, where the first division begins."""
    head = text[: _end_of_line(text, min(max(front, 600), _LOOKED_AT))]
    governments = _governments(text, head)
    contract = contracting(text, text[: min(max(front, _OPENING), _LOOKED_AT)])
    # what governments a contract with a company speaks of, are not its parties
    if any(is_company(one.name) for one in contract):
        return _as_called(text, contract)
    called = contract if any(one.aliases for one in contract) else ()
    front_matter = text[:front] or head
    found = (
        governments
        or _elsewhere(text, head)
        or exchanging(text, head[:_OPENING])
        or named(text, head[:_OPENING])
        or listed(text, front_matter[:_LOOKED_AT])
        or called
        or _between(text, front_matter)
        or contract
    )
    if found:
        return _as_called(text, _by_their_kind(text, found))
    many = _MANY.search(head)
    if not many:
        return ()
    if stated := joined_by_dash(text, front_matter[:_OPENING]):
        return stated
    return (
        Party(f"the {many[1]}", ("Contracting Party", "Party"), _passage(text, many.start(1), many.end(1))),
    )


def _by_their_kind(text: str, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties; an organisation that the text calls ``the Union`` is known by that too."""
    lasts = [party.name.rsplit(" ", 1)[-1] for party in parties]
    made = []
    for party, last in zip(parties, lasts, strict=True):
        alone = last in _data().organisations and lasts.count(last) == 1 and f"the {last} ".casefold()
        called = alone and last not in party.aliases and alone in text.casefold()
        made.append(replace(party, aliases=(*party.aliases, last)) if called else party)
    return tuple(made)


def _as_called(text: str, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties with the names that stand behind a later mention; a state beside companies is the State."""
    taken = {alias for party in parties for alias in party.aliases}
    made = []
    for party in parties:
        given: tuple[str, ...] = ()
        if not party.aliases:
            mentions = re.finditer(re.escape(party.name), text[:_LOOKED_AT], re.I)
            given = next((said for found in mentions if (said := _given(text, found.end()))), ())
        made.append(replace(party, aliases=given) if given and not taken & set(given) else party)
    made = [_in_short(text, party, made) for party in made]
    states = [party for party in made if _STATE.match(party.name)]
    others = [party for party in made if party not in states]
    if len(states) == 1 and others and all(is_company(party.name) for party in others):
        known = {alias for party in made for alias in party.aliases}
        more = [word for word in ("State", "Government") if word not in known and f"he {word} " in text]
        made[made.index(states[0])] = replace(states[0], aliases=(*states[0].aliases, *more))
    return tuple(made)


def _in_short(text: str, party: Party, parties: list[Party]) -> Party:
    """The party, called ``Namibia`` too where the text lets the Republic of Namibia act under that name."""
    short = shorter(party.name.removeprefix("the Government of "))
    known = {name for one in parties for name in (one.name, *one.aliases)}
    if not short or short in known or not re.search(rf"(?<!of )\b{re.escape(short)} {_ACTS}\b", text):
        return party
    return replace(party, aliases=(*party.aliases, short))


_ACTS = r"(?:shall|will|must|may|should|undertakes|agrees|grants|intends|guarantees|recognizes|recognises)"


def _end_of_line(text: str, at: int) -> int:
    """The end of the line that ``at`` is in, so that no name is cut; at most the longest line further."""
    end = text.find("\n", at, at + _LONGEST_LINE)
    return end if end >= 0 else text.rfind(" ", 0, at) if len(text) > at + _LONGEST_LINE else len(text)


def _governments(text: str, head: str) -> tuple[Party, ...]:
    each = tuple(dict.fromkeys(found["alias"] for found in _EACH.finditer(head)))
    parties: dict[str, Party] = {}
    for found in _PARTY.finditer(head):
        plural = found["whole"].startswith(_PLURAL)
        for state, start, end in _split(found["state"], found.start("state"), plural):
            name = f"the Government of {_with_article(head, start, state)}"
            whole = (
                _passage(text, found.start(), found.end())
                if end == found.end()
                else _passage(text, start, end)
            )
            given = _given(head, found.end())
            if _ARTICLE.sub("", f"{state.casefold()} ").strip() == "":
                continue  # a slip of the text: "the Government of THE"
            known = parties.get(state.casefold())
            aliases = dict.fromkeys((*(known.aliases if known else (state,)), *given, *each))
            parties[state.casefold()] = Party(
                known.name if known else in_a_sentence(name),
                tuple(aliases),
                known.passage if known else whole,
            )
    return tuple(parties.values()) if len(parties) > 1 else ()


def _given(head: str, end: int) -> tuple[str, ...]:
    """The name that the words behind a party give to it alone."""
    alias = _ALIAS.match(head, end)
    if (
        alias is None
        or _EACH.search(alias[0])
        or _ARTICLE.sub("", alias["alias"].casefold()) in _data().joint
    ):
        return ()
    return (alias["alias"],)


def _elsewhere(text: str, head: str) -> tuple[Party, ...]:
    """Governments named in another language than English, without regard to the case they stand in."""
    for known in _data().governments:
        parties: dict[str, Party] = {}
        for found in re.finditer(rf"(?<!\w){known.word} (?P<state>{known.name})", head):
            state = " ".join(found["state"].split())
            before = parties.get(state.casefold())
            aliases = before.aliases if before else (_LINK.sub("", state),)
            parties[state.casefold()] = Party(
                f"{known.alone} {state}",
                tuple(dict.fromkeys((*aliases, *_given(head, found.end())))),
                before.passage if before else _passage(text, found.start(), found.end()),
            )
        if len(parties) > 1:
            return tuple(parties.values())
    return ()


_ANOTHER = re.compile(
    r",? and the (?=(?:[A-Z][\w’'-]+ ){0,3}(?:Republic|Kingdom|Federation|Sultanate|Principality|Commonwealth"
    r"|States|Emirates|Union)\b)"
)
_PLURAL = ("the Governments", "The Governments", "Governments")


def _split(names: str, start: int, plural: bool) -> list[tuple[str, int, int]]:
    """``Ukraine and the United States`` as two states where the text says Governments.

    Where it says Government, what follows is another state only when it says what kind of state it is:
    ``Ukraine and the Republic of Poland``.
    """
    found = []
    pieces = re.split(r",? and (?:the )?", names) if plural else _ANOTHER.split(names)
    for piece in pieces:
        at = start + names.index(piece)
        found.append((piece, at, at + len(piece)))
    return found


def _with_article(head: str, start: int, state: str) -> str:
    return f"the {state}" if head[max(0, start - 4) : start].lower() == "the " else state


def _between(text: str, head: str) -> tuple[Party, ...]:
    found = _BETWEEN.search(_before_recitals(head).replace("\n", " "))
    if not found or not all(_is_name(found[group]) for group in ("first", "second")):
        return ()
    parties = []
    for group in ("first", "second"):
        start, end = found.span(group)
        end -= len(text[start:end]) - len(_LINES.split(text[start:end])[0])
        name = " ".join(text[start:end].split())
        parties.append(Party(in_a_sentence(name), _given(head, end), _passage(text, start, end)))
    return tuple(parties)


def _before_recitals(head: str) -> str:
    """The lines in front of the first recital: there, ``between`` is said of other things."""
    from .structure.words import patterns

    end = 0
    for line in head.split("\n"):
        if patterns().recital.match(line):
            break
        end += len(line) + 1
    return head[:end]


def _is_name(text: str) -> bool:
    """Whether ``text`` begins as a name does: ``Ukraine``, ``the Fund``; sentences do not."""
    return text.removeprefix("the ")[:1].isupper()


@cache
def _data() -> _Known:
    text = files(__package__).joinpath("data/parties.yaml").read_text("utf-8")
    return from_yaml(text, _Known, where="reading/data/parties.yaml")


def _passage(text: str, start: int, end: int) -> Passage:
    return Passage(text_id(text), start, end, text[start:end], "")
