"""What the terms give and cost, in money and in gas."""

from .auditing import audit_workbook
from .drafts import Subject
from .economics import Economics
from .economics import load as load_economics
from .explaining import explain
from .tables import tables
from .valuing import value

__all__ = ["Economics", "Subject", "audit_workbook", "explain", "load_economics", "tables", "value"]
