"""Words of one's own: lines added to a lexicon, and the rows that move for it."""

import os
import subprocess
import sys

import pytest

from onrecord import analyse, classroom
from onrecord.system import fingerprints
from onrecord.text.article import Article
from onrecord.words import OWN, WordsError, read_words

ARTICLE = Article("post", "“The river is high,” said Nadia Orlo. “The gates are open,” phoned the <b>watchman</b>.")
PHONE = {"verb": "phone", "class": "neutral", "frames": "clause quote"}


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A folder of one's own words, for this process."""
    monkeypatch.setenv(OWN, str(tmp_path))
    return tmp_path


def test_a_verb_is_read_and_the_installed_words_stay_as_they_are():
    before, installed = analyse(ARTICLE), read_words("cue_verbs.csv")
    after = classroom.with_words(ARTICLE, "cue_verbs", [PHONE])
    assert "phoned" not in list(before.quotes["cue"]) and "phoned" in list(after.quotes["cue"])
    assert after.article == ARTICLE and read_words("cue_verbs.csv") == installed and OWN not in os.environ
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
        ("cue_verbs", {"verb": "phone"}, "give the class, too"),
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
    (own / "cue_verbs.csv").write_text("\ufeffverb,class\nphone,neutral\n", encoding="utf-8")
    *same, mine = read_words("cue_verbs.csv")
    assert same == installed and mine == dict.fromkeys(installed[0], "") | {"verb": "phone", "class": "neutral"}
    assert read_words("hints.csv", "onrecord.classroom"), "what is no lexicon gets no lines"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cue_verbs.csv", b"verb,klass\nphone,neutral\n", "has the column 'klass'"),
        ("cue_verbs.csv", b"verb\nphone,neutral\n", "more cells in a line than columns"),
        ("cue_verbs.csv", b"verb\n\xff\n", "is not UTF-8"),
        ("verbs.csv", b"verb\nphone\n", "no lexicon of that name"),
    ],
)
def test_a_file_that_does_not_fit_is_told(own, name, content, said):
    (own / name).write_bytes(content)
    with pytest.raises(WordsError, match=said):
        read_words("cue_verbs.csv")


def test_a_folder_that_is_not_there_is_told_on_the_command_line(tmp_path):
    environment = {**os.environ, OWN: str(tmp_path / "none")}
    command = [sys.executable, "-m", "onrecord", "show", "sample"]
    called = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert called.returncode == 2 and called.stderr.count("\n") == 1
    assert "is no folder, but ONRECORD_WORDS says" in called.stderr


def test_own_words_are_part_of_what_a_result_depends_on(own):
    assert fingerprints.OWN_WORDS == OWN
    seen = set()
    for content in (None, "verb,class\nphone,neutral\n", "verb,class\nphone,claim\n"):
        if content:
            (own / "cue_verbs.csv").write_text(content)
        fingerprints.of_library.cache_clear()
        seen.add(fingerprints.of_library())
    fingerprints.of_library.cache_clear()
    assert len(seen) == 3
