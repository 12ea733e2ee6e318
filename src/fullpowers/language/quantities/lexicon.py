"""The words of numbers, units, comparators and dates, from ``data/quantities`` and ``data/currencies.yaml``.

One file for each language; all of them are read at once, so that a bilingual text needs no setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, the words that name it, and what one of them is worth in it."""

    unit: str
    words: tuple[str, ...]
    times: str | int = 1
    per: str = ""
    """What one of it is for, when the unit says so itself: ``bopd`` is barrels a day."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """Words that say "at least", "at most" and so on, before and behind a number."""

    comparator: str
    before: tuple[str, ...]
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """One language's file as it is; its comments say what each field means."""

    language: str
    source: str
    decimal_comma: bool
    months_capitalised: bool
    words: Mapping[str, int | str]
    bare: tuple[str, ...]
    hundreds: tuple[str, ...]
    magnitudes: Mapping[str, int]
    articles: tuple[str, ...]
    joins: tuple[str, ...]
    part_joins: tuple[str, ...]
    points: tuple[str, ...]
    fractions: Mapping[str, str]
    parts: tuple[str, ...]
    ordinals: tuple[str, ...]
    portions: tuple[str, ...]
    prefixes: Mapping[str, int]
    compounds: tuple[str, ...]
    units: tuple[Unit, ...]
    currencies: tuple[Unit, ...]
    comparators: tuple[Comparing, ...]
    fillers: tuple[str, ...]
    ranges: tuple[str, ...]
    range_openers: tuple[str, ...]
    per: tuple[str, ...]
    pers: Mapping[str, str]
    annually: tuple[str, ...]
    months: Mapping[str, int]
    days: Mapping[str, int]
    dates: tuple[str, ...]
    addresses: tuple[str, ...]
    annually_before: tuple[str, ...] = ()
    ratios: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Currencies:
    """``data/currencies.yaml`` as it is."""

    source: str
    codes: tuple[str, ...]
    aliases: Mapping[str, str]
    signs: tuple[Unit, ...]
    cues: tuple[str, ...]
    letters: Mapping[str, int]
    units: tuple[Unit, ...]
    dollars: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit found in the text: its name, what one is worth, whether its language has a decimal comma."""

    unit: str
    times: Fraction
    decimal_comma: bool = False
    per: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All languages as tables and compiled patterns."""

    words: Mapping[str, Fraction]
    bare: frozenset[str]
    hundreds: frozenset[str]
    magnitudes: Mapping[str, int]
    articles: frozenset[str]
    joins: frozenset[str]
    part_joins: frozenset[str]
    points: frozenset[str]
    fractions: Mapping[str, Fraction]
    letters: Mapping[str, int]
    prefixes: Mapping[str, int]
    compound: re.Pattern[str]
    unit: re.Pattern[str]
    sign: re.Pattern[str]
    """Signs and codes of currencies before a figure."""
    currency: re.Pattern[str]
    """Currencies in words before a figure; slow, so only behind one of ``cues``."""
    cues: re.Pattern[str]
    starters: frozenset[str]
    """Words with which a number, a fraction or a month can begin."""
    measures: Mapping[str, Measure]
    """By the name of the group of ``unit``, ``sign`` or ``currency`` that matched."""
    comparators_before: re.Pattern[str]
    comparators_after: re.Pattern[str]
    comparators: Mapping[str, str]
    part: re.Pattern[str]
    article: re.Pattern[str]
    ordinal: re.Pattern[str]
    portion: re.Pattern[str]
    span: re.Pattern[str]
    between: re.Pattern[str]
    per: re.Pattern[str]
    pers: Mapping[str, str]
    annually: re.Pattern[str]
    annually_before: re.Pattern[str]
    ratio: re.Pattern[str]
    """A measure without a unit, with what may stand between it and its bounds: the R-factor of a contract."""
    address: re.Pattern[str]
    months: Mapping[str, tuple[int, bool]]
    """Number of the month by its name, and whether the name must begin with a capital."""
    days: Mapping[str, int]
    dates: tuple[re.Pattern[str], ...]
    dollars: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def languages() -> tuple[Language, ...]:
    """The languages whose files are there, in the order of their file names."""
    folder = files("fullpowers.language").joinpath("data/quantities")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(
        from_yaml(
            folder.joinpath(name).read_text(encoding="utf-8"),
            Language,
            where=f"language/data/quantities/{name}",
        )
        for name in names
    )


