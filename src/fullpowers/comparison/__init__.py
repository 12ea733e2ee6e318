"""Two drafts to a Comparison: ``compare``; either text back: ``apply``, ``reverse``; files: ``redline``.

Beside them: ``rank`` for one side, ``history`` of a chain of drafts, ``compile_positions`` of several
parties, ``amend`` a base text, ``compare_versions`` in two languages, ``counter_draft`` of proposals (and
``propose``, the text that they make). What is not asked for is not loaded.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

# more threads only wait for each other at tables of this size, which costs a third of the whole comparison
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from .comparing import compare
from .rebuilding import apply, reverse

if TYPE_CHECKING:
    from .amending import amend
    from .chain import history
    from .export import Format, Proof, counter_draft, prove, redline
    from .export.many import compilation_page, history_page
    from .positions import compile_positions
    from .proposing import propose
    from .ranking import rank
    from .versions import compare_versions

_DOORS = {
    "Format": "export",
    "Proof": "export",
    "amend": "amending",
    "compilation_page": "export.many",
    "compare_versions": "versions",
    "compile_positions": "positions",
    "counter_draft": "export",
    "history": "chain",
    "history_page": "export.many",
    "propose": "proposing",
    "prove": "export",
    "rank": "ranking",
    "redline": "export",
}

__all__ = [
    "Format",
    "Proof",
    "amend",
    "apply",
    "compare",
    "compare_versions",
    "compilation_page",
    "compile_positions",
    "counter_draft",
    "history",
    "history_page",
    "propose",
    "prove",
    "rank",
    "redline",
    "reverse",
]


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_DOORS[name]}", __name__), name)
