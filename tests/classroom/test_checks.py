"""Checks: right answers are right, each kind of mistake has its hint, and no hint gives the answer away."""

import json
import re
import sys

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from onrecord import classroom
from onrecord.classroom import check
from onrecord.classroom.check import _stopped
from onrecord.system.resources import SAMPLES
from onrecord.tables.corpus import combine
from onrecord.words import read_words

BRIEF = "brief_2022-03-24"
PEOPLE = "402,000 people"
ALL = [*classroom.names(), *(path.stem for path in sorted(SAMPLES.iterdir()))]
EVENTS = ("killed", "injured", "missing", "displaced", "detained", "destroyed", "damaged", "other")
KINDS = ("direct", "mixed", "indirect")
RELATIONS = ("agree", "conflict", "part", "adds", "updates")
MARKED = {"subset": "part", "possible_subset_not_stated": "part", "additive": "adds", "update": "updates"}
# What somebody may type.
ANYTHING = [
    "🙂",
    "<b>x</b>",
    "{x}",
    "%s",
    "\\",
    "a" * 20_000,
    "\0",
    "\ud800",
    "(((",
    "0",
    0,
    -1,
    10**400,
    float("nan"),
    float("inf"),
    1j,
    True,
    b"x",
    [1, [2, "x"]],
    {"a": 1},
    {1, 2},
    object(),
    len,
    pd.Series([1, 2]),
    pd.DataFrame({"a": [1]}),
    np.array([1.0]),
    pd.NA,
    range(3),
    [None, float("nan")],
    ("q1", None),
]
BLANKS = [None, "", "  ", "…", "?", ..., [], (), set(), {}, [""], "\n"]


def tells(hint, answer):
    """Whether a hint holds an answer."""
    return answer is not None and re.search(rf"(?<!\w){re.escape(str(answer))}(?!\w)", hint, re.IGNORECASE)


def bare(name):
    """A name without "the" and "a"."""
    return re.sub(r"^(?:the|an?) ", "", name.lower())


def picking(text, kind):
    """Marks of a text with words that pick them out: those whose own words stand there once."""
    for mark in text[kind]:
        others = [other for other in text[kind] if other["start"] < mark["end"] and mark["start"] < other["end"]]
        if text["text"].lower().count(mark["text"].lower()) == 1 and others == [mark] and len(mark["text"]) > 3:
            yield mark["text"], mark


@pytest.fixture(params=ALL)
def text(request):
    return classroom.marks(request.param)


# --- all marks of all texts ----------------------------------------------------------------------------------------


def test_there_are_marks_to_look_at():
    marks = [mark for name in ALL for kind in ("quotes", "figures") for mark in picking(classroom.marks(name), kind)]
    assert len(ALL) == 34 and len(marks) > 800


def test_speakers(text):
    names = {quote["speaker_canonical"] for quote in text["quotes"]}
    for words, mark in picking(text, "quotes"):
        right = mark["speaker_canonical"]
        assert check.speaker(text["id"], words, right or "nobody").right
        others = sorted(name for name in names if name and name != right)[:9]
        mention = mark["speaker"] if right and mark["speaker"] not in (right, f"the {right}") else None
        last = right.split()[-1] if right and " " in right and right[0].isupper() else None
        given = [*others, mention, last, "Nobody Else", right and f"{right} said", words, "she", 7]
        for answer in filter(None, given):
            checked = check.speaker(text["id"], words, answer)
            assert checked.answered and (not checked.right or bare(answer) == bare(right)), (words, answer)
            assert checked.right or not tells(checked.hint, right), (words, answer)


