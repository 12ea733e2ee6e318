"""A few words of SVG: elements as text, numbers with at most two decimals, texts escaped."""

from __future__ import annotations

from markupsafe import escape

from fullpowers.model.characters import visible


def number(value: float) -> str:
    """A coordinate: two decimals at most, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def element(name: str, content: str = "", **attributes: object) -> str:
    """An element; ``class_`` becomes ``class`` and ``_`` in names becomes ``-``; content is SVG already."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def label(text: str, x: float, y: float, **attributes: object) -> str:
    """A text at a place."""
    return element("text", str(escape(visible(text))), x=x, y=y, **attributes)


def tells(words: str) -> str:
    """What a shape stands for: shown when somebody points at it, and by the desk from the keyboard too."""
    return f"<title>{escape(visible(words))}</title>"


def picture(width: float, height: float, content: str, title: str, class_: str) -> str:
    """A whole picture; ``title`` says in words what it shows."""
    inside = f"<title>{escape(visible(title))}</title>{content}"
    stretched = ' preserveAspectRatio="none"' if class_ == "map" else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'class="{class_}"{stretched} role="img" aria-label="{escape(visible(title))}">{inside}</svg>'
    )


def _value(value: object) -> str:
    return number(value) if isinstance(value, float | int) else str(escape(str(value)))
