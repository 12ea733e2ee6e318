"""Quantities and dates in running text, each with its place; exact decimals, never floats.

Own grammar: number, magnitude, unit; a sum in words followed by the same in figures (or the other way
round) is one quantity, and when the two differ that is kept with it. Numbers without a unit are no
quantities, nor are addresses ("Article 5").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from fullpowers.model import Quantity

from .dates import Day, date_around, numeric_dates
from .lexicon import Measure, lexicon
from .numbers import Number, number_at, scaled

_START = re.compile(r"\.?\d|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\.?")
_APOSTROPHE = str.maketrans("’ʼ", "''")
_GAP = re.compile(r"(?:[ \u00a0\u202f]{1,2}|[ \u00a0]?[-‐‑–\u00ad] ?)?")
_OPEN = re.compile(r"[ \u00a0]{0,2}[(\[][ \u00a0]{0,2}")
_CLOSE = re.compile(r"[ \u00a0]{0,2}[)\]]")
_LETTERS = re.compile(r"[ \u00a0]?(?P<letters>mm|MM|[kKmMbB])(?!\w)")
_UP_TO_FIGURE = re.compile(r"[^\d)\]\n]{1,28}?(?=\d)")
_SIGNS = frozenset("$€£₴¥₹₪₩₦₸.")
_LEFT = 36
_AND = re.compile(r",?[ \u00a0](?:and|та|і)[ \u00a0]")
_CURRENCY = re.compile(r"[A-Z]{3}|\$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity or a date where it stands; exactly one of ``quantity`` and ``date`` is given."""

    start: int
    end: int
    quantity: Quantity | None = None
    date: str | None = None
    """ISO 8601; empty when the figures can be read as two different days."""
    bare: Decimal | None = None
    """The number alone, before the unit's factor."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with what was read of its unit, on the way to a mention."""

    start: int
    end: int
    number: Number
    measure: Measure | None = None
    money: bool = False
    """Whether a currency stands before it."""
    figures: Fraction | None = None

    @property
    def value(self) -> Fraction:
        if self.measure and self.measure.decimal_comma and self.number.comma is not None:
            return self.number.comma
        return self.number.value

    @property
    def worth(self) -> Fraction:
        """The value in the unit itself: five cents are 0.05 dollars."""
        return self.value * (self.measure.times if self.measure else 1)


@lru_cache(maxsize=8)
def find_mentions(text: str) -> tuple[Mention, ...]:
    """Quantities and dates of ``text``, in order, not overlapping."""
    return tuple(_walk(text))


def _walk(text: str) -> Iterator[Mention]:
    words = lexicon()
    days = iter(numeric_dates(text))
    day = next(days, None)
    last = 0
    for token in _START.finditer(text):
        at = token.start()
        if at < last:
            continue
        if token[0][0].isalpha():
            plain = _plain(token[0])
            if plain not in words.starters and not (plain[0] > "\u03ff" and words.compound.match(text, at)):
                continue
        else:
            plain = ""
            while day is not None and day.end <= at:
                day = next(days, None)
            if day is not None and day.start <= at:
                yield Mention(day.start, day.end, date=day.value)
                last = day.end
                continue
        for mention in _at(text, at, plain, last):
            yield mention
            last = mention.end


def _plain(word: str) -> str:
    plain = word.lower().rstrip(".")
    return plain if plain.isalpha() else plain.translate(_APOSTROPHE)


def _at(text: str, at: int, word: str, last: int) -> list[Mention]:
    """The mentions that begin with the word at ``at``, or with the figures there when it is empty."""
    words = lexicon()
    if word in words.months:
        day = date_around(text, at, last)
        return [Mention(day.start, day.end, date=day.value)] if day else []
    if not word and _glued(text, at):
        return []
    if not word or word in words.days:
        day = _day_first(text, at, last)
        if day is not None:
            return [Mention(day.start, day.end, date=day.value)]
    if word and word[0] > "\u03ff" and word not in words.starters:
        compound = words.compound.match(text, at)
        return _compound(text, compound) if compound else []
    found = _read(text, at, last)
    return _mentions(text, found, last) if found else []


def _glued(text: str, at: int) -> bool:
    """Whether the figures at ``at`` are the tail of a word or of a longer number: ``A5``, ``4.2.1``."""
    before = text[at - 1 : at]
    if before.isdigit() or (before and before in ".,/" and text[at - 2 : at - 1].isdigit()):
        return True
    return before == "_" or (before.isalpha() and _currency(text, at, 0) is None)


