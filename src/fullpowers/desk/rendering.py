"""Pages: one frozen value per page, one template for it, everything escaped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from fullpowers.model.characters import visible

PLACES = (
    ("read", "", "Overview"),
    ("add draft", "/take-in", "Take in a draft"),
    ("see team", "/files", "Files and decisions"),
    ("see team", "/people", "People and roles"),
    ("see team", "/log", "Log"),
)
"""Pages of a matter in its navigation: what one must be allowed to do, the path, the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has; each page adds what its template needs."""

    template: ClassVar[str]
    title: str
    person: str = ""
    """Name of who is signed in; empty before."""
    administrator: bool = False
    served: bool = False
    matter: str = ""
    """Identifier of the matter that the page belongs to."""
    matter_name: str = ""
    may: frozenset[str] = frozenset()
    """Acts of this person in this matter (``data/roles.yaml``)."""
    told: str = ""
    """What is said on top: that something was done, or why not."""
    wrong: bool = False
    """Whether ``told`` says that something went wrong."""


def show(page: Page, status: int = 200, headers: dict[str, str] | None = None) -> HTMLResponse:
    """The page as an answer."""
    text = environment().get_template(page.template).render(page=page)
    return HTMLResponse(text, status, headers)


@cache
def environment() -> Environment:
    """What draws the templates."""
    made = Environment(
        loader=PackageLoader("fullpowers.desk"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    made.globals["asset"] = asset
    made.globals["places"] = PLACES
    made.filters["moment"] = moment
    made.filters["day"] = lambda value: value.date().isoformat() if value else ""
    made.filters["size"] = size
    return made


def _shown(value: Any) -> Any:
    """What an expression of a template puts out: characters that act unseen are written by name."""
    return visible(value) if type(value) is str else value


def moment(value: datetime | None) -> str:
    """A time as it is read: ``2025-02-20 19:00 UTC``."""
    return f"{value:%Y-%m-%d %H:%M} UTC" if value else ""


def size(value: int) -> str:
    """Bytes as a person says them."""
    for unit, most in (("bytes", 1000), ("kB", 1_000_000), ("MB", 1_000_000_000)):
        if value < most:
            shown = value * 1000 / most
            return f"{shown:.0f} {unit}" if unit == "bytes" or shown >= 10 else f"{shown:.1f} {unit}"
    return f"{value / 1e9:.1f} GB"


@cache
def asset(name: str) -> str:
    """Address of a static file; its content is in the address, so browsers may keep it."""
    digest = hashlib.sha256(static(name)).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@cache
def static(name: str) -> bytes:
    """A static file; the brief's style sheet is the visual language here too.

    Raises:
        KeyError: there is no such file.
    """
    if name == "brief.css":
        return files("fullpowers.brief").joinpath("templates", "style.css").read_bytes()
    if name not in _names():
        raise KeyError(name)
    return files("fullpowers.desk").joinpath("static", name).read_bytes()


@cache
def _names() -> frozenset[str]:
    return frozenset(file.name for file in files("fullpowers.desk").joinpath("static").iterdir())
