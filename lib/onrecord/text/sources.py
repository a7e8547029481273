"""Sources: articles read from files, web pages, addresses, standard input, folders and corpora."""

from __future__ import annotations

import codecs
import csv
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from itertools import islice
from pathlib import Path

from onrecord.system.resources import SAMPLE, SAMPLES
from onrecord.text.articles import Article, SourceError, Span, find_blocks, find_date, find_headline, make_article

ADDRESS = r"(?i)https?://"
PAGES = (".txt", ".md", ".html", ".htm")
CORPORA = (".jsonl", ".csv", ".parquet")
COLUMNS = ("text", "id", "title", "outlet", "date", "url")

MAX_BYTES = 20_000_000  # of a file or a page
FETCH_SECONDS = 20  # without a byte from the server; the whole page may take three times as long
MIN_PAGE_WORDS = 12  # fewer words out of a web page are a cookie notice or an error message, not an article


def read(source: str | Path) -> Article:
    """Read one article.

    Args:
        source: a .txt, .md, .html or .htm file; an http(s) address; `-` for standard input; `sample` for the article
            that comes with the project; or a folder or corpus that holds a single article.

    Returns:
        The article. The text of a file is its own, line ends made `\\n`; that of a web page is its title and what
        trafilatura takes for its main text, with a blank line between paragraphs. `date` is the first one that the
        first lines, the page's metadata or the file's name state, as YYYY-MM-DD.

    Raises:
        SourceError: the source cannot be read, holds no English article, or more than one.

    Limits:
        Headline and boilerplate are told by their shape (see `words/boilerplate.csv`); what fits no rule stays text.
    """
    found = list(islice(read_many([source]), 2))
    if len(found) > 1:
        raise SourceError(f"{_name(source)}: holds more than one article. Use read_many, or name one file of it.")
    return found[0]


def read_many(
    sources: Iterable[str | Path], on_error: Callable[[SourceError], None] | None = None
) -> Iterator[Article]:
    """Read articles one after the other; no folder or corpus is held in memory as a whole.

    Args:
        sources: what `read` takes; folders, whose readable files are taken in order of their path, those of
            subfolders too, hidden ones not; `samples`, all articles that come with the project; and corpora: .jsonl,
            .csv or .parquet with a column `text` and, where they are, `id`, `title`, `outlet`, `date` and `url`. Ids
            and texts of a corpus are kept as they are; only half a surrogate pair, which is no character, becomes
            U+FFFD, one for one.
        on_error: called with each source or row that cannot be read; the others follow. None: the first one raises.

    Yields:
        Articles, each id once.

    Raises:
        SourceError: something cannot be read, and `on_error` is None.
    """
    if isinstance(sources, str | Path):
        sources = [sources]
    first_place: dict[str, str] = {}
    for source in sources:
        for place, found in _each(source):
            if isinstance(found, Article) and found.article_id in first_place:
                twice = first_place[found.article_id]
                found = SourceError(f"{place}: has the same id as {twice} ({_name(found.article_id)}); left out.")
            if isinstance(found, Article):
                first_place[found.article_id] = place
                yield found
            elif on_error is None:
                raise found
            else:
                on_error(found)


# What the readers below yield: the place an error can name, and what was found there.
Found = tuple[str, Article | SourceError]


def _each(source: str | Path) -> Iterator[Found]:
    place = _name(source)
    try:
        if isinstance(source, str) and source == "sample":
            yield place, _sample()
        elif isinstance(source, str) and source == "samples":
            yield from _samples()
        elif isinstance(source, str) and source == "-":
            yield place, _from_bytes(_stdin(), "standard input", source="-")
        elif isinstance(source, str) and re.match(ADDRESS, source):
            yield place, _from_address(source)
        else:
            yield from _each_of_path(Path(source), place)
    except SourceError as problem:
        yield place, problem
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        yield place, SourceError(f"{place}: cannot be opened ({_name(reason)}). Check the path and your rights to it.")