def test_kinds_and_words_of_quotes(text):
    for words, mark in picking(text, "quotes"):
        right = [kind for kind in KINDS if check.kind(text["id"], words, kind).right]
        assert right == [mark["kind"]]
        hints = [check.kind(text["id"], words, kind).hint for kind in (*KINDS, "loud", "🙂") if kind not in right]
        assert all(hints) and not any(tells(hint, mark["kind"]) for hint in hints)
        assert check.quote(text["id"], words).right
        assert check.quote(text["id"], f" {words.strip('.,')} ").right
        around = text["text"][max(0, mark["start"] - 9) : mark["end"] + 9]
        for answer in (words[: len(words) // 2], words[len(words) // 2 :], around, words + " and more"):
            checked = check.quote(text["id"], answer)
            assert not checked.right and checked.hint and not tells(checked.hint, words), answer


def test_claimants(text):
    names = {figure["source"] for figure in text["figures"]} | {q["speaker_canonical"] for q in text["quotes"]}
    for words, mark in picking(text, "figures"):
        right = [mark["source"], *mark.get("source_alt", ())]
        assert all(check.claimant(text["id"], words, name or "the article").right for name in right)
        for answer in [*sorted(filter(None, names))[:9], "the article", "they", "Nobody Else", words]:
            checked = check.claimant(text["id"], words, answer)
            assert checked.right or not any(tells(checked.hint, name) for name in right), (words, answer)
            assert not checked.right or None in right or bare(answer) in map(bare, filter(None, right))


def test_events_and_values(text):
    for words, mark in picking(text, "figures"):
        wanted = {mark["event"], *mark.get("event_alt", ())}
        for event in (*EVENTS, "eaten"):
            checked = check.event(text["id"], words, event)
            assert checked.right == (event in wanted)
            assert checked.right or not any(tells(checked.hint, right) for right in wanted)
        ends = mark["value_low"], mark["value_high"]
        if ends == (None, None):
            continue
        assert check.value(text["id"], words, *ends).right
        some = [figure for figure in text["figures"] if figure is not mark][:6]
        given = [(figure["value_low"], figure["value_high"]) for figure in some]
        given += [
            ends[::-1],
            (ends[0], ends[0]),
            (ends[1], ends[1]),
            (ends[0], None),
            (None, ends[1]),
            (1234567, 1234567),
        ]
        given += [tuple(end and end * 1000 for end in ends), ("x", "y"), (True, 3)]
        for answer in given:
            checked = check.value(text["id"], words, *answer)
            assert checked.right == (answer == ends), (words, answer)
            assert not re.search(r"\d", checked.hint)


def test_relations(text):
    figures = {mark["fid"]: words for words, mark in picking(text, "figures")}
    for pair in text["pairs"]:
        a, b = figures.get(pair["a"]), figures.get(pair["b"])
        if not a or not b or pair["relation"] == "ratio":
            continue
        answers = {given: check.relation(text["id"], a, b, given) for given in (*RELATIONS, "none of it")}
        right = {given for given, checked in answers.items() if checked.right}
        called = MARKED.get(pair["relation"])
        assert right == ({called} if called else {end for end in ("agree", "conflict") if pair.get(end)})
        assert check.relation(text["id"], b, a, next(iter(right))).right, "in either order"
        hints = [checked.hint for checked in answers.values() if not checked.right]
        assert all(hints) and not any(tells(hint, answer) for hint in hints for answer in right)


# --- kinds of mistakes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("the ombudsman", "a role"),
        ("the carpenter", "not in the article"),
        ("she", "a pronoun"),
        ("Denisova", "part of the name"),
        ("Ludmila Denisowa", "spelling"),
        ("Ludmila Denisova said", "words too many"),
        ("Mikhail Mizintsev", "did not say these words"),
        ("civilians", "is in the article, but it does not say"),
        ("children", "about this person or thing"),
        ("Anna Brandt", "not in the article"),
        ("nobody", "Somebody says these words"),
        (7, "as a text"),
        ("!!!", "no words"),
    ],
)
def test_hints_for_a_speaker(given, hint):
    checked = check.speaker(BRIEF, PEOPLE, given)
    assert not checked.right and hint in checked.hint


