"""The edges of the model: JSON for every type, both ways, with a JSON Schema; YAML data in.

Encoding is canonical: the same value gives the same bytes on every run and machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from .errors import InvalidData

T = TypeVar("T")

_DEPTH = 100
"""Lists and mappings inside each other in YAML; an economics file has eight."""
_SCALARS = (
    (r"^(?:true|false)$", "tf"),
    (r"^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*)$", "-+0123456789"),
    (
        r"^(?:[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|\.[0-9][0-9_]*|[0-9]+[eE][-+]?[0-9]+|\.inf)|\.nan)$",
        "-+0123456789.",
    ),
)
"""Truth values, whole numbers and fractions: how they are written, and their first letters."""


def to_json(value: object, *, indent: int = 2) -> str:
    """JSON text of any value of the model; numbers that must be exact are strings."""
    encoded = msgspec.json.encode(value, order="deterministic")
    return msgspec.json.format(encoded, indent=indent).decode()


def plain(value: object) -> Any:
    """The value as mappings, lists, texts and numbers, as it would be written in YAML."""
    return msgspec.json.decode(msgspec.json.encode(value))


def from_json(text: str | bytes, kind: type[T]) -> T:
    """The value of type ``kind`` that ``text`` encodes.

    Raises:
        InvalidData: the text is not JSON, or not of that type; the message names the place.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise InvalidData(f"not a valid {kind.__name__}: {error}") from error


def convert(value: object, kind: type[T], *, where: str) -> T:
    """Plain data (from YAML, say) as a value of type ``kind``; ``where`` names the file in an error.

    Raises:
        InvalidData: a field is missing, unknown or of another type.
    """
    try:
        converted = msgspec.convert(value, kind, strict=True, str_keys=True)
    except msgspec.MsgspecError as error:
        raise InvalidData(f"{where}: {error}") from error
    for place, name, known in _dropped(value, msgspec.to_builtins(converted, str_keys=True), ""):
        from difflib import get_close_matches  # only when something is wrong

        near = get_close_matches(name, known, 1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        raise InvalidData(f"{where}: unknown field {name!r} in {place or 'the whole'}{meant}")
    return converted


def _dropped(given: object, kept: object, place: str) -> Iterator[tuple[str, str, list[str]]]:
    """Fields of ``given`` that the type had no room for: (place, name, the fields that there are)."""
    # the library drops them without a word; a mistyped key must be told, or data would say something else
    if isinstance(given, Mapping) and isinstance(kept, dict):
        for key, value in given.items():
            if str(key) not in kept:
                yield place, str(key), list(kept)
            elif isinstance(value, Mapping | list):
                yield from _dropped(value, kept[str(key)], f"{place}/{key}" if place else str(key))
    elif isinstance(given, list) and isinstance(kept, list | tuple):
        for index, (value, taken) in enumerate(zip(given, kept, strict=False)):
            if isinstance(value, Mapping):
                told = value.get("id", value.get("name", index + 1))
                yield from _dropped(value, taken, f"{place}/{told}" if place else str(told))


def from_yaml(text: str, kind: type[T], *, where: str) -> T:
    """Data in YAML as a value of type ``kind``; ``where`` names the file in an error.

    Booleans are ``true`` and ``false`` only, and numbers like ``5e6`` are numbers, as in YAML 1.2, so that
    ``on``, ``no``, ``yes`` and ``12:30`` are words. Nothing stands for something elsewhere (``*alias``), and
    no key stands twice in one mapping.

    Raises:
        InvalidData: not YAML, or a field is missing, unknown or of another type.
    """
    import yaml

    try:
        _bounded(text, where)
        data = yaml.load(text, Loader=_loader())  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # a value error is a date or a number that there is not
        raise InvalidData(f"{where}: not valid YAML: {error}") from error
    if data is None:
        raise InvalidData(f"{where}: there is nothing in it")
    return convert(data, kind, where=where)


def _bounded(text: str, where: str) -> None:
    """Refuse what would take the process down when it is put together: depth in C, aliases of aliases."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEPTH:
                raise InvalidData(f"{where}: more than {_DEPTH} lists and mappings inside each other")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise InvalidData(f"{where}: *{event.anchor}: write it out; aliases are not taken")


@cache
def _loader() -> Any:
    import yaml

    class Loader(yaml.CSafeLoader):
        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            mapping: dict[Any, Any] = super().construct_mapping(node, deep)
            if len(mapping) < len(node.value):
                keys = [self.construct_object(key) for key, _ in node.value]
                twice = next(key for key in keys if keys.count(key) > 1)
                told = f"the key {twice!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, told, node.start_mark)
            return mapping

    changed = tuple(f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float"))
    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in changed]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    for tag, (pattern, first) in zip(changed, _SCALARS, strict=True):
        Loader.add_implicit_resolver(tag, re.compile(pattern), list(first))
    return Loader


def schema(kind: type[object]) -> dict[str, Any]:
    """JSON Schema (2020-12) of a type of the model."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(kind)}
