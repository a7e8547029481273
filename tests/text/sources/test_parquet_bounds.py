"""Parquet: files that would take much more memory than they have bytes, and ones with broken headers of pages."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up_texts import LONG, PROSE, error

from onrecord.text import read_many
from onrecord.text.sources import _parquet
from onrecord.text.sources.source_files import SourceFile


@pytest.fixture
def arrow():
    """A pool in which Arrow takes its memory, and that says how much that was."""
    before, pool = pa.default_memory_pool(), pa.proxy_memory_pool(pa.default_memory_pool())
    pa.set_memory_pool(pool)
    yield pool
    pa.set_memory_pool(before)


def rows_of(path):
    errors = []
    found = [article.article_id for article in read_many([path], errors.append)]
    assert all(e.__traceback__ is e.__cause__ is e.__context__ is None for e in errors), "they would hold their rows"
    return found, [str(e).removeprefix(f"{path}, ") for e in errors]


@pytest.mark.parametrize("as_dictionary", [True, False])
def test_a_page_that_is_too_large_costs_its_row_group(as_dictionary, tmp_path, arrow, monkeypatch):
    monkeypatch.setattr(_parquet, "MAX_UNPACKED", 1_000_000)
    path = tmp_path / "a.parquet"
    texts = [PROSE, LONG, PROSE + "x" * 20_000_000, f"{PROSE} 3", f"{PROSE} 4"]
    table = pa.table({"id": list("abcde"), "text": texts})
    pq.write_table(table, path, row_group_size=2, compression="zstd", use_dictionary=as_dictionary)
    del table
    before = arrow.bytes_allocated()
    peak = arrow.max_memory()
    found, (message,) = rows_of(path)
    assert found == ["a", "b", "e"]
    assert message.startswith("row 3: it and the next row have a page of 20 MB, more than 1 MB; left out.")
    assert arrow.max_memory() == peak and arrow.bytes_allocated() <= before + 10_000_000


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (0, "what stands before it has"),
        (1, "it has"),
        (2, "it and the next row have"),
        (1_235, "it and the next 1,234 rows have"),
    ],
)
def test_the_rows_of_a_row_group_are_counted_in_words(rows, says):
    assert str(_parquet._TooLarge(rows, 200_000_000).error("row 3")).startswith(f"row 3: {says} a page of 200 MB, more")


def test_rows_of_one_large_text_are_read_a_few_at_once(tmp_path, monkeypatch):
    for name in ("MAX_BATCH", "MAX_BYTES"):
        monkeypatch.setattr(_parquet, name, 2_000_000)
    path = tmp_path / "a.parquet"
    texts = pa.array(["word " * 300_000] * 4 + ["word " * 500_000])
    pq.write_table(pa.table({"text": texts}), path, compression="zstd")
    table = pq.ParquetFile(path)
    sizes = [batch.num_rows for batch in _parquet._batches(table, SourceFile(path), ["text"])]
    assert sizes == [1] * 5
    found, messages = rows_of(path)
    assert (found, len(messages)) == ([], 5) and "row 1: has 1,500,000 characters" in messages[0]
    assert messages[-1].startswith("row 5: is larger than")


def test_many_ordinary_rows_in_one_row_group(tmp_path):
    path = tmp_path / "a.parquet"
    table = pa.table({"text": [f"{PROSE} {n}" for n in range(5_000)], "id": [str(n) for n in range(5_000)]})
    pq.write_table(table, path, data_page_version="2.0", data_page_size=100_000, use_dictionary=["id"])
    opened = pq.ParquetFile(path)
    sizes = [batch.num_rows for batch in _parquet._batches(opened, SourceFile(path), ["text", "id"])]
    assert (sum(sizes), set(sizes[:-1])) == (5_000, {64})


@pytest.mark.parametrize("harm", range(0, 60, 5))
def test_headers_of_pages_that_are_none(harm, tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [PROSE] * 3, "id": list("abc")}), path, compression="none")
    data = bytearray(path.read_bytes())
    data[4 + harm] ^= 0xFF
    path.write_bytes(data)
    found, messages = rows_of(path)
    assert all("\n" not in message for message in messages) and len(found) + len(messages) >= 1


def test_an_end_that_is_large(tmp_path, monkeypatch):
    monkeypatch.setattr(_parquet, "MAX_BYTES", 100)
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [PROSE]}), path)
    assert "its end: is larger than" in error(path)