@pytest.mark.parametrize(
    "given", ["Ludmila Denisova", "  ludmila  denisova. ", "Ms. Ludmila Denisova", "“Ludmila Denisova”"]
)
def test_a_name_may_be_typed_in_several_ways(given):
    assert check.speaker(BRIEF, PEOPLE, given).right


def test_an_office_may_stand_before_a_name_as_in_the_article():
    name, words = "fiction_meridian-wire_2021-04-13", "At least 17 people"
    assert check.claimant(name, words, "Interior Minister Tomas Keld").right
    assert "a role" in check.claimant(name, words, "Interior Minister").hint
    assert not check.claimant(name, words, "Flood Minister Tomas Keld").right, "that is not in the article"


def test_an_open_end_may_be_typed_between_quotation_marks():
    name = "fiction_meridian-wire_2021-04-13"
    assert (
        check.value(name, "At least 17 people", "17", "None").right
        and check.value(name, "At least 17 people", 17, None).right
    )
    assert not check.value(name, "At least 17 people", "", "None").answered


def test_a_role_of_somebody_else_is_not_taken_for_that_of_the_speaker():
    assert "does not say" in check.speaker("meridian-wire_2021-04-14", "Nine were children", "the minister").hint


QUOTE = "402,000 people, among them 84,000 children, had been deported to Russia against their will"


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        (f"said {QUOTE}", "words of saying"),
        (QUOTE.removesuffix(" against their will"), "goes on"),
        (QUOTE.removeprefix("402,000 people, "), "begins before"),
        ("among them 84,000 children", "only a part"),
        (f"“{QUOTE}”", "Are there any at these places"),
        (f"{QUOTE}. Some of them, she warned, could become", "more than one quote"),
        ("to go to peace, move forward", "not in the article"),
        ("Each day of resistance brings peace closer “every minute determines our destiny", "something between them"),
        ("Most inhabitants of the rebel-held east speak Russian", "says this itself"),
        ("402,000 dogs", "not in the article"),
        ("“”", "no words"),
    ],
)
def test_hints_for_a_quote(given, hint):
    checked = check.quote(BRIEF, given)
    assert not checked.right and hint in checked.hint, checked.hint


def test_quotation_marks_belong_to_a_quote():
    name = "lantern_2021-04-14"
    assert check.quote(name, '"That is a lie"').right and check.quote(name, "“That is a lie,”").right
    for given in ("That is a lie", "“That is a lie", "That is a lie,”"):
        assert "they belong to the quote" in check.quote(name, given).hint


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ((402000, None), "closes both ends"),
        ((84000, 84000), "a part, or the whole"),
        ((402, 402), "zeros"),
        ((128, 128), "counts something else"),
        ((5, 3), "lower end comes first"),
        (("many", 3), "as a number"),
        ((77, 78), "No number of this article"),
    ],
)
def test_hints_for_a_value(given, hint):
    checked = check.value(BRIEF, PEOPLE, *given)
    assert not checked.right and hint in checked.hint, checked.hint


def test_open_and_rounded_ends():
    name = "fiction_meridian-wire_2021-04-13"
    least = next(m for w, m in picking(classroom.marks(name), "figures") if m["value_high"] is None and m["value_low"])
    about = next(m for w, m in picking(classroom.marks(BRIEF), "figures") if m["approx"] == "about")
    low, middle = least["value_low"], (about["value_low"] + about["value_high"]) / 2
    assert "words before the number" in check.value(name, least["text"], low, low).hint
    assert "which end is open" in check.value(name, least["text"], None, low).hint
    assert "some room" in check.value(BRIEF, about["text"], middle, middle).hint


