"""Numbers with units, and dates, in English and Ukrainian legal text."""

from .mentions import Mention, find_mentions

__all__ = ["Mention", "find_mentions"]
