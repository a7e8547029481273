"""Corpora: rows of each format, broken ones among them."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up_texts import FIXTURES, LONG, PROSE, error, write

from onrecord.text import article_id, read, read_many


def test_a_corpus_with_broken_rows():
    errors = []
    found = list(read_many(FIXTURES / "mixed.jsonl", errors.append))
    assert [a.article_id for a in found] == ["a1", article_id(found[1].text), "7"]
    first = found[0]
    assert first.text == "The mayor said the bridge was safe.\r\nNobody else said so.  "
    assert (first.title, first.outlet, first.date, first.source) == (
        "Bridge",
        "The Courier",
        "2021-05-06",
        "https://example.org/a1",
    )
    assert found[1].source == str(FIXTURES / "mixed.jsonl")
    says = [
        "line 2: is no JSON",
        "line 4: the row has no text",
        "line 5: the row has no text",
        "line 6: is no JSON object",
    ]
    says.append("line 7: has the same id as")
    assert len(errors) == len(says)
    assert all(part in str(e) for part, e in zip(says, errors, strict=True))


TEXTS = [
    " A text with\r\nits line ends, said he. ",
    "“Marks,” – kept,\tas they are.",
    'A "quoted", text; with marks.',
    "\ufeffé said e\u0301.",
]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_ids_and_texts_of_a_corpus_are_kept_exactly(tmp_path, suffix):
    path = tmp_path / f"corpus{suffix}"
    rows = [{"id": f" {n}", "text": text, "outlet": "", "date": "6 May 2021"} for n, text in enumerate(TEXTS)]
    if suffix == ".jsonl":
        write(path, "\n".join(json.dumps(row) for row in rows))
    elif suffix == ".csv":
        lines = [",".join('"' + value.replace('"', '""') + '"' for value in row.values()) for row in rows]
        write(path, "\r\n".join(["id,text,outlet,date", *lines]))
    else:
        pq.write_table(pa.Table.from_pylist(rows), path)
    found = list(read_many([path]))
    assert [(a.article_id, a.text) for a in found] == [(row["id"], row["text"]) for row in rows]
    assert {(a.outlet, a.date) for a in found} == {(None, "2021-05-06")}


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffID,Text\n1,“Yes,” he said of the bridge.\n".replace("“Yes,”", "“Yes”").encode(),
        "id;text\n1;“Yes” he said of the bridge.\n".encode("cp1252"),
        "id,text\n1,“Yes” he said of the bridge.\n2,".encode() + b"\xe2\x80 a broken mark of three bytes.\n",
        "id\ttext\n1\t“Yes” he said of the bridge.\n".encode("utf-16"),
    ],
)
def test_tables_as_spreadsheets_write_them(tmp_path, content):
    article = next(read_many([write(tmp_path / "a.csv", content)]))
    assert (article.article_id, article.text) == ("1", "“Yes” he said of the bridge.")


def test_broken_rows_of_a_table(tmp_path):
    content = f'id,text\n1,{PROSE.replace(",", "")}\n2,one, two\n3,"he said "no" twice"\n4,\n5,{LONG}\n'
    errors = []
    found = list(read_many([write(tmp_path / "a.csv", content)], errors.append))
    assert [a.article_id for a in found] == ["1", "5"]
    assert [
        "line 3: has 3 fields" in str(errors[0]),
        "line 4: is no CSV" in str(errors[1]),
        "no text" in str(errors[2]),
    ] == [True] * 3


def test_nulls_numbers_and_dates_of_parquet(tmp_path):
    from datetime import date

    path = tmp_path / "a.parquet"
    table = {"id": [1, None, 3], "text": [PROSE, LONG, None], "date": [date(2021, 5, 6), None, None], "n": [1, 2, 3]}
    pq.write_table(pa.table(table), path)
    errors = []
    found = list(read_many([path], errors.append))
    assert [(a.article_id, a.date) for a in found] == [("1", "2021-05-06"), (article_id(LONG), None)]
    assert [str(e) for e in errors] == [f"{path}, row 3: the row has no text; left out."]


def test_half_a_surrogate_pair_becomes_one_character(tmp_path):
    article = read(write(tmp_path / "a.jsonl", '{"text": "A half \\ud83d mark, he said.", "id": "x\\udc00"}'))
    assert (article.article_id, article.text) == ("x\ufffd", "A half \ufffd mark, he said.")


def test_a_large_corpus_is_not_read_at_once(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.writelines(json.dumps({"id": n, "text": PROSE}) + "\n" for n in range(200))
        file.write("broken")
    first = next(read_many([path]))
    assert first.article_id == "0"


@pytest.mark.parametrize(("line", "seen"), [(100, True), (101, False)])
def test_one_of_the_first_hundred_lines_must_have_a_text(tmp_path, line, seen):
    rows = [json.dumps({"id": n}) for n in range(1, line)] + [json.dumps({"id": "x", "text": PROSE})]
    path = write(tmp_path / "a.jsonl", "\n".join(rows))
    problems = []
    assert [a.article_id for a in read_many([path], problems.append)] == ["x"] * seen
    assert len(problems) == (99 if seen else 1)


def test_a_message_shows_twenty_columns(tmp_path):
    message = error(write(tmp_path / "a.csv", ",".join(f"column{n}" for n in range(1, 22))))
    assert "column20. Rename" in message


def test_a_byte_order_mark_stands_at_the_beginning_of_json_lines_only(tmp_path):
    row = "\ufeff" + json.dumps({"id": "a", "text": PROSE})
    problems = []
    assert len(list(read_many([write(tmp_path / "a.jsonl", f"{row}\n{row}\n")], problems.append))) == 1
    assert "line 2: is no JSON" in str(problems[0])


def test_blank_lines_of_a_table_are_no_rows(tmp_path):
    path = write(tmp_path / "a.csv", f'id,text\n\n1,"{PROSE}"\n\n\n2,"{LONG}"\n')
    assert [a.article_id for a in read_many([path])] == ["1", "2"]
