"""Place and date of an instrument, as its own words give them; blanks to be filled in give nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, ProvisionKind, Signing, from_yaml

from .languages import languages_named

_NAME = r"[A-ZА-ЯІЇЄҐЁÁÉÍÓÚ][\w’'-]*(?:[ -](?:de |of |la |le )?[A-ZА-ЯІЇЄҐЁÁÉÍÓÚ][\w’'-]*){0,3}"
_LONGEST = 800
"""Characters of a signature block that may hold place and date."""
_OPENING = 1_500
"""Characters of a text in which a contract says its date."""
_CLOSEST = 120
"""Characters between the words that announce a date and the date."""
_TITLE_LINE = 80


@dataclass(frozen=True, slots=True)
class _Counting:
    """Numbers up to ninety-nine in words, in one language and case."""

    ones: tuple[str, ...]
    alone: tuple[str, ...]
    """Twenty, thirty and so on where nothing follows."""
    tens: tuple[str, ...]
    """The same in front of a one."""

    def values(self) -> dict[str, int]:
        """Every number by its words, with spaces."""
        known = {word: value for value, word in enumerate(self.ones, 1)}
        known |= {word: value * 10 for value, word in enumerate(self.alone, 2)}
        for value, word in enumerate(self.tens, 2):
            known |= {f"{word} {one}": value * 10 + more for more, one in enumerate(self.ones[:9], 1)}
        return known


@dataclass(frozen=True, slots=True)
class _Spelled:
    """Days and years in the words of one language."""

    day: _Counting
    year: _Counting
    centuries: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Known:
    """The content of ``data/signing.yaml``."""

    source: str
    places: tuple[str, ...]
    never: tuple[str, ...]
    """First words of what is no place."""
    openings: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    spelled: tuple[_Spelled, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    place: tuple[re.Pattern[str], ...]
    opening: re.Pattern[str]
    year: re.Pattern[str]
    """A year, which every date has."""
    dates: tuple[re.Pattern[str], ...]
    months: dict[str, int]
    days: dict[str, int]
    """Days in words."""
    years: dict[str, int]
    """Years in words, without their centuries."""
    centuries: tuple[tuple[int, re.Pattern[str]], ...]
    never: frozenset[str]


def signing(instrument: Instrument) -> Signing | None:
    """Where and when it was done: by its signature block, else its opening; None when it says neither."""
    blocks = (one for one in instrument.walk() if one.kind is ProvisionKind.SIGNATURE)
    for block in blocks:
        end = min(block.end, block.start + _LONGEST)
        place = _place(instrument.text, block.start, end)
        day, where = next(_dates(instrument.text, block.start, end), ("", None))
        if place or where:
            return _found(instrument, place, day, where)
    return _opened(instrument)


def _opened(instrument: Instrument) -> Signing | None:
    """By the opening: a line with place and date alone, or the words of a contract."""
    text = instrument.text[:_OPENING]
    start = 0
    for line in text.split("\n"):
        day, where = next(_dates(instrument.text, start, start + len(line)), ("", None))
        if where and len(line) <= _TITLE_LINE and line[where[1] - start :].strip(" .,") == "":
            place = re.fullmatch(rf"(?:(?:м|г)\. ?)?({_NAME}),? ?", line[: where[0] - start])
            if place or not line[: where[0] - start].strip():
                span = (start + place.start(1), start + place.end(1)) if place else None
                return _found(instrument, span, day, where)
        start += len(line) + 1
    for announced in _patterns().opening.finditer(text):
        dates = _dates(instrument.text, announced.end(), min(announced.end() + _CLOSEST, len(text)))
        day, where = next(dates, ("", None))
        if where:
            return _found(instrument, None, day, where)
    return None


def _found(
    instrument: Instrument, place: tuple[int, int] | None, day: str, when: tuple[int, int] | None
) -> Signing:
    return Signing(
        place=instrument.text[slice(*place)] if place else "",
        date=day,
        place_passage=instrument.passage(*place) if place else None,
        date_passage=instrument.passage(*when) if when else None,
    )


def _place(text: str, start: int, end: int) -> tuple[int, int] | None:
    for pattern in _patterns().place:
        for found in pattern.finditer(text, start, end):
            first = found["place"].split()[0].casefold()
            if first not in _patterns().never and not languages_named(found["place"]):
                return found.span("place")
    return None


def _dates(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Days in order of the text, as ISO 8601, with their places; only those that the calendar has."""
    if not _patterns().year.search(text, start, end):
        return
    found = [one for pattern in _patterns().dates for one in pattern.finditer(text, start, end)]
    for one in sorted(found, key=re.Match.start):
        month = one["month"]
        try:
            number = int(month) if month.isdecimal() else _patterns().months[month.casefold()]
            yield date(_year(one["year"]), number, _day(one["day"])).isoformat(), one.span()
        except (ValueError, KeyError):
            continue


def _day(written: str) -> int:
    return int(written) if written.isdecimal() else _patterns().days[_plain(written)]


def _year(written: str) -> int:
    if written.isdecimal():
        return int(written)
    plain = _plain(written)
    for value, century in _patterns().centuries:
        if found := century.match(plain):
            rest = plain[found.end() :].strip()
            return value + (_patterns().years[rest] if rest else 0)
    raise ValueError(written)


def _plain(words: str) -> str:
    """Words as they are looked up: small letters, one space between them, one kind of apostrophe."""
    return " ".join(words.casefold().replace("’", "'").replace("-", " ").replace(",", " ").split())


@cache
def _patterns() -> _Patterns:
    text = files(__package__).joinpath("data/signing.yaml").read_text("utf-8")
    known = from_yaml(text, _Known, where="reading/data/signing.yaml")
    months = {name: number for row in known.months for number, name in enumerate(row, 1)}
    month = f"(?P<month>{'|'.join(sorted(months, key=len, reverse=True))})"
    days = {word: value for one in known.spelled for word, value in one.day.values().items() if value <= 31}
    years = {word: value for one in known.spelled for word, value in one.year.values().items()}
    centuries = tuple((value, words) for one in known.spelled for value, words in one.centuries.items())
    day = rf"(?<![\w.-])(?P<day>\d{{1,2}}|{_any(days)})"
    hundred = "|".join(words for _, words in centuries)
    year = rf"(?P<year>(?:19|20)\d\d(?!\d)|(?:{hundred})(?:[ -](?:{_any(years)}))?(?!\w))"
    year += r"(?: року| р\.| года| г\.)?"
    return _Patterns(
        # the name keeps its capital, the words before it need not
        tuple(
            re.compile(
                f"(?i:{place.partition('(?P<place>')[0]}){place[place.index('(?P<place>') :]}".replace(
                    "NAME", _NAME
                )
            )
            for place in known.places
        ),
        re.compile("|".join(known.openings), re.I),
        re.compile(rf"(?:19|20)\d\d|{hundred}", re.I),
        (
            re.compile(
                rf"{day}(?:st|nd|rd|th|er|º)?,?(?: day of| de)? {month},?(?: de| del)?,? {year}", re.I
            ),
            re.compile(rf"{month} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {year}", re.I),
            re.compile(r"(?<![\w.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)"),
            re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])"),
        ),
        months,
        {_plain(word): value for word, value in days.items()},
        {_plain(word): value for word, value in years.items()},
        tuple((value, re.compile(words)) for value, words in centuries),
        frozenset(known.never),
    )


def _any(words: Iterable[str]) -> str:
    """Any of these, longest first, with either apostrophe and with hyphens or spaces."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word.replace("'", "['’]").replace(" ", "[ -]") for word in ordered)
