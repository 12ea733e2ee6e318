"""How much of a file is read before it is refused, in one place.

The figures are far above any real agreement (the longest known trade agreements with all
annexes stay under a tenth of each) and keep a hostile file within a gigabyte and seconds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file; a file beyond one of them is refused, never cut."""

    file_bytes: int = 100_000_000
    members: int = 10_000
    """Entries of a zip archive."""
    member_bytes: int = 200_000_000
    """Inflated bytes of one member, counted while inflating."""
    inflated_bytes: int = 300_000_000
    """Inflated bytes of all members that are read."""
    depth: int = 256
    """Nesting of elements; libxml2 stops at the same figure by itself."""
    tags: int = 6_000_000
    """Opening and closing tags of one XML or HTML file: about three million elements."""
    blocks: int = 200_000
    """Paragraphs, rows and notes."""
    paragraphs: int = 300_000
    """Paragraphs, those in the cells of tables included."""
    text_chars: int = 20_000_000
    """Characters of the canonical text."""
    pages: int = 5_000
    """Pages of a PDF file."""
    pixels: int = 150_000_000
    """Points of one picture: a sheet of A2 at 600 per inch."""
    draws: int = 100_000
    """Forms that one page of a PDF file draws when all are unfolded."""
    form_depth: int = 28
    """Forms inside forms; PDFium draws no deeper."""
    memory_bytes: int = 900_000_000
    """Memory that a worker may take for one file, over what it has when it begins."""
    cpu_seconds: int = 17
    """Processor time of a worker for one file."""
    wall_seconds: int = 18
    """Time that a person waits for one file before its worker is killed."""
    recognition_seconds: int = 600
    """What text recognition may ask for besides, however many pages are pictures."""
    answer_bytes: int = 250_000_000
    """What a worker may send back."""


LIMITS = Limits()
