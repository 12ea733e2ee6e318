"""What could be agreed at home and abroad, and what to answer.

What a review asks is loaded with the room, the rest when it is asked for.
"""

from typing import TYPE_CHECKING

from fullpowers.doors import opened

from .genius import genius
from .instructing import instructed
from .negotiating import negotiate
from .preferences import Preferences
from .preferences import load as load_preferences

if TYPE_CHECKING:
    from .division import Division, adjusted_winner, load_items, proportional
    from .eliciting import Question, elicit
    from .starting import Drafted, start

__getattr__ = opened(
    __name__,
    {
        "division": ("Division", "adjusted_winner", "load_items", "proportional"),
        "eliciting": ("Question", "elicit"),
        "starting": ("Drafted", "start"),
    },
)

__all__ = [
    "Division",
    "Drafted",
    "Preferences",
    "Question",
    "adjusted_winner",
    "elicit",
    "genius",
    "instructed",
    "load_items",
    "load_preferences",
    "negotiate",
    "proportional",
    "start",
]
