"""Two drafts to a Comparison: ``compare``; and either draft from the other: ``apply``, ``reverse``."""

from .comparing import compare
from .rebuilding import apply, reverse

__all__ = ["apply", "compare", "reverse"]
