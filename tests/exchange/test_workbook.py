"""The workbook: what a reader of such files finds in it, in openpyxl and in LibreOffice."""

import csv
import re
import shutil
import subprocess
import zipfile
from urllib.parse import unquote

import openpyxl
import pytest
from tables_to_export import EMOJI, FORMULA, STEERING, hostile_record

import onrecord
from onrecord.exchange import export, sheets, write_workbook
from onrecord.exchange.folders import find_tables
from onrecord.tables.columns import COLUMNS, TABLES


@pytest.fixture(scope="module")
def book(samples, tmp_path_factory):
    return openpyxl.load_workbook(export(samples, tmp_path_factory.mktemp("book") / "all of it.xlsx"))


def rows_of(sheet) -> list[dict]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_sheet_for_each_table_behind_two_that_explain(book):
    assert book.sheetnames == ["Read me", "Columns", *TABLES]
    explained = {(row["table"], row["column"]) for row in rows_of(book["Columns"])}
    assert explained == {(table, column) for table in TABLES for column in COLUMNS[table]}
    told = [cell for row in book["Read me"].iter_rows(values_only=True) for cell in row if cell]
    assert 293 in told and not any("/" in str(cell) for cell in told), "no path of this machine"


@pytest.mark.parametrize("name", TABLES)
def test_sheets_have_all_rows_a_frozen_header_and_filters(book, samples, name):
    sheet, whole = book[name], onrecord.load(samples).rows(name)
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions
    found, plain = rows_of(sheet), [c for c, dtype in COLUMNS[name].items() if dtype != "object"]
    assert len(found) == len(whole) > 0
    for row, expected in zip(found, whole, strict=True):
        cells = dict(zip(COLUMNS[name], expected, strict=True))
        for column in plain:
            value = row[column] if column != "date" or row[column] is None else row[column].date().isoformat()
            assert value == cells[column] or (cells[column] in ("", None) and value is None), column


def test_each_row_says_of_which_article_it_is(book, samples):
    article = rows_of(book["articles"])[1]
    quotes = [row for row in rows_of(book["quotes"]) if row["article_id"] == article["article_id"]]
    assert quotes and {(q["title"], q["outlet"], q["date"]) for q in quotes} == {
        (article["title"], article["outlet"], article["date"])
    }
    assert not any(cell.hyperlink for row in book["quotes"].iter_rows() for cell in row), "these tables have no pages"


def test_rows_lead_to_their_words_on_the_page(finished, tmp_path):
    _, out = finished
    book = openpyxl.load_workbook(export(out, out.parent / "beside.xlsx"))
    ids = {p.parent.name: set(re.findall(r' id="([^"]+)"', p.read_text())) for p in out.glob("*/index.html")}
    seen = set()
    for name in TABLES:
        for row in book[name].iter_rows(min_row=2):
            links = [cell.hyperlink for cell in row if cell.hyperlink]
            assert len(links) == (2 if name == "comparisons" else 1), name
            for link in links:
                page = out.parent / unquote(link.target).replace("\\", "/")
                assert page.is_file()
                assert link.location is None or link.location in ids[page.parent.name]
                seen.add((name, (link.location or "")[:2]))
    assert {("quotes", "q-"), ("figures", "f-"), ("comparisons", "f-")} <= seen


def test_hostile_texts_stay_texts(tmp_path):
    hostile_record().save(tmp_path / "t")
    file = export(tmp_path / "t", tmp_path / "x.xlsx")
    with zipfile.ZipFile(file) as packed:
        inside = [packed.read(n).decode() for n in packed.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in text or "<f " in text for text in inside)
    book = openpyxl.load_workbook(file)
    (quote,), (article,) = rows_of(book["quotes"]), rows_of(book["articles"])
    assert quote["speaker"] == FORMULA and EMOJI in quote["text"]
    assert article["date"] == "2031-13-45" and article["title"].startswith(f"../{FORMULA}{EMOJI}<script>")
    assert rows_of(book["figures"])[0]["value_high"] == "inf"
    assert quote["rule"] == "a_x0007_b_x001B_[31m_x005F_x0041_\ufffd", STEERING


def test_what_is_longer_than_a_cell_is_cut_and_counted(tmp_path):
    record = hostile_record()
    record.articles.loc[0, "text"] = EMOJI + "x" * 32_767
    record.save(tmp_path / "t")
    book = openpyxl.load_workbook(export(tmp_path / "t", tmp_path / "x.xlsx"))
    (article,) = rows_of(book["articles"])
    assert article["text"].startswith(EMOJI) and article["text"].endswith("x […]")
    assert len(article["text"].encode("utf-16-le")) == 2 * 32_767
    told = " ".join(str(c) for row in book["Read me"].iter_rows(values_only=True) for c in row if c)
    assert "1 cell had more than the 32,767 characters" in told


