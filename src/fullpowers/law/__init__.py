"""May it be signed, by whom, with whose consent, and what conflicts with the law?

What a review asks is loaded with the room, the rest when it is asked for.
"""

from typing import TYPE_CHECKING

from fullpowers.doors import opened

from .following import follow
from .opinion import check
from .packs import Jurisdiction, jurisdictions
from .states import codes_in, parties_of

if TYPE_CHECKING:
    from .asking import next_question
    from .authoring import Complaint, Covered, coverage, explain, failures, lint, new_pack
    from .calendars import gantt, ics
    from .fixtures import Failure
    from .legalruleml import legal_rule_ml

__getattr__ = opened(
    __name__,
    {
        "asking": ("next_question",),
        "authoring": ("Complaint", "Covered", "coverage", "explain", "failures", "lint", "new_pack"),
        "calendars": ("gantt", "ics"),
        "fixtures": ("Failure",),
        "legalruleml": ("legal_rule_ml",),
    },
)

__all__ = [
    "Complaint",
    "Covered",
    "Failure",
    "Jurisdiction",
    "check",
    "codes_in",
    "coverage",
    "explain",
    "failures",
    "follow",
    "gantt",
    "ics",
    "jurisdictions",
    "legal_rule_ml",
    "lint",
    "new_pack",
    "next_question",
    "parties_of",
]
