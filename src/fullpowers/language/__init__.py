"""An instrument's sentences to what they say: ``analyse``; the same on one page: ``view``.

sentences                 where each begins and ends, and what it completes
clauses, subjects         who, and by which words
undertakings              obligations, permissions, intentions ... with their force
terms, definitions, references
binding                   the force of the whole
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fullpowers.model import Analysis, Instrument

__all__ = ["analyse", "ready", "view"]


def analyse(instrument: Instrument, *, tradition: str = "") -> Analysis:
    """What the sentences of ``instrument`` say; see ``analysis.analyse``.

    ``tradition`` names the drafting tradition by which "will" is read; without it the parties choose.
    Deterministic; every statement carries passages of the instrument. No text makes it fail.

    Raises:
        InvalidData: there is no tradition of that name.
    """
    from .analysis import analyse as whole

    return whole(instrument, tradition=tradition)


def view(instrument: Instrument, analysis: Analysis) -> str:
    """The text as an HTML page that shows of every sentence what was understood; see ``page.view``."""
    from .page import view as page

    return page(instrument, analysis)


def ready() -> None:
    """Load and compile what any text needs: a third of a second, for whoever has to wait meanwhile."""
    from .warm import ready as warm

    warm()
