"""Our pictures as EMF, the vector format that Word and LibreOffice show without any other program.

Only what our SVG uses is drawn: rectangles, lines, circles, polygons and texts, in the colours of
``templates/pictures.css``. One unit of the file is a hundredth of a millimetre. Layout of the records:
[MS-EMF], Enhanced Metafile Format.
"""

from __future__ import annotations

import re
import struct
from functools import cache

from lxml import etree

from ..html import resource

_HUNDREDTHS = 2540 * 10
"""Size of the reference device: 254 mm, in hundredths of a millimetre."""
_PEN, _BRUSH, _FONT = 1, 2, 3
"""Handles of the objects in use; 0 stands for the file itself."""
_NO_PEN, _NO_BRUSH = 0x80000008, 0x80000005
"""Stock objects that draw nothing."""
_ANCHORS = {"start": 0, "middle": 6, "end": 2}
_BASELINE = 24
_FACE = "Arial"


def emf(svg: str, width: float) -> tuple[bytes, float]:
    """A picture of ours as EMF, and its height.

    Args:
        svg: as the modules of ``pictures`` write it.
        width: in millimetres.
    """
    root = etree.fromstring(svg.encode())
    _, _, wide, high = (float(part) for part in str(root.get("viewBox")).split())
    if root.get("preserveAspectRatio") == "none":
        high = min(high, wide * 0.06)
        scale = (100 * width / wide, 100 * width / wide * high / float(str(root.get("viewBox")).split()[3]))
    else:
        scale = (100 * width / wide,) * 2
    records = [_record(18, struct.pack("<I", 1))]
    for element in root.iter("{http://www.w3.org/2000/svg}*"):
        records += _draw(element, scale)
    size = (round(wide * scale[0]), round(100 * width / wide * high))
    return _file(records, size), size[1] / 100


def colour(kind: str) -> str:
    """The fill of a class of shapes, as six digits."""
    fill = dict(next((declared for name, declared in _rules() if name == kind), []))["fill"]
    return _colour(fill)[:3].hex()


def _record(kind: int, content: bytes) -> bytes:
    content += b"\0" * (-len(content) % 4)
    return struct.pack("<II", kind, 8 + len(content)) + content


