"""The pages, each file with its routes and the frozen values that its templates get."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """The routes of all pages."""
    from . import (
        counter,
        feeding,
        files,
        intake,
        log,
        matter,
        matters,
        notes,
        notices,
        own,
        parts,
        people,
        positions,
        reading,
        second,
        signing,
    )

    rooms = (signing, second, own, notices, feeding, matters, matter, intake, files, people, log)
    # parts last: its addresses are open at the end
    draft = (reading, notes, positions, counter, parts)
    return tuple(room.router for room in (*rooms, *draft))
