"""Paragraph and run properties in the reading that is asked for."""

from __future__ import annotations

from fullpowers.model import Reading

from .xml import Element, child


def paragraph_properties(paragraph: Element, reading: Reading) -> Element | None:
    """``w:pPr`` as it stands, or as it stood before tracked formatting when changes are rejected."""
    return _in_reading(child(paragraph, "w:pPr"), "w:pPrChange", "w:pPr", reading)


def run_properties(run: Element, reading: Reading) -> Element | None:
    """``w:rPr`` in the same way."""
    return _in_reading(child(run, "w:rPr"), "w:rPrChange", "w:rPr", reading)


def _in_reading(properties: Element | None, change: str, name: str, reading: Reading) -> Element | None:
    if reading is Reading.REJECTED and (old := child(properties, change)) is not None:
        return child(old, name)
    return properties
