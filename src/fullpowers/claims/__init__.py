"""What officials and the press say of a draft, and whether its text bears them out."""

from .verifying import verify

__all__ = ["verify"]
