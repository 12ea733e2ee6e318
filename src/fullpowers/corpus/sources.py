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
_TOO_LARGE = "it is larger than 100 MiB"
_SAID = ("title", "year", "parties", "language", "kind", "resources")
_TITLES = ("title", "name", "contract_title")
"""Fields of a row that may hold its title, the first that is there."""


def items(paths: Iterable[Path]) -> Iterator[Item]:
    """Every item under the paths: files of folders by name, and the rows of JSONL files.

    A row is an object with ``text`` and, where its collection knows them, ``title``, ``year``, ``parties``
    (codes of states), ``language``, ``kind`` and ``resources``; lists may be given as lists. A file that
    cannot be had, and a line that is no row, is an item that says why: the others are added.

    Raises:
        UnreadableInput: a path does not exist.
        InvalidData: a JSONL file is not one, as its first line shows.
    """
    for path in paths:
        if not path.exists():
            raise UnreadableInput(Refusal.MISSING, str(path), "there is no such file or folder")
        for file in sorted(_files(path)) if path.is_dir() else [path]:
            if file.suffix.lower() in _ROWS:
                yield from _rows(file)
            elif not path.is_dir() or file.suffix.lower() in _KINDS:
                yield _item(file)


def _files(folder: Path) -> Iterator[Path]:
    return (one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())


def _item(file: Path) -> Item:
    try:
        if not file.is_file():
            return Item(str(file), b"", refused="it is no file")
        if file.stat().st_size > _LARGEST:
            return Item(str(file), b"", refused=_TOO_LARGE)
        return Item(str(file), file.read_bytes())
    except OSError as error:
        return Item(str(file), b"", refused=error.strerror or "it cannot be read")


def _rows(file: Path) -> Iterator[Item]:
    any_row = False
    try:
        with file.open("rb") as stream:
            for number, line in enumerate(iter(lambda: stream.readline(_LARGEST + 1), b""), 1):
                if line.strip():
                    row = _row(f"{file}:{number}", line)
                    if row.refused and not any_row:
                        raise InvalidData(f"{row.name}: {row.refused}")
                    any_row = True
                    yield row
                while len(line) > _LARGEST and not line.endswith(b"\n"):
                    line = stream.readline(_LARGEST + 1)
    except OSError as error:
        yield Item(str(file), b"", refused=error.strerror or "it cannot be read")


def _row(name: str, line: bytes) -> Item:
    if len(line) > _LARGEST:
        return Item(name, b"", refused=_TOO_LARGE)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Item(name, b"", refused=f"not a line of JSON: {error}")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Item(name, b"", refused="a row is an object with the agreement's `text`")
    said = {key: _plain(row[key]) for key in _SAID if row.get(key)}
    title = next((row[key] for key in _TITLES if isinstance(row.get(key), str)), "")
    # half a character, which JSON can write and no text has, becomes a question mark
    return Item(name, _whole(row["text"]).encode(), said | ({"title": _whole(title)} if title else {}))


def _plain(value: object) -> str:
    return _whole("; ".join(map(str, value)) if isinstance(value, list) else str(value))


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
