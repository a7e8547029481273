"""Speech and its cue: tables of small made-up texts and what must come out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import Article
from onrecord.cues import cue_verbs
from onrecord.language import parse
from onrecord.quotes import RULES, find_quotes


def found(text, **about):
    return find_quotes(parse(Article("a", text, **about)))


DIRECT = [
    ("“The water came at night,” Mayor Ada Brandt said.", "“The water came at night,”", "said", "quoted_cue_after"),
    (
        '"The water came at night," said Ada Brandt, the mayor.',
        '"The water came at night,"',
        "said",
        "quoted_cue_after",
    ),
    ("Ada Brandt said: “The water came at night.”", "“The water came at night.”", "said", "quoted_cue_before"),
    ("Brandt told reporters, “We had no warning at all.”", "“We had no warning at all.”", "told", "quoted_cue_before"),
    ("“Is anybody there?” she shouted.", "“Is anybody there?”", "shouted", "quoted_cue_after"),
    ("``We lost it all,'' Brandt said.", "``We lost it all,''", "said", "quoted_cue_after"),
    ("«We lost it all», Brandt said.", "«We lost it all»", "said", "quoted_cue_after"),
]


@pytest.mark.parametrize(("text", "span", "cue", "rule"), DIRECT)
def test_direct_speech(text, span, cue, rule):
    (quote,) = found(text)
    assert (quote.text, quote.cue, quote.kind, quote.rule) == (span, cue, "direct", rule)


INDIRECT = [
    ("The ministry said the bridge was closed.", "the bridge was closed", "clause_after_cue"),
    ("The ministry said on Friday that the bridge was closed.", "that the bridge was closed", "clause_after_cue"),
    ("The bridge was closed, the ministry said.", "The bridge was closed", "clause_before_cue"),
    ("The bridge, she warned, could fall.", "The bridge", "clause_before_cue"),
    ("The bridge was closed, according to the ministry.", "The bridge was closed", "according_to"),
    ("According to the ministry, the bridge was closed.", "the bridge was closed", "according_to"),
    ("The mayor urged residents to leave their homes.", "to leave their homes", "infinitive_after_cue"),
    ("The union accused the company of hiding the report.", "hiding the report", "gerund_after_of"),
    ("The company denied hiding the report.", "hiding the report", "gerund_after_cue"),
    ("Police reported at least 17 dead.", "at least 17 dead", "number_after_cue"),
    ("The mayor called the plan a threat to the whole valley.", "a threat to the whole valley", "name_after_cue"),
    ("The mayor described the dam as old and badly built.", "old and badly built", "name_after_cue"),
    ("The ministry put the toll at 58.", "the toll at 58", "number_after_cue"),
]


@pytest.mark.parametrize(("text", "span", "rule"), INDIRECT)
def test_indirect_speech(text, span, rule):
    quote = found(text)[0]
    assert (quote.text, quote.kind, quote.rule) == (span, "indirect", rule)


def test_a_paraphrase_with_quoted_words_is_one_mixed_quote():
    (quote,) = found("The mayor said the plan was “a disaster for the valley” and must be stopped.")
    assert quote.kind == "mixed"
    assert quote.text == "the plan was “a disaster for the valley” and must be stopped"


NO_SPEECH = [
    "The dam broke at four in the morning.",
    "The so-called “dark side” of the valley lies in the west.",
    "They watched “The Long Night of the River” at home.",
    "The ministry did not say how many houses were lost.",
    "A spokesman declined to say whether the mayor would resign.",
    "The worker asked not to be named.",
    "Asked whether the dam was safe, the engineer nodded.",
    "They call her Ada.",
    "The attack showed that the wall was weak.",
    "You say it will rain.",
    "Residents hope that the rain will stop.",
    "",
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_no_speech(text):
    assert found(text) == []


def test_an_interrupted_statement_is_two_quotes_of_one_statement():
    first, second = found("“We had no warning,” Ada Brandt said. “Nobody rang the bell.”")
    assert first.statement_id == second.statement_id
    assert (second.rule, second.cue, second.position) == ("quoted_continued", None, "none")


def test_a_paragraph_of_quoted_words_carries_on_the_one_before():
    text = "Ada Brandt said the valley was not ready.\n\n“Nobody rang the bell. We all slept.”"
    assert found(text)[1].rule == "quoted_paragraph"


def test_marks_opened_again_at_each_paragraph_are_one_statement():
    text = "“Nobody rang the bell,” Ada Brandt said. “We slept.\n\n“Then the water came in.”"
    assert len({q.statement_id for q in found(text)}) == 1


def test_questions_and_answers_without_marks():
    text = (
        "Courier: When did you know?\n\nBrandt: On Monday night.\n\nCourier: Whom did you tell?\n\nBrandt: My own chief.\n\n"
        "She gets up."
    )
    quotes = found(text)
    assert [(q.mention, q.rule, q.kind) for q in quotes] == [
        ("Courier", "transcript", "direct"),
        ("Brandt", "transcript", "direct"),
    ] * 2


def test_lines_with_section_names_are_no_interview():
    text = "ENERGY: Oil fell by a dollar.\n\nCURRENCIES: The crown rose.\n\nSTOCKS: Shares were flat."
    assert found(text) == []


def test_boilerplate_is_skipped_and_a_headline_is_marked():
    text = "Mayor says valley was not warned\n\nIt rained.\n\nThe mayor said all was well."
    (quote,) = found(text, headline=(0, 32), boilerplate=((46, 76),))
    assert quote.in_headline and quote.text == "valley was not warned"


def test_every_rule_and_class_is_described():
    classes = {verb.cue_class for verb in cue_verbs().values()}
    assert {"neutral", "claim", "accuse", "deny", "warn", "concede", "promise", "ask", "order"} <= classes


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_reached(rule):
    others = [
        "The mayor dismissed the report as “a fairy tale” on Friday.",
        "“Nobody rang the bell at all that night.”",
        "“We had no warning,” Ada Brandt said. “Nobody rang the bell.”",
        "Ada Brandt said it was late.\n\n“Nobody rang the bell. We all slept.”",
        "Q: When did you know?\n\nA: On Monday.\n\nQ: Whom did you tell?\n\nA: Nobody.",
    ]
    assert any(q.rule == rule for text in [*others, *(t for t, *_ in DIRECT + INDIRECT)] for q in found(text))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "»",
                "''",
                "said ",
                "Ann Hale ",
                "that ",
                "it rained",
                ", ",
                ". ",
                "\n\n",
                "he ",
                "according to ",
                "12 ",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_quotes_never_overlap_and_their_offsets_hold(text):
    end = 0
    for quote in found(text):
        assert text[quote.start : quote.end] == quote.text
        assert end <= quote.start < quote.end
        end = quote.end
