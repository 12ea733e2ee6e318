"""What could be agreed at home and abroad, and what to answer."""

from .division import Division, adjusted_winner, load_items, proportional
from .eliciting import Question, elicit
from .genius import genius
from .instructing import instructed
from .negotiating import negotiate
from .preferences import Preferences
from .preferences import load as load_preferences
from .starting import Drafted, start

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
