"""What is usual: the figures and values of one kind of term over the corpus, by DuckDB over its columns.

Agreements that nearly repeat an earlier one are left out: a template that was signed ten times counts once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from fullpowers.model import InvalidData, Spread, TermKind

from .corpus import Corpus
from .describing import region_of
from .entries import Filters


@dataclass(frozen=True, slots=True)
class Usual:
    """The values of one kind of term that is no figure: laws, forums."""

    kind: TermKind
    values: tuple[tuple[str, int], ...]
    """Each value with the number of agreements, commonest first."""
    agreements: int
    of: int


def spreads(corpus: Corpus, kind: TermKind, filters: Filters | None = None) -> tuple[Spread, ...]:
    """The figures for one kind of term, one spread for each unit, that with most agreements first.

    ``filters`` choose agreements by year, kind, resource, region, party, language.
    """
    rows, of = _rows(corpus, kind, filters or Filters())
    by_unit: dict[str, dict[tuple[str, Decimal], tuple[Decimal, str, int | None]]] = {}
    for row in rows:
        if row["amount"] is not None:
            amount = Decimal(repr(row["amount"])).normalize()
            amount = amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount
            by_unit.setdefault(row["unit"], {})[row["agreement"], amount] = (
                amount,
                row["title"],
                row["year"],
            )
    found = [
        Spread(
            kind,
            unit,
            tuple(sorted(values.values(), key=lambda one: (one[0], one[1]))),
            len({agreement for agreement, _ in values}),
            of,
        )
        for unit, values in by_unit.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.agreements, one.unit)))


def usual(corpus: Corpus, kind: TermKind, filters: Filters | None = None) -> Usual:
    """The values of one kind of term that are words, with how many agreements have each.

    A law or a forum is counted by its name: what is said of it ("without regard to its conflict of laws
    rules") goes. What does not begin as a name is no value.
    """
    rows, of = _rows(corpus, kind, filters or Filters())
    pairs = {(row["agreement"], name) for row in rows if (name := named(row["value"], kind))}
    counts = Counter(value for _, value in pairs)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return Usual(kind, tuple(ordered), len({agreement for agreement, _ in pairs}), of)


def named(value: str, kind: TermKind) -> str:
    """The name in the value of a term; the value itself where its kind is none of names."""
    if kind not in _NAMED:
        return value
    name = _ASIDE.split(value, maxsplit=1)[0].strip(" .;:'\"”’")
    name = re.sub("^the state of", "the State of", name, flags=re.IGNORECASE)
    fits = _NAME.match(name) and not _SENTENCE.search(name) and len(name) <= _LONGEST_NAME
    return name if fits else ""


_NAMED = {TermKind.GOVERNING_LAW, TermKind.DISPUTE_SETTLEMENT}
_ASIDE = re.compile(
    r",|\(|;| in the United States| and (?:venue|with|any|the courts)|\b(?:without|except|excluding|including"
    r"|applicable|notwithstanding|in force|regardless|as applied|that)\b"
)
_NAME = re.compile(r"(?:the |public |private )?(?:[A-Z]|international law|general principles)")
_SENTENCE = re.compile(r"\b(?:is|are|be|been|has|have|shall|will|may)\b")
_LONGEST_NAME = 60


def grouped(
    corpus: Corpus, kind: TermKind, filters: Filters, by: str = ""
) -> list[tuple[str, tuple[Spread, ...], Usual]]:
    """Ranges for each ``decade``, ``resource`` or ``region`` of the corpus; for all together by default."""
    rows = [row for row in _agreements(corpus) if _fits(row, filters)]
    if by == "decade":
        decades = sorted({row["year"] // 10 * 10 for row in rows if row["year"]})
        chosen = [(f"{one}s", replace(filters, since=one, until=one + 9)) for one in decades]
    elif by == "resource":
        names = sorted({name for row in rows for name in row["resources"]})
        chosen = [(name, replace(filters, resource=name)) for name in names]
    elif by == "region":
        names = sorted({region_of(code) for row in rows for code in row["parties"]} - {""})
        chosen = [(name, replace(filters, region=name)) for name in names]
    else:
        chosen = [("", filters)]
    return [(name, spreads(corpus, kind, one), usual(corpus, kind, one)) for name, one in chosen]


def counts(corpus: Corpus) -> dict[str, list[tuple[str, int]]]:
    """How many agreements there are, by kind, resource, region, language and decade."""
    rows = list(
        corpus.store.agreements(columns=["id", "year", "kind", "language", "parties", "resources", "like"])
    )
    analysed = corpus.store.analysed()
    found = {
        "agreements": [
            ("in all", len(rows)),
            ("nearly repeating another", sum(bool(row["like"]) for row in rows)),
            ("looked through for terms", sum(row["id"] in analysed for row in rows)),
            ("items not added", len(corpus.failures())),
        ]
    }
    for name, values in (
        ("kinds", [[row["kind"] or "not known"] for row in rows]),
        ("resources", [row["resources"] for row in rows]),
        ("regions", [{region_of(code) for code in row["parties"]} - {""} for row in rows]),
        ("languages", [[row["language"] or "not known"] for row in rows]),
        ("decades", [[f"{row['year'] // 10 * 10}s" if row["year"] else "not known"] for row in rows]),
    ):
        counted = Counter(value for some in values for value in some)
        found[name] = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return found


def term_kind(name: str) -> TermKind:
    """A kind of term by its name.

    Raises:
        InvalidData: there is none of that name; the message names them all.
    """
    try:
        return TermKind(name.casefold().replace("-", " ").replace("_", " "))
    except ValueError as error:
        known = ", ".join(sorted(TermKind))
        raise InvalidData(f"there is no kind of term {name!r}; there are: {known}") from error


def _rows(corpus: Corpus, kind: TermKind, filters: Filters) -> tuple[list[dict[str, Any]], int]:
    """Terms of the chosen agreements, and how many agreements were looked through."""
    import duckdb

    store = corpus.store
    chosen = {row["id"]: row for row in _agreements(corpus) if _fits(row, filters)}
    among = {one for one in chosen if one in store.analysed()}
    if not among or not store.files("terms"):
        return [], len(among)
    with duckdb.connect() as database:
        database.execute("SET autoinstall_known_extensions = false; SET enable_progress_bar = false")
        found = database.execute(
            "SELECT agreement, unit, amount, value FROM read_parquet(?) WHERE kind = ?",
            [store.files("terms"), kind.value],
        ).fetchall()
    return [
        {
            "agreement": agreement, "unit": unit, "amount": amount, "value": value,
            "title": chosen[agreement]["title"], "year": chosen[agreement]["year"],
        }
        for agreement, unit, amount, value in found
        if agreement in among
    ], len(among)  # fmt: skip


def _agreements(corpus: Corpus) -> list[dict[str, Any]]:
    columns = ["id", "title", "year", "kind", "language", "parties", "resources", "like"]
    return [row for row in corpus.store.agreements(columns=columns) if not row["like"]]


def _fits(row: dict[str, Any], asked: Filters) -> bool:
    year = row["year"]
    return (
        (asked.since is None or (year is not None and year >= asked.since))
        and (asked.until is None or (year is not None and year <= asked.until))
        and (not asked.kind or row["kind"] == asked.kind)
        and (not asked.language or row["language"] == asked.language)
        and (not asked.resource or asked.resource in row["resources"])
        and (not asked.region or asked.region in {region_of(code) for code in row["parties"]})
        and all(code in row["parties"] for code in asked.parties)
    )
