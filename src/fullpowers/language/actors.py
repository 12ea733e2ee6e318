"""Who is meant: parties by all their names, the parties together, and bodies that act on their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, from_yaml

from .grammar import grammar, language_of

EACH_PARTY = "each party"
"""Bearer of what all parties, or any of them, are to do."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention of somebody who can owe or own; ``name`` as undertakings carry it."""

    name: str
    start: int
    end: int
    party: bool
    other: bool = False
    """``the other Party``: whichever of the parties is not the one spoken of before."""


_PARTIES = re.compile(r"\b(?:the|each|either) (?:Contracting )?Part(?:y|ies)\b")
_MEMBERS = frozenset({"member state", "member states"})
"""In a text that has parties, the member states are those of one of them."""


class Actors:
    """The actors of one instrument, ready to be found in its text."""

    def __init__(self, instrument: Instrument) -> None:
        lists = actor_words()
        self.language = language_of(instrument)
        self.shapes = grammar(self.language).shapes
        groups_of = {f"the {word}" for word in lists.groups} | lists.groups
        self.parties = tuple(
            party.name for party in instrument.parties if party.name.lower() not in groups_of
        )
        self._names = _names(instrument)
        names = sorted(self._names, key=len, reverse=True)
        members = _MEMBERS if _PARTIES.search(instrument.text) else frozenset()
        groups = sorted({*lists.groups, *_shared(instrument)} - members, key=len, reverse=True)
        named = "|".join(map(_inflected, names)) or r"(?!)"
        self._whole = [(re.compile(_inflected(name)), self._names[name]) for name in names]
        group = "|".join(re.escape(word) for word in groups)
        governments = r"[Gg]overnments? of (?:the )?(?:%s) and (?:the )?(?:Government of )?(?:the )?(?:%s)"
        self._all = governments % (named, named) if len(names) > 1 else r"(?!)"
        self._find = re.compile(
            rf"(?<![\w-])(?:(?P<det>(?i:{lists.determiners})) |[Ll][’'])?"
            rf"(?:(?P<both>{self._all})|(?P<name>{named})|"
            rf"(?P<adjective>[A-ZА-ЯІЇЄҐ][\w.-]{{2,24}} |[a-z]{{3,15}}(?:ing|ed) )?"
            rf"(?P<group>(?i:{group})))(?![\w-])"
        )

    def find(self, text: str, start: int, end: int) -> list[Actor]:
        """Mentions of parties between two offsets, in order; common nouns must be capitalised or ``the``."""
        return [
            actor for match in self._find.finditer(text, start, end) if (actor := self._actor(match, text))
        ]

    def at(self, text: str, start: int, end: int) -> Actor | None:
        """The party mentioned exactly at ``start``."""
        match = self._find.match(text, start, end)
        return self._actor(match, text) if match else None

    def _actor(self, match: re.Match[str], text: str) -> Actor | None:
        start, end = match.span()
        if match["both"]:
            return Actor(EACH_PARTY, start, end, party=True)
        if match["name"]:
            return Actor(self._named(match["name"]), start, end, party=True)
        word = match["group"]
        if not word[0].isupper() and not match["det"]:
            return None
        if word[0].islower() and word.lower() not in actor_words().common:
            return None
        if text[end : end + 3].lower().startswith((" of", "’s", "'s")) and word.lower() == "governments":
            return None
        adjective = (match["adjective"] or "").strip()
        if f"{adjective} {word}".lower() in actor_words().groups:
            return Actor(EACH_PARTY, start, end, party=True)  # "the States Parties"
        if adjective[:1].isupper():
            name = self._by_adjective(adjective)
            return Actor(name or EACH_PARTY, start, end, party=True)
        return Actor(
            EACH_PARTY, start, end, party=True, other=(match["det"] or "").lower() in actor_words().others
        )

    def _named(self, words: str) -> str:
        exact = self._names.get(words)
        return exact or next(name for pattern, name in self._whole if pattern.fullmatch(words))

    def _by_adjective(self, adjective: str) -> str:
        """``the Ukrainian Side``: the party one of whose words begins like the adjective."""
        stem = adjective[:4].lower()
        found = [
            name
            for name in self.parties
            if any(word.lower().startswith(stem) for word in name.split() if word[0].isupper())
        ]
        return found[0] if len(found) == 1 else ""

    def other(self, name: str) -> str:
        """The only other party of a bilateral instrument; empty when there is none or more."""
        others = [party for party in self.parties if party != name]
        return others[0] if len(self.parties) == 2 and len(others) == 1 else ""


