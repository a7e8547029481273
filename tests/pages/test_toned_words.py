"""Word by word: what stands above which word, and that texts stay text."""

from __future__ import annotations

import html
import re

import pandas as pd
import pytest
from made_up import quote, record, span, table
from test_highlights import HOSTILE, Page

from onrecord.pages import toned_words
from onrecord.pages.toned_words import texts_word_by_word, word_by_word
from onrecord.tables.corpus import combine
from onrecord.tables.record import Record
from onrecord.tone.scoring import explain_score

CRIES = "“The cruel war is not good, Hope,” she said. Nobody cried."
# word, valence, what shifted it
TONED = [("cruel", -2.8, ""), ("war", -2.9, "event word"), ("good", -1.4, "negated by not"), ("Hope", 0.0, "name")]


def scored(words: list[tuple]) -> pd.DataFrame:
    """A row of the tone table for the first quote of a record."""
    entries = [{"word": w, "valence": v, "shifted": s} | span(CRIES, w) for w, v, s in words]
    return table("tone", [{"quote_id": "q1", "compound": -0.74, "attitude": 0.0, "words": entries}])


def body(shown: str) -> str:
    return shown.split("<tbody>")[1]


def marks(shown: str) -> list[tuple[str, str]]:
    """(kind, word and what stands above it) of the marked words, without the legend's."""
    found = re.findall(r'<(?:mark|ruby) class="onrecord-(\w+)".*?</rt>', body(shown))
    inside = re.findall(r'<(?:mark|ruby) class="onrecord-\w+"[^>]*>(.*?</rt>)', body(shown))
    return [(kind, html.unescape(re.sub("<.*?>", "", words))) for kind, words in zip(found, inside, strict=True)]


def test_each_word_says_what_it_adds_and_what_shifts_what():
    made = record(CRIES, [quote(CRIES, "“The cruel war is not good, Hope,”")])
    shown = word_by_word(made, scored(TONED))
    assert marks(shown) == [
        ("negative", "cruel (−2.8"),
        ("event", "war (event −2.9"),
        ("shifter", "not (turns good"),
        ("negative", "good (−1.4"),
    ]
    assert 'title="negated by not"' in shown
    cells = [html.unescape(re.sub("<.*?>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", body(shown), re.S)]
    assert cells == [
        "no speaker found [q1]",
        "“The cruel (−2.8) war (event −2.9) is not (turns good) good (−1.4), Hope,”",
        "−0.74",
        "0",
    ]


def test_words_of_a_scorer_that_is_asked_again_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    made = record(CRIES, [quote(CRIES, "“The cruel war is not good, Hope,”")])
    first = word_by_word(made, scored(TONED), "minilm")
    monkeypatch.setattr(toned_words, "explain_score", lambda *_, **__: pytest.fail("the scorer was asked again"))
    assert word_by_word(made, scored(TONED), "minilm") == first and marks(first)


SHOWN = [
    # text, marked words with what stands above them
    ("A very good day.", [("shifter", "very (boosts good"), ("positive", "good (+2.2")]),
    ("A slightly bad day.", [("shifter", "slightly (weakens bad"), ("negative", "bad (−2.2")]),
    (
        "It was good, but sad.",
        [("positive", "good (+0.9"), ("shifter", "but (less before, more after"), ("negative", "sad (−3.2")],
    ),
    ("A GOOD day.", [("positive", "GOOD (+2.6 capitals")]),
    (
        "I cannot stop crying.",
        [("shifter", "cannot (turns stop, crying"), ("positive", "stop"), ("positive", "crying")],
    ),
    ("The siege began.", [("event", "siege (event")]),
    ("On Tuesday.", []),
    ("", []),
]


@pytest.mark.parametrize("text, expected", SHOWN, ids=[text for text, _ in SHOWN])
def test_texts_of_your_own(text, expected):
    found = marks(texts_word_by_word({"mine": text}))
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    assert all(words.startswith(start) for (_, words), (_, start) in zip(found, expected, strict=True)), found


def test_a_text_without_a_rated_word_has_no_score():
    assert texts_word_by_word({"mine": "That is hush money."}).count("no rated word") == 2
    assert "no rated word" not in texts_word_by_word({"mine": "The dead are many."})


@pytest.mark.parametrize(
    "shifted, valence, kind, above",
    [
        ("event word", 0.0, "event", "event"),
        ("event word that judges", 0.0, "event", "event"),
        ("event word that judges", -3.4, "negative", "judging event −3.4"),
        ("boosted by very, event word", -3.1, "event", "event −3.1"),
        ("before but", 0.9, "positive", "+0.9"),
        ("name", 0.0, None, None),
    ],
)
def test_a_word_that_names_an_event_is_no_judgement(shifted, valence, kind, above):
    made = record(CRIES, [quote(CRIES, "“The cruel war is not good, Hope,”")])
    assert marks(word_by_word(made, scored([("war", valence, shifted)]))) == ([(kind, f"war ({above}")] if kind else [])


def test_without_its_marks_the_text_is_the_text():
    text = "Not a very good plan, but they were\nextremely   brave & <cruel>: war, war, WAR!"
    cell = re.search(r'<td dir="auto"[^>]*>(.*?)</td>', texts_word_by_word({"mine": text}), re.S)[1]
    plain = re.sub(r"<rp>.*?</rp>|<rt>.*?</rt>", "", cell)
    assert html.unescape(re.sub("<.*?>", "", plain)) == text
    assert len(explain_score(text)) == 5, "so there is something to mark"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_toned_words_stay_text(words):
    made = record(words, [quote(words, words, 1, speaker=words)])
    entry = {"word": words, "valence": 1.0, "start": 0, "end": len(words), "shifted": f"negated by {words}"}
    row = {"quote_id": "q1", "speaker": words, "compound": 1.0, "attitude": 1.0, "words": [entry]}
    for shown in (word_by_word(made, table("tone", [row])), texts_word_by_word({words: words})):
        page = Page(shown)
        attributes = {name for tag, attrs in page.tags for name in attrs}
        assert attributes <= {
            "class",
            "dir",
            "scope",
            "title",
            "role",
            "tabindex",
            "aria-label",
            "style",
            "data-label",
            "href",
        }
        assert {tag for tag, _ in page.tags} <= set(
            "div style p span mark small table thead tbody tr th td ruby rt rp ul li a".split()
        )


def test_no_quotes_and_no_score_are_said():
    made = record(CRIES, [quote(CRIES, "“The cruel war is not good, Hope,”")])
    assert "No quotes here." in word_by_word(made, scored(TONED).head(0), empty="No quotes here.")
    unscored = scored(TONED).assign(compound=None, attitude=None).astype({"compound": "Float64", "attitude": "Float64"})
    assert body(word_by_word(made, unscored)).count("no rated word") == 2


def test_several_articles_are_refused():
    several: Record = combine([record(CRIES), record(CRIES)])
    with pytest.raises(ValueError, match="one article"):
        word_by_word(several, several.tone)
