"""What could be agreed at home and abroad, and what to answer."""

from .division import Division, adjusted_winner, load_items, proportional
from .eliciting import Question, elicit
from .genius import genius
from .negotiating import negotiate
from .preferences import Preferences
from .preferences import load as load_preferences

__all__ = [
    "Division",
    "Preferences",
    "Question",
    "adjusted_winner",
    "elicit",
    "genius",
    "load_items",
    "load_preferences",
    "negotiate",
    "proportional",
]
