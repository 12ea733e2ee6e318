"""States by their two-letter codes, and the party of an instrument that stands for one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, Party, from_yaml


@dataclass(frozen=True, slots=True)
class State:
    """A state (or the European Union) by the names that agreements give it."""

    code: str
    names: tuple[str, ...]


@cache
def states() -> dict[str, State]:
    """All states of ``data/states.yaml`` by ISO 3166 alpha-2 code."""
    text = files(__package__).joinpath("data/states.yaml").read_text(encoding="utf-8")
    table = from_yaml(text, dict[str, tuple[str, ...]], where="states.yaml")
    return {code: State(code, names) for code, names in table.items()}


def in_prose(name: str) -> str:
    """The name of a state as it stands in a sentence: ``the Democratic Republic of the Congo``."""
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


_WITH_ARTICLE = re.compile(
    r"(?:[\w-]+ )*(?:Republic|Kingdom|Federation|Union|States|Emirates|Islands|Netherlands|Philippines|Gambia"
    r"|Bahamas|Maldives|Comoros|Seychelles|Holy See)\b"
)
"""Names that take the article in English, by their noun."""


def code_of(name: str) -> str:
    """Code of the state that ``name`` (``the Government of Ukraine``) stands for; empty when none.

    The longest name of a state that stands in it as whole words wins, so that a party
    ``the Republic of Equatorial Guinea`` is not Guinea.
    """
    by_name = _by_name()
    found = _every_name().findall(" ".join(name.split()))
    return by_name[max(found, key=len).casefold()] if found else ""


def codes_in(text: str) -> frozenset[str]:
    """Codes of all states whose names stand in a text."""
    return frozenset(
        _by_name()[name] for name in map(str.casefold, _every_name().findall(" ".join(text.split())))
    )


def parties_of(instrument: Instrument, side: str) -> str:
    """The name by which the instrument calls the state with ISO code ``side``; empty when none.

    A party counts when its name, or a name of its own that the text gives it, is that of the state.
    """
    for party in instrument.parties:
        if any(code_of(name) == side for name in (party.name, *own_aliases(instrument, party))):
            return party.name
    return ""


def own_aliases(instrument: Instrument, party: Party) -> tuple[str, ...]:
    """What the text calls this party and no other: ``the Borrower``."""
    shared = _shared_aliases(instrument)
    return tuple(alias for alias in party.aliases if alias not in shared)


def is_state(name: str) -> bool:
    """Whether a party of that name is a state, its government or one of its bodies, or the Union."""
    return bool(code_of(name)) and not is_company(name)


def is_company(name: str) -> bool:
    """Whether a party of that name is a company, a bank or a fund."""
    return bool(_COMPANY.search(name))


_COMPANY = re.compile(
    r"\b(?:LLC|L\.L\.C|LLP|L\.?P\.?|Ltd|Limited|Inc|Incorporated|Corp|Corporation|Company|Co|PLC|plc|GmbH|AG|S\.?A\.?"
    r"|SARL|SAS|SRL|S\.?p\.?A|N\.?V|B\.?V|Pty|Pte|JSC|PJSC|OJSC|Bhd|ASA|Oy"
    r"|ТОВ|ПрАТ|ПАТ|АТ|ДП|ООО|ОАО|ПАО|АО|[Тт]овариство|[Кк]омпанія|[Кк]орпорація|[Пп]ідприємство|[Оо]бщество|[Бб]анк"
    r"|Joint[- ]Stock|Partnership|Bank|Fund|Holdings?|Partners|Resources|Mining|Energy)\b"
)


def _shared_aliases(instrument: Instrument) -> set[str]:
    aliases = [alias for party in instrument.parties for alias in party.aliases]
    return {alias for alias in aliases if aliases.count(alias) > 1}


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): state.code for state in states().values() for name in state.names}


@cache
def _every_name() -> re.Pattern[str]:
    ordered = sorted((name for state in states().values() for name in state.names), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)", re.IGNORECASE)
