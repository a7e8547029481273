"""Sheets: read as spreadsheets and people leave them; what a line cannot mean is said of it; written again, nothing is lost."""

import csv
import shutil
import subprocess

import openpyxl
import pytest
from sheet_of import article, corrections, sheet

import onrecord
from onrecord.cli.command_line import main
from onrecord.corrections.reading import as_corrections, read_corrections
from onrecord.corrections.sheets import csv_of, lines_of
from onrecord.system.wrong_calls import WrongCall
from onrecord.tables import COLUMNS, TABLES

HEADER = "table,text,speaker,speaker_is,strike,value_is,event_is,relation_is,add,checked,by,article_id,other_text"


def read(tmp_path, content, name="corrections.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_corrections(path)


def fault(tmp_path, line):
    given = read(tmp_path, f"{HEADER}\n{line}\n")
    assert given.lines == () and len(given.faults) == 1
    return given.faults[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_separator_and_encoding(tmp_path, delimiter, encoding):
    cells = ["quotes", "“Très bien,” she said", "Zoé Müller", "abc"]
    text = "\r\n".join(
        [delimiter.join(["table", "text", "speaker_is", "article_id"]), delimiter.join(f'"{c}"' for c in cells)]
    )
    (line,) = read(tmp_path, text.encode(encoding)).lines
    assert (line.text, line.speaker_is) == ("“Très bien,” she said", "Zoé Müller")


def test_rows_in_which_nothing_is_filled_in_are_no_corrections(tmp_path):
    given = read(tmp_path, f"{HEADER}\nquotes,a,B,,,,,,,,,abc\nquotes,b,B,,,,,,,x,,abc\nquotes,c,B,,,,,,,,Jo,abc\n")
    assert [line.is_change for line in given.lines] == [False, False] and given.key == ""


@pytest.mark.parametrize(
    "line",
    [
        "Kyiv = Ukraine,,,,,,,,,,,,",
        ",,Kyiv,Ukraine,,,,,,,,,",
        "speakers,,Kyiv,Ukraine,,,,,,,,,",
        ",,Kyiv = Ukraine,,,,,,,,Jo,,",
    ],
)
def test_one_line_renames_a_speaker_in_all_articles(tmp_path, line):
    (renamed,) = read(tmp_path, f"{HEADER}\n{line}\n").lines
    assert (renamed.table, renamed.speaker, renamed.speaker_is, renamed.article_id) == (
        "speakers",
        "Kyiv",
        "Ukraine",
        "",
    )


@pytest.mark.parametrize(
    ("cell", "low", "high", "approx"),
    [
        ("402000", 402000, 402000, "exact"),
        ('"402,000"', 402000, 402000, "exact"),
        ("402 000", 402000, 402000, "exact"),
        ('"40,5"', 40.5, 40.5, "exact"),
        ('"11.500,5"', 11500.5, 11500.5, "exact"),
        ('"1,500.5"', 1500.5, 1500.5, "exact"),
        ("4.02E+05", 402000, 402000, "exact"),
        ("at least 40", 40, None, "at_least"),
        (">= 40", 40, None, "at_least"),
        ("40 to 60", 40, 60, "range"),
        ("40–60", 40, 60, "range"),
        ("twelve", 12, 12, "exact"),
        ("half", 0.5, 0.5, "exact"),
    ],
)
def test_numbers_as_people_and_spreadsheets_write_them(tmp_path, cell, low, high, approx):
    (line,) = read(tmp_path, f"{HEADER}\nfigures,a,,,,{cell},,,,,,abc,\n").lines
    assert (line.value.low, line.value.high, line.value.approx) == (low, high, approx)


@pytest.mark.parametrize(
    ("line", "column", "advice"),
    [
        ("figures,a,,,,402.000,,,,,,abc,", "value_is", "write 402000"),
        ('figures,a,,,,"at least 1.500,5",,,,,,abc,', "value_is", "no number"),
        ("figures,a,,,,40 (60),,,,,,abc,", "value_is", "no number"),
        ("figures,a,,,,12-Oct,,,,,,abc,", "value_is", "looks like a date"),
        ("figures,a,,,,many,,,,,,abc,", "value_is", "no number"),
        ("figures,a,,,,,kiled,,,,,abc,", "event_is", "write killed"),
        ("comparisons,a,,,,,,same,,,,abc,b", "relation_is", "write agree"),
        ("comparisons,a,,,,,,agree,,,,abc,", "other_text", "the second"),
        ("quotes,a,,,perhaps,,,,,,,abc,", "strike", "write x"),
        ("quotes,a,,Ada,x,,,,,,,abc,", "strike", "leave one"),
        ("quotes,a,,,,3,,,,,,abc,", "value_is", "a row of quotes"),
        ("speakers,,Kyiv,,x,,,,,,,,", "strike", "write nobody under speaker_is"),
        ("speakers,,,Ada,,,,,,,,,", "speaker", "is empty"),
        ("qoutes,a,,,x,,,,,,,abc,", "table", "write articles, quotes"),
        ("tone,a,,,x,,,,,,,abc,", "table", "none that can be corrected"),
        ("quotes,,,,x,,,,,,,abc,", "text", "is empty"),
        ("quotes,a,,,x,,,,,,,,", "article_id", "copy it from another line"),
        ("uncounted,a,,,,,,,x,,,abc,", "add", "only quotes and figures"),
        (f"quotes,a,,{'A' * 300},,,,,,,,abc,", "speaker_is", "write the name alone"),
    ],
)
def test_what_a_line_cannot_mean_is_said_with_file_line_and_column(tmp_path, line, column, advice):
    assert fault(tmp_path, line).startswith(f"corrections.csv, line 2, {column}: ")
    assert advice in fault(tmp_path, line)


def test_a_misspelt_column_is_named_and_others_are_passed_over(tmp_path):
    given = read(tmp_path, "table,text,strike,speaker is,relaton_is,article_id,my own\nquotes,a,,Ada,agree,abc,x\n")
    assert [line.speaker_is for line in given.lines] == ["Ada"]
    assert len(given.faults) == 1 and "Did you mean relation_is?" in given.faults[0]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"),
        (b"title,text\na,b\n", "a.csv"),
        (b"\0\1\2" * 99, "a.csv"),
        (b"PK\3\4 no zip", "a.xlsx"),
        (b"", "a.xlsx"),
        (b"x", "a.pdf"),
        (b'table,text,strike\nquotes,"never closed,x\n', "a.csv"),
        (b'table,strike\n"quotes,x' + b"y" * 2_000_000, "a.csv"),
    ],
)
def test_what_is_no_sheet_is_refused_in_one_line(tmp_path, content, name):
    with pytest.raises(WrongCall) as refused:
        read(tmp_path, content, name)
    assert name in str(refused.value) and "\n" not in str(refused.value)


