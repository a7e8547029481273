"""The tables of all articles of a run are those of the same articles put together."""

import os
import subprocess
import sys

import pandas as pd
import pytest

from onrecord.runs.article_folder import write_tables_of_all
from onrecord.runs.index_page import write_summary
from onrecord.tables.columns import TABLES
from onrecord.tables.corpus import combine
from onrecord.tables.record import analyse, load
from onrecord.text.article import make_article

# Each says its figure in the headline, and again in its text.
TEXTS = [
    f"Flood kills {dead} people in the town of Harrow\n\nA flood in Harrow killed {dead} people on Monday. The council will "
    "meet on Friday, said Mayor Anna Brandt of the town hall."
    for dead in (12, 15)
]


def test_tables_of_all_articles_are_those_of_the_articles_together(tmp_path):
    articles = [make_article(text, "x", identifier=f"a{n}", date=f"2021-04-1{3 + n}") for n, text in enumerate(TEXTS)]
    records = [analyse(article) for article in articles]
    for n, record in enumerate(records):
        record.save(tmp_path / f"a{n}" / "tables")
    assert all(article.headline for article in articles)
    assert write_tables_of_all(tmp_path) == set()
    found, together = load(tmp_path / "tables"), combine(records)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(found, name), getattr(together, name), check_dtype=False)
    across = together.comparisons[together.comparisons.article_id_a != together.comparisons.article_id_b]
    assert len(across)


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes there")
@pytest.mark.parametrize("name", ["a0/tables/uncounted.parquet", "a0/tables/articles.parquet", "a0/summary.json"])
def test_a_pipe_in_the_place_of_a_file_holds_nothing_up(tmp_path, name):
    for n, text in enumerate(TEXTS):
        record = analyse(make_article(text, "x", identifier=f"a{n}"))
        record.save(tmp_path / f"a{n}" / "tables")
        write_summary(record, tmp_path / f"a{n}")
    (tmp_path / name).unlink()
    os.mkfifo(tmp_path / name)
    code = (
        "import sys\nfrom pathlib import Path\nfrom onrecord.runs.article_folder import write_tables_of_all\n"
        "from onrecord.runs.index_page import write_index\nout = Path(sys.argv[1])\nwrite_index(out, write_tables_of_all(out))"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=60)
    assert "Flood kills 15 people" in (tmp_path / "index.html").read_text()
    assert "a1" in set(load(tmp_path / "tables").articles.article_id)
