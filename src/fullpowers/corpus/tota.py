"""Treaties in the XML of the Texts of Trade Agreements (ToTA): metadata, and articles told apart.

The format was seen at the repository mappingtreaties/tota: `treaty` holds `meta` (name, date_signed,
language, parties) and `body`; in it chapters with their articles, each with `number`, `name` and its words.
"""

from __future__ import annotations

import re
import unicodedata

from fullpowers.model import Refusal, UnreadableInput

from .entries import Clause, Item

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>)?(?>\s+|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>)*+<treaty\b", re.DOTALL
)
"""A document type is let through here, so that it is refused for what it is."""


def is_tota(data: bytes) -> bool:
    """Whether these bytes are such a treaty."""
    return _START.match(data[:4096]) is not None


def read_tota(item: Item) -> tuple[dict[str, str], str, tuple[Clause, ...]]:
    """What the file says of its treaty, the text, and its clauses.

    Raises:
        UnreadableInput: it is not well formed, declares entities, or holds no article.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(item.data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(Refusal.BROKEN, item.name, f"not well formed: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableInput(Refusal.FORBIDDEN_XML, item.name, "it declares a document type")
    pieces: list[str] = []
    clauses: list[Clause] = []
    length = 0
    for order, article in enumerate(root.iterfind(".//article"), 1):
        words = _words("".join(map(str, article.itertext())))
        number, heading = _words(article.get("number", "")), _words(article.get("name", ""))
        head = " ".join(part for part in (number, heading) if part)
        if not words:
            continue
        piece = f"{head}\n{words}\n\n" if head else f"{words}\n\n"
        start = length + len(piece) - len(words) - 2
        place = f"art-{number.split()[-1].lower()}" if number else f"text-{order}"
        clauses.append(Clause(place, number, heading, start, start + len(words)))
        pieces.append(piece)
        length += len(piece)
    if not clauses:
        raise UnreadableInput(Refusal.NO_TEXT, item.name, "there is no article in it")
    return _said(root), "".join(pieces), tuple(clauses)


def _said(root: object) -> dict[str, str]:
    def one(tag: str) -> str:
        return (root.findtext(f"meta/{tag}") or "").strip()  # type: ignore[attr-defined]

    parties = [code.text or "" for code in root.iterfind("meta/parties/partyisocode")]  # type: ignore[attr-defined]
    said = {
        "title": one("name"),
        "year": one("date_signed"),
        "language": one("language"),
        "kind": one("type"),
    }
    return {key: value for key, value in (said | {"parties": "; ".join(parties)}).items() if value}


def _words(text: str) -> str:
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines())
    return "\n".join(line for line in lines if line)
