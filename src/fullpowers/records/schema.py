"""The tables. The log is what happened; ``record`` is what it comes to, and can be made again from it.

Few tables on purpose: a record's content is one JSON text that its event holds too, so that undoing,
exporting, checking and comparing versions are each written once for every kind of record. What is no part
of what happened in a matter (passwords, sessions, jobs, channels) stands in tables of its own and never
leaves with a matter. A change here goes with a new file in ``migrations/versions``.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

LOG = Table(
    "log",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("last", String(64), nullable=False),  # hash of the last event
)
"""One log for each matter, and one for the desk itself."""

EVENT = Table(
    "event",
    METADATA,
    Column("log", String(32), ForeignKey("log.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("body", Text, nullable=False),  # the bytes that are hashed
    Column("target", String(32), nullable=False),
    Column("writer", String(32), nullable=False),
    Column("key", String(200)),  # the client's, so that a write sent twice is done once
    UniqueConstraint("writer", "key"),
    Index(None, "log", "target"),
)

RECORD = Table(
    "record",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("log", String(32), ForeignKey("log.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("first", Integer, nullable=False),  # seq of its first event
    Column("version", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Index(None, "log", "kind"),
)

CREDENTIAL = Table(
    "credential",
    METADATA,
    Column("person", String(32), ForeignKey("record.id"), primary_key=True),
    Column("secret", Text, nullable=False),
    Column("changed", String(40), nullable=False),
)

FACTOR = Table(
    "factor",
    METADATA,
    Column("person", String(32), ForeignKey("record.id"), primary_key=True),
    Column("state", Text, nullable=False),  # the desk's, with a secret that codes are reckoned from
)

SESSION = Table(
    "session",
    METADATA,
    Column("id", String(64), primary_key=True),  # hash of the token that the browser holds
    Column("person", String(32), ForeignKey("record.id"), nullable=False),
    Column("made", String(40), nullable=False),
    Column("seen", String(40), nullable=False),
    Column("until", String(40), nullable=False),
    Column("data", Text, nullable=False),
    Index(None, "person"),
)

PASSWORD = Table(
    "password",
    METADATA,
    Column("draft", String(32), ForeignKey("record.id"), primary_key=True),
    Column("words", Text, nullable=False),  # as it is, since a protected file is opened with it
)

JOB = Table(
    "job",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("matter", String(32), nullable=False),
    Column("task", Text, nullable=False),
    Column("person", String(32), nullable=False),
    Column("state", String(20), nullable=False),
    Column("progress", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("made", String(40), nullable=False),
    Column("lease", String(40), nullable=False),  # until when a worker holds it; when to try again
    Column("result", Text, nullable=False),
    Index(None, "state", "lease"),
    Index(None, "matter"),
)

CHANNEL = Table(
    "channel",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("person", String(32), ForeignKey("record.id"), nullable=False),
    Column("address", Text, nullable=False),  # an Apprise address, which holds secrets
    Column("wishes", Text, nullable=False),
    Index(None, "person"),
)

NOTICE = Table(
    "notice",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("channel", Integer, ForeignKey("channel.id", ondelete="CASCADE"), nullable=False),
    Column("log", String(32), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("due", String(40), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sent", String(40), nullable=False),  # empty until it is
    Column("fault", Text, nullable=False),
    Index(None, "sent", "due"),
)
