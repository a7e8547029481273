"""How often rows were right in one's own articles, by what readers corrected and looked at."""

import pytest
from sheet_of import article, corrections

import onrecord
from onrecord.cli.command_line import main
from onrecord.evaluation.own_corrections import count_right, interval
from onrecord.system.wrong_calls import WrongCall

ID = article().article_id
LINES = [
    {"table": "quotes", "text": "the dam had held", "speaker_is": "Ada"},
    {"table": "quotes", "text": "“We have no water,”", "strike": "x", "found": "direct, said · quoted_cue/pronoun"},
    {"table": "quotes", "text": "Flood kills dozens", "speaker_is": "Ada", "add": "x"},
    {"table": "figures", "text": "31 people", "value_is": "13"},
    {"table": "figures", "text": "11 people", "checked": "x"},
]


def counted(tmp_path, *more, **options):
    given = corrections(tmp_path, *({"article_id": ID, **line} for line in (*LINES, *more)))
    counts = count_right(onrecord.analyse(article(), corrections=given), given.lines, **options)
    return counts.set_index(["what", "rule"] if options else "what")


def test_rows_that_somebody_looked_at_are_counted(tmp_path):
    counts = counted(tmp_path)
    assert tuple(counts.loc["quotes", ["n_right", "n_found"]]) == (1, 2)
    assert tuple(counts.loc["speakers", ["n_right", "n_found"]]) == (0, 1)
    assert tuple(counts.loc["figures", ["n_right", "n_found"]]) == (1, 2)
    assert counts["found"].isna().all()  # nobody has looked for what is missing


def test_of_an_article_that_was_looked_through_all_rows_count_and_what_was_missed(tmp_path):
    counts = counted(tmp_path, {"table": "articles", "checked": "x"})
    n_quotes = len(onrecord.analyse(article()).quotes)
    assert tuple(counts.loc["quotes", ["n_right", "n_found", "n_missed"]]) == (n_quotes - 1, n_quotes, 1)
    assert counts.loc["quotes", "found"] == pytest.approx((n_quotes - 1) / n_quotes)
    assert counts.loc["figures", "found"] == 1


def test_each_rule_is_counted(tmp_path):
    counts = counted(tmp_path, by_rule=True)
    assert counts.loc[("quotes", "quoted_cue/pronoun"), "n_right"] == 0


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"), [(0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (43, 44, 0.8819, 0.996)]
)
def test_intervals(hits, cases, low, high):
    assert interval(hits, cases) == pytest.approx((low, high), abs=0.0005)


def test_the_command_prints_the_counts(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.txt").write_text(article().text, encoding="utf-8")
    corrections(
        tmp_path,
        {"table": "quotes", "text": "the dam had held", "checked": "x", "title": "Flood kills dozens in the valley"},
    )
    assert main(["tables", "news.txt", "--to", "tables"]) == 0
    assert main(["correct", "tables", "--score"]) == 2
    assert "holds no corrected tables" in capsys.readouterr().err
    with pytest.raises(WrongCall):
        onrecord.show.right_in_your_articles("tables")
    assert main(["tables", "news.txt", "--to", "tables", "--corrections", "corrections.csv"]) == 0
    assert main(["correct", "tables", "--score"]) == 0