def _currency(text: str, at: int, last: int) -> tuple[int, Measure] | None:
    """The currency that stands right before ``at``, and where it begins."""
    words = lexicon()
    end = at
    while end > last and text[end - 1] in " \u00a0" and at - end < 2:
        end -= 1
    if end == last or not (text[end - 1].isalpha() or text[end - 1] in _SIGNS):
        return None
    found = words.sign.search(text, max(last, end - 8), end)
    if found is None and words.cues.search(text, max(last, end - 10), end):
        found = words.currency.search(text, max(last, end - _LEFT), end)
    return (found.start(), words.measures[found.lastgroup or ""]) if found else None


def _day_first(text: str, at: int, last: int) -> Day | None:
    """A date that begins with its day, so that "30 April" is no 30 of something."""
    for found in _START.finditer(text, at, min(len(text), at + 40)):
        name = found[0].lower().rstrip(".")
        if name in lexicon().months:
            day = date_around(text, found.start(), last)
            return day if day is not None and day.start <= at < day.end else None
    return None


def _read(text: str, at: int, last: int) -> _Found | None:
    """A number at ``at`` with its currency before, its magnitude and its unit behind, and its double."""
    number = number_at(text, at)
    if number is None:
        return None
    return _with_double(text, _with_hundredths(text, _with_unit(text, number, last)))


def _with_hundredths(text: str, found: _Found) -> _Found:
    """``four dollars and forty-one cents``: one sum."""
    joint = _AND.match(text, found.end)
    if found.measure is None or joint is None or not _CURRENCY.fullmatch(found.measure.unit):
        return found
    number = number_at(text, joint.end())
    if number is None or number.fraction or number.value >= 100:
        return found
    small = _unit_behind(text, _Found(number.start, number.end, number))
    if small.measure is None or small.measure.times != Fraction(1, 100):
        return found
    if small.measure.unit not in ("$", found.measure.unit):
        return found
    value = found.value + number.value / 100
    return replace(found, end=small.end, number=replace(found.number, value=value, comma=None))


def _with_unit(text: str, number: Number, last: int) -> _Found:
    words = lexicon()
    before = _currency(text, number.start, last)
    start, measure = before if before else (number.start, None)
    number = scaled(text, number)
    letters = _LETTERS.match(text, number.end) if measure and not number.magnitude else None
    if letters:
        value = number.value * words.letters[letters["letters"]]
        number = replace(number, end=letters.end(), value=value, comma=None, magnitude=True)
    found = _Found(start, number.end, number, measure, money=measure is not None)
    return _unit_behind(text, found)


def _unit_behind(text: str, found: _Found) -> _Found:
    """The unit behind the number; a named currency is more exact than a bare sign before it."""
    words = lexicon()
    gap = _GAP.match(text, found.end)
    match = words.unit.match(text, gap.end() if gap else found.end)
    if match is None:
        return found
    measure = words.measures[match.lastgroup or ""]
    if found.measure is None:
        return replace(found, end=match.end(), measure=measure)
    same = measure.unit == found.measure.unit or (measure.unit == "$" and found.measure.unit[-1] == "D")
    if same and measure.times == found.measure.times:
        return replace(found, end=match.end())
    if found.measure.unit == "$" and len(measure.unit) == 3 and measure.unit[-1] == "D":
        return replace(found, end=match.end(), measure=measure)
    return found


def _with_double(text: str, found: _Found) -> _Found:
    """The same quantity said again in brackets: ``thirty (30) days``, ``USD 5 (five US dollars)``."""
    opened = _OPEN.match(text, found.end)
    inner_at = opened.end() if opened else len(text)
    inner = _inner(text, inner_at)
    closed = _CLOSE.match(text, inner.end) if inner else None
    if opened is None or inner is None or closed is None:
        return _of_one(text, found)
    if found.number.words == inner.number.words and found.value != inner.value:
        return found
    one, two = found.measure, inner.measure
    part = found.number.fraction and two is not None and two.unit == "percent"
    if one and two and one.unit != two.unit and not _same_family(one.unit, two.unit) and not part:
        return found
    joined = replace(found, end=closed.end(), measure=_finer(one, two), money=found.money or inner.money)
    behind = scaled(text, replace(joined.number, end=joined.end, comma=None))
    after = _unit_behind(text, replace(joined, end=behind.end))
    scale = behind.value / joined.number.value if joined.number.value else Fraction(1)
    return _agree(replace(after, number=joined.number), found, inner, scale)


