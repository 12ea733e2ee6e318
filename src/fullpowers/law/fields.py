"""Fields that a pack may have: a mistyped one must be told, or a rule would quietly say something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from fullpowers.model import InvalidData


def only_known(data: object, kind: type[Any], where: str) -> None:
    """Refuse data that has a field which ``kind``, a dataclass of this room, does not have.

    Raises:
        InvalidData: names the field and the place.
    """
    for place, name in _unknown(data, kind, ""):
        raise InvalidData(f"{where}: unknown field {name!r} in {place or 'the pack'}")


def _unknown(data: object, kind: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(data, dict):
        known = _hints(kind)
        for name, value in data.items():
            if name not in known:
                yield place, str(name)
            else:
                yield from _unknown(value, known[name], f"{place}/{name}" if place else str(name))
    elif isinstance(data, list):
        inner = next((arg for arg in get_args(kind) if arg is not Ellipsis), None)
        for index, value in enumerate(data):
            told = value.get("id", value.get("name", index)) if isinstance(value, dict) else index
            yield from _unknown(value, inner, f"{place}/{told}")
    elif isinstance(data, dict) and len(get_args(kind)) == 2:  # a mapping of names to values
        for name, value in data.items():
            yield from _unknown(value, get_args(kind)[1], f"{place}/{name}")


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}
