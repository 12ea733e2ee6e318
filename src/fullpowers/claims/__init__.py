"""What people say of a draft, and whether its text bears them out."""

from .checks import Text
from .dating import published
from .disagreeing import disagreements
from .suggesting import Endpoint, suggest
from .verifying import verify

__all__ = ["Endpoint", "Text", "disagreements", "published", "suggest", "verify"]