def _inner(text: str, at: int) -> _Found | None:
    before = _UP_TO_FIGURE.match(text, at)
    number = number_at(text, at)
    if number is None and before:
        sign = _currency(text, before.end(), at)
        number = number_at(text, before.end()) if sign and sign[0] == at else None
    return _of_one(text, _with_unit(text, number, at)) if number else None


def _of_one(text: str, found: _Found) -> _Found:
    """``one half of one percent``: a part of a unit that is named behind it."""
    words = lexicon()
    if not found.number.fraction or found.measure is not None:
        return found
    part, article = words.part.match(text, found.end), words.article.match(text, found.end)
    whole = number_at(text, part.end()) if part else None
    if article and found.number.words:  # "half a million", "half a year"
        whole = scaled(text, Number(article.end() - 1, article.end() - 1, Fraction(1)))
    if whole is None:
        return found
    unit = _unit_behind(text, _Found(whole.start, whole.end, whole))
    if unit.measure is None:
        return found
    number = replace(found.number, end=unit.end, value=found.number.value * whole.value, fraction=False)
    made = replace(found, end=unit.end, number=number, measure=unit.measure)
    return _with_double(text, made)


def _same_family(one: str, two: str) -> bool:
    return "$" in (one, two) and all(unit == "$" or unit.endswith("D") for unit in (one, two))


def _finer(one: Measure | None, two: Measure | None) -> Measure | None:
    if one is None or two is None:
        return one or two
    return two if one.unit == "$" or (two.unit == "percent" and one.unit == "fraction") else one


def _agree(joined: _Found, one: _Found, two: _Found, scale: Fraction) -> _Found:
    """Whether words and figures say the same; if not, the words are the amount and the figures are kept."""
    other = one.measure and two.measure and one.measure.times != two.measure.times
    if other and one.worth == two.worth:  # "five cents ($0.05)"
        return replace(
            joined, number=replace(joined.number, value=one.value, comma=None), measure=one.measure
        )
    words, figures = (one, two) if one.number.words else (two, one)
    said, written = words.value, figures.value
    times = [Fraction(1), *([scale] if scale != 1 else [])]
    percent = joined.measure is not None and joined.measure.unit == "percent"
    if percent and words.number.fraction and words.measure is None:
        times.append(Fraction(100))
    amount = max(said, written)
    for factor in times:
        if said * factor == written or _rounds(said * factor, written, figures.number.decimals):
            amount = max(written, said * scale) if scale != 1 else written
            part = words.number.fraction and joined.measure is None
            return replace(joined, number=replace(joined.number, value=amount, comma=None, fraction=part))
        if written * factor == said:
            return replace(joined, number=replace(joined.number, value=said, comma=None))
    if one.number.words == two.number.words:
        return one
    number = replace(joined.number, value=said * scale, comma=None)
    return replace(joined, number=number, figures=written * scale)


def _rounds(exact: Fraction, printed: Fraction, decimals: int) -> bool:
    return exact.denominator not in (1, 2, 4, 5, 10) and abs(exact - printed) * 10**decimals <= Fraction(1)


def _mentions(text: str, found: _Found, last: int) -> list[Mention]:
    words = lexicon()
    if (
        found.measure is None
        and found.number.fraction
        and words.portion.match(text, found.end)
        and not words.ordinal.search(text, max(last, found.start - 16), found.start)
    ):
        found = replace(found, measure=Measure("fraction", Fraction(1)))
    if _is_ratio(text, found):
        return [_mention(text, replace(found, measure=Measure("ratio", Fraction(1))), last, None)]
    other = _range(text, found, last)
    if other is not None:
        first, second = other
        joint = text[first.end : second.start].split()  # "to" says nothing, "but not exceeding" does
        return [
            _mention(text, first, last, None),
            _mention(text, second, first.end, "exactly" if len(joint) < 2 else None),
        ]
    after = words.comparators_after.match(text, found.end) if found.measure is None else None
    if after:  # "365 or more consecutive days"
        found = replace(_unit_behind(text, replace(found, end=after.end())), start=found.start)
        comparator = words.comparators[after.lastgroup or ""]
        return [_mention(text, found, last, comparator)] if found.measure else []
    if found.measure is None:
        return []
    if not found.money and _is_address(text, found, last):
        return []
    return [_mention(text, found, last, None)]


def _is_ratio(text: str, found: _Found) -> bool:
    """``where R is less than 1.5``: a bound of a scale, which has no unit."""
    if found.measure is not None or found.number.words or found.number.magnitude:
        return False
    return lexicon().ratio.search(text, max(0, found.start - 2 * _LEFT), found.start) is not None