def _each_of_path(path: Path, place: str) -> Iterator[Found]:
    if "\n" in str(path) and not os.path.lexists(path):
        raise SourceError(f"{place}: this is a text, not the place of one. Save it as a .txt file and give its path.")
    if path.is_dir():
        yield from _each_of_folder(path, place)
    elif not path.exists():
        raise SourceError(f"{place}: there is no such file or folder.{_did_you_mean(path)}")
    elif path.suffix.lower() in CORPORA:
        rows = {".jsonl": _jsonl_rows, ".csv": _csv_rows, ".parquet": _parquet_rows}[path.suffix.lower()]
        yield from _each_of_corpus(rows(path), str(path), place)
    elif path.suffix.lower() in PAGES:
        yield place, _from_file(path, place)
    else:
        what = f"{path.suffix} files cannot be read" if path.suffix else "its name has no suffix that says what it is"
        raise SourceError(f"{place}: {what}. Give {', '.join(PAGES + CORPORA)}, a folder or an address.")


def _each_of_folder(folder: Path, place: str) -> Iterator[Found]:
    closed: list[OSError] = []
    paths = [
        Path(parent) / name
        for parent, _, names in os.walk(folder, onerror=closed.append)
        for name in names
        if not any(part.startswith(".") for part in (Path(parent) / name).relative_to(folder).parts)
        and Path(name).suffix.lower() in PAGES + CORPORA
    ]
    for problem in closed:
        yield (
            place,
            SourceError(f"{_name(problem.filename)}: cannot be opened ({problem.strerror}). Check your rights."),
        )
    if not paths and not closed:
        raise SourceError(f"{place}: the folder holds no file that can be read ({', '.join(PAGES + CORPORA)}).")
    for path in sorted(paths, key=lambda path: path.relative_to(folder).parts):
        yield from _each(path)


def _did_you_mean(path: Path) -> str:
    if not path.parent.is_dir():
        return f" There is no folder {_name(path.parent)} either."
    near = get_close_matches(path.name, sorted(os.listdir(path.parent)), n=1)
    return f" Did you mean {_name(path.parent / near[0])}?" if near else " Check the path."


def _name(source: object) -> str:
    """A source as one line of a message shows it: no line breaks or control characters, and not too long."""
    line = "".join(c if c.isprintable() else " " for c in str(source))
    return line if len(line) <= 200 else line[:100] + "…"


def _sample() -> Article:
    return replace(_from_file(SAMPLE, "sample"), source="sample")


def _samples() -> Iterator[Found]:
    for path in sorted(path for path in SAMPLES.iterdir() if path.suffix in PAGES):
        yield path.name, replace(_from_file(path, path.name), source=path.name)


def _stdin() -> bytes:
    return _not_too_big(sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b"", "standard input")


