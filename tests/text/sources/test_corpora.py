"""Corpora: rows of each format, broken ones among them."""

import json
import shutil
from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up_texts import FIXTURES, LONG, PROSE, error, write

from onrecord.tables.record import analyse
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


def test_our_own_table_of_articles_gives_the_very_texts(tmp_path):
    text = "=What was lost\n- the bridge, said the mayor of the town\n- the school, said the head of the police\n"
    analyse(next(read_many([write(tmp_path / "a.txt", text)]))).save(tmp_path / "tables")
    shutil.copy(tmp_path / "tables" / "articles.csv", tmp_path / "again.csv")
    assert "'=What" in (tmp_path / "again.csv").read_text()
    assert [article.text for article in read_many([tmp_path / "again.csv"])] == [text]


def test_broken_rows_of_a_table(tmp_path):
    content = f'id,text\n1,{PROSE.replace(",", "")}\n2,one, two\n3,"he said "no" twice"\n4,\n5,{LONG}\n6\n'
    errors = []
    found = list(read_many([write(tmp_path / "a.csv", content)], errors.append))
    assert [a.article_id for a in found] == ["1", "5"]
    assert [
        "line 3: has 3 fields" in str(errors[0]),
        "line 4: is no CSV" in str(errors[1]),
        "no text" in str(errors[2]),
        "line 7: has 1 field, the header 2" in str(errors[3]),
    ] == [True] * 4


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
    assert sum(problem.n_rows for problem in problems) == (99 if seen else 1)


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


def columns_of_many_types(rows):
    """Columns of each type that Arrow has, for as many rows, by name; some cells are null or cannot be read."""
    day = datetime(2021, 5, 6, 10, 15)
    stamps = {f"timestamp {unit}": pa.array([day] * rows, pa.timestamp(unit)) for unit in ("s", "ms", "us", "ns")}
    return stamps | {
        "date32": pa.array([day.date()] * rows, pa.date32()),
        "date64": pa.array([day.date()] * rows, pa.date64()),
        "zoned": pa.array([day] * rows, pa.timestamp("us", "Asia/Kathmandu")),
        "no such zone": pa.array([day] * rows, pa.timestamp("us", "No/Where")),
        "out of range": pa.array([2**62] * rows, pa.int64()).cast(pa.timestamp("us")),
        "dictionary": pa.array(["6 May 2021"] * rows).dictionary_encode(),
        "large_string": pa.array(["2021-05-06"] * rows, pa.large_string()),
        "string_view": pa.array(["2021-05-06"] * rows, pa.string_view()),
        "binary": pa.array([b"2021-05-06"] * rows),
        "bytes": pa.array([b"\xff\xfe"] * rows),
        "decimal": pa.array([Decimal("20210506.00")] * rows),
        "integer": pa.array([20210506] * rows),
        "float": pa.array([20210506.0] * rows),
        "nan": pa.array([float("nan")] * rows),
        "infinite": pa.array([float("inf")] * rows),
        "list": pa.array([["2021-05-06"]] * rows),
        "struct": pa.array([{"text": "2021-05-06"}] * rows),
        "map": pa.array([[("a", 1)]] * rows, pa.map_(pa.string(), pa.int64())),
        "null": pa.nulls(rows),
        "bool": pa.array([True] * rows),
        "time": pa.array([day.time()] * rows),
        "duration": pa.array([day - day] * rows),
    }


READ_AS_DATES = {
    "date32",
    "date64",
    "zoned",
    "dictionary",
    "large_string",
    "string_view",
    "binary",
    "decimal",
    "integer",
}


@pytest.mark.parametrize("kind", columns_of_many_types(1))
def test_a_column_of_any_type_is_read_or_null(tmp_path, kind):
    path, column = tmp_path / "a.parquet", columns_of_many_types(2)[kind]
    table = {"text": [PROSE, LONG]} | {name: column for name in ("id", "title", "outlet", "date", "url")}
    try:
        pq.write_table(pa.table(table), path)
    except pa.ArrowNotImplementedError:
        pytest.skip("this version of pyarrow writes no such column")
    errors = []
    found = list(read_many([path], errors.append))
    one_id = found[0].article_id != article_id(PROSE)
    assert [article.text for article in found] == ([PROSE] if one_id else [PROSE, LONG])
    day = "2021-05-06" if kind in READ_AS_DATES or kind in ("float", *stamped) else None
    assert {article.date for article in found} == {day}
    assert len(errors) == one_id


stamped = [f"timestamp {unit}" for unit in ("s", "ms", "us", "ns")]


