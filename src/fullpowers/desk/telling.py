"""What happened, in words for all who see the log: no word of a draft or of the team's view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml
from fullpowers.records import Event

_NAMES = {
    "annotation": "type",
    "document": "name",
    "matter": "name",
    "member": "role",
    "witness": "where",
}
"""What of a record is its name in the log."""


@dataclass(frozen=True, slots=True)
class Told:
    """How an event of this kind and verb is said."""

    kind: str
    verb: str
    says: str


def said(event: Event) -> str:
    """What happened: ``note written (objection)``, ``draft received: Draft 2``."""
    state = event.state
    if event.kind == "draft":
        what = str(state.get("label") or state.get("name", ""))
    else:
        what = str(state.get(_NAMES.get(event.kind, ""), ""))
    known = _told().get((event.kind, event.verb))
    if known is not None:
        words = known.replace("{what}", what)
    else:
        words = f"{event.kind} {event.verb}{f': {what}' if what else ''}"
    return f"{words}, taking back no. {event.undoes}" if event.undoes else words


@cache
def _told() -> dict[tuple[str, str], str]:
    text = files("fullpowers.desk").joinpath("data", "events.yaml").read_text(encoding="utf-8")
    return {(one.kind, one.verb): one.says for one in from_yaml(text, tuple[Told, ...], where="events.yaml")}
