"""What people say of a draft, and whether its text bears them out.

What a review asks is loaded with the room, the rest when it is asked for.
"""

from typing import TYPE_CHECKING

from fullpowers.doors import opened

from .checks import Text
from .dating import published
from .disagreeing import disagreements
from .verifying import verify

if TYPE_CHECKING:
    from .suggesting import Endpoint, suggest

__getattr__ = opened(__name__, {"suggesting": ("Endpoint", "suggest")})

__all__ = ["Endpoint", "Text", "disagreements", "published", "suggest", "verify"]
