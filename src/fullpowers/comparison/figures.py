"""Numbers in an edit: shares, amounts, periods, dates, references, by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from fullpowers.model import Reason, TermKind

from .rulebook import Rulebook
from .sides import Side, Spot

_NUMBER = re.compile(
    r"(?<![\w.])\d+(?:[.,]\d+)*(?![\w])|(?<!\w)[A-Za-z]+(?:-[A-Za-z]+)?(?!\w)|(?<!\w)[ivxlc]+(?!\w)"
)
_PARTS = re.compile(r"[ -](thirds?|quarters|fourths|fifths|sixths|eighths|tenths)(?!\w)", re.IGNORECASE)
_BASE = re.compile(r"\s*(?:%|per\s?cent|percent)?\s*(of\s+[^.;,()\n]{3,90})")
_BEHIND = re.compile(r"[^\W\d_]+")
_CURRENCY = re.compile(r"([A-Z]{3}|[A-Z]{0,3}[$€£₴])\s*$")
_BEHIND_A_UNIT = re.compile(
    r"(?:\s+(?:of|in|for|from|with|to|by|each|on|at|the|a|an|and|or|after|before|within|every|that|which))+$",
    re.I,
)
"""Words behind a number that are no unit."""
_NAMES = {
    "share-changed": "a share",
    "amount-changed": "an amount",
    "period-changed": "a period",
    "date-changed": "a date",
    "number-changed": "a number",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the text; ``rule`` says what the words around it make it."""

    start: int
    end: int
    text: str
    value: Decimal
    rule: str
    size: Decimal
    """The value in units: days for a period, with its ``million`` for a sum."""
    unit: str
    """What the value counts, as far as a direction depends on it: a currency, or ``day`` for all periods."""


def figures_of(
    spot: Spot, sides: tuple[Side, Side], follow: Mapping[str, str], book: Rulebook
) -> Iterator[Reason]:
    """Reasons for numbers that changed, came or went in the edit."""
    edit = spot.edit
    old = _figures(sides[0].text, spot.old_block, (edit.old_start, edit.old_end), book)
    new = _figures(sides[1].text, spot.new_block, (edit.new_start, edit.new_end), book)
    if [(f.value, f.size) for f in old] == [(f.value, f.size) for f in new]:
        return
    pairs = list(zip(old, new, strict=False))
    others = [pair for pair in pairs if not _comparable(*pair)]
    for was, now in pairs:
        if (was.value, was.size) != (now.value, now.size) and _comparable(was, now):
            yield _changed(was, now, sides, follow)
    gone = [*(was for was, _ in others), *old[len(new) :]]
    come = [*(now for _, now in others), *new[len(old) :]]
    for side, rest, verb in ((0, gone, "goes"), (1, come, "comes in")):
        for figure in rest[:4]:
            if figure.rule == "number-changed" or (
                figure.rule == "reference" and len(edit.new + edit.old) > 40
            ):
                continue
            passage = sides[side].passage(figure.start, figure.end)
            name = _NAMES.get(figure.rule, "a reference")
            rule = "reference-changed" if figure.rule == "reference" else figure.rule
            what = _around(sides[side].text, figure)
            term = sides[side].term_at(figure.start, figure.end)
            if term is not None and term.kind is TermKind.CAP:
                name, rule = "a cap", "cap-removed" if side == 0 else "cap-added"
            yield Reason(
                rule,
                f"{name.capitalize()} {verb}: “{what}”.",
                *((passage, None) if side == 0 else (None, passage)),
            )


def _comparable(was: Figure, now: Figure) -> bool:
    """Whether one can have become the other: a period or a date is not what some other number was."""
    return was.rule == now.rule or not {was.rule, now.rule} & {"period-changed", "date-changed"}


def _changed(was: Figure, now: Figure, sides: tuple[Side, Side], follow: Mapping[str, str]) -> Reason:
    passages = (sides[0].passage(was.start, was.end), sides[1].passage(now.start, now.end))
    if "reference" in (was.rule, now.rule):
        if follow.get(was.text.casefold()) == now.text.casefold():
            return Reason(
                "reference-follows",
                f"The reference to {was.text} follows its renumbering to {now.text}.",
                *passages,
            )
        return Reason("reference-changed", f"A reference changes: {was.text} becomes {now.text}.", *passages)
    rule = was.rule if was.rule != "number-changed" else now.rule
    if rule == "share-changed":
        return Reason(rule, _share(was, now, sides), *passages)
    old, new = _around(sides[0].text, was), _around(sides[1].text, now)
    ending = "" if rule == "date-changed" or was.unit != now.unit else _direction(was, now, rule)
    return Reason(rule, f"“{old}” becomes “{new}”{ending}.", *passages)


