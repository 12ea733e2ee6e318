"""What is wrong with a pack, for somebody who does not program: which rule, and what may stand there."""

from __future__ import annotations

import re
from typing import Any, get_args

from fullpowers.model import Outcome, Severity

from .entries import Effect, Kind, Layer, Topic

_PLACE = re.compile(r" - at `\$\.?(?P<place>[^`]*)`")
_CHOICES = {
    "kind": get_args(Kind),
    "layer": get_args(Layer),
    "topic": get_args(Topic),
    "effect": get_args(Effect),
    "expect": tuple(one.value for one in Outcome),
    "severity": tuple(one.value for one in Severity),
}


def plainly(message: str, data: object) -> str:
    """A message of the reader of YAML with the place by the names that the pack itself gives."""
    found = _PLACE.search(message)
    if found is None:
        return message
    steps = re.findall(r"\w+", found["place"])
    said = _PLACE.sub("", message)
    if "RFC3339" in said:
        said = re.sub(r"Invalid RFC3339 encoded date", "not a day; write it as 2026-03-01", said)
    field = next((step for step in reversed(steps) if not step.isdigit()), "")
    if field in _CHOICES:
        said += f"; it is one of: {', '.join(_CHOICES[field])}"
    return f"{said} (in {', '.join(_named(steps, data)) or 'the pack'})"


def _named(steps: list[str], data: object) -> list[str]:
    """The steps to a place; an entry of a list by its ``id`` or ``name`` where it has one."""
    names = []
    for step in steps:
        inner: Any = None
        if isinstance(data, list) and step.isdigit() and int(step) < len(data):
            inner = data[int(step)]
            known = inner.get("id", inner.get("name")) if isinstance(inner, dict) else None
            names.append(str(known) if known else f"number {int(step) + 1}")
        else:
            inner = data.get(step) if isinstance(data, dict) else None
            names.append(step)
        data = inner
    return names
