"""Domains of GENIUS, the exchange format of the field: a domain and one utility profile for each party.

Format as GENIUS and NegMAS write it: discrete issues with items, or integer issues with a range; an additive
utility, the sum over the issues of weight times evaluation over the greatest evaluation; a reservation value.
Source: Lin et al. 2014, Genius: an integrated environment for supporting the design of generic automated
negotiators.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fullpowers.model import InvalidData

from .preferences import ActorEntry, IssueEntry, OptionEntry, Preferences

_LARGEST = 1_000_000
"""Bytes of a file: the greatest public domain is far below."""


@dataclass(frozen=True, slots=True)
class _Profile:
    weights: dict[str, float]
    evaluations: dict[str, dict[str, float]]
    reservation: float


def genius(domain: Path, ours: Path, theirs: Path) -> Preferences:
    """Preferences of two principals from a domain and two profiles; ratifiers are not known to the format.

    Raises:
        InvalidData: a file is missing or no XML, or an issue is neither discrete nor a range of integers.
    """
    issues = _issues(_space(domain), domain.name)
    return Preferences(
        title=domain.stem,
        issues=tuple(
            IssueEntry(name, name, tuple(OptionEntry(item, item) for item in items)) for name, items in issues
        ),
        actors=(_actor(ours, "us", issues), _actor(theirs, "them", issues)),
    )


def _actor(file: Path, side: Literal["us", "them"], issues: list[tuple[str, list[str]]]) -> ActorEntry:
    profile = _profile(file, issues)
    values = {}
    for name, items in issues:
        given = profile.evaluations[name]
        best = max(given.values())
        values[name] = {item: 100 * given[item] / best if best else 0.0 for item in items}
    return ActorEntry(
        id=side,
        title=file.stem,
        role="principal",
        side=side,
        weights=dict(profile.weights),
        values=values,
        reservation=100 * profile.reservation,
        source=f"GENIUS profile {file.name}",
    )


def _profile(file: Path, issues: list[tuple[str, list[str]]]) -> _Profile:
    space = _space(file)
    weights_by_index = {
        str(one.get("index")): _number(one.get("value"), file.name) for one in space.iter("weight")
    }
    weights, evaluations = {}, {}
    elements = list(space.iter("issue"))
    named = {str(one.get("name")): one for one in elements}
    for name, items in issues:
        issue = named.get(name)
        if issue is None:
            raise InvalidData(f"{file.name}: no issue {name!r}, which the domain has")
        weights[name] = weights_by_index.get(str(issue.get("index")), 0.0)
        given = {
            str(item.get("value")): _number(item.get("evaluation", "0"), file.name)
            for item in issue.iter("item")
        } or _linear(issue, items, file.name)
        missing = [item for item in items if item not in given]
        if missing:
            raise InvalidData(f"{file.name}: no evaluation of {missing[0]!r} of issue {name!r}")
        if min(given.values()) < 0:
            raise InvalidData(f"{file.name}: an evaluation of issue {name!r} is below nought")
        evaluations[name] = given
    reservation = next((one.get("value", "0") for one in space.iter("reservation")), "0")
    return _Profile(weights, evaluations, _number(reservation, file.name))


def _issues(space: Any, where: str) -> list[tuple[str, list[str]]]:
    """Issues by name with their items, in the order of the file."""
    found = []
    for issue in space.iter("issue"):
        name = str(issue.get("name"))
        items = [str(item.get("value")) for item in issue.iter("item")]
        if not items and (bounds := issue.find("range")) is not None:
            low, high = (int(_number(bounds.get(key), where)) for key in ("lowerbound", "upperbound"))
            if not 0 <= high - low < 10_000:
                raise InvalidData(f"{where}: the range of issue {name!r} is empty or too wide")
            items = [str(value) for value in range(low, high + 1)]
        if not items:
            raise InvalidData(f"{where}: issue {name!r} is neither discrete nor a range of integers")
        found.append((name, items))
    if not found:
        raise InvalidData(f"{where}: no issue; is it a GENIUS domain?")
    return found


def _linear(issue: Any, items: list[str], where: str) -> dict[str, float]:
    """Values of a range by its linear evaluator: offset + slope times the value."""
    evaluator = issue.find("evaluator")
    if evaluator is None or evaluator.get("ftype", "linear") != "linear":
        return {}
    slope = _number(evaluator.get("parameter1", evaluator.get("slope", "0")), where)
    offset = _number(evaluator.get("parameter0", evaluator.get("offset", "0")), where)
    return {item: offset + slope * float(item) for item in items}


def _space(file: Path) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        data = file.read_bytes()
        if len(data) > _LARGEST:
            raise InvalidData(f"{file.name}: too large for a domain")
        return etree.fromstring(data, parser)
    except OSError as error:
        raise InvalidData(f"{file.name}: {error.strerror or error}") from error
    except etree.XMLSyntaxError as error:
        raise InvalidData(f"{file.name}: not XML: {error.msg}") from error


def _number(text: str | None, where: str) -> float:
    try:
        return float(text or "")
    except ValueError as error:
        raise InvalidData(f"{where}: {text!r} is no number") from error