@pytest.mark.parametrize("kind", ["list", "struct", "null", "integer", "bytes", "timestamp us"])
def test_a_column_of_texts_that_has_none_costs_rows_not_the_call(tmp_path, kind):
    path, errors = tmp_path / "a.parquet", []
    pq.write_table(pa.table({"text": columns_of_many_types(2)[kind]}), path)
    assert list(read_many([path], errors.append)) == []
    said = {"list": "the text is a list, not words", "struct": "the text is an object with several values, not words"}
    said |= {"null": "the row has no text", "integer": "the text is a number, not words"}
    said |= {"bytes": "the text is no UTF-8", "timestamp us": "the text is a date or a time, not words"}
    assert [str(e).endswith(f": {said[kind]}; left out.") for e in errors] == [True] * 2


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (12.5, "the text is a number, not words"),
        (False, "the text is true or false, not words"),
        (["he said"], "the text is a list, not words"),
        ({"en": "he said"}, "the text is an object with several values, not words"),
        (float("nan"), "the row has no text"),
        (" ", "the row has no text"),
        (None, "the row has no text"),
    ],
)
def test_a_row_without_a_text_says_what_it_has_instead(tmp_path, value, says):
    path = write(tmp_path / "a.jsonl", json.dumps({"text": value}))
    assert error(path) == f"{path}, line 1: {says}; left out."


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[" * 100_000, "is nested too deeply"),
        ('{"text": "He said.", "n": ' + "9" * 5_000 + "}", "holds a number of more than 4,300 digits"),
        ("x", "is no JSON (Expecting value: line 1 column 1 (char 0))"),
    ],
)
def test_a_line_that_cannot_be_read_says_why_in_plain_words(tmp_path, line, says):
    path = write(tmp_path / "a.jsonl", json.dumps({"text": PROSE}) + "\n" + line)
    errors = []
    assert len(list(read_many([path], errors.append))) == 1
    assert [str(e).startswith(f"{path}, line 2: {says}") for e in errors] == [True]


@pytest.mark.parametrize("column", ["text", "title"])
@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_a_row_of_a_table_that_is_no_utf8_costs_itself(tmp_path, column, kind):
    path, errors = tmp_path / "a.parquet", []
    size = pa.int32() if kind == pa.string() else pa.int64()
    values = [PROSE.encode(), b"no \xff\xfe characters, he said.", LONG.encode()]
    ends = pa.array([sum(map(len, values[:n])) for n in range(4)], size)
    broken = pa.Array.from_buffers(kind, 3, [None, ends.buffers()[1], pa.py_buffer(b"".join(values))])
    pq.write_table(pa.table({"text": [PROSE, "Between them.", LONG]} | {column: broken}), path)
    assert [article.text for article in read_many([path], errors.append)] == [PROSE, LONG]
    assert [str(e) for e in errors] == [f"{path}, row 2: its {column} is no UTF-8 (invalid start byte); left out."]


@pytest.mark.parametrize("names", [("Text", "text"), ("text", "Text"), ("text", "text ")])
@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_of_two_columns_of_one_name_that_which_is_written_so_counts(tmp_path, names, suffix):
    path = tmp_path / f"a{suffix}"
    values = [PROSE if name == "text" else "Another column." for name in names]
    if suffix == ".parquet":
        pq.write_table(pa.table(dict(zip(names, [[value] for value in values], strict=True))), path)
    elif suffix == ".csv":
        write(path, ",".join(names) + "\n" + ",".join(f'"{value}"' for value in values) + "\n")
    else:
        write(path, json.dumps(dict(zip(names, values, strict=True))))
    assert read(path).text == PROSE


def test_of_two_columns_of_one_name_the_first_counts(tmp_path):
    table = pa.Table.from_arrays(
        [pa.array([PROSE]), pa.array(["Another."]), pa.array(["1"])], ["text", "text", "text.id"]
    )
    pq.write_table(table, tmp_path / "a.parquet")
    write(tmp_path / "a.csv", f'text,text\n"{PROSE}",Another.\n')
    assert read(tmp_path / "a.parquet").text == read(tmp_path / "a.csv").text == PROSE


@pytest.mark.parametrize("table", [{}, {"text": pa.nulls(0)}, {"texts": ["a"]}])
def test_a_table_without_columns_rows_or_texts_is_one_line(tmp_path, table):
    pq.write_table(pa.table(table), tmp_path / "a.parquet")
    assert any(words in error(tmp_path / "a.parquet") for words in ("no column 'text'", "no rows"))


def test_cells_that_no_name_is_as_long_as_are_left_out(tmp_path):
    row, lines = dict.fromkeys(("id", "title", "outlet", "date", "url"), "x" * 2_001), []
    path = write(tmp_path / "a.jsonl", json.dumps({"text": PROSE} | row))
    (article,) = read_many([path], on_note=lines.append)
    assert (article.article_id, article.title, article.outlet, article.date) == (article_id(PROSE), None, None, None)
    assert article.source == str(path)
    assert len(lines) == 4 and lines[0].endswith("line 1: the id has 2,001 characters, more than 2,000; left out.")
    assert lines[-1].endswith("a.jsonl: 2 more cells cannot be read; left out.")


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://ada:secret@example.org/a?b=@", "https://example.org/a?b=@"),
        (" HTTP://ada@example.org/a", " HTTP://example.org/a"),
        ("sftp://ada:se@cret@example.org", "sftp://example.org"),
        ("https://example.org/@ada", "https://example.org/@ada"),
        ("ada@example.org", "ada@example.org"),
    ],
)
@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_a_password_in_an_address_of_a_row_stands_in_no_table(tmp_path, url, source, suffix):
    path = tmp_path / f"a{suffix}"
    write(path, json.dumps({"text": PROSE, "url": url}) if suffix == ".jsonl" else f'text,url\n"{PROSE}",{url}\n')
    assert read(path).source == source


@pytest.mark.parametrize("value", [[1], {"a": 1}, float("nan"), None, " "])
def test_cells_without_one_value_are_null(tmp_path, value):
    article = read(
        write(tmp_path / "a.jsonl", json.dumps({"text": PROSE, "id": value, "title": value, "outlet": value}))
    )
    assert (article.article_id, article.outlet) == (article_id(PROSE), None)
