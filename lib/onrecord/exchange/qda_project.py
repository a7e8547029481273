"""The project of coded texts (REFI-QDA, `.qdpx`): articles, a codebook, and each row of the tables coded at its characters.

The standard counts places in a text by code points from 0, the end exclusive, as the tables do. Texts are UTF-8 without a mark
of their order, each of their lines ends with one character. Some programs want a date on every coding, and names that are
unique in the whole project, whatever their capitals; both are given.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from onrecord.evaluation.rules import rule_in_words
from onrecord.exchange.codebook import Code, Names, codes_of, guid, plain, read_codebook
from onrecord.exchange.folders import Row, TablesFolder
from onrecord.exchange.marks import MARKED, is_neutral_cue
from onrecord.pages.wording import RELATIONS, claimant_in_words, figure_in_words
from onrecord.system.files import named_when_whole, unfinished_name

NAMESPACE = "urn:QDA-XML:project:1.0"
IDS = {"quotes": "quote_id", "figures": "figure_id", "uncounted": "uncounted_id"}
USER = guid("user", "On Record")
# When: the same tables give the same bytes, so it is no time of day.
WHEN = "1980-01-01T00:00:00Z"
_ZIP_WHEN = (1980, 1, 1, 0, 0, 0)
# What a source is told by; of these, what a project says of it.
_VARIABLES = {
    "outlet": "Text",
    "date": "Text",
    "author": "Text",
    "section": "Text",
    "url": "Text",
    "n_words": "Integer",
}
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))  # some programs name files by sources
_ONE_WAY = {"subset", "adds", "updates"}  # relations that b has to a


def write_qda_project(tables: TablesFolder, file: Path) -> None:
    """Write the tables of a folder as a project of coded texts; the file appears whole or not at all.

    Args:
        tables: read an article at a time, several times. The names of all speakers and sources are held.
        file: its folder must be there.

    Raises:
        NoTables: a table cannot be read.
        OSError: the file cannot be written.
    """
    unfinished = unfinished_name(file)
    with named_when_whole({unfinished: file}), zipfile.ZipFile(unfinished, "w") as packed:
        with _entry(packed, "project.qde") as project:
            _Project(tables, project).write()
        for row in tables.rows("articles", ("article_id", "text")):
            with _entry(packed, f"Sources/{guid('source', row['article_id'])}.txt") as source:
                source.write(row["text"].encode("utf-8", "replace"))


@contextmanager
def _entry(packed: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    info = zipfile.ZipInfo(name, _ZIP_WHEN)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    with packed.open(info, "w", force_zip64=name.endswith(".qde")) as entry:
        yield entry


class _Project:
    """Writes the XML of a project, an article at a time."""

    def __init__(self, tables: TablesFolder, file: IO[bytes]) -> None:
        self._tables, self._names = tables, Names()
        self._xml = XMLGenerator(file, "utf-8", short_empty_elements=True)

    @contextmanager
    def _element(self, element: str, /, **attributes: object) -> Iterator[None]:
        self._xml.startElement(element, AttributesImpl({key: str(value) for key, value in attributes.items()}))
        yield
        self._xml.endElement(element)

    def _leaf(self, element: str, text: str = "", /, **attributes: object) -> None:
        with self._element(element, **attributes):
            self._xml.characters(text)

    def write(self) -> None:
        """Write it all."""
        self._xml.startDocument()
        about = {"xmlns": NAMESPACE, "name": "On Record", "origin": "On Record"}
        with self._element("Project", **about, creatingUserGUID=USER, creationDateTime=WHEN):
            with self._element("Users"):
                self._leaf("User", guid=USER, name="On Record", id="OR")
            if tree := read_codebook(self._tables):
                with self._element("CodeBook"), self._element("Codes"):
                    self._codes(tree)
            variables = self._variables()
            self._sources(variables)
            self._links()
        self._xml.endDocument()

    def _codes(self, codes: Iterable[Code]) -> None:
        for code in codes:
            about = {"guid": code.guid, "name": code.name, "isCodable": str(code.is_codable).lower()}
            with self._element("Code", **about, color=code.colour):
                if code.description:
                    self._leaf("Description", plain(code.description, None))
                self._codes(code.below)

    def _variables(self) -> dict[str, str]:
        """Write the variables that any source has; their types by their names."""
        stated: dict[str, int] = defaultdict(int)
        days = True
        for row in self._tables.rows("articles", tuple(_VARIABLES)):
            days = days and (row["date"] is None or _DAY.fullmatch(row["date"]) is not None)
            for name in _VARIABLES:
                stated[name] += row[name] is not None
        types = {name: type_ for name, type_ in _VARIABLES.items() if stated[name]}
        if "date" in types and days:
            types["date"] = "Date"
        if types:
            with self._element("Variables"):
                for name, type_ in types.items():
                    self._leaf("Variable", guid=guid("variable", name), name=name, typeOfVariable=type_)
        return types

    def _sources(self, variables: Mapping[str, str]) -> None:
        """Write the articles, each with its codings."""
        begun = False
        for article, rows in self._tables.articles(*MARKED, "comparisons"):
            if not begun:
                self._xml.startElement("Sources", AttributesImpl({}))
                begun = True
            self._source(article, rows, variables)
        if begun:
            self._xml.endElement("Sources")

    def _source(self, article: Row, rows: Mapping[str, list[Row]], variables: Mapping[str, str]) -> None:
        own, at = guid("source", article["article_id"]), {"creatingUser": USER, "creationDateTime": WHEN}
        relations: dict[str, set[str]] = defaultdict(set)
        for pair in rows["comparisons"]:
            for figure in (pair["a"], pair["b"]):
                relations[figure].add(pair["relation"])
        name = self._names.new(_name_of(article))
        with self._element("TextSource", guid=own, name=name, plainTextPath=f"internal://{own}.txt", **at):
            for table in MARKED:
                for row in rows[table]:
                    if table == "portrayals" and is_neutral_cue(row):
                        continue
                    about = relations[row["figure_id"]] if table == "figures" else ()
                    self._selection(table, row, codes_of(table, row, about))
            for variable, type_ in variables.items():
                if article[variable] is not None:
                    with self._element("VariableValue"):
                        self._leaf("VariableRef", targetGUID=guid("variable", variable))
                        self._leaf(f"{type_}Value", plain(str(article[variable]), None))

    def _selection(self, table: str, row: Row, codes: Iterable[str]) -> None:
        """Write the words of a row with their codes, and what the row says besides."""
        own, at = _guid_of(table, row), {"creatingUser": USER, "creationDateTime": WHEN}
        name = plain(f"{row.get(IDS.get(table, ''), row.get('word'))} {row['text']}", 60)
        place = {"startPosition": row["start"], "endPosition": row["end"]}
        with self._element("PlainTextSelection", guid=own, name=name, **place, **at):
            self._leaf("Description", plain(_memo(table, row), None))
            for code in dict.fromkeys(codes):
                with self._element("Coding", guid=guid(own, code), **at):
                    self._leaf("CodeRef", targetGUID=code)

    def _links(self) -> None:
        """Write the pairs of figures, within articles and across them, as links between their words."""
        begun = False
        for row in self._tables.rows("comparisons"):
            if not begun:
                self._xml.startElement("Links", AttributesImpl({}))
                begun = True
            a, b = (guid("figures", row[f"article_id_{side}"], row[side]) for side in "ab")
            one_way = row["relation"] in _ONE_WAY
            self._leaf(
                "Link",
                guid=guid("link", a, b, row["relation"]),
                name=plain(f"{RELATIONS.get(row['relation'], row['relation'])}: {row['why']}", None),
                direction="OneWay" if one_way else "Associative",
                originGUID=b if one_way else a,
                targetGUID=a if one_way else b,
            )
        if begun:
            self._xml.endElement("Links")


def _guid_of(table: str, row: Row) -> str:
    """The id of a row's words; portrayals have no id of their own."""
    if table in IDS:
        return guid(table, row["article_id"], row[IDS[table]])
    return guid(table, *(row[column] for column in ("article_id", "start", "end", "kind", "speaker", "rule", "word")))


def _name_of(article: Row) -> str:
    """What a source is called: day, outlet and title, as far as they are known."""
    told = [article[column] for column in ("date", "outlet", "title") if article[column]]
    return plain(" – ".join(told or [article["article_id"]]).translate(_NOT_IN_NAMES)) or "article"


def _memo(table: str, row: Row) -> str:
    """What a row says besides its codes: in words, with the rule that found it."""
    told: list[str] = []
    if table == "quotes":
        told = [f"cue: {row['cue']}"] if row["cue"] else []
        told += [f"speaker in the text: {row['mention']}"] if row["mention"] else []
    elif table == "figures":
        told = [figure_in_words(row), f"claimed by {claimant_in_words(row)}"]
        told += [f"{name}: {row[name]}" for name in ("occurrence", "as_of", "place") if row[name]]
        told += [name for name in ("negated", "hedged") if row[name]]
    elif table == "portrayals":
        told = [f"of {row['speaker']}", *([row["event"]] if row["event"] else [])]
    told.append(f"rule: {rule_in_words(row['rule'])}")
    if row["corrected"]:
        told.append(f"corrected by {row['corrected']}")
    return "; ".join(told)
