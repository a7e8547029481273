"""Draw the packages of the library and their imports, from the imports themselves: `make architecture`.

Writes docs/architecture.svg. The edges that it shows stand in the file as text too, so that a test can tell whether the
picture is still that of the code.
"""

from __future__ import annotations

import ast
import html
import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

DOCS = Path(__file__).parent
LIBRARY = DOCS.parent / "lib" / "onrecord"
PICTURE = DOCS / "architecture.svg"

# Floors of the house, highest first: what stands on one imports only from those below it.
FLOORS = (
    ("onrecord",),
    ("cli",),
    ("classroom",),
    ("runs",),
    ("show", "charts", "exchange"),
    ("pages",),
    ("evaluation",),
    ("statistics",),
    ("tables",),
    ("corrections",),
    ("speakers", "figures"),
    ("quotes", "tone"),
    ("text",),
    ("rows", "words"),
    ("system",),
)


class Import(NamedTuple):
    """A module of the library that another one imports, and the line on which it does so."""

    importer: str
    imported: str
    line: int


def modules(library: Path = LIBRARY) -> dict[str, Path]:
    """The modules of the library by their full names, {"onrecord.text.parse": its file, ...}."""
    files = sorted(library.rglob("*.py"))
    return {".".join((library.name, *_parts(file.relative_to(library)))): file for file in files}


def imports(library: Path = LIBRARY) -> list[Import]:
    """Every import of one module of the library by another, wherever it stands in the code.

    Imports within functions and those for the type checker only count too. So does a module's name that stands in the
    code as a text, by which `import_module`, a fork or another process imports it.
    """
    names = modules(library)
    found = []
    for importer, file in names.items():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for imported, line in _imported(tree, importer, file.name == "__init__.py", names):
            if imported != importer:
                found.append(Import(importer, imported, line))
    return found


def package_of(module: str) -> str:
    """The room that a module belongs to: a package or module right below `onrecord`, or `onrecord` itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] != "__main__" else parts[0]


def edges(library: Path = LIBRARY) -> dict[tuple[str, str], int]:
    """How many modules of one package import from another: {(importer, imported): number of modules}."""
    pairs = {(each.importer, package_of(each.imported)) for each in imports(library)}
    counts = Counter((package_of(importer), imported) for importer, imported in pairs)
    return {edge: count for edge, count in sorted(counts.items()) if edge[0] != edge[1]}


def _parts(file: Path) -> tuple[str, ...]:
    return file.parent.parts if file.name == "__init__.py" else (*file.parent.parts, file.stem)


def _imported(
    tree: ast.Module, importer: str, is_package: bool, names: Mapping[str, Path]
) -> Iterator[tuple[str, int]]:
    """The modules that a file names, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, importer, is_package)
            for alias in node.names:
                module = f"{base}.{alias.name}"
                if module in names or base in names:
                    yield (module if module in names else base), node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.partition(":")[0]
            if "." in name and name in names and not importer.startswith(name):
                yield name, node.lineno


def _base(node: ast.ImportFrom, importer: str, is_package: bool) -> str:
    """What stands between "from" and "import", in full."""
    if not node.level:
        return node.module or ""
    package = importer.split(".") if is_package else importer.split(".")[:-1]
    return ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])


def drawable() -> dict[str, object]:
    """All that the picture shows: the packages, highest first, each with its sentence, and their imports."""
    sentences = {package: _sentence(package) for floor in FLOORS for package in floor}
    return {"packages": sentences, "imports": [[*edge, count] for edge, count in edges().items()]}


def drawn(picture: Path = PICTURE) -> dict[str, object]:
    """What the picture says that it shows, from the text in the file; {} if there is no picture."""
    if not picture.exists():
        return {}
    described = re.search(r"<dc:description>(.*?)</dc:description>", picture.read_text(encoding="utf-8"), re.DOTALL)
    return json.loads(html.unescape(described[1])) if described else {}