@cache
def lexicon() -> Lexicon:
    """All languages as one lexicon; compiled once."""
    path = files("fullpowers.language").joinpath("data/currencies.yaml")
    money = from_yaml(path.read_text(encoding="utf-8"), Currencies, where="language/data/currencies.yaml")
    spoken = languages()
    measures: dict[str, Measure] = {}
    unit = _measures(measures, "u", [*_units(money), *(pair for one in spoken for pair in _of(one))])
    codes = [_code(money, code) for code in money.codes]
    sign = _measures(measures, "b", [(one, False) for one in (*money.signs, *codes)])
    currency = _measures(
        measures, "c", [(named, one.decimal_comma) for one in spoken for named in one.currencies]
    )
    comparators: dict[str, str] = {}
    pers: dict[str, str] = {}
    gap = r"[ \u00a0]"
    fillers = _any(filler for one in spoken for filler in one.fillers)
    return Lexicon(
        words=_table(one.words for one in spoken),
        bare=_set(one.bare for one in spoken),
        hundreds=_set(one.hundreds for one in spoken),
        magnitudes={word: value for one in spoken for word, value in one.magnitudes.items()},
        articles=_set(one.articles for one in spoken),
        joins=_set(one.joins for one in spoken),
        part_joins=_set(one.part_joins for one in spoken),
        points=_set(one.points for one in spoken),
        fractions=_table(one.fractions for one in spoken),
        letters=money.letters,
        prefixes={word: value for one in spoken for word, value in one.prefixes.items()},
        compound=_compound(spoken),
        unit=re.compile(unit, re.I),
        sign=re.compile(rf"(?<![^\W_])(?:{sign})$"),
        currency=re.compile(rf"(?<![^\W_])(?:{currency})$", re.I),
        cues=re.compile(_any(money.cues), re.I),
        starters=_set((*one.words, *one.bare, *one.articles, *one.months, *one.days) for one in spoken),
        measures=measures,
        comparators_before=re.compile(
            rf"(?:^|(?<=[\W\d]))(?:{_comparing(spoken, comparators, 'before')})"
            rf"(?:[,:]?{gap}{{1,2}}(?:{fillers}))?(?:{gap}{{0,2}}[(“\"]?)?$",
            re.I,
        ),
        comparators_after=re.compile(
            rf"{gap}{{0,2}}[,(]?{gap}?(?:{_comparing(spoken, comparators, 'after')})(?!\w)", re.I
        ),
        comparators=comparators,
        part=re.compile(rf"{gap}(?:{_any(word for one in spoken for word in one.parts)}){gap}", re.I),
        article=re.compile(
            rf"{gap}(?:(?:{_any(word for one in spoken for word in one.parts)}){gap})?"
            rf"(?:{_any(word for one in spoken for word in one.articles)}){gap}",
            re.I,
        ),
        ordinal=re.compile(
            rf"(?<!\w)(?:{_any(word for one in spoken for word in one.ordinals)}){gap}$", re.I
        ),
        portion=re.compile(
            rf"[ \u00a0-](?:{_any(word for one in spoken for word in one.portions)})(?!\w)", re.I
        ),
        span=re.compile(
            rf"{gap}?[-–—]{gap}?(?=[\d$€£])|"
            rf"{gap}(?:{_any(word for one in spoken for word in one.ranges)}){gap}",
            re.I,
        ),
        between=re.compile(
            rf"(?<!\w)(?:{_any(word for one in spoken for word in one.range_openers)}){gap}\D{{0,6}}$", re.I
        ),
        per=re.compile(
            rf"{gap}?(?:/{gap}?|(?:{_any(w for one in spoken for w in one.per)}){gap})"
            rf"(?:{_pers(spoken, pers)})(?!\w)",
            re.I,
        ),
        pers=pers,
        annually=re.compile(rf",?{gap}(?:{_any(w for one in spoken for w in one.annually)})(?!\w)", re.I),
        annually_before=re.compile(
            rf"(?:{_any(w for one in spoken for w in one.annually_before)}){gap}$", re.I
        ),
        ratio=re.compile(
            rf"(?<!\w)(?i:{_any(w for one in spoken for w in one.ratios)})"
            r"(?:[^\d\n.;:%$]{0,40}\d{1,2}(?:[.,]\d+)?)?[^\d\n.;:%$]{0,40}$"
        ),
        address=re.compile(rf"(?<!\w)(?:{_any(w for one in spoken for w in one.addresses)}){gap}?\W?$", re.I),
        months={
            name: (number, one.months_capitalised) for one in spoken for name, number in one.months.items()
        },
        days={word: number for one in spoken for word, number in one.days.items()},
        dates=tuple(_date(one, pattern) for one in spoken for pattern in one.dates),
        dollars=tuple((named.unit, re.compile("|".join(named.words))) for named in money.dollars),
    )


