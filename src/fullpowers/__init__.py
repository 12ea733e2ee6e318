"""fullpowers reads a draft agreement before somebody signs it."""

from ._version import __version__

__all__ = ["__version__"]
