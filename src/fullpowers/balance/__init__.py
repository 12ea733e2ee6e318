"""Who gives what to whom by the words of the text, and what is expected and missing."""

from .ledger import weigh

__all__ = ["weigh"]
