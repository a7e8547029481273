"""Turns: what is printed as an interview, a hearing or a chat, and what only looks like one."""

import pytest
from resolving import parsed, quotes_in

from onrecord.quotes._turn_labels import bare_label, label_at
from onrecord.quotes.turns import MOST_PARAGRAPHS, find_turns


def label(line: str) -> tuple[str, str, str] | None:
    found = label_at(line, 0, len(line))
    return (line[slice(*found.name)], found.part, line[found.words_from :]) if found else None


@pytest.mark.parametrize(
    ("line", "name", "part"),
    [
        ("Q: Yes.", "Q", "question"),
        ("Q. Yes.", "Q", "question"),
        ("Q3: Yes.", "Q", "question"),
        ("Question 12: Yes.", "Question", "question"),
        ("*A:* Yes.", "A", "answer"),
        ("**Answer:** Yes.", "Answer", "answer"),
        ("Q [Tom Reed, Hill Post]: Yes.", "Q", "question"),
        ("Q  Yes.", "Q", "question"),
        ("A\tYes.", "A", "answer"),
        ("Interviewer: Yes.", "Interviewer", "role"),
        ("Ann Hale: Yes.", "Ann Hale", "named"),
        ("ANN HALE, HOST: Yes.", "ANN HALE", "named"),
        ("Ann Hale, 34, nurse: Yes.", "Ann Hale", "named"),
        ("GOV. ANN HALE (R-OHIO): Yes.", "GOV. ANN HALE", "named"),
        ("Mr Hale (Vell North) (Lab): Yes.", "Mr Hale", "named"),
        ("The Minister of Works (Ms Ada Quill): Yes.", "Ms Ada Quill", "named"),
        ("Mr. HALE. Yes.", "Mr. HALE", "named"),
        ("Senator HALE. Yes.", "Senator HALE", "named"),
        ("HALE — Yes.", "HALE", "named"),
        ("The Herald's Tom Reed: Yes.", "The Herald's Tom Reed", "named"),
        ("Audience member: Yes.", "Audience member", "named"),
        ("SPEAKER 2: Yes.", "SPEAKER 2", "named"),
        ("((WN)) Yes.", "WN", "named"),
        ("[19:02] <AnnHale> Yes.", "AnnHale", "named"),
        ("19:02 Ann Hale: Yes.", "Ann Hale", "named"),
        ("__Ann Hale__: Yes.", "Ann Hale", "named"),
        ("Ingredients: Yes.", "Ingredients", "nobody"),
        ("Monday: Yes.", "Monday", "nobody"),
    ],
)
def test_labels(line, name, part):
    assert label(line) == (name, part, "Yes.")


@pytest.mark.parametrize(
    "line",
    [
        "Quite so: yes.",
        "A man came in.",
        "Question time began at noon.",
        "She said this: no.",
        "At 10:30 it rained.",
        "Ann Hale said: “No.”",
        "the mayor: yes.",
        "https://example.org: yes.",
    ],
)
def test_no_labels(line):
    assert label(line) is None


def test_a_label_may_be_a_line():
    line = "**ANN HALE**"
    assert bare_label(line, 0, len(line)).key == "hale"
    assert bare_label("It rained.", 0, 10) is None


def spoken(text: str) -> list[tuple[str, str]]:
    return [(q.rule, q.text) for q in quotes_in(text)]


def test_an_answer_goes_on_in_paragraphs_without_a_label():
    text = "Q: Who came?\n\nA: My son came.\n\nHe was late.\n\n(Laughter.)\n\nThe flood\n\nQ: Who else?"
    question, first, second, last = quotes_in(text)
    assert [q.text for q in (question, first, second, last)] == [
        "Who came?",
        "My son came.",
        "He was late.",
        "Who else?",
    ]
    assert first.statement_id == second.statement_id != last.statement_id
    assert (
        {q.cue for q in (question, first, second, last)}
        == {q.mention for q in (question, first, second, last)}
        == {None}
    )


