"""Fuzzing: texts, pages, files and parameters cells that nobody would write, read and analysed in a process of its own.

What must hold: no error but ours, and that in one line of a bounded length; `text[start:end] == text` in every table, ids that
resolve, the same rows for the same text, HTML in which each element has its end, and time in proportion to the length.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import random
import re
import tempfile
import textwrap
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

from attacking import Extent, Tried
from hostile_documents import as_rtf, write_docx, write_odt

NAME = "fuzzing of readers and analysis"

MINUTES = 30  # of random ones, where nobody says how long
SECONDS, SECONDS_A_CHARACTER = 10, 0.002  # of processor time that one may take; an ordinary text takes 0.0001
PATIENCE = 10  # times as long may it take by the clock, until its process is ended

PROSE = "Mayor Anna Brandt said on Monday that 12 people had been killed in the flood at Harrow, and that the dam had held. "
# What one after the other is repeated behind an ordinary sentence. Each has once taken far too long, or might.
PUMPED = (
    "_| |\n|\t|\xa0|\r| \n|a|A|1|1,|.|a.|-|a-|a'|a/|a@|,|(|[|*|\"|“|‘|“a” |(a) |# Flood\n\n|- a dam\n|said |Brandt said that |Brandt: "
    "|12 |12 people, |between 12 and |million |hundreds of |Anna Brandt |He said he said. |A. |\u0301|\u200b|\u200d|\U0001f600"
    "|and the dam, |the dam and |Q: How?\n\nA: So.\n\n|***a? |http://a.b/|The Ministry of the Army of |jan |not very good "
    "|12 people were killed. The army said 15 people were killed. |, said The a|and|made-up-|The Aa |AB."
).split("|")
TAGS = (
    "<p>",
    "<div>",
    "<b>a",
    "<li>a dam",
    "<a href=x>a</a>",
    "<table><tr><td>a",
    "<br>",
    "<!--",
    "<",
    "&amp;",
    "a=1 ",
)

# Parameters cells that are nested more deeply than Python goes, or long, or no values.
NESTED = [
    "x = " + "[" * 90 + "]" * 90,
    "x = " + "-" * 5_000 + "1",
    "x = " + "+".join(["1"] * 5_000),
    "x: " + " | ".join(["int"] * 5_000) + " = 1",
    *("x: " + " | ".join(["int"] * n) + " = 1" for n in (400, 900)),
    "x = " + "{" * 300,
    "x: " + "list[" * 150 + "int" + "]" * 150 + " = []",
    f"x: {'long_' * 2_000} = 1\nx2: {' | '.join(['int'] * 200)} = 1",
    f"{'x' * 20_000}: int = 1",
    "x = {[]: 1}\ny = {{}: 2}\nz = {*[[]]}",
    "x = " + "9" * 5_000,
]

# Of these a random text is made.
WORDS = (
    "said told warned denied claimed according to that he she they it the a of in and but not no more than at least up to about "
    "between from dozens hundreds thousand million 12 15,000 3.5 one two killed wounded injured missing dead people children "
    "soldiers houses tanks Brandt Anna Mayor Ministry Defence Harrow Kyiv BBC Reuters Dr. Mr. U.S. Monday 2022 yesterday "
    "spokesman official who which was were had been will may if"
).split()
MARKS = "\" “ ” „ « » ' ‘ ’ ‚ , . ! ? : ; - — – … ( ) [ ] / % $ € # * _ | < > & \\ ` ~ = + @ `` ''".split()
ODD = [
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\x0b",
    "\x85",
    "\u2028",
    "\xa0",
    "\u200b",
    "\u202e",
    "\u0301",
    "İ",
    "ß",
    "\U0001f600",
    "\ufeff",
    "\0",
]
CELL = [
    'article: str = "sample"',
    'out: str = "runs"',
    "speaker: str | None = None  # of whom",
    "events: list[str] = []",
    'by_name: dict[str, list[int]] = {"a": [1]}',
    "min_words: int = 3",
    "share = 0.5",
    "%matplotlib inline",
]
CODE = (
    "[ ] ( ) { } | : = == , . # % ! \\ ' \" \"\"\" \n \t \0 \ud800 ½ é x _ 1 1e999 0x None True lambda await (yield) *a {[]:1} {{}} f'{x}' b'x' "
    "-1 1j ... int list[ dict[str, tuple[int] 'Path' :=".split(" ")
)
VALUES = [
    "",
    "3",
    "-0.5",
    "none",
    "[1, 'a']",
    "{'a': [1]}",
    "{[]: 1}",
    "[" * 300,
    "9" * 5000,
    "1e999",
    "\ud800",
    "x\ny",
    3,
    [[1]],
    {1: []},
]
LONGEST = 1_500  # characters of a message
PAGE = "<html><body><p>{}</p><p>{}</p></body></html>"
SUFFIXES = (
    ".txt",
    ".md",
    ".html",
    ".csv",
    ".jsonl",
    ".parquet",
    ".htm",
    ".eml",
    ".mbox",
    ".mhtml",
    ".zip",
    ".warc",
    ".warc.gz",
    ".pdf",
    ".docx",
    ".odt",
    ".rtf",
)


def attacks(extent: Extent) -> Iterator[Tried]:
    """A control, then what is known to have been slow, then random texts and files until the time is over."""
    end = time.monotonic() + (MINUTES * 60 if extent.seconds is None else extent.seconds)
    with _Judge() as judge:
        seen = judge.fault(stand_in, "# a" + " " * 1200 + "#" * 1200 + " b")
        yield Tried(
            "control: a pattern that tries each split of some spaces", None if seen else "was not seen to be slow"
        )
        seen = judge.fault(_unclosed, "<main><p>a</main></p>")
        yield Tried("control: an element without its end", None if seen else "was not seen")
        for cell in NESTED:
            yield Tried(f"parameters cell {cell[:60]!r}", judge.fault(judge_cell, cell))
        length = 4000 if extent.seconds is not None else 20_000
        for pump in PUMPED:
            yield Tried(
                f"text of {pump!r}", judge.fault(judge_text, PROSE + pump * (length // len(pump)) + " the end.")
            )
        for tag in TAGS:
            path = extent.folder / "pumped.html"
            path.write_text(f"<html><body><p>{PROSE * 2}</p>{tag * (10 * length // len(tag))}</body></html>", "utf-8")
            yield Tried(f"page of {tag!r}", judge.fault(judge_file, str(path)))
        number = 0
        while time.monotonic() < end:
            number += 1
            if number % 5 == 0:
                cell = random_cell(extent.random)
                yield Tried(f"parameters cell {cell[:200]!r}", judge.fault(judge_cell, cell))
            elif number % 3:
                text = random_text(extent.random)
                yield Tried(f"text {text[:200]!r}", judge.fault(judge_text, text))
            else:
                path = random_file(extent.random, extent.folder)
                yield Tried(f"file {path.name} {path.read_bytes()[:200]!r}", judge.fault(judge_file, str(path)))


class _Judge:
    """A process in which one thing after the other is judged; one that does not come to its end is ended with it."""

    def __enter__(self) -> _Judge:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _start(self) -> None:
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        self._pool.submit(judge_text, PROSE).result()  # what is loaded once takes its time

    def _stop(self) -> None:
        for process in list((self._pool._processes or {}).values()):
            process.kill()
        self._pool.shutdown(cancel_futures=True)

    def fault(self, function: Callable[[str], str | None], given: str) -> str | None:
        """What is wrong, None if nothing is."""
        characters = Path(given).stat().st_size if function is judge_file else len(given)
        limit = SECONDS + SECONDS_A_CHARACTER * characters
        if function is stand_in:
            limit = 1
        try:
            fault, seconds = self._pool.submit(_timed, function, given).result(PATIENCE * limit)
            return fault or (f"took {seconds:.0f} s for {characters:,} characters" if seconds > limit else None)
        except TimeoutError:
            problem = f"did not end in {PATIENCE * limit:.0f} s ({characters:,} characters)"
        except BrokenProcessPool:
            problem = "the process died"
        self._stop()
        self._start()
        return problem


def _timed(function: Callable[[str], str | None], given: str) -> tuple[str | None, float]:
    begun = time.process_time()
    try:
        fault = function(given)
    except Exception as problem:
        import traceback

        fault = f"{problem!r} {traceback.format_exc()[-600:]}"
    return fault, time.process_time() - begun


def stand_in(text: str) -> None:
    """How headings were read once."""
    re.search(r"^#[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*$", text, re.MULTILINE)


def judge_text(text: str) -> str | None:
    """Read and analyse a text twice, mark it, and make its page; what of it does not hold."""
    from onrecord import analyse, show
    from onrecord.pages.article_page import article_page
    from onrecord.tables.columns import TABLES
    from onrecord.tables.record import _find_claims
    from onrecord.text.article import SourceError, make_article

    try:
        article = make_article(text, "here", title=text[20:100], outlet=text[-40:])
    except SourceError:
        return None
    record = analyse(article)
    fault = _wrong_rows(record, article.text)
    _find_claims.cache_clear()
    again = analyse(article)
    changed = [name for name in TABLES if record.rows(name) != again.rows(name)]
    fault = fault or (f"not the same rows again: {changed}" if changed else None)
    return fault or _unclosed(show.highlight(record)) or _unclosed(article_page(record, {}, []))


def _wrong_rows(record, text: str) -> str | None:
    """A row whose place in the text holds other words, or an id that no row has."""
    for name in ("quotes", "figures", "uncounted", "portrayals"):
        for row in getattr(record, name).to_dict("records"):
            if text[row["start"] : row["end"]] != row["text"]:
                return f"{name}: {row['text']!r} does not stand at {row['start']}"
            if (
                isinstance(row.get("mention"), str)
                and text[row["mention_start"] : row["mention_end"]] != row["mention"]
            ):
                return f"{name}: the mention {row['mention']!r} does not stand there"
    ids = {"quote_id": set(record.quotes["quote_id"]), "figure_id": set(record.figures["figure_id"])}
    for table, column, known in (
        (record.figures, "subset_of", "figure_id"),
        (record.figures, "adds_to", "figure_id"),
        (record.figures, "quote_id", "quote_id"),
        (record.comparisons, "a", "figure_id"),
        (record.comparisons, "b", "figure_id"),
        (record.tone, "quote_id", "quote_id"),
        (record.uncounted, "quote_id", "quote_id"),
    ):
        if lost := set(table[column].dropna()) - ids[known]:
            return f"{column}: no row has the id {sorted(lost)[:3]}"
    return None


def judge_file(path: str) -> str | None:
    """Read a file, and analyse the first article in it."""
    from onrecord import read_many

    articles = list(read_many([Path(path)], on_error=lambda problem: None))
    return judge_text(articles[0].text) if articles and len(articles[0].text) < 5000 else None


def judge_cell(cell: str) -> str | None:
    """Read a parameters cell, twice, and values for what stands in it; what of it does not hold."""
    from onrecord.runs.parameters import CallError, plan, typed, types_of

    metadata = {"tags": ["parameters"]}
    notebook = {"cells": [{"cell_type": "code", "metadata": metadata, "source": cell.splitlines(keepends=True)}]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.ipynb"
        path.write_text(json.dumps(notebook), encoding="utf-8")
        try:
            types = types_of(path)
            if types_of(path) != types:
                return "not the same types again"
            calls = [lambda: plan([path], {})]
        except CallError as problem:
            return _long(problem)
        for name, wanted in list(types.items())[:10]:
            calls += [lambda n=name, w=wanted, v=value: typed(n, v, w) for value in [*VALUES, cell[:100]]]
            calls.append(lambda n=name: plan([path], {n: cell[:100]}))
        for call in calls:
            try:
                call()
            except CallError as problem:
                if fault := _long(problem):
                    return fault
    return None


def _long(problem: Exception) -> str | None:
    message = str(problem)
    return (
        f"a message that is not one short line: {message[:200]!r}"
        if len(message) > LONGEST or "\n" in message
        else None
    )


class _Open(HTMLParser):
    """The elements that are open, and the first end tag that closes none of them."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: str | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong = self.wrong or f"</{tag}> closes nothing"