@pytest.mark.parametrize(
    ("given", "right", "hint"),
    [
        (50, 50, None),
        ("1,250", 1250, None),
        (0.5, 50, "share"),
        (50, 0.5, "percentage"),
        (-3, 3, "sign"),
        (4, 5, "off by one"),
        (2, 2.4, "rounded"),
        (2, 40, "not the number"),
        (2, float("nan"), "nothing to compare"),
        (2, None, "nothing to compare"),
        ("two", 2, "as a number"),
        (np.int64(3), np.float64(3), None),
    ],
)
def test_numbers(given, right, hint):
    checked = check.number(given, right)
    assert checked.right == (hint is None) and (hint or "") in checked.hint
    assert not re.search(r"\d", checked.hint)


def test_a_number_may_be_off_by_so_much():
    assert check.number(48, 50, within=2).right and not check.number(47, 50, within=2).right


def test_predictions_and_choices():
    assert str(check.guess("Most ", ["most", "few"])).startswith("Noted.") and not check.guess("all", ["most"]).right
    assert check.guess(3, [1, 2, 3]).right and check.guess(True, ["yes", "no"]).right
    with pytest.raises(classroom.LessonError, match="no question"):
        check.answer("no-such-question", "a")


def test_evidence():
    record = classroom.record(BRIEF)
    said = record.quotes.dropna(subset=["speaker"])
    speaker = said["speaker"].value_counts().index[0]
    own = list(said.loc[said["speaker"] == speaker, "quote_id"])
    other = said.loc[said["speaker"] != speaker, "quote_id"].iloc[0]
    assert check.evidence(record, own[:2], speaker).right
    assert check.evidence(record, f"{own[0]}, {own[1].upper()}", [speaker, "somebody"]).right
    assert "too little" in check.evidence(record, own[0], speaker).hint
    for twice in (own[0], f"{BRIEF}/{own[0]}"):
        assert "too little" in check.evidence(record, [own[0], twice], speaker).hint
    assert f"{other} is there, but" in check.evidence(record, [own[0], other], speaker).hint
    assert "no row q999" in check.evidence(record, "q999", speaker).hint
    assert "numbers of rows" in check.evidence(record, "what she said", speaker).hint
    killed = list(record.figures.loc[record.figures["event"] == "killed", "figure_id"])
    assert (
        check.evidence(record, killed[:2], "killed").right and not check.evidence(record, killed[:2], "injured").right
    )
    several = combine([record, classroom.record("meridian-wire_2021-04-13")])
    name = several.quotes["article_id"].iloc[0]
    assert "any article" in check.evidence(several, "q1", "killed").hint
    assert "no row" in check.evidence(several, f"{name}/q99", "killed").hint
    assert check.evidence(several, f"{name}/q1", several.quotes["speaker"].iloc[0], at_least=1).right


KEY = read_words("answers.csv", "onrecord.classroom")


@pytest.mark.parametrize("question", sorted({row["id"] for row in KEY}))
def test_the_key_of_questions(question):
    lines = [row for row in KEY if row["id"] == question]
    right = [row["given"] for row in lines if row["right"] == "yes"]
    assert right and all(row["right"] in ("yes", "no") for row in lines)
    assert len({row["given"].casefold() for row in lines}) == len(lines)
    for row in lines:
        checked = check.answer(question, row["given"].upper() if row["given"] != "*" else "of something else")
        assert checked.right == (row["right"] == "yes")
        assert checked.right or checked.hint, "a wrong choice has its hint"
        assert checked.right or not any(tells(checked.hint, answer) for answer in right if len(answer) > 1)
    assert not check.answer(question, "🙂").right and not check.answer(question, "").answered


def test_every_hint_is_a_sentence_and_is_used():
    rows = read_words("hints.csv", "onrecord.classroom")
    assert len({row["case"] for row in rows}) == len(rows)
    assert all(row["hint"][-1] in ".?" and row["hint"].count('"') == 0 for row in rows)


# --- whatever is typed ---------------------------------------------------------------------------------------------