@pytest.mark.parametrize("n", [0, 1, 16_384, 32_767, 32_768, 40_000])
@pytest.mark.parametrize("letter", ["a", "\U0001f30a"])
def test_no_cut_text_is_too_long(n, letter):
    text = sheets.cut(letter * n)
    assert len(text.encode("utf-16-le")) <= 2 * 32_767
    assert text == letter * n or text.endswith("[…]")


def test_a_table_goes_on_in_another_sheet(samples, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 101)
    book = openpyxl.load_workbook(export(samples, tmp_path / "x.xlsx"))
    names = [name for name in book.sheetnames if name.startswith("quotes")]
    assert names == ["quotes", "quotes (2)", "quotes (3)"]
    assert [book[name].max_row for name in names] == [101, 101, 94]
    assert all(book[name].auto_filter.ref == book[name].dimensions for name in names)


def test_links_end_where_a_sheet_can_have_no_more(finished, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_LINKS", 2)
    book = openpyxl.load_workbook(export(finished[1], tmp_path / "x.xlsx"))
    linked = [cell for row in book["quotes"].iter_rows() for cell in row if cell.hyperlink]
    assert len(linked) == 2 < len(rows_of(book["quotes"])) and all(row["quote_id"] for row in rows_of(book["quotes"]))


def test_columns_to_fill_in_stand_empty_beside_what_is_read_first(samples, tmp_path):
    to_fill = {"quotes": {"strike": "x where this is none", "note": "anything"}, "missed": {"text": "the words"}}
    write_workbook(find_tables(samples), tmp_path / "x.xlsx", to_fill)
    told = [str(row[0]) for row in openpyxl.load_workbook(tmp_path / "x.xlsx")["Read me"].iter_rows(values_only=True)]
    assert any("Yellow columns are to be filled in" in line and "--corrections" in line for line in told)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    head = [cell.value for cell in book["quotes"][1]]
    assert head.index("text") < head.index("strike") < head.index("rule")
    assert all(row["strike"] is None and row["note"] is None for row in rows_of(book["quotes"]))
    told = {v.promptTitle: v.prompt for v in book["quotes"].data_validations.dataValidation}
    assert told == to_fill["quotes"]
    assert [cell.value for cell in book["missed"][1]] == ["text"]
    explained = {(row["table"], row["column"]): row["meaning"] for row in rows_of(book["Columns"])}
    assert explained["quotes", "strike"] == "x where this is none" and explained["missed", "text"] == "the words"


def test_the_same_tables_give_the_same_bytes(samples, tmp_path):
    first, second = (export(samples, tmp_path / name / "x.xlsx") for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_200_articles(many, tmp_path):
    book = openpyxl.load_workbook(export(many, tmp_path / "x.xlsx"), read_only=True)
    assert sum(1 for _ in book["articles"].iter_rows()) == 202
    assert sum(1 for _ in book["quotes"].iter_rows()) == 1 + len(onrecord.load(many).quotes)


def test_a_table_that_cannot_be_read_leaves_the_file_that_was_there(records, tmp_path):
    records[0].save(tmp_path / "t", ["parquet"])
    file = export(tmp_path / "t", tmp_path / "x.xlsx")
    before = file.read_bytes()
    (tmp_path / "t/tone.parquet").write_bytes(b"PAR1")
    with pytest.raises(Exception, match="its table tone cannot be read"):
        export(tmp_path / "t", file)
    assert file.read_bytes() == before and [p.name for p in tmp_path.iterdir() if p.is_file()] == ["x.xlsx"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_finds_the_same_texts(tmp_path):
    hostile_record().save(tmp_path / "t")
    export(tmp_path / "t", tmp_path / "x.xlsx")
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    soffice = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"]
    subprocess.run(
        [*soffice, "--convert-to", every_sheet, "--outdir", tmp_path, tmp_path / "x.xlsx"], check=True, timeout=120
    )
    with (tmp_path / "x-quotes.csv").open(encoding="utf-8", newline="") as file:
        (quote,) = csv.DictReader(file)
    (expected,) = find_tables(tmp_path / "t").rows("quotes")
    assert (quote["speaker"], quote["text"], quote["in_headline"]) == (FORMULA, expected["text"], "FALSE")
    assert int(quote["start"]) == expected["start"]
