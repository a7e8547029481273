"""Columns under the names that databases give them, in each kind of corpus."""

import csv
import json
from datetime import datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading_exports import read_path

from onrecord.text.sources._rows import looked_up
from onrecord.text.sources.counting import count_articles

BODY = "The river rose in the night, and the council of Saltby said that nobody had been hurt. Twelve houses stand in water."
ROWS = [
    {
        "Title": f"Water reaches Saltby {number}",
        "Full text": f"{BODY} That was day {number}.",
        "Publication title": "The Saltby Courier",
        "pubdate": f"May {number + 1}, 2031",
        "Authors": "Marsh, Jo",
        "ProQuest document ID": 990000 + number,
        "DocumentURL": f"https://www.example.org/{number}",
    }
    for number in range(3)
]


def write_csv(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def write_jsonl(path, rows):
    path.write_text("\n".join(map(json.dumps, rows)))


def write_json(path, rows):
    path.write_text(json.dumps({"found": len(rows), "results": rows, "next": None}))


def write_parquet(path, rows):
    pq.write_table(pa.Table.from_pylist(rows), path)


def write_xlsx(path, rows):
    book = openpyxl.Workbook()
    book.active.append(["Search for floods"])
    sheet = book.create_sheet("Articles")
    sheet.append(["Exported on 27 May 2031"])
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)


WRITERS = {
    ".csv": write_csv,
    ".jsonl": write_jsonl,
    ".json": write_json,
    ".parquet": write_parquet,
    ".xlsx": write_xlsx,
}


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_names_of_proquest(tmp_path, suffix):
    path = tmp_path / f"corpus{suffix}"
    WRITERS[suffix](path, ROWS)
    articles, errors, _ = read_path(path)
    assert errors == []
    assert [article.text for article in articles] == [row["Full text"] for row in ROWS]
    first = articles[0]
    assert (first.title, first.outlet, first.date) == ("Water reaches Saltby 0", "The Saltby Courier", "2031-05-01")
    assert (first.article_id, first.source) == ("990000", "https://www.example.org/0")
    assert count_articles([str(path)]) == 3


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_list_of_stories_without_texts_is_refused(tmp_path, suffix):
    path = tmp_path / f"stories{suffix}"
    row = {"id": "a1", "indexed_date": "2031-05-02", "language": "en", "media_name": "saltby.example"}
    WRITERS[suffix](path, [{**row, "publish_date": "2031-05-01", "title": "Water", "url": "https://saltby.example/a"}])
    articles, errors, _ = read_path(path)
    assert articles == [] and len(errors) == 1
    assert "a list of articles without their texts" in errors[0] and "'url'" in errors[0]


def test_plain_names_come_first():
    assert looked_up(["full text", "text", "headline", "title"]) == ["full text", "text", "headline", "title"]
    assert looked_up(["text", "source", "body", "publish_date"]) == ["text", "source", "body", "date"]
    assert looked_up(["content", "source", "publishedAt"]) == ["text", "outlet", "date"]
    assert looked_up(["body", "Full Text", "content"]) == ["body", "text", "content"]


def answer(*contents):
    articles = [
        {
            "source": {"id": None, "name": "The Saltby Courier"},
            "author": "Jo Marsh",
            "title": f"Water {number}",
            "url": f"https://saltby.example/{number}",
            "publishedAt": "2031-05-01T10:15:00Z",
            "content": content,
        }
        for number, content in enumerate(contents)
    ]
    return {"status": "ok", "totalResults": len(articles), "articles": articles}


def test_an_answer_of_newsapi(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer(BODY, f"{BODY[:60]}… [+1234 chars]", None)))
    articles, errors, _ = read_path(path)
    assert [(a.outlet, a.author, a.date) for a in articles] == [("The Saltby Courier", "Jo Marsh", "2031-05-01")]
    assert "cut off, 1,234 characters are missing" in errors[0] and "no text" in errors[1]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([{"text": BODY}, {"text": BODY + " Again."}]),
        json.dumps({"meta": {"n": [1, 2]}, "tags": [{"a": 1}], "items": [{"text": BODY}, {"text": BODY + " Again."}]}),
        json.dumps({"text": BODY, "images": [{"src": "a"}]}) + "\n" + json.dumps({"text": BODY + " Again."}),
        "\ufeff" + json.dumps([{"text": BODY}, {"text": BODY + " Again."}], indent=1),
        json.dumps([{"text": BODY}, {"text": BODY + " Again.", "filling": "x" * 3_000_000}]),
    ],
    ids=["list", "object", "lines", "marked", "long"],
)
def test_shapes_of_json(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    articles, errors, _ = read_path(path)
    assert errors == [] and [a.text for a in articles] == [BODY, BODY + " Again."]
    assert count_articles([str(path)]) == 2


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "no column 'text'"),
        ("[]", "no column 'text'"),
        ("hello", "no JSON from character 1 on"),
        ("[" * 100_000, "nested too deeply"),
        ('{"articles": []}', "no column 'text'"),
        ("[1, 2]", "no column 'text'"),
        ("[" + "9" * 5_000 + "]", "no JSON"),
        ("\0\1\2", "no JSON"),
    ],
)
def test_json_that_is_no_corpus(tmp_path, text, wrong):
    path = tmp_path / "a.json"
    path.write_text(text)
    articles, errors, _ = read_path(path)
    assert articles == [] and len(errors) == 1 and wrong in errors[0]


def test_json_that_breaks_off_gives_what_it_has(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(answer(BODY, BODY + " Again."))[:-60])
    articles, errors, _ = read_path(path)
    assert len(articles) == 1 and "item 2" in errors[0] and "no JSON from character" in errors[0]


def test_a_json_file_in_a_folder_that_is_no_corpus_is_no_failure(tmp_path):
    (tmp_path / "settings.json").write_text('{"a": 1}')
    (tmp_path / "article.txt").write_text(BODY)
    articles, errors, notes = read_path(tmp_path)
    assert len(articles) == 1 and errors == [] and "settings.json" in notes[0]


# --- workbooks -----------------------------------------------------------------------------------------------------


def test_days_and_gaps_in_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["text", None, "date", "id"])
    book.active.append([BODY, "x", datetime(2031, 5, 1), 7])
    book.active.cell(1_000_000, 1, BODY + " Again.")
    book.save(tmp_path / "a.xlsx")
    articles, errors, _ = read_path(tmp_path / "a.xlsx")
    assert errors == [] and [(a.date, a.text == BODY) for a in articles] == [("2031-05-01", True), (None, False)]
    assert articles[0].article_id == "7"


def test_a_text_that_fills_its_cell_may_be_cut_off(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [{"text": (BODY + " ") * 300}])
    long = ((BODY + " ") * 300)[:32_766] + "."
    write_xlsx(tmp_path / "a.xlsx", [{"text": long}])
    articles, _, notes = read_path(tmp_path / "a.xlsx")
    assert len(articles) == 1 and "its end may be missing" in notes[0]


def test_a_workbook_of_many_columns(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.active.append([BODY])
    book.active.cell(1, 16_384, "last")
    book.save(tmp_path / "a.xlsx")
    articles, errors, _ = read_path(tmp_path / "a.xlsx")
    assert len(articles) == 1 and errors == []