def every_check(given):
    record = classroom.record(BRIEF)
    yield check.speaker(BRIEF, PEOPLE, given)
    yield check.claimant(BRIEF, PEOPLE, given)
    yield check.kind(BRIEF, PEOPLE, given)
    yield check.quote(BRIEF, given)
    yield check.event(BRIEF, PEOPLE, given)
    yield check.value(BRIEF, PEOPLE, given, given)
    yield check.relation(BRIEF, PEOPLE, "84,000 children", given)
    yield check.number(given, 77)
    yield check.guess(given, ["a", "b"])
    yield check.answer(KEY[0]["id"], given)
    yield check.evidence(record, given, "Ludmila Denisova")


@pytest.mark.parametrize("given", ANYTHING, ids=lambda given: type(given).__name__)
def test_anything_can_be_typed(given):
    for checked in every_check(given):
        assert not checked.right and checked.hint
        shown = checked._repr_html_()
        assert "<b>x" not in shown and len(shown) < 2_000 and len(str(checked)) < 400


@pytest.mark.parametrize("given", BLANKS, ids=repr)
def test_a_blank_is_not_answered_yet(given):
    for checked in every_check(given):
        assert not checked.right and not checked.answered
        assert checked.hint.startswith("Not answered yet: ") and str(checked) == checked.hint


def test_a_cell_that_stopped_leaves_no_older_answer_behind():
    shell = InteractiveShell()
    shell.run_cell("from onrecord.classroom import check")
    _stopped.watch_cells(shell)
    for answer in ("Ludmila Denisova", "“Ludmila Denisova”", "Ludmila", "'Ludmila Denisova"):
        shell.run_cell("who = 'Ludmila Denisova'\nother = 1")
        shell.run_cell(f"who = {answer}  # write here\nother = 2")
        checked = check.speaker(BRIEF, PEOPLE, shell.user_ns["who"])
        assert "The cell above stopped" in checked.hint and not checked.right
        assert "The cell above stopped" in check.value(BRIEF, PEOPLE, shell.user_ns["other"], 3).hint
        assert "The cell above stopped" in check.evidence(None, [shell.user_ns["who"], "q1"], about="x").hint
    shell.run_cell("who = 'Ludmila Denisova'")
    assert check.speaker(BRIEF, PEOPLE, shell.user_ns["who"]).right
    shell.run_cell("who = 'she'\nprint(who)\n1 / 0")
    assert shell.user_ns["who"] == "she", "that is no answer cell"


def test_what_is_shown_begins_with_a_word():
    right, wrong = check.speaker(BRIEF, PEOPLE, "Ludmila Denisova"), check.speaker(BRIEF, PEOPLE, "she")
    assert repr(right) == "Right." and repr(wrong).startswith("Not yet. That is a pronoun.")
    assert re.sub("<[^>]*>", "", wrong._repr_html_()).strip() == str(wrong)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: check.speaker("brief", PEOPLE, "x"), f"Did you mean '{BRIEF}'"),
        (lambda: check.speaker(BRIEF, "403,000 people", "x"), "not in the text"),
        (lambda: check.speaker(BRIEF, "the", "x"), "meet .* marked quotes"),
        (lambda: check.event(BRIEF, "LVIV", "killed"), "meet no marked figure"),
        (lambda: check.relation(BRIEF, PEOPLE, "230 schools", "agree"), "no marked pair"),
        (lambda: classroom.article("<x>"), "There is no text called"),
    ],
)
def test_whoever_writes_a_lesson_is_told_what_is_not_there(call, said):
    with pytest.raises(classroom.LessonError, match=said) as raised:
        call()
    assert raised.value._render_traceback_() == [str(raised.value)], "a notebook shows no more than that"


def test_marks_can_be_changed_without_harm():
    classroom.marks(BRIEF)["quotes"][0]["speaker_canonical"] = "me"
    assert classroom.marks(BRIEF)["quotes"][0]["speaker_canonical"] != "me"
    assert json.dumps(classroom.marks(BRIEF)) and sys.getsizeof(classroom.names())
