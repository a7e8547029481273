"""The article that a run keeps is read again as it was, with what only its source had marked."""

import json

import pytest
from made_up_texts import PROSE, write

import onrecord
from onrecord.corrections.lines import Corrections
from onrecord.runs.article_folder import write_article, write_tables
from onrecord.runs.earlier import Reading
from onrecord.tables import record
from onrecord.text.article import make_article
from onrecord.text.pipelines import DEFAULT_MODEL

TEXT = f"Flood\n\n{PROSE}\n\nThe Valley Post, page 7\n\n{PROSE} Nobody was hurt."
FOOT = TEXT.index("The Valley"), TEXT.index("The Valley") + len("The Valley Post, page 7")


@pytest.mark.parametrize("headline", [None, (0, 5)])
@pytest.mark.parametrize("marked", [(), (FOOT,)])
def test_what_the_source_marked_is_kept(tmp_path, marked, headline):
    article = make_article(TEXT, "a made-up page", source="https://example.org/a", marked=marked, headline=headline)
    assert onrecord.read(write_article(article, tmp_path)) == article


@pytest.mark.parametrize("marked", ["x", [[5, 2]], [[0, 10**9]], [["0", "5"]], [[True, 9]], [[1]], {"a": 1}, [None]])
def test_marks_that_are_none_are_passed_over(tmp_path, marked):
    row = json.dumps({"text": TEXT, "marked": marked, "headline_at": marked})
    plain = json.dumps({"text": TEXT})
    found = [onrecord.read(write(tmp_path / f"{n}.jsonl", line)) for n, line in enumerate((row, plain))]
    assert (found[0].boilerplate, found[0].headline) == (found[1].boilerplate, found[1].headline)


def test_article_is_parsed_for_its_notebooks_too_whatever_scorer_they_choose(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    article = make_article("The mayor said on Monday that the road would stay closed.", "a made-up text")
    write_tables(article, Reading(DEFAULT_MODEL, "minilm"), Corrections(), tmp_path / "runs")
    monkeypatch.setattr(record, "_find_claims", lambda *_: pytest.fail("it was parsed once more"))
    for scorer in ({}, {"scorer": "minilm"}):
        assert len(onrecord.analyse(article, **scorer).quotes) == 1
