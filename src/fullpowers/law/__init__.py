"""May it be signed, by whom, with whose consent, and what conflicts with the law?"""

from .asking import next_question
from .authoring import Complaint, Covered, coverage, explain, failures, lint, new_pack
from .calendars import gantt, ics
from .fixtures import Failure
from .following import follow
from .legalruleml import legal_rule_ml
from .opinion import check
from .packs import Jurisdiction, jurisdictions
from .states import codes_in, parties_of

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
