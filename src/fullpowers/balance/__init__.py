"""Who gives what to whom by the words of the text, what is missing, and who gains from a revision."""

from .ledger import weigh
from .scoreboard import Assessed, score

__all__ = ["Assessed", "score", "weigh"]