def test_a_sheet_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(WrongCall, match="cannot be read"):
        as_corrections(tmp_path / "none.csv")


def test_a_hundred_thousand_lines_are_read(tmp_path):
    lines = "".join(f"quotes,words {n},,Ada,,,,,,,,a{n % 999},\n" for n in range(100_000))
    given = read(tmp_path, f"{HEADER}\n{lines}")
    assert len(given.lines) == 100_000 and len(given.of(article()).lines) == 0


def test_a_formula_in_a_sheet_stays_a_text(tmp_path):
    line = {"table": "quotes", "text": "=1+1", "speaker_is": "@Ada", "article_id": "abc"}
    (given,) = corrections(tmp_path, line).lines
    written = "".join(
        csv_of([{"table": "quotes", "text": given.text, "speaker_is": given.speaker_is, "article_id": "abc"}])
    )
    assert ",'=1+1," in written and ",'@Ada," in written
    (again,) = read(tmp_path, written).lines
    assert (again.text, again.speaker_is) == ("=1+1", "@Ada")


def test_a_workbook_has_a_sheet_for_each_table(tmp_path):
    record = onrecord.analyse(article())
    workbook = openpyxl.Workbook()
    workbook.active.append(["what this is"])
    for name in ("articles", "figures", "comparisons", "quotes"):
        cells = workbook.create_sheet(name)
        cells.append([*COLUMNS[name], "strike", "relation_is", "checked", "by"])
        for number, row in enumerate(record.rows(name)):
            change = {"figures": ["x", None], "comparisons": [None, "subset"]}.get(name, [None, None])
            cells.append([*row, *(change if number == 1 or name == "comparisons" else [None, None]), None, "Jo"])
    workbook.save(tmp_path / "a.xlsx")
    given = read_corrections(tmp_path / "a.xlsx")
    changes = [line for line in given.lines if line.is_change]
    assert given.faults == () and {line.table for line in changes} == {"figures", "comparisons"}
    assert changes[0].title == "Flood" and changes[0].text == record.figures["text"][1]
    pair = next(line for line in changes if line.table == "comparisons")
    assert pair.text and pair.other_text and pair.article_id == record.article.article_id