def _units(money: Currencies) -> list[tuple[Unit, bool]]:
    codes = [Unit(_iso(money, code), (rf"(?-i:{code})(?![\w$])",)) for code in money.codes]
    signs = [Unit(one.unit, tuple(rf"(?:{word})(?! ?\d)" for word in one.words)) for one in money.signs]
    return [(one, False) for one in [*money.units, *signs, *codes]]


def _of(one: Language) -> list[tuple[Unit, bool]]:
    return [(unit, one.decimal_comma) for unit in [*one.currencies, *one.units]]


def _code(money: Currencies, code: str) -> Unit:
    return Unit(_iso(money, code), (code,))


def _iso(money: Currencies, code: str) -> str:
    return money.aliases.get(code, code)


def _measures(measures: dict[str, Measure], prefix: str, units: list[tuple[Unit, bool]]) -> str:
    """One alternation of all units; ``measures`` learns what each of its groups means."""
    alternatives = []
    for number, (unit, comma) in enumerate(units):
        name = f"{prefix}{number}"
        measures[name] = Measure(unit.unit, Fraction(str(unit.times)), comma, unit.per)
        sensitive = prefix == "b" and unit.unit != "$" and not unit.words[0].startswith("(?")
        words = "|".join(unit.words)
        alternatives.append(rf"(?P<{name}>{words})" if sensitive else rf"(?P<{name}>(?i:{words}))")
    return "|".join(alternatives)


def _comparing(spoken: Iterable[Language], comparators: dict[str, str], side: str) -> str:
    alternatives = []
    for one in spoken:
        for comparing in one.comparators:
            words = comparing.before if side == "before" else comparing.after
            if words:
                name = f"{side}{len(comparators)}"
                comparators[name] = comparing.comparator
                alternatives.append(rf"(?P<{name}>{'|'.join(words)})")
    return "|".join(alternatives)


def _pers(spoken: Iterable[Language], pers: dict[str, str]) -> str:
    """One alternation of what a quantity can be "per"; ``pers`` learns what each of its groups is called."""
    pairs = sorted((pair for one in spoken for pair in one.pers.items()), key=lambda pair: -len(pair[0]))
    for number, (_, called) in enumerate(pairs):
        pers[f"p{number}"] = called
    return "|".join(f"(?P<p{number}>{words})" for number, (words, _) in enumerate(pairs))


def _compound(spoken: Iterable[Language]) -> re.Pattern[str]:
    """A number word grown together with its unit: ``п'ятирічний``."""
    numbers = {word for one in spoken if one.compounds for word in [*one.words, *one.prefixes]}
    number = _any(re.escape(word).replace("'", "['’ʼ]") for word in numbers)
    endings = _any(ending for one in spoken for ending in one.compounds)
    return re.compile(rf"(?<!\w)(?P<numbers>(?:{number}){{1,3}}?)(?={endings})", re.I)


def _date(one: Language, pattern: str) -> re.Pattern[str]:
    days = _any(re.escape(word).replace("'", "['’ʼ]") for word in one.days)
    parts = {
        "D": rf"(?<![\w/-])[“\"«]?(?P<d>3[01]|[12]\d|0?[1-9]|{days})[”\"»]?",
        "M": rf"(?<!\w)(?P<m>{_any(re.escape(name) for name in one.months)})(?!\w)\.?",
        "Y": r"(?P<y>(?:1[5-9]|20)\d\d)(?!\d|[/-]\d)",
    }
    spaced = re.sub(r"\b[DMY]\b", lambda found: parts[found[0]], pattern).replace(" ", r"[ \u00a0]{1,2}")
    return re.compile(spaced + r"(?![\w%])", re.I)


def _table(tables: Iterable[Mapping[str, int | str] | Mapping[str, str]]) -> dict[str, Fraction]:
    return {word: Fraction(str(value)) for table in tables for word, value in table.items()}


def _set(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for words in lists for word in words)


def _any(words: Iterable[str]) -> str:
    """An alternation, the longest first; of nothing, a pattern that never matches."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word))) or r"(?!)"
