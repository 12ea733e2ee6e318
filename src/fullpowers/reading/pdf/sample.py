"""A small harmless PDF file with something of everything, read once before a worker is closed off."""

from __future__ import annotations

_PAGE = (
    "BT /F1 12 Tf 72 720 Td (Article 1. The Fund shall receive 50 percent) Tj ET "
    "BT /F1 12 Tf 72 700 Td 1 g (white) Tj 0 g ET "
    "BT /F1 12 Tf 3 Tr 72 680 Td (unseen) Tj 0 Tr ET "
    "/Span <</ActualText (60)>> BDC BT /F1 12 Tf 72 660 Td (50) Tj ET EMC "
    "BT /F2 12 Tf 72 640 Td (50 shall) Tj ET "
    "1 g 70 618 80 14 re f 0 g BT /F1 12 Tf 72 620 Td (over) Tj ET 0.5 g 70 618 80 14 re f 0 g "
    "BT /F1 12 Tf 72 600 Td (left column of words) Tj 200 0 Td (right column of words) Tj "
    "-200 -14 Td (left column of words) Tj 200 0 Td (right column of words) Tj "
    "-200 -14 Td (left column of words) Tj 200 0 Td (right column of words) Tj ET"
)
_TABLE = (
    "/CIDInit /ProcSet findresource begin 1 begincodespacerange <00> <ff> endcodespacerange "
    "2 beginbfchar <35> <0031> <30> <0030> endbfchar end"
)


def make() -> bytes:
    """The file; its second state changes a figure of the first."""
    first = _file(_PAGE)
    changed = _PAGE.replace("50 percent", "40 percent")
    update = f"4 0 obj<</Length {len(changed)}>>stream\n{changed}\nendstream endobj\n"
    start = len(first)
    table = start + len(update)
    previous = first.rindex(b"\nxref") + 1
    entry = f"xref\n4 1\n{start:010d} 00000 n \ntrailer<</Root 1 0 R/Size 10/Prev {previous}>>\n"
    return first + (update + entry + f"startxref\n{table}\n%%EOF\n").encode("ascii")


def _file(content: str) -> bytes:
    objects = (
        "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(1)>>/AcroForm<</Fields[8 0 R]>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Annots[7 0 R 8 0 R]"
        "/Resources<</Font<</F1 5 0 R/F2 9 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(_TABLE)}>>stream\n{_TABLE}\nendstream",
        "<</Type/Annot/Subtype/Text/Rect[72 700 90 720]/Contents(a remark)/T(A)>>",
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(f)/V(value)/Rect[300 700 400 720]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
    )
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj{body}endobj\n".encode("ascii")
    table = len(data)
    entries = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer<</Root 1 0 R/Size 10>>\nstartxref\n{table}\n%%EOF\n"
    return data + f"xref\n0 10\n0000000000 65535 f \n{entries}{trailer}".encode("ascii")
