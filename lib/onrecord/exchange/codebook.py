"""The codebook: the codes of a project of coded texts, in a tree, and which of them each row of the tables has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from onrecord.exchange.folders import Row, TablesFolder
from onrecord.pages.wording import RELATIONS, STATUSES, UNCOUNTED
from onrecord.rows import WORDINGS
from onrecord.system.text_lines import one_line

LONGEST_NAME = 120  # characters of a name in a project
NOBODY = "no speaker is named"
UNNAMED, UNQUOTED = (
    "nobody",
    "not quoted",
)  # beside the kinds of the tables: quotes of nobody, and who only claims a figure
_PROJECT = UUID("6f1c9bd2-2f4e-5d38-9a53-6a1b9d2c8e10")  # of which the ids of all things are made
_NO_XML = str.maketrans(dict.fromkeys([*map(chr, range(0x20)), "\ufffe", "\uffff"], " "))

# The parts of the tree: each with the table and column whose values are its codes, what their names begin with, a colour, and
# what the values mean, where the tables' own words are short.
SPEAKERS = "Speakers"


@dataclass(frozen=True)
class _Part:
    table: str
    column: str
    before: str
    colour: str
    meanings: Mapping[str, str] = field(default_factory=dict)


PARTS: Mapping[str, _Part] = {
    "Kinds of quotes": _Part("quotes", "kind", "quote", "#2E7D32", WORDINGS),
    "What the words of saying do": _Part("quotes", "cue_class", "cue", "#6A1B9A"),
    "What happened to those counted": _Part("figures", "event", "event", "#C62828"),
    "What is counted": _Part("figures", "category", "counted", "#AD6F00"),
    "Figures that are no plain claims": _Part("figures", "status", "status", "#8D6E63", STATUSES),
    "How two figures of an article relate": _Part("comparisons", "relation", "relation", "#00695C", RELATIONS),
    "Said without a number": _Part("uncounted", "what", "no number", "#EF6C00", UNCOUNTED),
    "What the article calls them, and tells of them": _Part("portrayals", "kind", "portrayal", "#37474F"),
    "How the article's words judge": _Part("portrayals", "loaded", "loaded", "#AD1457"),
}
_COLOUR_OF_SPEAKERS = "#1565C0"


def guid(*names: object) -> str:
    """The id of a thing: the same names give the same id."""
    return str(uuid5(_PROJECT, "\x1f".join(map(str, names))))


def plain(text: str, longest: int | None = LONGEST_NAME) -> str:
    """Text in one line as XML can hold it."""
    line = " ".join(one_line(text.translate(_NO_XML)).split())
    return line if longest is None or len(line) <= longest else line[: longest - 1].rstrip() + "…"


def speaker_code(name: str | None) -> str:
    """The id of a speaker's code: one for all ways to write a name in capitals; None for who is not named."""
    return guid("speaker", (name or "").casefold())


class Names:
    """Names that are taken: programs tell codes, and sources, by them, and some tell no capitals apart."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, wanted: str) -> str:
        """A name that none has yet: the one wanted, or that with a number behind it."""
        name, number = wanted, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{wanted} ({number})"
        self._taken.add(name.casefold())
        return name


@dataclass(frozen=True)
class Code:
    """A code, or a heading above codes, which no words have."""

    guid: str
    name: str
    colour: str
    description: str = ""
    is_codable: bool = True
    below: tuple[Code, ...] = ()


def read_codebook(tables: TablesFolder) -> list[Code]:
    """The codes that the rows of some tables need, as a tree.

    Args:
        tables: read a piece at a time; the names of all speakers are held.

    Raises:
        NoTables: a table cannot be read.
    """
    names = Names()
    tree = [_speakers(tables, names)]
    for heading, part in PARTS.items():
        values = {row[part.column] for row in tables.rows(part.table, (part.column,))} - {None}
        if part.column == "status":
            values.discard("claim")
        if part.column == "event":
            values |= {row["event"] for row in tables.rows("uncounted", ("event",))} - {None}
        codes = tuple(
            Code(
                guid(part.before, value),
                names.new(plain(f"{part.before}: {value}")),
                part.colour,
                part.meanings.get(value, ""),
            )
            for value in sorted(values)
        )
        tree.append(_heading(heading, part.colour, codes, names))
    return [code for code in tree if code.below]


def _heading(name: str, colour: str, below: tuple[Code, ...], names: Names) -> Code:
    return Code(guid("heading", name), names.new(plain(name)), colour, is_codable=False, below=below)


def _speakers(tables: TablesFolder, names: Names) -> Code:
    """The speakers under their kinds; one who is of several kinds in several articles stands under the first."""
    found: dict[str, tuple[str, str, str]] = {}  # name, kind and what is told, by the id of the code
    for row in tables.rows("speakers", ("speaker", "kind", "role", "affiliation")):
        code = speaker_code(row["speaker"])
        name, kind, before = found.get(code, (row["speaker"], row["kind"], ""))
        told = before or "; ".join(plain(row[column]) for column in ("role", "affiliation") if row[column])
        found[code] = (name, kind, told)
    for table in ("quotes", "figures", "uncounted"):
        for row in tables.rows(table, ("speaker",)):
            name = row["speaker"]
            found.setdefault(speaker_code(name), (name or NOBODY, UNQUOTED if name else UNNAMED, ""))
    kinds: dict[str, list[Code]] = {}
    for code, (name, kind, told) in sorted(found.items(), key=lambda each: (each[1][0].casefold(), each[0])):
        shown = names.new(plain(name) or NOBODY)
        kinds.setdefault(kind, []).append(Code(code, shown, _COLOUR_OF_SPEAKERS, told))
    below = tuple(
        _heading(f"{SPEAKERS}: {kind}", _COLOUR_OF_SPEAKERS, tuple(codes), names)
        for kind, codes in sorted(kinds.items())
    )
    return _heading(SPEAKERS, _COLOUR_OF_SPEAKERS, below, names)


def codes_of(table: str, row: Row, relations: Iterable[str] = ()) -> Iterator[str]:
    """The ids of the codes of a row, the most telling first.

    Args:
        table: `quotes`, `figures`, `uncounted` or `portrayals`.
        row: one of its rows.
        relations: of a figure, how it relates to others of its article.
    """
    if table != "portrayals" and (table == "quotes" or row["speaker"] is not None):
        yield speaker_code(row["speaker"])
    for part in PARTS.values():
        value: Any = row.get(part.column)
        own = part.table == table or (table == "uncounted" and part.column == "event")
        if own and value is not None and (part.column, value) != ("status", "claim"):
            yield guid(part.before, value)
    for relation in sorted(relations):
        yield guid("relation", relation)