def _unclosed(html: object) -> str | None:
    parser = _Open()
    parser.feed(str(getattr(html, "_repr_html_", lambda: html)()))
    return parser.wrong or (f"HTML: {parser.open} not closed" if parser.open else None)


def random_text(chance: random.Random) -> str:
    """Words that the rules look for, marks and odd characters in any order; some of it repeated."""
    pieces = []
    for _ in range(chance.randrange(5, 150)):
        kind = chance.random()
        piece = chance.choice(WORDS if kind < 0.7 else MARKS if kind < 0.93 else ODD)
        piece = piece.upper() if chance.random() < 0.03 else piece.capitalize() if chance.random() < 0.1 else piece
        pieces.append(piece * (chance.randrange(2, 60) if chance.random() < 0.02 else 1))
        pieces.append("" if chance.random() < 0.15 else " ")
    return PROSE * chance.randrange(2) + "".join(pieces)


def random_cell(chance: random.Random) -> str:
    """Lines of a parameters cell, spoiled in a few places."""
    lines = chance.sample(CELL, chance.randrange(1, len(CELL)))
    cell = "\n".join(CELL[:2] + lines)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(cell) + 1)
        piece = chance.choice(CODE) * (chance.choice([30, 300]) if chance.random() < 0.1 else 1)
        cell = cell[:at] + piece + cell[at + chance.randrange(4) :]
    return cell


