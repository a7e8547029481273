"""Folders of tables: found where commands write them, and read article by article in bounded memory."""

import pytest
from tables_to_export import hostile_record, sample_records, write_many

import onrecord
from onrecord.exchange.folders import NoTables, find_tables
from onrecord.tables.columns import TABLES
from onrecord.tables.corpus import write_tables


@pytest.mark.parametrize("formats", [("parquet",), ("csv",), ("parquet", "csv")])
def test_rows_are_those_of_the_tables_whatever_their_format(records, tmp_path, formats):
    write_tables(records, tmp_path / "t", formats)
    tables, whole = find_tables(tmp_path / "t"), onrecord.load(tmp_path / "t")
    for name in TABLES:
        assert [tuple(row.values()) for row in tables.rows(name)] == whole.rows(name)


def test_each_article_has_its_own_rows(many):
    names = [name for name in TABLES if name != "articles"]
    each = list(find_tables(many).articles(*names))
    assert len(each) == 201 and sum(len(rows["quotes"]) for _, rows in each) == len(onrecord.load(many).quotes)
    for article, rows in each:
        for name in names:
            assert {v for row in rows[name] for k, v in row.items() if k.startswith("article_id")} <= {
                article["article_id"]
            }


def test_pairs_of_figures_of_two_articles_stand_in_no_article(samples):
    whole = onrecord.load(samples).comparisons
    across = whole["article_id_a"] != whole["article_id_b"]
    inside = [row for _, rows in find_tables(samples).articles("comparisons") for row in rows["comparisons"]]
    assert across.any() and len(inside) == (~across).sum()


def test_rows_of_an_article_that_is_not_there_are_not_lost_in_silence(records, tmp_path):
    write_many(records, tmp_path, 3)
    hostile_record("other").save(tmp_path / "x", ["parquet"])
    (tmp_path / "x/quotes.parquet").rename(tmp_path / "quotes.parquet/part-00000.parquet")
    with pytest.raises(NoTables, match="rows of articles"):
        list(find_tables(tmp_path).articles("quotes"))


@pytest.mark.parametrize("make", [lambda f: None, lambda f: f.mkdir(), lambda f: f.write_text("x")])
def test_a_place_without_tables_is_named(tmp_path, make):
    make(tmp_path / "there")
    with pytest.raises(NoTables, match=r"there: (is not there|holds no tables)"):
        find_tables(tmp_path / "there")


def test_a_table_that_cannot_be_read_is_named(records, tmp_path):
    write_many(records, tmp_path, 2)
    (tmp_path / "figures.parquet/part-00000.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(NoTables, match="its table figures cannot be read"):
        list(find_tables(tmp_path).rows("figures"))


def test_tables_of_another_version_are_named(tmp_path):
    record = sample_records()[0]
    record.save(tmp_path, ["csv"])
    path = tmp_path / "quotes.csv"
    path.write_text(path.read_text().replace("cue_class", "class_of_cue", 1))
    with pytest.raises(NoTables, match="its table quotes cannot be read"):
        list(find_tables(tmp_path).rows("quotes"))


def test_pages_are_found_from_the_folder_of_a_run_of_its_tables_and_of_an_article(finished):
    _, out = finished
    of_run = find_tables(out)
    pages = [of_run.page_of(row) for row in of_run.rows("articles")]
    assert len(pages) == 2 and all(page.is_file() for page in pages)
    assert [find_tables(out / "tables").page_of(row) for row in of_run.rows("articles")] == pages
    for page in pages:
        for folder in (page.parent, page.parent / "tables"):
            (row,) = find_tables(folder).rows("articles")
            assert find_tables(folder).page_of(row) == page
