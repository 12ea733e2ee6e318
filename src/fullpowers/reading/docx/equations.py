"""Office equations on one line, so that a fraction does not read as a longer number."""

from __future__ import annotations

from .xml import Element, attribute, child, children, short

_LONGEST = 10_000


def linear(equation: Element) -> str:
    """An equation (``m:oMath`` and what is in it) in linear form: ``(a+b)/c``, ``x^2``, ``√(y)``."""
    return _linear(equation)[:_LONGEST]


def _linear(element: Element | None) -> str:
    if element is None:
        return ""
    name = short(element)
    if name in ("m:t", "w:t"):
        return element.text or ""
    if name == "m:f":
        return f"{_grouped(child(element, 'm:num'))}/{_grouped(child(element, 'm:den'))}"
    if name in ("m:sSup", "m:sSub", "m:sSubSup"):
        return _linear(child(element, "m:e")) + _scripts(element)
    if name == "m:rad":
        return f"{_linear(child(element, 'm:deg'))}√({_linear(child(element, 'm:e'))})"
    if name == "m:nary":
        sign = attribute(child(element, "m:naryPr", "m:chr"), "m:val", "∫")
        return f"{sign}{_scripts(element)} {_linear(child(element, 'm:e'))}"
    if name == "m:d":
        return _delimited(element)
    if name in ("m:mr", "m:eqArr"):
        return " ".join(_linear(part) for part in children(element, "m:e"))
    if name.endswith("Pr"):
        return ""
    return "".join(_linear(part) for part in element)


def _scripts(element: Element) -> str:
    below, above = _grouped(child(element, "m:sub")), _grouped(child(element, "m:sup"))
    return (f"_{below}" if below else "") + (f"^{above}" if above else "")


def _delimited(element: Element) -> str:
    properties = child(element, "m:dPr")
    opening = attribute(child(properties, "m:begChr"), "m:val", "(")
    closing = attribute(child(properties, "m:endChr"), "m:val", ")")
    between = attribute(child(properties, "m:sepChr"), "m:val", "|")
    return opening + between.join(_linear(part) for part in children(element, "m:e")) + closing


def _grouped(element: Element | None) -> str:
    text = _linear(element)
    return text if len(text) < 2 or text.replace(".", "").replace(",", "").isalnum() else f"({text})"
