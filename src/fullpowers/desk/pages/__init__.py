"""The pages, each file with its routes and the frozen values that its templates get."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """The routes of all pages."""
    from . import feeding, intake, log, matter, matters, notices, own, people, signing

    rooms = (signing, own, matters, matter, intake, people, log, notices, feeding)
    from . import counter, notes, parts, positions, reading

    # parts last: its addresses are open at the end
    draft = (reading, notes, positions, counter, parts)
    return tuple(room.router for room in (*rooms, *draft))
