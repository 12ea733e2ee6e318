"""Catalogues of the brief's words in other languages: gettext's PO files, read as they are.

A language is a file ``languages/<code>.po``; nothing needs to be compiled. Python's own gettext
does the work; it reads the binary form, which is made in memory.
"""

from __future__ import annotations

import ast
import gettext
import io
import struct
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from fullpowers.model import InvalidData

if TYPE_CHECKING:
    from .hearing import Hearing

_MAGIC = 0x950412DE
_CONTEXT = "\x04"
"""Between a context and its message."""
ROOM = "room"
"""Context of the sentences that come from the rooms."""


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English is the language of the source.

    Raises:
        InvalidData: there is no catalogue for it, or it is not well formed.
    """
    if language == "en":
        return gettext.NullTranslations()
    if language not in known():
        raise InvalidData(f"no language {language!r} to write a brief in; there are {', '.join(known())}")
    return gettext.GNUTranslations(io.BytesIO(_binary(_entries(language))))


@cache
def hearing(language: str) -> Hearing | None:
    """What says the rooms' sentences in a language; nothing for English, which they speak.

    Raises:
        InvalidData: as for ``catalogue``.
    """
    words = catalogue(language)
    if language == "en":
        return None
    from .hearing import Frame, Hearing, frames

    def said(sentence: str) -> str:
        there = words.pgettext(ROOM, sentence)
        there = words.gettext(sentence) if there == sentence and "{" not in sentence else there
        return "" if there == sentence else there

    def filled(one: Frame, number: int) -> str:
        if one.plural:
            return words.npgettext(ROOM, one.sentence, one.plural, number)
        return words.pgettext(ROOM, one.sentence)

    keys = [
        key.partition(_CONTEXT)[2].split("\0")
        for key in _entries(language)
        if key.startswith(ROOM + _CONTEXT)
    ]
    found = [one for key in keys for one in frames(*key)]
    return Hearing(said, filled, tuple(sorted(found, key=lambda one: -sum(map(len, one.fixed)))))


def _entries(language: str) -> dict[str, str]:
    """The messages of a catalogue's file."""
    name = f"{language}.po"
    return messages(_folder().joinpath(name).read_text(encoding="utf-8"), name)


def known() -> tuple[str, ...]:
    """English, and every language that has a file."""
    return ("en", *sorted(file.name[:-3] for file in _folder().iterdir() if file.name.endswith(".po")))


def _folder() -> Traversable:
    return files(__package__).joinpath("languages")


def messages(text: str, name: str) -> dict[str, str]:
    """Message and translation; plural forms are joined by NUL, a context ends with EOT: the binary form.

    Raises:
        InvalidData: a line is no part of a PO file.
    """
    found: dict[str, str] = {}
    entry: dict[str, str] = {}
    field = ""
    for number, line in enumerate([*text.splitlines(), ""], 1):
        line = line.strip()
        if line.startswith("#"):
            continue
        if not line:
            if "msgid" in entry:
                key = "\0".join(entry[part] for part in ("msgid", "msgid_plural") if part in entry)
                if "msgctxt" in entry:
                    key = f"{entry['msgctxt']}{_CONTEXT}{key}"
                forms = [entry[part] for part in sorted(entry) if part.startswith("msgstr")]
                if any(forms):
                    found[key] = "\0".join(forms)
            entry, field = {}, ""
            continue
        word, _, rest = ("", "", line) if line.startswith('"') else line.partition(" ")
        field = word or field
        try:
            entry[field] = entry.get(field, "") + str(ast.literal_eval(rest))
        except (SyntaxError, ValueError) as error:
            raise InvalidData(f"{name}, line {number}: not a line of a catalogue") from error
    return found


def _binary(found: dict[str, str]) -> bytes:
    """The MO form: two tables of lengths and offsets, then all strings."""
    pairs = sorted((key.encode(), value.encode()) for key, value in found.items())
    start = 28 + 16 * len(pairs)
    tables: list[bytes] = []
    strings = b""
    for column in (0, 1):
        table = b""
        for pair in pairs:
            table += struct.pack("<II", len(pair[column]), start + len(strings))
            strings += pair[column] + b"\0"
        tables.append(table)
    head = struct.pack("<IIIIIII", _MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + tables[0] + tables[1] + strings
