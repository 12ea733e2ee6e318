"""Rules that many states share, written once, applied by a table: who owns, who consents, what is capped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from fullpowers.model import Citation, InvalidData, Outcome, convert, from_yaml

from .entries import PackEntry, PathEntry, RuleEntry, Use
from .states import in_prose


@dataclass(frozen=True, slots=True)
class Country:
    """A row of the table: a state, its legislature, and what its constitution says that bears on it."""

    code: str
    state: str
    parliament: str
    instrument: str
    """The constitution and its edition."""
    uses: tuple[Use, ...]
    majority: str = ""
    """What the legislature's vote takes."""
    source: str = "Constitute text of that edition (repository marcomorucci/Clustering-Constitutions, 2014)"
    checked: date = date(2026, 11, 23)
    weekend: tuple[int, ...] = (5, 6)
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Templates:
    heads: dict[str, str]
    """What makes a treaty need the legislature, as expressions over facts."""
    rules: dict[str, tuple[dict[str, Any], ...]]
    path: dict[str, Any] = field(default_factory=dict)


@cache
def countries() -> dict[str, Country]:
    """The table by code."""
    text = files(__package__).joinpath("data/countries.yaml").read_text(encoding="utf-8")
    rows = from_yaml(text, tuple[Country, ...], where="countries.yaml")
    return {row.code: row for row in rows}


def pack_of(country: Country) -> PackEntry:
    """The pack that a row of the table makes.

    Raises:
        InvalidData: it uses a template that does not exist, or leaves a place in it open.
    """
    citations, rules = applied(country, country.uses, "countries.yaml")
    return PackEntry(
        pack=f"{country.state} - constitution",
        jurisdiction=country.code,
        title=country.state,
        checked=country.checked,
        citations=citations,
        rules=rules,
        path=general_path(country),
    )


def applied(
    country: Country, uses: tuple[Use, ...], where: str
) -> tuple[dict[str, Citation], tuple[RuleEntry, ...]]:
    """Citations and rules that templates make for a state."""
    citations: dict[str, Citation] = {}
    rules: list[RuleEntry] = []
    for use in uses:
        key = f"{country.code.lower()}.{use.id or use.rule}"
        citations[key] = Citation(
            use.instrument or country.instrument,
            use.pin,
            use.says,
            use.verified,
            use.source or (country.source if use.verified else "remembered"),
            country.checked,
        )
        places = _places(country, use, key, where)
        if use.rule not in _templates().rules:
            known = ", ".join(_templates().rules)
            raise InvalidData(f"{where}: there is no template {use.rule!r}; there are: {known}")
        for raw in _templates().rules[use.rule]:
            rule = convert(_filled(raw, places, f"{where}, {key}"), RuleEntry, where=f"{where}, {key}")
            rules.append(rule if use.verified else _unread(rule))
    return citations, tuple(rules)


def _unread(rule: RuleEntry) -> RuleEntry:
    """A rule whose provision nobody read: its cases end where they would conflict in "cannot tell"."""
    open_ = Outcome.CANNOT_TELL
    return replace(
        rule,
        tests=tuple(
            replace(case, expect=open_) if case.expect is Outcome.CONFLICTS else case for case in rule.tests
        ),
    )


def _places(country: Country, use: Use, key: str, where: str) -> dict[str, str]:
    heads = []
    for head in use.heads:
        if head not in _templates().heads:
            known = ", ".join(_templates().heads)
            raise InvalidData(f"{where}: there is no head {head!r}; there are: {known}")
        heads.append(_templates().heads[head])
    return {
        "key": key,
        "code": country.code.lower(),
        "state": in_prose(country.state),
        "parliament": use.body or country.parliament,
        "says": use.says,
        "heads": " or ".join(heads) or "is_treaty",
        "number": f"{use.number:g}",
        "over": f"{use.number + 1:g}",
        "half": f"{use.number / 2:g}",
        "consequence": use.consequence,
    }


def general_path(country: Country) -> PathEntry:
    """The way to entry into force as it is estimated for any state, in the names of this one."""
    places = {
        "state": in_prose(country.state),
        "parliament": country.parliament,
        "majority": country.majority,
    }
    where = "templates.yaml, path"
    general = convert(_filled(_templates().path, places, where), PathEntry, where=where)
    return replace(general, weekend=country.weekend)


def _filled(raw: Any, places: dict[str, str], where: str) -> Any:
    """The template with every ``{place}`` filled in; what is a number alone becomes one."""
    if isinstance(raw, dict):
        return {key: _filled(value, places, where) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_filled(value, places, where) for value in raw]
    if not isinstance(raw, str) or "{" not in raw:
        return raw
    try:
        text = _PLACE.sub(lambda found: places[found[1]], raw)
    except KeyError as error:
        raise InvalidData(f"{where}: nothing to fill in for {error}") from error
    return float(text) if _PLACE.fullmatch(raw) and re.fullmatch(r"\d+(?:\.\d+)?", text) else text


_PLACE = re.compile(r"\{([a-z_]+)\}")


@cache
def _templates() -> _Templates:
    text = files(__package__).joinpath("data/templates.yaml").read_text(encoding="utf-8")
    return from_yaml(text, _Templates, where="templates.yaml")
