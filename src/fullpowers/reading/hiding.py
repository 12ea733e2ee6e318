"""Elements of an HTML page that a browser does not show, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_DECLARATIONS = (
    (re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.I), "it is not displayed"),
    (re.compile(r"(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)\b", re.I), "it is set to be invisible"),
    (re.compile(r"(?:^|;)\s*opacity\s*:\s*0?(?:\.0+)?(?![.\d])\s*(?:;|$)", re.I), "it is fully transparent"),
    (
        re.compile(r"(?:^|;)\s*font-size\s*:\s*(?:[01](?:\.\d+)?(?:px|pt)?|0\w+)\s*(?:!|;|$)", re.I),
        "it is set in a size nobody can read",
    ),
    (
        re.compile(r"(?:^|;)\s*color\s*:\s*(?:white|#fff(?:fff)?|transparent)\s*(?:!|;|$)", re.I),
        "it is white or transparent",
    ),
    (
        re.compile(r"(?:^|;)\s*(?:text-indent|left|top|margin-left)\s*:\s*-\d{4,9}", re.I),
        "it lies off the page",
    ),
)
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:", re.I)
_SIMPLE_SELECTOR = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][\w-]+", re.I)
_COMMENT = re.compile(r"/\*[^*]*(?:\*(?!/)[^*]*)*\*/")
_LONGEST_SHEET = 1_000_000


class Hiding:
    """What hides elements: attributes, inline styles, and simple rules of the page's own style sheets."""

    def __init__(self, root: etree._Element) -> None:
        self.outside = any(
            "stylesheet" in link.get("rel", "").lower() and link.get("href") for link in root.iter("link")
        )
        self._rules: dict[str, str] = {}
        for sheet in root.iter("style"):
            for selector, reason in _hiding_rules("".join(str(piece) for piece in sheet.itertext())):
                self._rules.setdefault(selector, reason)

    def reason(self, element: etree._Element) -> str:
        """Why the element is not shown; empty when it is."""
        if element.get("hidden") is not None:
            return "it is marked as hidden"
        if (style := element.get("style")) and (reason := _reason(style)):
            return reason
        return self._by_rule(element) if self._rules else ""

    def _by_rule(self, element: etree._Element) -> str:
        tag = str(element.tag).lower()
        names = [f".{name}" for name in element.get("class", "").split()]
        if identifier := element.get("id"):
            names.append(f"#{identifier}")
        for name in (tag, *names, *(tag + name for name in names)):
            if name in self._rules:
                return self._rules[name]
        return ""


def _reason(declarations: str) -> str:
    if "color" in declarations.lower() and _BACKGROUND.search(declarations):
        # on a background of its own white may well be seen
        declarations = re.sub(r"(?<![-\w])color\s*:[^;]*", "", declarations, flags=re.I)
    return next((reason for pattern, reason in _DECLARATIONS if pattern.search(declarations)), "")


def _hiding_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Simple selectors (tag, class, identifier) that hide what they select; not those for some media only."""
    if len(sheet) > _LONGEST_SHEET:
        return
    depth = 0
    selector = ""
    for piece in re.split(r"([{}])", _COMMENT.sub("", sheet)):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            selector = piece.rpartition(";")[2].strip()
        elif depth == 1 and not selector.startswith("@") and (reason := _reason(piece)):
            for single in selector.split(","):
                if _SIMPLE_SELECTOR.fullmatch(single.strip()):
                    yield single.strip(), reason
