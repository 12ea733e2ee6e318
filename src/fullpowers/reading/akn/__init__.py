"""Akoma Ntoso 3 in and out.

writing    an Instrument as XML
markup     XML to lines and a tree
names      elements and the kinds that they stand for
"""

from .markup import MEDIA_TYPE, extract, is_akoma_ntoso
from .writing import write

__all__ = ["MEDIA_TYPE", "extract", "is_akoma_ntoso", "write"]