def random_file(chance: random.Random, folder: Path) -> Path:
    """A file of any format that we read, spoiled in a few places."""
    path = folder / f"fuzzed{chance.choice(SUFFIXES)}"
    texts = [random_text(chance).replace("\0", "") for _ in range(2)]
    _write(path, texts)
    data = bytearray(path.read_bytes())
    for _ in range(chance.randrange(6)):
        at = chance.randrange(len(data) + 1)
        change = chance.randrange(4)
        if change == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif change == 1:
            del data[at : at + chance.randrange(20)]
        elif change == 2:
            data[at:at] = chance.choice(
                [b"\x00", b'"', b"\n", b"\xff\xfe", b"\xed\xa0\x80", b"{", b"[" * 200, b"<p>", b",", b"\r"]
            )
        else:
            data[at:at] = data[: chance.randrange(200)]
    path.write_bytes(bytes(data))
    return path


def _mail(texts: list[str]) -> bytes:
    mail = EmailMessage()
    mail["MIME-Version"], mail["Subject"] = "1.0", "A dam"
    mail.set_content(texts[0])
    mail.add_alternative(PAGE.format(texts[0], PROSE), subtype="html")
    mail.add_attachment(texts[1], filename="more.txt")
    return mail.as_bytes()


def _write(path: Path, texts: list[str]) -> None:
    import pandas as pd

    table = pd.DataFrame({"id": ["1", "2"], "text": texts, "date": ["2022-03-24", "soon"]})
    match path.suffix:
        case ".csv":
            table.to_csv(path, index=False)
        case ".jsonl":
            table.to_json(path, orient="records", lines=True)
        case ".parquet":
            table.to_parquet(path)
        case ".pdf":
            _write_pdf(path, f"{texts[0]}\n{PROSE}")
        case ".html" | ".htm":
            path.write_text(PAGE.format(texts[0], PROSE), "utf-8")
        case ".eml" | ".mbox":
            begin = b"From a@b.example Thu Mar 24 10:15:00 2022\n" if path.suffix == ".mbox" else b""
            path.write_bytes(begin + _mail(texts))
        case ".mhtml":
            path.write_bytes(b"Snapshot-Content-Location: https://a.example/b\n" + _mail(texts))
        case ".zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("a.txt", texts[0])
                archive.writestr("b/c.html", PAGE.format(texts[1], PROSE))
        case ".warc" | ".gz":
            body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE.format(texts[0], PROSE)}".encode()
            about = f"WARC-Type: response\r\nWARC-Target-URI: https://a.example/b\r\nContent-Length: {len(body)}"
            record = f"WARC/1.1\r\n{about}\r\n\r\n".encode() + body + b"\r\n\r\n"
            path.write_bytes(gzip.compress(record, mtime=0) if path.suffix == ".gz" else record)
        case ".docx":
            write_docx(path, texts[1], texts[0].split("\n"))
        case ".odt":
            write_odt(path, texts[1], texts[0].split("\n"))
        case ".rtf":
            path.write_bytes(as_rtf(texts[1], texts[0].split("\n")))
        case _:
            path.write_text(texts[0], "utf-8", newline="")


def _write_pdf(path: Path, text: str) -> None:
    """A page of a text's lines, those that are too long wrapped."""
    from matplotlib.figure import Figure

    page = Figure(figsize=(8.3, 11.7))
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, 80)][:60]
    drawn = "\n".join("".join(letter for letter in line if letter.isprintable()) for line in lines)
    page.text(0.1, 0.95, drawn.encode("utf-8", "replace").decode(), va="top", parse_math=False, fontsize=9)
    page.savefig(path, format="pdf")
