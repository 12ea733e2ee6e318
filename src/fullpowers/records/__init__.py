"""What happened in a negotiation, provably: matters, drafts, annotations, positions, and the log of all of
it.

``open_records`` opens them; the rest are the values that they give and take. ``carry`` takes selected words
to the next draft. Needs the extra ``desk`` (SQLAlchemy, Alembic).
"""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
    from fullpowers.model import InvalidData

    raise InvalidData("records need more packages: pip install 'fullpowers[desk]'")

from .annotations import LONGEST_NOTE, Annotation, Kind, Place, Remark, sound
from .carrying import Carried, Carrier, Fate, carry
from .decisions import Decision
from .documents import Document, Purpose
from .drafts import Delivery, Direction, Draft, LeadTime, lead_times
from .events import Event
from .jobs import Job, JobState
from .log import Proof, Witness
from .matters import Matter, Member, Role, Setting, matter_named
from .outbox import Channel
from .people import Person, Session
from .positions import Attitude, Position
from .records import Records, open_records
from .reviews import Reviewed
from .saving import Saved
from .selecting import Selection, quoted, select, verified
from .stamping import stamped_at
from .store import DESK, Notice, Record
from .verifying import Fault, Verification, parse_head
from .web_annotations import (
    WebAnnotation,
    as_selectors,
    as_web_annotation,
    from_selectors,
    from_web_annotation,
)

__all__ = [
    "DESK",
    "LONGEST_NOTE",
    "Annotation",
    "Attitude",
    "Carried",
    "Carrier",
    "Channel",
    "Decision",
    "Delivery",
    "Direction",
    "Document",
    "Draft",
    "Event",
    "Fate",
    "Fault",
    "Job",
    "JobState",
    "Kind",
    "LeadTime",
    "Matter",
    "Member",
    "Notice",
    "Person",
    "Place",
    "Position",
    "Proof",
    "Purpose",
    "Record",
    "Records",
    "Remark",
    "Reviewed",
    "Role",
    "Saved",
    "Selection",
    "Session",
    "Setting",
    "Verification",
    "WebAnnotation",
    "Witness",
    "as_selectors",
    "as_web_annotation",
    "carry",
    "from_selectors",
    "from_web_annotation",
    "lead_times",
    "matter_named",
    "open_records",
    "parse_head",
    "quoted",
    "select",
    "sound",
    "stamped_at",
    "verified",
]