def _is_address(text: str, found: _Found, last: int) -> bool:
    """``Section 5 days``: the number belongs to the word before it."""
    if found.number.words or found.measure is None or found.measure.unit == "percent":
        return False
    return lexicon().address.search(text, max(last, found.start - 24), found.start) is not None


def _range(text: str, found: _Found, last: int) -> tuple[_Found, _Found] | None:
    """``5 to 10 percent``, ``between USD 5 and 10 million``: the first end takes the unit of the second."""
    if found.measure is not None and not found.money:
        return None
    words = lexicon()
    span = words.span.match(text, found.end)
    if span is None:
        return None
    if span[0].strip().lower() in ("and", "і", "та") and not words.between.search(
        text, max(last, found.start - 24), found.start
    ):
        return None
    number = number_at(text, span.end())
    if number is None:
        money = _UP_TO_FIGURE.match(text, span.end())
        sign = _currency(text, money.end(), span.end()) if money else None
        number = number_at(text, money.end()) if money and sign and sign[0] == span.end() else None
    if number is None or number.words != found.number.words:
        return None
    second = _with_double(text, _with_unit(text, number, span.end()))
    if second.measure is None and found.money:
        second = replace(second, measure=found.measure)
    if second.measure is None or (found.measure and found.measure.unit != second.measure.unit):
        return None
    first = found
    if second.number.magnitude and not found.number.magnitude:
        scale = second.number.value / number.value if number.value else Fraction(1)
        first = replace(first, number=replace(first.number, value=first.number.value * scale, comma=None))
    return replace(first, measure=second.measure), second


def _mention(text: str, found: _Found, last: int, comparator: str | None) -> Mention:
    words = lexicon()
    measure = found.measure or Measure("", Fraction(1))
    before = words.comparators_before.search(text, max(last, found.start - _LEFT), found.start)
    after = words.comparators_after.match(text, found.end)
    start, end = found.start, found.end
    if comparator is None:
        comparator = "exactly"
        if before:
            comparator = words.comparators[before.lastgroup or ""]
        elif after:
            comparator, end = words.comparators[after.lastgroup or ""], after.end()
    per = words.per.match(text, end)
    if per and words.pers[per.lastgroup or ""][0].isdigit():
        end = per.end()  # "$400 per 1,000 cubic metres": the 1,000 is no quantity of its own
    annually = per is None and _is_annual(text, found, end, last)
    figures = None if found.figures is None else _decimal(found.figures * measure.times)
    quantity = Quantity(
        amount=_decimal(found.value * measure.times),
        unit=measure.unit,
        comparator=comparator,
        per=words.pers[per.lastgroup or ""] if per else "year" if annually else measure.per,
        figures=figures,
    )
    return Mention(start, end, quantity, bare=_decimal(found.value))


def _is_annual(text: str, found: _Found, end: int, last: int) -> bool:
    """``EUR 5,000 annually``, ``an annual fee of EUR 5,000``."""
    words = lexicon()
    if words.annually.match(text, end):
        return True
    before = found.measure is not None and _CURRENCY.fullmatch(found.measure.unit)
    return bool(before and words.annually_before.search(text, max(last, found.start - _LEFT), found.start))


def _compound(text: str, found: re.Match[str]) -> list[Mention]:
    """``п'ятирічний``: number and unit in one word."""
    words = lexicon()
    unit = words.unit.match(text, found.end())
    if unit is None:
        return []
    value, rest = Fraction(0), found["numbers"].lower().translate(_APOSTROPHE)
    while rest:
        heads = [word for word in (*words.words, *words.prefixes) if rest.startswith(word)]
        if not heads:
            return []
        head = max(heads, key=len)
        value += words.prefixes.get(head) or words.words[head]
        rest = rest[len(head) :]
    number = Number(found.start(), found.end(), value, True)
    made = _Found(found.start(), unit.end(), number, words.measures[unit.lastgroup or ""])
    return [_mention(text, made, found.start(), None)]


def _decimal(value: Fraction) -> Decimal:
    """Exact when the fraction has a finite decimal, else to 28 digits; without an exponent."""
    made = Decimal(value.numerator) / Decimal(value.denominator)
    whole = made.to_integral_value()
    return (
        whole.quantize(Decimal(1)) if whole == made and abs(whole) < Decimal(10) ** 27 else made.normalize()
    )
