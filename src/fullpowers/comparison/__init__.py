"""Two drafts to a Comparison: ``compare``; either text back: ``apply``, ``reverse``; files: ``redline``."""

from .amending import amend
from .comparing import compare
from .export import Format, Proof, prove, redline
from .history import history
from .positions import compile_positions
from .ranking import rank
from .rebuilding import apply, reverse
from .versions import compare_versions

__all__ = [
    "Format",
    "Proof",
    "amend",
    "apply",
    "compare",
    "compare_versions",
    "compile_positions",
    "history",
    "prove",
    "rank",
    "redline",
    "reverse",
]
