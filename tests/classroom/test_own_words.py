"""Words of one's own: lines added to a lexicon, and the rows that move for it."""

import os
import subprocess
import sys

import pytest

from onrecord import analyse, classroom
from onrecord.system import fingerprints
from onrecord.system.fingerprints import OWN_WORDS as OWN
from onrecord.text.article import Article
from onrecord.words import WordsError, fit, lexicon_names, read_words

ARTICLE = Article(
    "post",
    "“The river is high,” said Nadia Orlo. “The gates are open,” phoned the <b>watchman</b>. “We wait,” faxed Ada Keld.",
)
PHONE = {"verb": "phone", "class": "neutral", "frames": "clause quote"}


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A folder of one's own words, for this process."""
    monkeypatch.setenv(OWN, str(tmp_path))
    return tmp_path


def test_a_verb_is_read_beside_ones_own_and_the_installed_words_stay_as_they_are(tmp_path, monkeypatch):
    before, installed = analyse(ARTICLE), read_words("cue_verbs.csv")
    monkeypatch.setenv(OWN, str(tmp_path))
    (tmp_path / "cue_verbs.csv").write_text("verb,class,frames\nfax,neutral,quote\n", encoding="utf-8")
    after = classroom.with_words(ARTICLE, "cue_verbs", [PHONE])
    assert "phoned" not in list(before.quotes["cue"]) and "phoned" in list(after.quotes["cue"])
    assert "faxed" in list(after.quotes["cue"]), "a teacher's own words count there, too"
    monkeypatch.delenv(OWN)
    assert after.article == ARTICLE and read_words("cue_verbs.csv") == installed
    shown = classroom.what_moved(before, after)
    assert "What moved: " in shown and "verb: phoned" in shown and "Nadia Orlo" not in shown
    assert "<b>watchman" not in shown and "1 rows" not in shown
    assert classroom.with_words(ARTICLE, "cue_verbs", [dict(PHONE)]) is after, "the same question is not asked twice"
    assert "Nothing moved" in classroom.what_moved(before, before)


def test_a_blank_line_changes_nothing():
    blank = classroom.with_words(ARTICLE, "cue_verbs", [{**PHONE, "verb": " "}])
    assert "Nothing moved" in classroom.what_moved(analyse(ARTICLE), blank)


@pytest.mark.parametrize(
    ("lexicon", "line", "said"),
    [
        ("cue_verb", PHONE, "no lexicon 'cue_verb'"),
        ("../words/cue_verbs", PHONE, "no lexicon"),
        ("cue_verbs", {"verbs": "phone"}, "no column 'verbs'"),
        ("cue_verbs", {**PHONE, "class": "loud"}, "class has no 'loud'. It can be accuse, "),
        ("cue_verbs", {"verb": "phone"}, "class is empty. It can be accuse, "),
        ("event_terms", {"term": "x", "pos": "noun", "event": "eaten"}, "event has no 'eaten'"),
        ("tone_words", {"word": "x", "valence": "bad"}, "valence has to be a number from -"),
        ("tone_words", {"word": "x", "valence": "99"}, "valence has to be a number from -"),
        ("speaker_nouns", {"noun": "x", "kind": "robot"}, "kind has no 'robot'"),
    ],
)
def test_a_line_that_does_not_fit_is_told(lexicon, line, said):
    with pytest.raises(classroom.LessonError) as raised:
        classroom.with_words(ARTICLE, lexicon, [line])
    assert said in str(raised.value)


def test_records_of_two_articles_are_not_compared():
    with pytest.raises(classroom.LessonError, match="different articles"):
        classroom.what_moved(analyse(ARTICLE), analyse(Article("other", "The mayor said 3 people died.")))


def test_lines_of_a_folder_stand_behind_the_installed_ones(own):
    installed = read_words("cue_verbs.csv")
    (own / "cue_verbs.csv").write_text("\ufeffverb,class,frames\nphone,neutral,quote\n,,\n", encoding="utf-8")
    *same, mine = read_words("cue_verbs.csv")
    assert same == installed and mine == dict.fromkeys(installed[0], "") | {
        "verb": "phone",
        "class": "neutral",
        "frames": "quote",
    }
    assert read_words("hints.csv", "onrecord.classroom"), "what is no lexicon gets no lines"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cue_verbs.csv", b"verb,klass\nphone,neutral\n", "no column 'klass'"),
        ("cue_verbs.csv", b"verb\nphone,neutral\n", "more cells in a line than columns"),
        ("cue_verbs.csv", b"verb\n\xff\n", "is not UTF-8"),
        ("cue_verbs.csv", b"verb,class\nphone,loud\n", r"cue_verbs\.csv: class has no 'loud'"),
        ("tone_words.csv", b"word,valence\nwet,abc\n", "valence has to be a number from -"),
        ("verbs.csv", b"verb\nphone\n", "no lexicon of that name"),
        ("columns.csv", b"lexicon\ncue_verbs\n", "no lexicon of that name"),
    ],
)
def test_a_file_that_does_not_fit_is_told(own, name, content, said):
    (own / name).write_bytes(content)
    with pytest.raises(WordsError, match=said):
        read_words(name if name == "tone_words.csv" else "cue_verbs.csv")


@pytest.mark.parametrize("lexicon", lexicon_names())
def test_every_line_of_a_lexicon_fits_it(lexicon):
    rows = read_words(f"{lexicon}.csv")
    assert fit(f"{lexicon}.csv", rows) == [{column: cell.strip() for column, cell in row.items()} for row in rows]


def test_what_is_said_of_columns_is_said_of_columns_that_are_there():
    said = read_words("columns.csv", "onrecord.words")
    assert {row["holds"] for row in said} == {"class", "classes", "number"}
    assert [row for row in said if row["column"] not in list(read_words(f"{row['lexicon']}.csv")[0])[1:]] == []


@pytest.mark.parametrize(
    ("folder", "said"),
    [("none", "is no folder, but ONRECORD_WORDS says"), ("", "tone_words.csv: valence has to be a number from -")],
)
def test_words_that_cannot_be_read_are_told_on_the_command_line(tmp_path, folder, said):
    (tmp_path / "tone_words.csv").write_text("word,valence\nwet,abc\n", encoding="utf-8")
    environment = {**os.environ, OWN: str(tmp_path / folder)}
    command = [sys.executable, "-m", "onrecord", "show", "sample"]
    called = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert called.returncode == 2 and called.stderr.count("\n") == 1 and said in called.stderr
    assert "report it" not in called.stderr, "it is the call that is wrong, not the article"


def test_own_words_are_part_of_what_a_result_depends_on(own):
    seen = set()
    for content in (None, "verb,class\nphone,neutral\n", "verb,class\nphone,claim\n"):
        if content:
            (own / "cue_verbs.csv").write_text(content)
        fingerprints.of_library.cache_clear()
        seen.add(fingerprints.of_library())
    fingerprints.of_library.cache_clear()
    assert len(seen) == 3
