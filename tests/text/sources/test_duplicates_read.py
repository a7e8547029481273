"""Articles that say the same as others: kept, and marked."""

import json
import random
import re

import pytest
from made_up_texts import PROSE, write

from onrecord.text.sources import read_many

WORDS = "flood river mayor school bridge soldier market road night water rescue tent north doctor fire truck said two".split()


def report(seed, n=220):
    chance = random.Random(seed)
    sentences = [
        " ".join(chance.choice(WORDS) for _ in range(11)).capitalize() + " of the town." for _ in range(n // 13)
    ]
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def read_all(*paths):
    errors, notes = [], []
    return list(read_many(paths, errors.append, on_note=notes.append)), errors, notes


def test_the_same_text_in_two_files_is_kept_twice_and_marked(tmp_path):
    one, two = write(tmp_path / "1.txt", PROSE), write(tmp_path / "2.txt", PROSE)
    (first, second), errors, notes = read_all(one, two)
    assert not errors and first.duplicate_of is None
    assert (second.article_id, second.duplicate_of, second.text) == (f"{first.article_id}-2", first.article_id, PROSE)
    assert notes == [
        "1 article says the same as an earlier one; it is kept, but not counted where articles are compared."
    ]


def test_the_same_file_named_twice_is_read_once(tmp_path):
    one = write(tmp_path / "1.txt", PROSE)
    (tmp_path / "a").mkdir()
    found, errors, notes = read_all(one, tmp_path / "a" / ".." / "1.txt", tmp_path)
    assert len(found) == 1 and not notes
    assert [re.sub(".*has", "has", str(e)) for e in errors[:1]] == [
        f"has the same id as {one} ({found[0].article_id}); left out."
    ]


def test_one_id_with_two_texts_is_a_failure(tmp_path):
    rows = [{"id": "x", "text": PROSE}, {"id": "x", "text": PROSE + " Again."}, {"id": "x", "text": PROSE}]
    path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    found, errors, _ = read_all(path)
    assert [(a.article_id, a.duplicate_of) for a in found] == [("x", None), ("x-2", "x")]
    assert "line 2: has the same id as" in str(errors[0])


def in_other_paper(text, outlet):
    """An agency's report as another paper prints it: its own headline and byline, a word changed here and there, the end cut."""
    paragraphs = text.split("\n\n")
    body = "\n\n".join(paragraphs[: len(paragraphs) * 2 // 3])
    words = [w if i % 17 else "today" for i, w in enumerate(body.split(" "), 1)]
    return f"What {outlet} has heard of it\n\nBy our reporters\n\n{' '.join(words)}\n\n(c) {outlet}"


def test_a_report_in_ten_papers_is_one(tmp_path):
    papers = [write(tmp_path / "00.txt", report(1))]
    papers += [write(tmp_path / f"{n:02}.txt", in_other_paper(report(1), f"Paper {n}")) for n in range(1, 10)]
    papers += [write(tmp_path / f"{n:02}.txt", report(n)) for n in range(10, 30)]
    found, errors, notes = read_all(*papers)
    assert not errors and notes[0].startswith("9 articles say the same as earlier ones")
    assert [a.duplicate_of for a in found] == [None, *[found[0].article_id] * 9, *[None] * 20]


@pytest.mark.parametrize("kept", [0.2, 0.9])
def test_an_excerpt_is_no_duplicate_but_a_version_is(tmp_path, kept):
    whole = report(3, 900)
    paths = write(tmp_path / "a.txt", whole), write(tmp_path / "b.txt", whole[: int(len(whole) * kept)])
    found, _, _ = read_all(*paths)
    assert (found[1].duplicate_of is not None) == (kept > 0.5)


def test_two_short_texts_with_one_quote_in_common_are_two(tmp_path):
    quote = "“We will build the bridge again before the winter, with all that we have,” the mayor said on Monday"
    texts = [f"{quote}, after the flood.", f"{quote}. Nobody asked him about the money.", f"{quote}, after the flood."]
    found, _, _ = read_all(*(write(tmp_path / f"{n}.txt", text) for n, text in enumerate(texts)))
    assert [a.duplicate_of for a in found] == [None, None, found[0].article_id]


def test_a_corpus_may_say_itself_what_is_a_duplicate(tmp_path):
    rows = [{"id": "x", "text": PROSE}, {"id": "y", "text": report(4), "duplicate_of": "x"}]
    found, _, _ = read_all(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))
    assert found[1].duplicate_of == "x"


@pytest.mark.parametrize(
    ("before", "after", "is_update"),
    [
        ("12 people were killed in the town", "15 people were killed in the town", True),
        ("twelve people were killed in the town", "15 people were killed in the town", True),
        ("twelve people were killed in the town", "12 people were killed in the town", False),
        ("1,200 houses were lost", "1200 houses were lost", False),
        ("Published at 3 pm on 6 May 2021 by the desk", "Published at 5 pm on 7 May 2021 by the desk", False),
        ("nothing more was known", "40 houses were lost", False),
    ],
)
def test_another_number_between_the_same_words_makes_an_update(tmp_path, before, after, is_update):
    texts = [f"{report(5)}\n\nThe mayor said that {fact}. Help is on its way.\n" for fact in (before, after)]
    found, _, _ = read_all(*(write(tmp_path / f"{n}.txt", text) for n, text in enumerate(texts)))
    assert (found[1].duplicate_of is None) == is_update
