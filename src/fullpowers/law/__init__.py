"""May it be signed, by whom, with whose consent, and what conflicts with the law?"""

from .opinion import check
from .packs import Jurisdiction, jurisdictions
from .states import parties_of

__all__ = ["Jurisdiction", "check", "jurisdictions", "parties_of"]
