"""Corrections in runs: notebooks, pages and charts have them, and only the articles that they are about are done again."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from sheet_of import TEXT, sheet

import onrecord
from onrecord import charts
from onrecord.corrections.reading import read_corrections
from onrecord.runs.calls import reasons_to_run
from onrecord.runs.parameters import CallError

TITLE = "Flood kills dozens in the valley"
STRUCK = {"table": "quotes", "text": "“We have no water,”", "strike": "x", "title": TITLE, "by": "Jo"}
MOVED = {"table": "quotes", "text": "the dam had held", "speaker_is": "Ada", "title": TITLE, "by": "Jo"}
LOST = {"table": "quotes", "text": "no such words", "strike": "x", "title": TITLE}


@pytest.fixture
def notebook(tmp_path):
    def notebook(parameters):
        cells = [
            new_code_cell(parameters, metadata={"tags": ["parameters"]}),
            new_code_cell(
                "import onrecord\nrecord = onrecord.analyse(onrecord.read(article), corrections=corrections)\n"
                "print(sorted(record.quotes.corrected.dropna()))"
            ),
        ]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), tmp_path / "08_own.ipynb")
        return tmp_path / "08_own.ipynb"

    return notebook


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.txt").write_text(
        "Road opens\n\nThe road is open again, the mayor said on Friday.\n", encoding="utf-8"
    )
    return [onrecord.read(tmp_path / name) for name in ("one.txt", "two.txt")]


def test_a_run_applies_corrections_everywhere(tmp_path, notebook, articles):
    own = notebook('article: str = ""\nout: str = ""\ncorrections: str = ""')
    call = {"out": tmp_path / "runs", "jobs": 1}
    assert not onrecord.rerun([own], articles, **call).problems
    given = sheet(tmp_path, STRUCK, MOVED, LOST)
    asked = reasons_to_run([own], articles, out=tmp_path / "runs", corrections=given)
    assert [reasons for _, _, reasons in asked] == [["corrections changed"], []]

    done = onrecord.rerun([own], articles, **call, corrections=given)
    assert not done.problems and [run.fresh for run in done.runs] == [True, True]
    assert (done.n_corrections, done.n_applied) == (3, 2)
    assert done.misfits == ("corrections.csv, line 4 (“no such words”): its words are not in the article; not applied",)
    executed = nbformat.read(done.runs[0].notebooks[0].path, as_version=4)
    assert "['Jo']" in executed.cells[-1].outputs[0].text
    page = (done.runs[0].folder / "index.html").read_text(encoding="utf-8")
    assert "<s>“We have no water,”</s>" in page and "said by Ada" in page and "corrected by Jo" in page
    assert "its words are not in the article" in page and "1 row struck." in page
    assert set(onrecord.load(tmp_path / "runs" / "tables").quotes["corrected"].dropna()) == {"Jo"}
    assert len(read_corrections(tmp_path / "runs" / "tables" / "applied_corrections.csv").lines) == 3
    assert "1 correction does not fit" in done.index.read_text(encoding="utf-8")
    assert "indirect: Ada, corrected] " in page

    again = onrecord.rerun([own], articles, **call, corrections=given)
    assert again.misfits == done.misfits and not any(n.fresh for run in again.runs for n in run.notebooks)
    of_none = sheet(tmp_path, STRUCK, MOVED, LOST, {**LOST, "article_id": "of no article", "title": ""})
    assert len(onrecord.rerun([own], articles, **call, corrections=of_none).misfits) == 2
    assert "2 corrections do not fit" in done.index.read_text(encoding="utf-8")
    assert not onrecord.rerun([own], articles, **call).problems
    assert onrecord.load(tmp_path / "runs" / "tables").quotes["corrected"].isna().all()


def test_a_notebook_that_takes_no_corrections_is_refused_with_them(tmp_path, notebook, articles):
    own = notebook('article: str = ""\nout: str = ""')
    with pytest.raises(CallError, match="has no parameter corrections"):
        onrecord.rerun([own], articles, out=tmp_path / "runs", corrections=sheet(tmp_path, STRUCK))


def test_each_notebook_of_an_article_takes_corrections():
    from onrecord.runs.parameters import check_takes_corrections, find_notebook

    check_takes_corrections([find_notebook(name) for name in ("00", "01", "02", "03")])


def test_charts_count_corrected_rows(tmp_path, articles):
    found = onrecord.analyse(articles[0])
    corrected = onrecord.analyse(articles[0], corrections=sheet(tmp_path, MOVED))
    before = charts.speaking_share(found.quotes).alt_text
    now = charts.speaking_share(corrected.quotes).alt_text
    assert "corrected" not in before and now.endswith(f"1 of {len(found.quotes)} quotes corrected by hand.")


def test_the_answer_counts_corrected_rows(tmp_path, articles):
    corrected = onrecord.analyse(articles[0], corrections=sheet(tmp_path, STRUCK, MOVED))
    for subject in ("article", "quotes", "figures", "tone"):
        assert "1 row struck." in onrecord.show.answer(corrected, subject)
    assert "corrected by hand" not in onrecord.show.answer(onrecord.analyse(articles[0]))
