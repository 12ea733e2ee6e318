"""What the terms give and cost, in money and in gas."""

from .economics import Economics
from .economics import load as load_economics
from .valuing import Subject, value

__all__ = ["Economics", "Subject", "load_economics", "value"]