def _not_too_big(data: bytes, place: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{place}: is larger than {MAX_BYTES // 1_000_000} MB, too much for one article. "
            "Cut it up, or give a corpus (.jsonl, .csv, .parquet) with an article per row."
        )
    return data


def _from_file(path: Path, place: str) -> Article:
    with path.open("rb") as file:
        data = _not_too_big(file.read(MAX_BYTES + 1), place)
    if path.suffix.lower() == ".md":
        text = _one_line_end(_decode(data, place))
        article = make_article(text, place, source=str(path), headline=_markdown_headline(text))
    elif path.suffix.lower() == ".txt":
        article = _from_bytes(data, place, source=str(path))
    else:
        article = _from_page(data, place, source=str(path))
    return article if article.date else replace(article, date=find_date(path.name))


def _from_bytes(data: bytes, place: str, *, source: str) -> Article:
    """Read what nobody says the kind of: a web page if it begins like one, else plain text."""
    text = _decode(data, place)
    if re.match(r"\s*(<(\?xml|!--)[^>]{0,500}>\s*){0,3}<(!doctype\s+html|html)\b", text[:2000], re.IGNORECASE):
        return _from_page(data, place, source=source)
    return make_article(_one_line_end(text), place, source=source)


def _markdown_headline(text: str) -> Span | None:
    match = re.search(r"^#[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*$", text, re.MULTILINE)
    return match.span(1) if match else None


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ---------------------------------------------------------------------------------------------------------------------
# Encodings

NOT_TEXT = {
    b"%PDF-": "is a PDF file",
    b"{\\rtf": "is an RTF document",
    b"PK\x03\x04": "is a zip archive or an office document",
    b"\x89PNG": "is a picture",
    b"\xff\xd8\xff": "is a picture",
    b"GIF8": "is a picture",
}


BYTE_ORDER_MARKS = {  # the longer ones first: two of them begin alike
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def _decode(data: bytes, place: str) -> str:
    """Turn bytes into text: by their byte order mark, as UTF-8, as Windows-1252, or as charset-normalizer says."""
    for sign, what in NOT_TEXT.items():
        if data.startswith(sign):
            raise SourceError(f"{place}: {what}, not text. Save the article's words as a .txt or .html file.")
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    if b"\0" in data and not marked:
        raise SourceError(f"{place}: holds binary data, not text. Save the article's words as a .txt or .html file.")
    ways = [partial(_strictly, encoding=marked)] if marked else [_as_utf8, _as_windows, _by_statistics]
    text = next((text for way in ways if (text := way(data)) is not None), None)
    if text is None:
        raise SourceError(f"{place}: its encoding cannot be told. Save it again as UTF-8.")
    controls = sum(c < " " and c not in "\t\n\r\v\f\x1b" for c in text)
    if controls > len(text) / 100:
        raise SourceError(f"{place}: holds binary data, not text. Save the article's words as a .txt or .html file.")
    return text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _as_utf8(data: bytes) -> str | None:
    """UTF-8, also with a few broken bytes (a cut download), which become U+FFFD; not another encoding taken for it."""
    text = data.decode("utf-8-sig", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    good = sum(c > "\x7f" for c in text) - text.count("\ufffd")
    return text if broken == 0 or good > broken else None


def _as_windows(data: bytes) -> str | None:
    """Windows-1252, where its letters stand as in a European language.

    Other encodings read as this one give capitals inside words, capitals on their own, or nothing but accents.
    """
    text = _strictly(data, "cp1252")
    if text is None or re.search(r"[a-z][À-Þ]|[À-Þ](?![A-Za-zß-ÿ’'.])", text):
        return None
    letters = sum(c.isalpha() for c in text)
    accented = sum(c.isalpha() and c > "\x7f" for c in text)
    return text if accented <= letters / 5 else None


def _by_statistics(data: bytes) -> str | None:
    encoding = _likely_encoding(data)
    return _strictly(data, encoding) if encoding else None


def _likely_encoding(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()  # enough to tell by
    return best.encoding if best else None


# ---------------------------------------------------------------------------------------------------------------------
# Web pages


def _from_page(data: bytes, place: str, *, source: str, charset: str | None = None) -> Article:
    """Cut an article out of an HTML page with trafilatura; the title goes on top if the main text lacks it."""
    html = _decode_page(data, charset, place)
    if not html.strip():
        raise SourceError(f"{place}: is empty. Give a file with text in it.")
    page = _extract(html, source if re.match(ADDRESS, source) else None)
    lines = [line.strip() for line in (page.text or "").splitlines()] if page else []
    body = "\n\n".join(line for line in lines if line)
    if len(body.split()) < MIN_PAGE_WORDS:
        raise SourceError(f"{place}: no article text found in the page. Copy the article's words into a .txt file.")
    outlet = _outlet_of(page)
    title = _title_of(page, outlet)
    headline = find_headline(body, find_blocks(body), title)
    if title and not headline:
        body, headline = f"{title}\n\n{body}", (0, len(title))
    return make_article(body, place, title=title, outlet=outlet, date=page.date, source=source, headline=headline)


def _extract(html: str, url: str | None):
    """What trafilatura finds in a page: its main text, title, site and date; None where it finds nothing."""
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would say, the caller says in one line
    return bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        prune_xpath="//figcaption",
        # A page's own date only, and the same one whatever day it is read.
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2999-12-31"},
    )


def _decode_page(data: bytes, charset: str | None, place: str) -> str:
    """UTF-8 if it is that, whatever the page claims; else as the server or the page says; else as any text."""
    declared = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", data[:4000], re.IGNORECASE)
    names = [charset, declared.group(1).decode() if declared else None]
    text = None if data.startswith(tuple(BYTE_ORDER_MARKS)) else _strictly(data, "utf-8-sig")
    for name in names:
        if text is None and name and not name.lower().startswith(("utf-16", "utf-32")):
            # Browsers read Latin-1 as Windows-1252, and so pages that say Latin-1 mean.
            text = _strictly(data, "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii") else name)
    return text if text is not None and "\0" not in text else _decode(data, place)


def _outlet_of(page) -> str | None:
    """The site's name; None where trafilatura has only a number or `localhost` to offer."""
    name = (page.sitename or "").strip()
    return name if re.search(r"[^\W\d_]", name) and not re.fullmatch(r"[\d.:]+|localhost(:\d+)?", name) else None


def _title_of(page, outlet: str | None) -> str | None:
    title = " ".join((page.title or "").split())
    if outlet:
        title = re.sub(rf"\s*[|–—·-]\s*{re.escape(outlet)}$", "", title, flags=re.IGNORECASE)
    return title or None


# ---------------------------------------------------------------------------------------------------------------------
# Addresses


def _from_address(address: str) -> Article:
    data, kind, charset = _fetch(address)
    if kind == "text/plain":
        return _from_bytes(data, _name(address), source=address)
    return _from_page(data, _name(address), source=address, charset=charset)


def _fetch(address: str) -> tuple[bytes, str, str | None]:
    """Load a page: its bytes, its media type and the encoding the server states."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.parse import quote
    from urllib.request import Request, urlopen

    place, instead = _name(address), "save the page as an .html file and give its path."
    plain = quote(address.partition("#")[0], safe="%/:=&?~+!$,;'@()*[]")
    headers = {"User-Agent": "Mozilla/5.0 (compatible; onrecord)", "Accept": "text/html"}
    try:
        with urlopen(Request(plain, headers=headers), timeout=FETCH_SECONDS) as answer:
            kind = answer.headers.get_content_type() if answer.headers["Content-Type"] else "text/html"
            if kind not in ("text/html", "application/xhtml+xml", "text/plain"):
                raise SourceError(f"{place}: is no web page but {_name(kind)}. Give the address of an article.")
            return _body(answer, place), kind, answer.headers.get_content_charset()
    except HTTPError as problem:
        raise SourceError(
            f"{place}: the server answers {problem.code} {_name(problem.reason)}. Check the address, or {instead}"
        ) from problem
    except (URLError, TimeoutError, OSError, HTTPException, ValueError) as problem:
        reason = _name(getattr(problem, "reason", None) or problem or type(problem).__name__)
        raise SourceError(
            f"{place}: does not answer ({reason}). Check the address and the connection, or {instead}"
        ) from problem


def _body(answer, place: str) -> bytes:
    data, end = bytearray(), time.monotonic() + 3 * FETCH_SECONDS
    while piece := answer.read1(65_536):
        data += piece
        _not_too_big(data, place)
        if time.monotonic() > end:
            raise TimeoutError("too slow")
    if answer.length:
        raise TimeoutError("the answer broke off")
    if answer.headers.get("Content-Encoding", "").lower() == "gzip":  # some send it unasked
        import zlib

        try:
            return _not_too_big(zlib.decompressobj(31).decompress(data, MAX_BYTES + 1), place)
        except zlib.error as problem:
            raise ValueError(problem) from problem
    return bytes(data)


# ---------------------------------------------------------------------------------------------------------------------
# Corpora

Row = dict[str, object]


def _each_of_corpus(rows: Iterator[tuple[str, Row | SourceError]], path: str, place: str) -> Iterator[Found]:
    label = None
    for label, row in rows:
        where = f"{place}, {label}"
        try:
            yield where, row if isinstance(row, SourceError) else _from_row(row, where, path)
        except SourceError as problem:
            yield where, problem
    if label is None:
        raise SourceError(f"{place}: the corpus has no rows.")


def _from_row(row: Row, place: str, path: str) -> Article:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SourceError(f"{place}: the row has no text; left out.")
    known = {name: _cell(row.get(name)) for name in COLUMNS[1:]}
    return make_article(
        text,
        place,
        identifier=known["id"],
        title=known["title"],
        outlet=known["outlet"],
        date=known["date"] and (find_date(known["date"]) or known["date"]),
        source=known["url"] or path,
    )


def _cell(value: object) -> str | None:
    if value is None or value != value:  # null, or not a number
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # whole numbers become floats where a column has gaps
    return re.sub("[\ud800-\udfff]", "\ufffd", str(value)) if str(value).strip() else None


def _columns(names: Iterable[object], path: Path) -> list[str]:
    """Names of columns as they are looked up: lower case, no white space around."""
    names = [str(name) for name in names]
    found = [name.strip().lower() for name in names]
    if "text" not in found:
        shown = ", ".join(_name(name) for name in names[:20]) or "none"
        raise SourceError(
            f"{_name(path)}: the corpus has no column 'text'; it has: {shown}. Rename the one with texts."
        )
    return found


def _jsonl_rows(path: Path) -> Iterator[tuple[str, Row | SourceError]]:
    with path.open("rb") as lines:
        _columns(_first_keys(islice(lines, 100), path), path)
        lines.seek(0)
        for number, line in enumerate(lines, 1):
            if line.strip():
                label = f"line {number}"
                try:
                    row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
                except (ValueError, RecursionError) as problem:
                    yield label, SourceError(f"{_name(path)}, {label}: is no JSON ({_name(problem)}); left out.")
                    continue
                if isinstance(row, dict):
                    yield label, {name.strip().lower(): value for name, value in row.items()}
                else:
                    yield label, SourceError(f"{_name(path)}, {label}: is no JSON object; left out.")


def _first_keys(lines: Iterable[bytes], path: Path) -> dict[str, None]:
    """All names in the first rows, in order; rows need not have the same ones."""
    keys: dict[str, None] = {}
    for line in lines:
        if not keys and line.lstrip(codecs.BOM_UTF8).strip().startswith(b"["):
            raise SourceError(f"{_name(path)}: is a JSON list, not JSON lines. Write one object per line.")
        if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise SourceError(f"{_name(path)}: JSON lines must be UTF-8. Save it again as UTF-8.")
        try:
            row = json.loads(line.decode("utf-8-sig"))
            keys.update(dict.fromkeys(row) if isinstance(row, dict) else {})
        except (ValueError, RecursionError):
            keys.update({"text": None} if not keys else {})
    return keys


def _csv_rows(path: Path) -> Iterator[tuple[str, Row | SourceError]]:
    csv.field_size_limit(MAX_BYTES)
    with path.open(encoding=_csv_encoding(path), errors="replace", newline="") as lines:
        first = lines.readline()
        if not first:
            return
        delimiter = max(",;\t", key=first.count)
        lines.seek(0)
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            header = _columns(next(rows, []), path)
        except csv.Error as problem:
            raise SourceError(f"{_name(path)}: its first line names no columns ({problem}). Mend it.") from problem
        while True:
            label = f"line {rows.line_num + 1}"
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as problem:
                yield label, SourceError(f"{_name(path)}, {label}: is no CSV ({problem}); left out.")
                continue
            if row and len(row) != len(header):
                what = f"has {len(row)} fields, the header {len(header)}; left out. Are its quotation marks doubled?"
                yield label, SourceError(f"{_name(path)}, {label}: {what}")
            elif row:
                yield label, dict(zip(header, row, strict=True))


def _csv_encoding(path: Path) -> str:
    """The encoding of a table that may be too large to decode at once: UTF-8 unless a byte says otherwise."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while piece := file.read(1_000_000):
            if piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and file.tell() == len(piece):
                return "utf-16"
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                return _table_encoding(piece, path)
    return "utf-8-sig"


def _table_encoding(piece: bytes, path: Path) -> str:
    """The encoding of a part of a table that is not UTF-8 throughout."""
    if _as_utf8(piece) is not None:
        return "utf-8-sig"
    if _as_windows(piece) is not None:
        return "cp1252"
    if encoding := _likely_encoding(piece):
        return encoding
    raise SourceError(f"{_name(path)}: its encoding cannot be told. Save it again as UTF-8.")


def _parquet_rows(path: Path) -> Iterator[tuple[str, Row | SourceError]]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    number = 0
    try:
        with ParquetFile(path) as table:
            names = table.schema_arrow.names
            kept = {name: low for name, low in zip(names, _columns(names, path), strict=True) if low in COLUMNS}
            for batch in table.iter_batches(batch_size=64, columns=list(kept)):
                for row in batch.to_pylist():
                    number += 1
                    yield f"row {number}", {kept[name]: value for name, value in row.items()}
    except (ArrowException, OSError) as problem:
        raise SourceError(
            f"{_name(path)}: is no Parquet file that can be read, from row {number + 1} on ({_name(problem)}). "
            "Write it again, or give .jsonl or .csv."
        ) from problem
