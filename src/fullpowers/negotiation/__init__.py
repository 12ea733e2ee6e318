"""What could be agreed at home and abroad, and what to answer."""

from .division import adjusted_winner
from .negotiating import negotiate
from .preferences import Preferences
from .preferences import load as load_preferences

__all__ = ["Preferences", "adjusted_winner", "load_preferences", "negotiate"]
