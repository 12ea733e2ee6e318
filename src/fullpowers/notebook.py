"""Reviews in a notebook: a value shows itself, one part of the brief by itself, tables, pictures.

Importing fullpowers inside IPython makes its values show themselves; elsewhere nothing is loaded.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .brief import Edition
    from .model import Comparison, Ledger, Opinion, Review, Valuation

_HEIGHT = 32
"""Of a part in the notebook, in rem; it can be scrolled."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that a notebook shows in a frame of its own, where nothing of the draft can act."""

    html: str

    def _repr_html_(self) -> str:
        return (
            f'<iframe sandbox srcdoc="{escape(self.html)}" title="fullpowers" '
            f'style="width:100%;height:{_HEIGHT}rem;border:1px solid #ccc"></iframe>'
        )


def view(review: Review, part: str = "answers", edition: Edition | None = None) -> Shown:
    """One part of the brief: ``answers``, ``changes``, ``law``, ``money``, ``text`` (the redline) ...

    Raises:
        EvidenceError: a passage of the review does not stand in the stored text; nothing is shown.
        InvalidData: this brief has no such part.
    """
    from .brief import part as drawn

    return Shown(drawn(review, part, edition))


def install() -> None:
    """Make values show themselves, when this runs inside IPython; a value is drawn only when it is shown."""
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return
    formatter = shell.display_formatter.formatters["text/html"]
    for name, draw in (
        ("Review", lambda value: view(value)._repr_html_()),
        ("Comparison", _changes),
        ("Opinion", _findings),
        ("Ledger", _entries),
        ("Valuation", _estimates),
    ):
        formatter.for_type_by_name(f"fullpowers.model.{_HOMES[name]}", name, draw)


_HOMES = {
    "Review": "review",
    "Comparison": "comparing",
    "Opinion": "legal",
    "Ledger": "weighing",
    "Valuation": "valuing",
}


def _changes(value: Comparison) -> str:
    from .model import ChangeKind

    return _table("changes", [one for one in value.changes if one.kind is not ChangeKind.UNCHANGED])


def _findings(value: Opinion) -> str:
    return _table("findings", value.findings)


def _entries(value: Ledger) -> str:
    return _table("entries", value.entries)


def _estimates(value: Valuation) -> str:
    from .frames import Table
    from .value import tables

    return Table("estimates", tuple(tables(value)["estimates"]))._repr_html_()


def _table(name: str, values: Iterable[object]) -> str:
    from .frames import table

    return table(name, values)._repr_html_()
