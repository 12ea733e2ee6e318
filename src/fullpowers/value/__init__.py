"""What the terms give and cost, in money and in gas.

What a review asks is loaded with the room, the rest when it is asked for.
"""

from typing import TYPE_CHECKING

from fullpowers.doors import opened

from .drafts import Subject
from .economics import Economics
from .economics import load as load_economics
from .tables import tables
from .valuing import value

if TYPE_CHECKING:
    from .auditing import audit_workbook
    from .explaining import explain

__getattr__ = opened(__name__, {"auditing": ("audit_workbook",), "explaining": ("explain",)})

__all__ = ["Economics", "Subject", "audit_workbook", "explain", "load_economics", "tables", "value"]
