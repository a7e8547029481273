"""PDF files for tests: pages of lines at given places, in the fonts that every reader of PDFs has."""

import textwrap
from typing import NamedTuple

FONTS = ("Times-Roman", "Times-Bold", "Helvetica")


class Put(NamedTuple):
    """A line of text and where it is put: points from the left and from the bottom of the page."""

    text: str
    x: float
    y: float
    size: float = 10
    font: int = 0


def column(text: str, x: float, y: float, *, chars: int = 40, leading: float = 12, indent: float = 0) -> list[Put]:
    """A column of a text's paragraphs, wrapped after so many characters, the first line of each moved in."""
    lines = []
    for paragraph in text.split("\n\n"):
        for i, line in enumerate(textwrap.wrap(paragraph, chars, break_on_hyphens=False)):
            lines.append(Put(line, x + (indent if i == 0 else 0), y))
            y -= leading
        y -= 0 if indent else leading / 2
    return lines


def pdf(*pages: list[Put], turn: int = 0, extra: str = "", title: str = "") -> bytes:
    """A PDF of these pages, of A4.

    Args:
        turn: degrees by which each page is shown turned.
        extra: what else is drawn on each page.
        title: what the file says of itself.
    """
    kids = " ".join(f"{3 + len(FONTS) + 2 * i} 0 R" for i in range(len(pages)))
    fonts = " ".join(f"/F{i} {3 + i} 0 R" for i in range(len(FONTS)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    for font in FONTS:
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode())
    for page in pages:
        about = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {turn}"
        objects.append(f"<< {about} /Resources << /Font << {fonts} >> >> /Contents {len(objects) + 2} 0 R >>".encode())
        drawn = b"\n".join(_drawn(put) for put in page) + extra.encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    objects.append(f"<< /Title ({title}) >>".encode("cp1252"))
    return whole(objects, f"/Info {len(objects)} 0 R")


def whole(objects: list[bytes], trailer: str = "") -> bytes:
    """The file that holds these objects, the first of which is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>"
    return data + f"{end}\nstartxref\n{len(data)}\n%%EOF\n".encode()


def _drawn(put: Put) -> bytes:
    text = put.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
    return b"BT /F%d %g Tf %g %g Td (%s) Tj ET" % (put.font, put.size, put.x, put.y, text)
