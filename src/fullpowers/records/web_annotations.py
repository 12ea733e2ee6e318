"""Annotations as the web knows them: W3C Web Annotation JSON, in and out.

Source of the format: W3C Recommendation "Web Annotation Data Model", 23 February 2017; selectors in its
sections 4.2.4 (``TextQuoteSelector``) and 4.2.5 (``TextPositionSelector``, which counts from 0 to behind the
end, as we do).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fullpowers.model import InvalidData

from .annotations import Annotation, Kind, Place
from .selecting import Selection, select

_MOTIVATIONS = {
    Kind.COMMENT: "commenting",
    Kind.OBJECTION: "assessing",
    Kind.PROPOSAL: "editing",
    Kind.QUESTION: "questioning",
    Kind.MISREADING: "moderating",
}


@dataclass(frozen=True, slots=True)
class WebAnnotation:
    """What an annotation from the web says; ``from_selectors`` finds its words in a draft."""

    type: Kind
    text: str
    wording: str | None
    selectors: tuple[Mapping[str, Any], ...]


def as_web_annotation(annotation: Annotation, place: Place, *, base: str, creator: str) -> dict[str, Any]:
    """The annotation at one of its places as a W3C Web Annotation; ``base`` is an address to name things
    under.

    Source of the format: W3C Recommendation "Web Annotation Data Model", 23 February 2017.
    """
    motivation = _MOTIVATIONS[annotation.type]
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "value": annotation.text, "format": "text/plain", "purpose": motivation}
    ]
    if annotation.wording is not None:
        wording = {"value": annotation.wording, "format": "text/plain", "purpose": "editing"}
        bodies.append({"type": "TextualBody", **wording})
    bodies.append({"type": "TextualBody", "value": annotation.type.value, "purpose": "tagging"})
    target: dict[str, Any] = {"source": f"{base}/drafts/{place.draft}"}
    if place.selection is not None:
        target["selector"] = as_selectors(place.selection)
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{base}/annotations/{annotation.id}",
        "type": "Annotation",
        "motivation": motivation,
        "creator": {"type": "Person", "name": creator},
        "created": annotation.at.isoformat() if annotation.at else None,
        "modified": annotation.changed.isoformat() if annotation.changed else None,
        "body": bodies,
        "target": target,
    }


def from_web_annotation(given: Mapping[str, Any]) -> WebAnnotation:
    """What a W3C Web Annotation says; bodies that are no text are left aside.

    The last body with the purpose ``editing`` is proposed wording when another body speaks beside it.

    Raises:
        InvalidData: it has no text, or no selector.
    """
    listed = _listed(given.get("body", given.get("bodyValue")))
    bodies = [{"value": one} if isinstance(one, str) else one for one in listed]
    texts = [one for one in bodies if isinstance(one, Mapping) and isinstance(one.get("value"), str)]
    tags = [one["value"] for one in texts if one.get("purpose") == "tagging"]
    said = [one for one in texts if one.get("purpose") != "tagging"]
    targets = [one for one in _listed(given.get("target")) if isinstance(one, Mapping)]
    selectors = [
        one for one in _listed(targets[0].get("selector") if targets else None) if isinstance(one, Mapping)
    ]
    if not said:
        raise InvalidData("an annotation needs a body with text")
    if not selectors:
        raise InvalidData("an annotation needs a target with selectors")
    kinds = {motivation: kind for kind, motivation in _MOTIVATIONS.items()}
    kind = next((one for one in Kind if one.value in tags), None)
    kind = kind or kinds.get(str(given.get("motivation")), Kind.COMMENT)
    wording = next((one for one in reversed(said[1:]) if one.get("purpose") == "editing"), None)
    return WebAnnotation(kind, said[0]["value"], wording["value"] if wording else None, tuple(selectors))


def as_selectors(selection: Selection) -> list[dict[str, Any]]:
    """The selection as the selectors of a W3C annotation's target."""
    quote = {"exact": selection.exact, "prefix": selection.prefix, "suffix": selection.suffix}
    position = {"start": selection.start, "end": selection.end}
    return [{"type": "TextQuoteSelector", **quote}, {"type": "TextPositionSelector", **position}]


def from_selectors(selectors: Sequence[Mapping[str, Any]], text: str, identity: str) -> Selection:
    """The selection that W3C selectors make in a canonical text.

    The position is believed where the quoted words stand there; else the quotation must stand exactly once in
    the text together with its context, or once at all.

    Raises:
        InvalidData: there is no usable selector, or the words cannot be found, or not in one place.
    """
    by_type = {str(one.get("type")): one for one in selectors if isinstance(one, Mapping)}
    quote, position = by_type.get("TextQuoteSelector", {}), by_type.get("TextPositionSelector", {})
    exact = quote.get("exact")
    start, end = position.get("start"), position.get("end")
    if exact is not None and not isinstance(exact, str):
        raise InvalidData("the quotation of a selector must be text")
    if not isinstance(start, int) or not isinstance(end, int):
        start = end = -1
    if start >= 0 and (exact is None or text[start : max(end, 0)] == exact):
        return select(text, identity, start, end)
    if not exact:
        raise InvalidData("a selection needs a TextQuoteSelector or a TextPositionSelector")
    prefix, suffix = (
        value if isinstance(value := quote.get(name, ""), str) else "" for name in ("prefix", "suffix")
    )
    for before, after in ((prefix, suffix), ("", "")):
        whole = before + exact + after
        found = text.find(whole)
        if found >= 0 and text.find(whole, found + 1) < 0:
            return select(text, identity, found + len(before), found + len(before) + len(exact))
    raise InvalidData(f"the words {exact[:60]!r} do not stand in this draft, or not in one place only")


def _listed(value: object) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]
