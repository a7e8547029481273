"""Tables to export: those of the texts of the project, of very many articles, and of hostile ones, in folders."""

from pathlib import Path

from made_up import EMPTY, figure, quote, table

from onrecord.tables.columns import COLUMNS, TABLES
from onrecord.tables.corpus import analyse_many, write_tables
from onrecord.tables.record import Record
from onrecord.text.sources import read_many

# Beyond the basic plane, right to left, with marks that steer, and what looks like a formula or like markup.
EMOJI, HEBREW = "\U0001f30a\U0001f6a8", "\u202eשלום\u202c"
FORMULA = "=cmd|' /C calc'!A1"
STEERING = "a\x07b\x1b[31m_x0041_\ufffe"


def sample_records() -> list[Record]:
    return list(analyse_many(read_many("samples")))


def under_other_id(record: Record, article_id: str) -> Record:
    """The same tables, as of an article with another id."""
    tables = {}
    for name in TABLES:
        places = [at for at, column in enumerate(COLUMNS[name]) if column.startswith("article_id")]
        tables[name] = [
            tuple(article_id if at in places else cell for at, cell in enumerate(row)) for row in record.rows(name)
        ]
    return Record(None, **tables)


def write_many(records: list[Record], folder: Path, number: int, formats: tuple[str, ...] = ("parquet",)) -> Path:
    """Tables of so many articles, made of a few that repeat."""
    write_tables((under_other_id(records[n % len(records)], f"id{n:05}") for n in range(number)), folder, formats)
    return folder


def hostile_record(article_id: str = "h/../1") -> Record:
    """A record of an article whose every text is hostile; its words stand at their places."""
    text = f"{EMOJI} {FORMULA}\n\n“{EMOJI}{HEBREW} we & <b>stay</b>,” said {FORMULA}. {EMOJI} 12 people were killed\t\x07 there."
    said = text[text.index("“") : text.index("” said") + 1]
    names = {"speaker": FORMULA, "rule": STEERING}
    row = {
        name: f"{FORMULA} {EMOJI}{HEBREW}{STEERING}"
        for name in ("outlet", "author", "section", "page", "source", "url")
    }
    article = {
        "article_id": article_id,
        "text": text,
        "title": f"../{FORMULA}{EMOJI}<script>{STEERING}",
        "date": "2031-13-45",
    }
    quotes = [quote(text, said, 1, **names, article_id=article_id, cue=FORMULA, cue_class="claim", mention=HEBREW)]
    figures = [
        figure(
            text, "12 people", n, **names, article_id=article_id, value_low=12.0, value_high=float("inf"), unit=EMOJI
        )
        for n in (1, 2)
    ]
    pair = {
        "article_id_a": article_id,
        "article_id_b": article_id,
        "a": "f1",
        "b": "f2",
        "relation": "agree",
        "why": FORMULA,
    }
    speaker = {
        "speaker": FORMULA,
        "kind": "person",
        "named": True,
        "article_id": article_id,
        "mentions": [[0, 1]],
        "role": EMOJI,
    }
    return Record(
        None,
        **EMPTY
        | {
            "articles": table("articles", [article | row]),
            "quotes": table("quotes", quotes),
            "figures": table("figures", figures),
            "comparisons": table("comparisons", [pair])[list(COLUMNS["comparisons"])],
            "speakers": table("speakers", [speaker]),
        },
    )
