"""Docs: the tables of an article as spaCy's Doc, its quotes, mentions and figures as groups of spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from onrecord.tables.columns import COLUMNS, Rows
from onrecord.text.parsing import TOO_LONG

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

KEY = "onrecord"  # of the tables in `doc.user_data`, and name of the extension of Docs
GROUPS = ("quotes", "mentions", "figures")


def tokenized(text: str, nlp: Language) -> Doc:
    """A text as a Doc of a pipeline, with tokens and nothing else; its text is the same, character by character.

    The tokenizer's time grows with the square of long rows of marks and of longer words than any: these are cut.
    """
    cuts = [0, *(run.end() for run in TOO_LONG.finditer(text)), len(text)]
    if len(cuts) == 2:
        return nlp.make_doc(text)
    from spacy.tokens import Doc

    pieces = [nlp.tokenizer(text[a:b]) for a, b in pairwise(cuts) if a < b]
    tokens = [token for piece in pieces for token in piece]
    return Doc(nlp.vocab, [token.text for token in tokens], [bool(token.whitespace_) for token in tokens])


def add_spans(doc: Doc, rows: Mapping[str, Rows]) -> None:
    """Add the tables of an article to the Doc of its text, and a group of spans for each of `GROUPS`.

    A span covers all tokens that its row touches; the row says the exact characters. What is added is numbers, texts and
    lists, so that `to_bytes` and DocBin keep it.

    Args:
        doc: has the characters of the article's text.
        rows: the rows of each table, in the order of `COLUMNS`.
    """
    doc.user_data[KEY] = {name: [list(row) for row in rows[name]] for name in COLUMNS}
    for group, marks in (("quotes", _quotes), ("mentions", _mentions), ("figures", _figures)):
        spans = [
            doc.char_span(start, end, label, kb_id=speaker or "", alignment_mode="expand", span_id=span_id)
            for start, end, label, speaker, span_id in marks(doc)
            if start < end <= len(doc.text)
        ]
        doc.spans[group] = [span for span in spans if span is not None]


_Mark = tuple[int, int, str, str | None, str]  # start, end, label, speaker, id


def _quotes(doc: Doc) -> Iterator[_Mark]:
    for number, row in enumerate(_rows(doc, "quotes")):
        yield row["start"], row["end"], row["kind"], row["speaker"], f"quotes/{number}"


def _figures(doc: Doc) -> Iterator[_Mark]:
    for number, row in enumerate(_rows(doc, "figures")):
        yield row["start"], row["end"], row["event"], row["speaker"], f"figures/{number}"


def _mentions(doc: Doc) -> Iterator[_Mark]:
    for number, row in enumerate(_rows(doc, "speakers")):
        for place, (start, end) in enumerate(row["mentions"]):
            yield start, end, row["kind"], row["speaker"], f"speakers/{number}/{place}"


def _rows(doc: Doc, table: str) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS[table], row, strict=True)) for row in doc.user_data[KEY][table]]


def register(record_of: Callable[[Mapping[str, Rows]], object]) -> None:
    """Register the extensions: `doc._.onrecord`, and of spans `speaker`, `row` and `exact`.

    Args:
        record_of: makes a record of the rows of its tables.
    """
    from spacy.tokens import Doc, Span

    def record(doc: Doc) -> object:
        return record_of(doc.user_data[KEY]) if KEY in doc.user_data else None

    Doc.set_extension(KEY, getter=record, force=True)
    Span.set_extension("speaker", getter=_speaker, force=True)
    Span.set_extension("row", getter=_row, force=True)
    Span.set_extension("exact", getter=_exact, force=True)


def _place(span: Span) -> tuple[str, int, int] | None:
    """Table, row and number of the mention of a span; None for a span of somebody else."""
    table, *numbers = span.id_.split("/")
    if KEY not in span.doc.user_data or table not in ("quotes", "figures", "speakers") or not numbers:
        return None
    row, mention = [*map(int, numbers), 0][:2]
    return table, row, mention


def _speaker(span: Span) -> str | None:
    return span.kb_id_ or None if _place(span) else None


def _row(span: Span) -> dict[str, Any] | None:
    place = _place(span)
    return dict(zip(COLUMNS[place[0]], span.doc.user_data[KEY][place[0]][place[1]], strict=True)) if place else None


def _exact(span: Span) -> tuple[int, int] | None:
    """The exact characters of a span's row, from which the span may differ by parts of tokens."""
    row, place = _row(span), _place(span)
    if row is None or place is None:
        return None
    start, end = row["mentions"][place[2]] if place[0] == "speakers" else (row["start"], row["end"])
    return start, end
