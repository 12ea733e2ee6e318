"""Which files of a folder look like drafts, economics and preferences; by name and first words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_DRAFTS = frozenset(
    {".docx", ".docm", ".odt", ".rtf", ".pdf", ".txt", ".md", ".html", ".htm", ".xml", ".akn"}
)
_OURS = re.compile(
    r"^(?:brief|readme|redline|changelog|license|licence|requirements|notes?)\b", re.IGNORECASE
)
_PRESS = re.compile(r"press|news|article", re.IGNORECASE)
_MOST = 40
"""Files that are looked at; a folder with more is no folder of one matter."""


@dataclass(frozen=True, slots=True)
class Here:
    """What lies in a folder and in the folders below it; names are relative to it and in order."""

    drafts: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    economics: str = ""
    preferences: str = ""
    register: str = ""
    matter: str = ""


def look(folder: Path) -> Here:
    """Look through a folder, one level deep, in the order of names (``draft-2`` before ``draft-10``)."""
    inside = [path for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []
    below = [path for one in inside if one.is_dir() for path in _listed(one)]
    files = sorted((path.relative_to(folder) for path in [*inside, *below] if path.is_file()), key=_natural)
    names = [path.as_posix() for path in files]
    texts = [path for path in files if path.suffix.lower() in _DRAFTS and not _OURS.match(path.name)]
    press = [path.as_posix() for path in texts if _PRESS.search(path.as_posix())]
    drafts = [path.as_posix() for path in texts if path.as_posix() not in press]
    return Here(
        tuple(drafts[:_MOST]),
        tuple(press[:_MOST]),
        _first(names, "economics.yaml"),
        _first(names, "preferences.yaml"),
        _first(names, "register.yaml", "register.csv"),
        _first(names, "matter.yaml"),
    )


def _listed(folder: Path) -> list[Path]:
    """What a folder holds, unless it is one of a program's own."""
    if (
        folder.name in ("node_modules", "__pycache__", "sources", "src", "docs", "tests")
        or (folder / "pyvenv.cfg").exists()
    ):
        return []
    return [path for path in folder.iterdir() if not path.name.startswith(".")]


def _first(names: list[str], *wanted: str) -> str:
    return next((name for name in names if name in wanted), "")


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """Numbers in a name count as numbers."""
    parts = re.split(r"(\d{1,12})", path.as_posix().lower())
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts if part]
