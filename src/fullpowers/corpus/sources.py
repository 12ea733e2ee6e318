"""What stands in the folders and files that are to be added, one item at a time, in a stable order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from fullpowers.model import InvalidData, Refusal, UnreadableInput

from .entries import Item

_KINDS = (".xml", ".akn", ".txt", ".md", ".html", ".htm", ".docx", ".docm", ".odt", ".rtf", ".pdf", ".eml")
"""Suffixes of the files that are looked for in a folder; a file that is named itself is always tried."""
_ROWS = (".jsonl", ".ndjson")
_LARGEST = 100 * 2**20
"""Bytes of one file, and of one line of a JSONL file."""
_SAID = ("title", "year", "parties", "language", "kind", "resources")
_TITLES = ("title", "name", "contract_title")
"""Fields of a row that may hold its title, the first that is there."""


def items(paths: Iterable[Path]) -> Iterator[Item]:
    """Every item under the paths: files of folders by name, and the rows of JSONL files.

    A row is an object with ``text`` and, where its collection knows them, ``title``, ``year``, ``parties``
    (codes of states), ``language``, ``kind`` and ``resources``; lists may be given as lists.

    Raises:
        UnreadableInput: a path does not exist or cannot be read.
        InvalidData: a JSONL file is not one.
    """
    for path in paths:
        if not path.exists():
            raise UnreadableInput(Refusal.MISSING, str(path), "there is no such file or folder")
        for file in sorted(_files(path)) if path.is_dir() else [path]:
            if file.suffix.lower() in _ROWS:
                yield from _rows(file)
            elif not path.is_dir() or file.suffix.lower() in _KINDS:
                yield Item(str(file), _bytes(file))


def _files(folder: Path) -> Iterator[Path]:
    return (one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            return b""
        return file.read_bytes()
    except OSError as error:
        raise UnreadableInput(Refusal.MISSING, str(file), error.strerror or "it cannot be read") from error


def _rows(file: Path) -> Iterator[Item]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            name = f"{file}:{number}"
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InvalidData(f"{name}: not a line of JSON: {error}") from error
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                raise InvalidData(f"{name}: a row is an object with the agreement's `text`")
            said = {key: _plain(row[key]) for key in _SAID if row.get(key)}
            title = next((row[key] for key in _TITLES if isinstance(row.get(key), str)), "")
            yield Item(name, row["text"].encode(), said | ({"title": title} if title else {}))


def _plain(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
