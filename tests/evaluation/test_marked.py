"""Marked: which rows are the ones that people marked."""

import json

import pytest

from onrecord.evaluation.marked import overlap, pair_quotes, pair_up, read_marked, same_name


def span(start, end, **more):
    return {"start": start, "end": end, **more}


@pytest.mark.parametrize(
    ("other", "shared"),
    [((0, 10), 1.0), ((0, 5), 0.5), ((5, 15), 1 / 3), ((9, 10), 0.1), ((10, 20), 0.0), ((30, 40), 0.0)],
)
def test_overlap_is_the_share_of_both_together(other, shared):
    assert overlap(span(0, 10), span(*other)) == overlap(span(*other), span(0, 10)) == pytest.approx(shared)


@pytest.mark.parametrize(("end", "same"), [(100, True), (50, True), (49, False), (200, True), (201, False)])
def test_quotes_are_the_same_from_half_of_their_characters_on(end, same):
    assert bool(pair_quotes([span(0, 100)], [span(0, end)])) == same


def test_each_mark_has_one_row_and_the_pairs_that_overlap_most_come_first():
    marks = [span(0, 10, who="a"), span(0, 8, who="b")]
    rows = [span(0, 8, row=1), span(0, 9, row=2), span(0, 9, row=3)]
    pairs = pair_up(marks, rows, lambda mark, row: True)
    assert [(mark["who"], row["row"]) for mark, row in pairs] == [("b", 1), ("a", 2)]
    assert pair_up(marks, rows, lambda mark, row: False) == []


@pytest.mark.parametrize(
    ("marked", "named", "same"),
    [
        ("Ada Brandt", "Ada Brandt", True),
        ("Brandt", "Ada Brandt", True),
        ("Ada Brandt", "Brandt", False),
        ("the Ministry of Works", "Ministry of Works", True),
        ("Ada Brandt’s", "ada brandt,", True),
        ("Ada Brandt", None, False),
        (None, "Ada Brandt", False),
        ("", "", False),
        ("the", "Ada Brandt", False),
    ],
)
def test_names(marked, named, same):
    assert same_name(marked, named) == same


def test_marks_are_read_with_their_articles(tmp_path):
    rows = [{"id": name, "text": f"{name} spoke.", "quotes": []} for name in ("Ada", "Tom")]
    path = tmp_path / "marked.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert [(mark["id"], article.article_id, article.text) for mark, article in read_marked(path)] == [
        ("Ada", "Ada", "Ada spoke."),
        ("Tom", "Tom", "Tom spoke."),
    ]
    with pytest.raises(FileNotFoundError):
        list(read_marked(tmp_path / "missing.jsonl"))