def _file(records: list[bytes], size: tuple[int, int]) -> bytes:
    end = _record(14, struct.pack("<III", 0, 16, 20))
    length = 108 + sum(map(len, records)) + len(end)
    head = struct.pack("<8i", 0, 0, *size, 0, 0, *size)
    head += struct.pack("<IIIIHHIII", 0x464D4520, 0x10000, length, len(records) + 2, 4, 0, 0, 0, 0)
    head += struct.pack("<4i", _HUNDREDTHS, _HUNDREDTHS, _HUNDREDTHS // 100, _HUNDREDTHS // 100)
    head += struct.pack("<III", 0, 0, 0) + struct.pack("<II", _HUNDREDTHS * 10, _HUNDREDTHS * 10)
    return b"".join([_record(1, head), *records, end])


def _draw(element: etree._Element, scale: tuple[float, float]) -> list[bytes]:
    """The records of one element; those that draw nothing have none."""
    kind = etree.QName(element).localname

    def value(name: str) -> float:
        return float(str(element.get(name, "0")))

    def place(x: float, y: float) -> tuple[int, int]:
        return round(x * scale[0]), round(y * scale[1])

    if kind == "text":
        return _text(element, place(value("x"), value("y")), scale[0])
    if kind == "line":
        points = [place(value("x1"), value("y1")), place(value("x2"), value("y2"))]
        return _shape(element, scale[0], _points(4, points))
    if kind in ("polyline", "polygon"):
        pairs = (pair.split(",") for pair in str(element.get("points")).split())
        points = [place(float(x), float(y)) for x, y in pairs]
        return _shape(element, scale[0], _points(3 if kind == "polygon" else 4, points)) if points else []
    if kind == "rect":
        corners = (
            *place(value("x"), value("y")),
            *place(value("x") + value("width"), value("y") + value("height")),
        )
        return _shape(element, scale[0], _record(43, struct.pack("<4i", *corners)))
    if kind == "circle":
        x, y, r = value("cx"), value("cy"), value("r")
        return _shape(
            element, scale[0], _record(42, struct.pack("<4i", *place(x - r, y - r), *place(x + r, y + r)))
        )
    return []


def _points(kind: int, points: list[tuple[int, int]]) -> bytes:
    across, down = [x for x, _ in points], [y for _, y in points]
    bounds = struct.pack("<4i", min(across), min(down), max(across), max(down))
    return _record(
        kind, bounds + struct.pack("<I", len(points)) + b"".join(struct.pack("<2i", *one) for one in points)
    )


def _shape(element: etree._Element, scale: float, drawn: bytes) -> list[bytes]:
    """The shape with its pen and brush, which are put away after it."""
    style = _style(element)
    fill, stroke = style.get("fill", "#000"), style.get("stroke", "none")
    if "none" in (fill, stroke) and fill == stroke:
        return []
    made, used = [], []
    if stroke == "none":
        made.append(_record(37, struct.pack("<I", _NO_PEN)))
    else:
        width = round(float(style.get("stroke-width", "1")) * scale)
        dashed = 1 if "stroke-dasharray" in style else 0
        made.append(_record(38, struct.pack("<IIii", _PEN, dashed, width, 0) + _colour(stroke)))
        made.append(_record(37, struct.pack("<I", _PEN)))
        used.append(_PEN)
    if fill == "none":
        made.append(_record(37, struct.pack("<I", _NO_BRUSH)))
    else:
        made.append(_record(39, struct.pack("<II", _BRUSH, 0) + _colour(fill) + struct.pack("<I", 0)))
        made.append(_record(37, struct.pack("<I", _BRUSH)))
        used.append(_BRUSH)
    stock = [_record(37, struct.pack("<I", 0x80000007)), _record(37, struct.pack("<I", 0x80000000))]
    return [*made, drawn, *stock, *(_record(40, struct.pack("<I", handle)) for handle in used)]


def _text(element: etree._Element, place: tuple[int, int], scale: float) -> list[bytes]:
    words = (element.text or "").encode("utf-16-le")
    style = {"fill": "#000", **_style(element)}
    size = round(float(style.get("font-size", "9px").removesuffix("px")) * scale)
    weight = int(style.get("font-weight", "400"))
    face = _FACE.encode("utf-16-le").ljust(64, b"\0")
    font = struct.pack("<i4i8B", -size, 0, 0, 0, weight, 0, 0, 0, 1, 0, 0, 0, 0) + face
    font = font.ljust(320, b"\0")
    align = _ANCHORS[str(element.get("text-anchor", "start"))] | _BASELINE
    # bounds, graphics mode "compatible", scale; reference point, length, where the words begin, no options
    body = struct.pack("<4iIff", 0, 0, -1, -1, 1, 1.0, 1.0)
    body += struct.pack("<2iIII4iI", *place, len(words) // 2, 76, 0, 0, 0, -1, -1, 0)
    return [
        _record(82, struct.pack("<I", _FONT) + font),
        _record(37, struct.pack("<I", _FONT)),
        _record(24, _colour(style["fill"])),
        _record(22, struct.pack("<I", align)),
        _record(84, body + words),
        _record(37, struct.pack("<I", 0x8000000D)),
        _record(40, struct.pack("<I", _FONT)),
    ]


def _colour(written: str) -> bytes:
    digits = written.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return bytes.fromhex(digits) + b"\0"


def _style(element: etree._Element) -> dict[str, str]:
    """What the style sheet of printed pictures says of its classes; as in CSS, the later rule goes before."""
    classes = str(element.get("class", "")).split()
    return {name: value for selector, declared in _rules() if selector in classes for name, value in declared}


@cache
def _rules() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (selector, re.findall(r"([\w-]+):([^;]+)", declared))
        for selector, declared in re.findall(r"\.(\w+)\{([^}]*)\}", resource("pictures.css"))
    ]
