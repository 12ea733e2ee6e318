"""fullpowers reads a draft agreement before somebody signs it.

The functions are listed in the order in which a person would use them::

    draft = read("draft-3.docx")                 # a file              -> Instrument
    analysis = analyse(draft)                    # its sentences       -> terms, undertakings
    comparison = compare(read("draft-2.docx"), draft)
    opinion = check(draft, analysis, jurisdiction="UA", on=date(2025, 2, 21))
    ledger = weigh(draft, analysis)

    result = review("draft-3.docx", against="draft-2.docx", side="UA")   # all of it
    Path("brief.html").write_text(render(result, "html"))

In a notebook values show themselves; ``view(result, "law")`` shows one part, ``tables(result)`` are all
lists as frames, ``charts(result)`` all pictures.

A room is imported when its function is first used, so that ``import fullpowers`` stays quick.
"""

import sys
from typing import TYPE_CHECKING

from ._version import __version__
from .doors import opened
from .matter import Circumstances
from .matter import load as load_matter
from .review import review

if TYPE_CHECKING:
    from .balance import Assessed, score, weigh
    from .brief import Edition, charts, publish, render
    from .comparison import compare
    from .frames import tables
    from .language import analyse
    from .law import check
    from .notebook import view
    from .reading import read

__getattr__ = opened(
    __name__,
    {
        "reading": ("read",),
        "language": ("analyse",),
        "comparison": ("compare",),
        "law": ("check",),
        "balance": ("Assessed", "score", "weigh"),
        "brief": ("Edition", "charts", "publish", "render"),
        "frames": ("tables",),
        "notebook": ("view",),
    },
)

__all__ = [
    "Assessed",
    "Circumstances",
    "Edition",
    "__version__",
    "analyse",
    "charts",
    "check",
    "compare",
    "load_matter",
    "publish",
    "read",
    "render",
    "review",
    "score",
    "tables",
    "view",
    "weigh",
]

if "IPython" in sys.modules:
    from .notebook import install

    install()
