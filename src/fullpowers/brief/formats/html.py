"""The brief as one HTML file: no script, no network, nothing from the draft that could act.

Every text is escaped by the template engine, characters that act unseen are shown by name, and
a content security policy allows nothing but the style sheet in the file, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup, escape

from fullpowers.model import Passage
from fullpowers.model.characters import visible

from ..characters import short
from ..document import Document, Section
from ..places import Places
from ..sections.law import anchor
from ..voice import Voice
from .measures import is_of_figures, left_half, shares

if TYPE_CHECKING:
    from jinja2 import Template


def html(document: Document, where: Places, say: Voice, *, paper: bool = False) -> str:
    """The whole page.

    Args:
        paper: for the printer of PDF: pictures are images with their words, nothing is folded, and what
            can only stand folded is left out.
    """
    style = resource("style.css") + (resource("paper.css") if paper else "")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template("brief.html.j2").render(
        **_context(document, where, say),
        style=Markup(style),  # noqa: S704 - our own style sheet
        digest=digest,
        to=lambda place: f"#{place}",
        paper=paper,
        image=_image,
        shares=shares,
        close=is_of_figures,
        left=left_half(document.answers),
    )


class Drawn(Mapping[str, str]):
    """The answers (as ``answers``) and the parts by name, each as HTML to stand in a page of somebody else's.

    A part is drawn when it is asked for. The text is not among them.
    """

    def __init__(self, document: Document, where: Places, say: Voice, to: Callable[[str], str]) -> None:
        """``to`` gives the address of a place of the document, by its identifier."""
        self._context = {**_context(document, where, say), "to": to, "paper": False}
        self._sections: dict[str, Section | None] = {"answers": None}
        self._sections.update(
            (section.anchor, section) for section in document.sections if section.anchor != "text"
        )
        self._drawn: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        section = self._sections[name]
        if name not in self._drawn:
            self._drawn[name] = _template("piece.html.j2").render(**self._context, section=section)
        return self._drawn[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)


def _context(document: Document, where: Places, say: Voice) -> dict[str, Any]:
    return {
        "document": document,
        "links": lambda passages: _links(passages, where),
        "places": document.anchors(),
        "say": say,
        "finding": anchor,
    }


def _image(svg: str) -> str:
    """A picture as an address that holds it, with its own colours for paper."""
    coloured = svg.replace("</title>", f"</title><style>{resource('pictures.css')}</style>", 1)
    return "data:image/svg+xml;base64," + base64.b64encode(coloured.encode()).decode()


def _links(passages: tuple[Passage, ...], where: Places) -> list[tuple[str, str, str]]:
    """Anchor, label and quotation of each place once; passages of one provision are one link."""
    found: dict[str, tuple[str, str, str]] = {}
    for passage in passages:
        label = where.label(passage)
        found.setdefault(label, (where.anchor(passage), label, short(where.around(passage), 110)))
    return list(found.values())


@cache
def _template(name: str) -> Template:
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
        loader=FunctionLoader(resource),
    )
    environment.filters["svg"] = Markup
    environment.filters["isolated"] = _isolated
    environment.tests["kind"] = lambda value, name: type(value).__name__ == name
    return environment.get_template(name)


def _shown(value: Any) -> Any:
    """What an expression of the template puts out: unseen characters by name."""
    return visible(value) if type(value) is str else value


def resource(name: str) -> str:
    """A file of the templates."""
    return files("fullpowers.brief").joinpath("templates", name).read_text(encoding="utf-8")


_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters of Hebrew, Arabic and their like (Unicode, DerivedBidiClass.txt: blocks of classes R and AL)."""


def _isolated(text: str) -> Any:
    """Words of others, kept from turning round what stands beside them where their letters could."""
    return Markup("<bdi>{}</bdi>").format(escape(visible(text))) if _RIGHT_TO_LEFT.search(text) else text
