"""Law packs: the YAML files that ship and those of the user's folders, read and joined for one side."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from fullpowers.model import InvalidData, convert, from_yaml

from .entries import FactSpec, PackEntry
from .linking import Law, link
from .plainly import plainly
from .templates import Country, applied, countries, general_path, pack_of

_BIGGEST = 2_000_000
"""Bytes of a pack file."""
_UNION = "EU"
"""The jurisdiction whose packs may bind states besides itself."""
_DATA = resources.files(__package__) / "data"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A state (or ``INT``, the law of treaties) whose law ships with fullpowers."""

    code: str
    title: str
    rules: int


@cache
def jurisdictions() -> tuple[Jurisdiction, ...]:
    """The jurisdictions that have a pack, ``INT`` first, then by code."""
    found: dict[str, Jurisdiction] = {}
    for folder in sorted((_DATA / "packs").iterdir(), key=lambda f: (f.name != "int", f.name)):
        for file in _yaml_files(folder):
            entry = _pack(file)[1]
            known = found.get(entry.jurisdiction)
            rules = (known.rules if known else 0) + len(entry.rules)
            found[entry.jurisdiction] = Jurisdiction(
                entry.jurisdiction, known.title if known else entry.title, rules
            )
    for code, row in countries().items():
        known = found.get(code)
        rules = (known.rules if known else 0) + len(pack_of(row).rules)
        found[code] = Jurisdiction(code, row.state, rules)
    return tuple(sorted(found.values(), key=lambda one: (one.code != "INT", one.code)))


def law_of(jurisdiction: str, folders: Sequence[Path] = (), party: str = "") -> Law:
    """The law for one side: international law, its own, what it owes to a union, the user's ``folders``.

    A pack counts when its ``jurisdiction`` is this one or ``INT``, or when it binds this one. Of the law of
    a union, ``party`` names whose part is asked: that of a state that owes it something, or its own.

    Raises:
        InvalidData: a folder is missing, or a pack is not well formed; the message names file and rule.
    """
    return _joined(jurisdiction, tuple(folders), party) if folders else _installed(jurisdiction, party)


def bound_by(jurisdiction: str) -> frozenset[str]:
    """The states that owe the law of this jurisdiction to it; none for a state."""
    return frozenset(code for _, entry, _ in _of_unions() for code in entry.binds if jurisdiction == _UNION)


def packs_in(folder: Path) -> list[tuple[str, PackEntry, str]]:
    """File name, content and SHA-256 of each pack in a user's folder.

    Raises:
        InvalidData: there is no such folder, or a pack is not well formed.
    """
    if not folder.is_dir():
        raise InvalidData(f"{folder}: not a folder of law packs")
    return [_whole(*_pack(file)) for file in _yaml_files(folder)]


def _whole(name: str, entry: PackEntry, digest: str) -> tuple[str, PackEntry, str]:
    """A pack of whose patterns each is one; those that ship are compiled when they are needed."""
    for spec in entry.facts:
        for pattern in (*spec.yes, *spec.no, *spec.unclear):
            for expression in (pattern.match, pattern.unless):
                try:
                    re.compile(expression)
                except re.error as error:
                    raise InvalidData(f"{name}: fact {spec.name}: {expression!r}: {error}") from error
    return name, entry, digest


@cache
def common_facts() -> tuple[FactSpec, ...]:
    """The facts that every pack may speak of."""
    return tuple(
        spec
        for file in _yaml_files(_DATA / "facts")
        for spec in from_yaml(file.read_text(encoding="utf-8"), tuple[FactSpec, ...], where=file.name)
    )


@cache
def _installed(jurisdiction: str, party: str) -> Law:
    return _joined(jurisdiction, (), party)


def _joined(jurisdiction: str, folders: Sequence[Path], party: str) -> Law:
    names = dict.fromkeys(name for name in ("INT", jurisdiction) if name != _UNION)
    read = [*_from_table(jurisdiction)]
    read += [_pack(file) for name in names for file in _yaml_files(_DATA / "packs" / name.lower())]
    read += [*_of_unions(), *(pack for folder in folders for pack in packs_in(folder))]
    counting = [pack for pack in read if _counts(pack[1], jurisdiction, party)]
    return link(common_facts(), _with_a_path(counting, jurisdiction), jurisdiction)


def _with_a_path(
    packs: list[tuple[str, PackEntry, str]], jurisdiction: str
) -> list[tuple[str, PackEntry, str]]:
    """The packs; where none of them has a path, a state's pack of templates gets the general one."""
    if any(entry.path for _, entry, _ in packs):
        return packs
    return [
        (name, replace(entry, path=general_path(_country(entry))), digest)
        if entry.jurisdiction == jurisdiction and entry.uses and entry.parliament
        else (name, entry, digest)
        for name, entry, digest in packs
    ]


def _country(entry: PackEntry) -> Country:
    """The head of a pack as templates take it."""
    return Country(
        entry.jurisdiction, entry.title, entry.parliament, entry.instrument, (), checked=entry.checked
    )


def _counts(entry: PackEntry, jurisdiction: str, party: str) -> bool:
    if party and entry.jurisdiction == jurisdiction:
        return party in (entry.binds or (jurisdiction,))
    return entry.jurisdiction in ("INT", jurisdiction) or jurisdiction in entry.binds


@cache
def _of_unions() -> tuple[tuple[str, PackEntry, str], ...]:
    """The packs that may bind others than their own jurisdiction."""
    return tuple(_pack(file) for file in _yaml_files(_DATA / "packs" / _UNION.lower()))


def _from_table(jurisdiction: str) -> list[tuple[str, PackEntry, str]]:
    """The pack of a state of the table; its hash is that of the table and the templates."""
    if jurisdiction not in countries():
        return []
    raw = b"".join((_DATA / name).read_bytes() for name in ("countries.yaml", "templates.yaml"))
    return [("countries.yaml", pack_of(countries()[jurisdiction]), hashlib.sha256(raw).hexdigest())]


def _pack(file: Traversable) -> tuple[str, PackEntry, str]:
    """File name, content and SHA-256 of a pack file."""
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        raise InvalidData(f"{file.name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InvalidData(f"{file.name}: not UTF-8 text") from error
    if len(raw) > _BIGGEST:
        raise InvalidData(f"{file.name}: a pack of {len(raw)} bytes; the most is {_BIGGEST}")
    try:
        data = from_yaml(text, dict[str, Any], where=file.name)
        entry = _entry(data, file.name)
    except RecursionError as error:
        raise InvalidData(f"{file.name}: too deeply nested") from error
    if entry.uses:
        citations, rules = applied(_country(entry), entry.uses, file.name)
        entry = replace(entry, citations={**entry.citations, **citations}, rules=(*entry.rules, *rules))
    return file.name, entry, hashlib.sha256(raw).hexdigest()


def _entry(data: dict[str, Any], where: str) -> PackEntry:
    try:
        return convert(data, PackEntry, where=where)
    except InvalidData as error:
        raise InvalidData(plainly(str(error), data)) from error


def _yaml_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((f for f in folder.iterdir() if f.name.endswith((".yaml", ".yml"))), key=lambda f: f.name)