# --- there and back --------------------------------------------------------------------------------------------------


@pytest.fixture
def tables(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.txt").write_text(article().text, encoding="utf-8")
    assert main(["tables", "news.txt", "--to", "tables"]) == 0
    return tmp_path / "tables"


def filled_in(path, **cells):
    """A sheet with cells filled in in the line of a quote."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    next(line for line in lines if line["text"] == "the dam had held").update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


def test_a_sheet_given_back_changes_the_tables_and_the_next_sheet_has_it_filled_in(tables, capsys):
    assert main(["correct", "tables"]) == 0
    filled_in(tables.parent / "corrections.csv", speaker_is="Ada", by="Jo")
    assert main(["tables", "news.txt", "--to", "tables", "--corrections", "corrections.csv"]) == 0
    assert "1 correction: 1 applied, 0 not" in capsys.readouterr().out
    record = onrecord.load("tables")
    assert set(record.quotes["speaker"]) >= {"Ada"} and "Jo" in set(record.quotes["corrected"])
    assert main(["correct", "tables"]) == 0
    assert "with 1 line filled in before" in capsys.readouterr().out
    again = read_corrections("corrections.csv")
    assert [(line.speaker_is, line.by) for line in again.lines] == [("Ada", "Jo")]
    assert main(["tables", "news.txt", "--to", "again", "--corrections", "corrections.csv"]) == 0
    for table in TABLES:
        assert onrecord.load("again").rows(table) == record.rows(table)
    assert main(["tables", "news.txt", "--to", "tables"]) == 0
    assert (
        not (tables / "applied_corrections.csv").exists() and onrecord.load("tables").quotes["corrected"].isna().all()
    )


def test_a_sheet_that_was_not_given_back_is_not_written_over(tables, capsys):
    assert main(["correct", "tables"]) == 0
    assert main(["correct", "tables"]) == 0  # nothing is filled in
    filled_in(tables.parent / "corrections.csv", strike="x")
    assert main(["correct", "tables"]) == 2
    assert "1 line filled in that would be written over" in capsys.readouterr().err
    filled_in(tables.parent / "corrections.csv", strike="hmm")
    assert main(["correct", "tables"]) == 2
    assert "1 line filled in that would be written over (1 of them cannot be read)" in capsys.readouterr().err


def test_what_does_not_fit_is_named_with_its_line_each_time(tables, capsys):
    sheet(
        tables.parent,
        {"table": "quotes", "text": "no such words", "strike": "x", "title": "Flood kills dozens in the valley"},
    )
    for _ in range(2):
        assert main(["tables", "news.txt", "--to", "tables", "--corrections", "corrections.csv"]) == 0
        said = capsys.readouterr()
        assert "corrections.csv, line 2 (“no such words”): its words are not in the article; not applied" in said.err
        assert "1 correction: 0 applied, 1 not" in said.out


def test_lines_that_cannot_be_read_are_counted_with_those_not_applied(tables, capsys):
    sheet(tables.parent, {"table": "quotes", "text": "a", "strike": "hmm", "title": "Flood"})
    assert main(["tables", "news.txt", "--to", "tables", "--corrections", "corrections.csv"]) == 0
    assert "1 correction: 0 applied, 1 not, 1 of them because they cannot be read" in capsys.readouterr().out


def test_a_sheet_names_the_command_that_wrote_its_tables(tables, capsys):
    assert main(["correct", "tables"]) == 0
    assert "onrecord tables SOURCE --to tables --corrections corrections.csv" in capsys.readouterr().out


def test_corrections_of_an_article_that_is_not_read_are_named(tables, capsys):
    sheet(
        tables.parent,
        {"table": "quotes", "text": "a", "strike": "x", "article_id": "other"},
        {"speaker": "Kyiv", "speaker_is": "U"},
    )
    assert main(["show", "news.txt", "--corrections", "corrections.csv"]) == 0
    said = capsys.readouterr().err
    assert (
        "its article is not among those that are read" in said and "nobody is called so in any of the articles" in said
    )


def test_a_sheet_has_a_line_for_each_row_and_opens_in_excel(tables):
    record = onrecord.load(tables)
    rows = {name: [dict(zip(COLUMNS[name], row, strict=True)) for row in record.rows(name)] for name in TABLES}
    lines = list(lines_of(rows))
    for table in ("quotes", "figures", "comparisons", "uncounted", "speakers"):
        assert sum(line["table"] == table for line in lines) == len(rows[table])
    assert "".join(csv_of(lines)).startswith("\ufefftable,text,")


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_sheet_that_went_through_libreoffice_still_applies(tables, tmp_path):
    assert main(["correct", "tables"]) == 0
    filled_in(tmp_path / "corrections.csv", speaker_is="Ada")
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office"]
    subprocess.run([*office, "--convert-to", "xlsx", "corrections.csv"], check=True, cwd=tmp_path, capture_output=True)
    as_csv = "csv:Text - txt - csv (StarCalc):59,34,1,1"  # semicolons, Windows-1252
    back = ["--convert-to", as_csv, "--outdir", "back", "corrections.xlsx"]
    subprocess.run([*office, *back], check=True, cwd=tmp_path, capture_output=True)
    for name in ("corrections.xlsx", "back/corrections.csv"):
        given = read_corrections(tmp_path / name)
        assert given.faults == () and [line.speaker_is for line in given.lines] == ["Ada"]
        record = onrecord.analyse(onrecord.read("news.txt"), corrections=given)
        assert [outcome.problem for outcome in record.outcomes] == [None] and "Ada" in set(record.quotes["speaker"])


@pytest.mark.parametrize(
    ("cells", "speaker"),
    [
        ({"table": "quotes", "text": "We have no water"}, ""),
        ({"table": "quote", "text": "We have no water", "by": "Jo"}, ""),
        ({"table": "quotes", "text": "We have no water", "speaker": "Nadia Orlo"}, "Nadia Orlo"),
        ({"table": "quotes", "text": "We have no water", "speaker": "Ada", "speaker_is": "Bea"}, "Bea"),
    ],
)
def test_words_that_somebody_writes_into_a_sheet_are_added(tmp_path, cells, speaker):
    shown = {"table": "quotes", "text": "a", "speaker": "B", "speaker_is": "", "found": "direct", "start": "7"}
    shown["article_id"] = "abc"
    written = {**shown, "speaker": "", "found": "", "start": "", **cells}
    line, *others = read_corrections(sheet(tmp_path, written, shown)).lines
    assert not others and line.is_change and (line.text, line.speaker_is) == ("We have no water", speaker)


@pytest.mark.parametrize("column", ["text", "speaker", "note", "by", "mention", "cue"])
def test_a_mark_in_a_column_that_takes_none_is_named(tmp_path, column):
    line = {"table": "quotes", "text": "a", "speaker": "B", "start": "7", "strike": ""}
    (fault,) = read_corrections(sheet(tmp_path, {**line, column: "x"})).faults
    assert f"{column}: has a mark that says nothing there; write it under strike or checked" in fault


def test_a_mark_is_no_name(tmp_path):
    assert "speaker_is: 'x' is no name" in fault(tmp_path, "quotes,a,B,x,,,,,,,,abc,")


def test_an_empty_table_is_said_to_be_empty(tmp_path):
    assert "table: is empty; write articles, quotes" in fault(tmp_path, ",a,,Ada,,,,,,,,abc,")


def test_a_pair_of_two_articles_is_corrected_by_its_figures(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "comparisons"
    book.active.append(["a", "b", "strike", "article_id_a", "article_id_b"])
    book.active.append(["f1", "f2", "x", "abc", "def"])
    book.save(tmp_path / "pairs.xlsx")
    (fault,) = read_corrections(tmp_path / "pairs.xlsx").faults
    assert "strike: two articles state the two figures" in fault and fault.endswith("correct the figures instead")