def is_actor_noun(head: str, *, capital: bool) -> bool:
    """Whether a noun stands for somebody who can act: a word of the lists, or by its ending a role."""
    lists = actor_words()
    word = head.lower().strip("’'\"”“")
    single = _singular(word)
    if word not in lists.things and (word in lists.bodies or single in lists.bodies):
        return True
    if word in lists.things or single in lists.things or single in lists.instruments:
        return False
    return capital and len(single) > 4 and single.endswith(lists.roles)


def is_instrument_noun(head: str) -> bool:
    """Whether a noun stands for the instrument or a part of it."""
    return _singular(head.lower()) in actor_words().instruments


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _inflected(name: str) -> str:
    """A pattern for a name; each Ukrainian word also with other endings ("Уряду України")."""
    if not re.search(r"[А-Яа-яЄІЇҐєіїґ]", name):
        return re.escape(name)
    return r"\s".join(
        re.escape(word) if len(word) < 4 else re.escape(word[: max(3, len(word) - 2)]) + r"\w{0,4}"
        for word in name.split()
    )


def _names(instrument: Instrument) -> dict[str, str]:
    """Every name that belongs to one party alone, to the party's full name."""
    owners: dict[str, set[str]] = {}
    for party in instrument.parties:
        for name in (party.name, *party.aliases):
            bare = re.sub(r"^(?:the|The) ", "", name)
            if bare.lower() not in actor_words().groups:
                owners.setdefault(bare, set()).add(party.name)
    names = {name: min(who) for name, who in owners.items() if len(who) == 1 and len(name) > 1}
    return {**{name.upper(): who for name, who in names.items()}, **names}


def _shared(instrument: Instrument) -> Iterable[str]:
    """Names that several parties share, such as Participant, with their plural."""
    seen: dict[str, int] = {}
    for party in instrument.parties:
        for alias in set(party.aliases):
            seen[alias] = seen.get(alias, 0) + 1
    for alias, count in seen.items():
        if count > 1 and alias.strip():
            bare = re.sub(r"^(?:the|The) ", "", alias).lower()
            yield bare
            yield bare[:-1] + "ies" if bare.endswith("y") else bare + "s"


@dataclass(frozen=True, slots=True)
class _Words:
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    groups: _Words
    organs: _Words
    bodies: _Words
    things: _Words
    instruments: _Words
    receiving: _Words
    purposes: _Words
    determiners: _Words
    others: _Words
    common: _Words
    roles: _Words
    deeds: _Words


@dataclass(frozen=True, slots=True)
class ActorWords:
    """The word lists of ``data/actors.yaml``."""

    groups: frozenset[str]
    organs: frozenset[str]
    bodies: frozenset[str]
    things: frozenset[str]
    instruments: frozenset[str]
    receiving: frozenset[str]
    purposes: frozenset[str]
    others: frozenset[str]
    common: frozenset[str]
    determiners: str
    """One pattern for all that can stand before a word for the parties."""
    roles: tuple[str, ...]
    """Endings of nouns that stand for a role."""
    deeds: tuple[str, ...]
    """Endings of nouns that stand for a deed."""


@cache
def actor_words() -> ActorWords:
    """The word lists, loaded once."""
    text = files("fullpowers.language").joinpath("data/actors.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/actors.yaml")
    sets = {
        name: frozenset(getattr(data, name).words)
        for name in (
            "groups",
            "organs",
            "bodies",
            "things",
            "instruments",
            "receiving",
            "purposes",
            "others",
            "common",
        )
    }
    return ActorWords(
        **sets, determiners="|".join(data.determiners.words), roles=data.roles.words, deeds=data.deeds.words
    )