def test_the_writer_is_not_in_the_interview():
    text = "Hale: I came late.\n\nRoe: Did you?\n\nHale: I did.\n\nHale paused at the door.\n\nRoe: And I was early.\n\nThis text was cut."
    assert [q.text for q in quotes_in(text)] == ["I came late.", "Did you?", "I did.", "And I was early."]


@pytest.mark.parametrize(("between", "number"), [(MOST_PARAGRAPHS, 1), (MOST_PARAGRAPHS + 1, 0)])
def test_a_turn_has_so_many_paragraphs_at_most(between, number):
    text = "\n\n".join(["Q: Who came?", "A: My son.", *["It was dark by then."] * between, "Q: Who else?"])
    assert ("transcript_question", "Who else?") in spoken(text) or not number
    assert bool(spoken(text)) == bool(number)


def test_question_and_answer_in_one_paragraph():
    text = "Q: Who came? A: My son.\n\nQ: Who else? A: Nobody.\n\nQ: Why? A: It rained."
    assert spoken(text)[:3] == [
        ("transcript_question", "Who came?"),
        ("transcript_answer", "My son."),
        ("transcript_question", "Who else?"),
    ]


def test_names_on_lines_of_their_own():
    text = "HILL POST\n\nWhy did you stop?\n\nANN HALE\n\nI was tired.\n\nHILL POST\n\nAnd now?\n\nANN HALE\n\nI sleep well."
    assert [(q.mention, q.text) for q in quotes_in(text)][:2] == [
        ("HILL POST", "Why did you stop?"),
        ("ANN HALE", "I was tired."),
    ]


BOLD = "**How long does it take you?**\n\nThree months, I think.\n\n**Do you ever fail?**\n\n{}\n\n**Who follows you?**\n\nMy daughter."


def test_questions_in_bold_letters():
    assert [rule for rule, _ in spoken(BOLD.format("I do, once a year."))] == [
        "transcript_question",
        "transcript_answer",
    ] * 3


def test_bold_questions_that_the_writer_answers():
    text = "**Why does the dam leak?**\n\nIt was built of sand.\n\n**Who pays?**\n\nNobody does.\n\n**What next?**\n\nA court will rule."
    assert spoken(text) == []


@pytest.mark.parametrize(
    "lines",
    [
        "Ingredients: Two of your lemons.|Method: Boil them, I say.|Ingredients: One egg.|Method: Beat it.",
        "Age: 43|Job: Nurse|Age: 61|Job: Driver",
        "Crane United: Hollis 12.|Vell Town: Rao 3.|Crane United: Hollis 30.|Vell Town: Rao 44.",
        "Update: The road is open.|Background: It burned in 2019.|Update: Two are missing.|Background: We warned them.",
        "Marsh, L.: The river. Crane, 1998.|Sato, H.: Bread. Vell, 2003.|Marsh, L.: The second river.|Sato, H.: Flour.",
        "Vell: Rain all day.|Crane: Sun.|Vell: More rain.|Crane: Sun again.",
        "OIL: Prices fell.|STOCKS: Shares rose.|OIL: Prices rose again.|STOCKS: Shares closed flat.",
        "Myth: Bees sleep.|Fact: They do not.|Myth: All make honey.|Fact: Most do not.",
        "Channel Nine: A film.|Coast TV: The news.|Channel Nine: More news.|Coast TV: A concert.",
        "Ann Hale: I did it.|Tom Reed: I did not.",
        "Ann Hale: I did it.|Ann Hale: I did it again.|Ann Hale: I always do.",
    ],
)
def test_lists_are_no_talk(lines):
    assert find_turns(parsed("It was a long day in the valley.\n\n" + lines.replace("|", "\n\n"))) == []


def test_somebody_may_be_called_like_a_field():
    text = "Theresa May met Tom Reed.\n\nReed: Will you go?\n\nMay: I will.\n\nReed: When do you go?\n\nMay: I go now."
    assert [q.mention for q in quotes_in(text)] == ["Reed", "May"] * 2