def _direction(was: Figure, now: Figure, rule: str) -> str:
    """How the second stands to the first, both in one unit: six months are shorter than three years."""
    if was.size == now.size:
        return ": as much as before, in other words"
    more, less = ("longer", "shorter") if rule == "period-changed" else ("more", "less")
    return f": {more if now.size > was.size else less} than before"


def _share(was: Figure, now: Figure, sides: tuple[Side, Side]) -> str:
    base = _BASE.match(sides[1].text, now.end)
    points = now.value - was.value
    term = sides[1].term_at(now.start, now.end)
    of = f" {' '.join(base.group(1).split())}" if base else ""
    bearer = f" ({term.bearer})" if term is not None and term.bearer else ""
    noun = "percentage point" if abs(points) == 1 else "percentage points"
    return (
        f"{was.text} percent becomes {now.text} percent{of}{bearer}: "
        f"{'up' if points > 0 else 'down'} by {abs(points).normalize():f} {noun}."
    )


def _around(text: str, figure: Figure) -> str:
    """The number with its unit: ``EUR 90``, ``6.5 cubic kilometres``."""
    after = re.match(r"\s*(?:%|\(?\w+\)?(?:\s+US)?(?:\s+\w+)?)", text[figure.end : figure.end + 40])
    before = re.search(
        r"(?:[A-Z]{3}|US\$|[$€£₴]" + (r"|[A-Z][a-z]+)\s*$" if figure.rule == "date-changed" else r")\s*$"),
        text[max(0, figure.start - 15) : figure.start],
    )
    unit = _BEHIND_A_UNIT.sub("", after.group()) if after else ""
    return " ".join(f"{before.group() if before else ''}{figure.text}{unit}".split())


def _figures(text: str, block: tuple[int, int], span: tuple[int, int], book: Rulebook) -> list[Figure]:
    """Numbers, in figures or in words, that the span touches."""
    found = []
    for match in _NUMBER.finditer(text, max(block[0], span[0] - 30), min(block[1], span[1] + 30)):
        if match.end() <= span[0] or match.start() >= span[1]:
            continue
        value = _value(match.group(), book)
        if value is None:
            continue
        end = match.end()
        if parts := _PARTS.match(text, end):
            # two thirds, three quarters
            value, end = value / book.fractions.get(parts[1].casefold(), 1), parts.end()
        rule = _rule(text, match.start(), end, block, book)
        if (
            match.group().isalpha()
            and rule == "number-changed"
            and match.group().casefold() in ("first", "second", "one", "third", "double")
        ):
            # "the first", "one of": words before they are numbers
            continue
        found.append(_figure(text, (match.start(), end), value, rule, block, book))
    return found


def _figure(
    text: str, span: tuple[int, int], value: Decimal, rule: str, block: tuple[int, int], book: Rulebook
) -> Figure:
    """The number with what it counts, by the first words behind it and the currency before it."""
    start, end = span
    words = [
        word.removesuffix("s")
        for word in _BEHIND.findall(text[end : min(block[1], end + 40)].partition("(")[0].casefold())[:3]
    ]
    size, unit = value, ""
    if rule == "period-changed":
        day = next((book.days[word] for word in words if word in book.days), None)
        size, unit = (value * Decimal(str(day)), "day") if day else (value, " ".join(words[:1]))
    else:
        if words and words[0] in book.scales:
            size, words = value * book.scales[words[0]], words[1:]
        if rule == "amount-changed":
            before = _CURRENCY.search(text[max(block[0], start - 5) : start])
            unit = before[1].casefold() if before else " ".join(words[:1])
    return Figure(start, end, text[start:end], value, rule, size, unit)


def _value(text: str, book: Rulebook) -> Decimal | None:
    if text[0].isdigit():
        plain = (
            text.replace(",", "")
            if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
            else text.replace(",", ".")
        )
        try:
            return Decimal(plain) if len(plain) < 40 else None
        except InvalidOperation:
            return None
    word = text.casefold()
    if word in book.number_words:
        return Decimal(str(book.number_words[word]))
    tens, _, ones = word.partition("-")
    if not ones or tens not in book.number_words:
        return None
    first = Decimal(str(book.number_words[tens]))
    if ones in book.fractions:
        return first / book.fractions[ones]
    return first + Decimal(str(book.number_words[ones])) if ones in book.number_words else None


def _rule(text: str, start: int, end: int, block: tuple[int, int], book: Rulebook) -> str:
    before, after = text[max(block[0], start - 60) : start], text[end : min(block[1], end + 40)]
    for figure in book.figures:
        if figure.after is not None and figure.after.match(after):
            return figure.rule
        if figure.before is not None and figure.before.search(before):
            return figure.rule
    return "number-changed"