def _sentence(package: str) -> str:
    """The first line of a package's docstring."""
    name = "onrecord" if package == "onrecord" else f"onrecord.{package}"
    file = modules().get(name)
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) if file else None
    return (docstring or "").partition("\n")[0]


# --- the picture ---------------------------------------------------------------------------------------------------

# In inches: from row to row and from column to column; a box's width and where arrows enter it; room for sentences.
ROW, COLUMN = 0.46, 0.47
BOX, ENTRY = 0.88, 0.68
TEXT = 2.5
LETTERS_PER_INCH = 13.5
INK, PALE, BAND, LINE = "#1c2733", "#e8eef4", "#f5f7fa", "#8fa3b5"


def draw(shown: dict, picture: Path) -> None:
    """Draw the packages down a staircase: a line runs from each to the right and down into those that it imports.

    A dot where a line turns down has the number of modules that import from there. As nothing imports from above or
    from its own floor, no line runs left or up.
    """
    packages = list(shown["packages"])
    width, height = TEXT + BOX + COLUMN * (len(packages) - 1) + 0.1, ROW * (len(packages) + 1.4)
    figure = plt.figure(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    places = {name: (TEXT + COLUMN * i, ROW * (i + 0.8)) for i, name in enumerate(packages)}
    _draw_floors(axes, width, places)
    _draw_imports(axes, shown["imports"], places)
    for name, (x, y) in places.items():
        box = FancyBboxPatch((x, y - 0.15), BOX, 0.30, boxstyle="round,pad=0,rounding_size=0.06", fc="white", ec=INK)
        axes.add_patch(box)
        axes.text(x + BOX / 2, y, name, ha="center", va="center", fontsize=10, weight="bold", color=INK)
        sentence = textwrap.fill(shown["packages"][name], min(60, int((x - 0.2) * LETTERS_PER_INCH)))
        axes.text(x - 0.12, y, sentence, ha="right", va="center", fontsize=8, color=INK, linespacing=1.05)
    legend = "The number in a dot: how many modules of the package on its left import from the package below it."
    axes.text(0.12, height - 0.25, legend, fontsize=8.5, color=INK, va="center")
    metadata = {"Date": None, "Creator": None, "Title": "The packages of On Record", "Description": json.dumps(shown)}
    with plt.rc_context({"svg.hashsalt": "onrecord", "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure.savefig(picture, metadata=metadata)
    plt.close(figure)


def _draw_floors(axes: Axes, width: float, places: Mapping[str, tuple[float, float]]) -> None:
    """A band behind every second floor."""
    for floor in FLOORS[::2]:
        top, bottom = places[floor[0]][1] - ROW / 2, places[floor[-1]][1] + ROW / 2
        axes.add_patch(Rectangle((0, top), width, bottom - top, fc=BAND, ec="none", zorder=0))


def _draw_imports(
    axes: Axes, imported: Sequence[tuple[str, str, int]], places: Mapping[str, tuple[float, float]]
) -> None:
    for importer in sorted({importer for importer, _, _ in imported}):
        x, y = places[importer]
        last = max(places[other][0] for one, other, _ in imported if one == importer)
        axes.plot([x + BOX, last + ENTRY], [y, y], color=LINE, lw=0.8, zorder=1)
    for other in sorted({other for _, other, _ in imported}):
        x, y = places[other]
        first = min(places[one][1] for one, another, _ in imported if another == other)
        arrow = {"arrowstyle": "-|>", "color": LINE, "lw": 0.8, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (x + ENTRY, y - 0.15), (x + ENTRY, first), arrowprops=arrow, zorder=1)
    for importer, other, count in imported:
        x, y = places[other][0] + ENTRY, places[importer][1]
        axes.add_patch(Circle((x, y), 0.08 + 0.012 * min(count, 6), fc=PALE, ec=LINE, lw=0.8, zorder=2))
        axes.text(x, y, str(count), ha="center", va="center_baseline", fontsize=8, color=INK, zorder=3)


if __name__ == "__main__":
    draw(drawable(), PICTURE)
