"""Where a change stands, for a person: ``Article 3(2)(a)`` instead of a path."""

from __future__ import annotations

from fullpowers.model import Change, Instrument, Notice, Passage, Provision, ProvisionKind

_NESTED = (ProvisionKind.PARAGRAPH, ProvisionKind.POINT)


class Places:
    """Names of the provisions of two drafts."""

    def __init__(self, old: Instrument, new: Instrument) -> None:
        self._new = new.id
        self._names = {old.id: _names(old), new.id: _names(new)}

    def of(self, change: Change) -> str:
        """Where the change stands in the new draft, or stood in the old one."""
        passage = (change.new or change.old)[0]
        name = self.passage(passage)
        return name if passage.instrument == self._new else f"{name} of the earlier draft"

    def said(self, notice: Notice) -> str:
        """The notice, with the name of its place instead of the path at its beginning."""
        passage = notice.passage
        if passage is None or not passage.path or not notice.message.startswith(passage.path):
            return notice.message
        return self.passage(passage) + notice.message[len(passage.path) :]

    def passage(self, passage: Passage) -> str:
        """The provision that holds the passage."""
        return self._names[passage.instrument].get(passage.path) or "Opening words"


def _names(side: Instrument) -> dict[str, str]:
    found: dict[str, str] = {}
    waiting = [(provision, "") for provision in side.provisions]
    while waiting:
        provision, above = waiting.pop()
        name = found[provision.path] = _name(provision, above)
        waiting += [(child, name) for child in provision.children]
    return found


def _name(provision: Provision, above: str) -> str:
    number = provision.number.rstrip(".:")
    if provision.kind in _NESTED and number:
        inner = number if number.startswith("(") else f"({number.strip('()')})"
        return f"{above}{inner}" if above else inner
    if number and provision.kind not in (ProvisionKind.ROW, ProvisionKind.TABLE, ProvisionKind.NOTE):
        return number[:1].upper() + number[1:]
    last = provision.path.rpartition("/")[2]
    counted = last.rpartition("-")[2]
    name = provision.kind.value + (f" {counted}" if counted.isdigit() else "")
    if provision.kind is ProvisionKind.TEXT:
        return above
    return f"{above}, {name}" if above else name[:1].upper() + name[1:]
