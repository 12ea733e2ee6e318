"""Two drafts to a Comparison: ``compare``; either text back: ``apply``, ``reverse``; files: ``redline``.

Beside them: ``rank`` for one side, ``history`` of a chain of drafts, ``compile_positions`` of several
parties, ``amend`` a base text, ``compare_versions`` in two languages, ``counter_draft`` of proposals (and
``propose``, the text that they make). What is not asked for is not loaded.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fullpowers.doors import opened

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

__getattr__ = opened(
    __name__,
    {
        "amending": ("amend",),
        "chain": ("history",),
        "export": ("Format", "Proof", "counter_draft", "prove", "redline"),
        "export.many": ("compilation_page", "history_page"),
        "positions": ("compile_positions",),
        "proposing": ("propose",),
        "ranking": ("rank",),
        "versions": ("compare_versions",),
    },
)

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
