"""Speech and its cue: tables of small made-up texts and what must come out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.quotes import find_quotes
from onrecord.text.article import Article
from onrecord.text.parsing import parse
from onrecord.words import read_words
from onrecord.words.lexicons import cue_nouns, cue_verbs


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
    ("„We lost it all“, Brandt said.", "„We lost it all“", "said", "quoted_cue_after"),
    ("'We lost the villagers' hall,' Brandt said.", "'We lost the villagers' hall,'", "said", "quoted_cue_after"),
    ('We lost it all," Brandt said.', 'We lost it all,"', "said", "quoted_cue_after"),
    ("Ada Brandt tweeted: “Gone.”", "“Gone.”", "tweeted", "quoted_cue_before"),
    ("As Ada Brandt put it, “nobody slept”.", "“nobody slept”", "put", "quoted_cue_before"),
    ("“We lost it all. We lost everybody.” – Ada Brandt", "“We lost it all. We lost everybody.”", "–", "signed"),
    ("The bridge, in the mayor’s words “a jewel”, was shut.", "“a jewel”", "words", "quoted_cue_before"),
    ("“It rained,” Ada Brandt drizzled.", "“It rained,”", "drizzled", "quoted_cue_after"),
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
    ("The mayor called the plan a threat to all.", "the plan a threat to all", "name_after_cue"),
    ("The mayor described it as old and badly built.", "old and badly built", "name_after_cue"),
    ("The army accused the rebels of hiding the guns.", "hiding the guns", "gerund_after_of"),
    ("Police told residents to leave the valley.", "to leave the valley", "infinitive_after_cue"),
    ("Ada Brandt said fathers and sons had left.", "fathers and sons had left", "clause_after_cue"),
    ("It rained on a wall that the mayor said was weak.", "was weak", "clause_after_cue"),
    ("It was, in the words of the mayor, a bad night.", "It was", "according_to"),
    ("Her warning that the wall would crack came late.", "that the wall would crack", "clause_after_noun"),
    ("The ministry’s pledge to rebuild the houses was not kept.", "to rebuild the houses", "clause_after_noun"),
    ("The mayor repeated the claim that nobody knew.", "that nobody knew", "clause_after_noun"),
    ("The general was quoted as saying that 400 had died.", "that 400 had died", "clause_after_cue"),
    ("The inquiry found that the wall was weak.", "that the wall was weak", "clause_after_cue"),
    ("The ministry put the toll at 58.", "the toll at 58", "number_after_cue"),
    ("Ada Brandt lisped that the wall was weak.", "that the wall was weak", "clause_after_cue"),
]

CUT = [
    ("She said the wall was weak, adding that it would fall.", ["the wall was weak", "that it would fall"]),
    (
        "He said the wall was safe, although he conceded that it leaked.",
        ["the wall was safe", "that it leaked"],
    ),
    ("The mayor says she will go and warns that it will rain.", ["she will go", "that it will rain"]),
    ("On Friday, the ministry called for calm.", []),
    ("Ada Brandt said it was safe while Emil Sarkan said it was not.", ["it was safe", "it was not"]),
    ("It was safe, Ada Brandt said, but Emil Sarkan said it was not.", ["It was safe", "it was not"]),
    ("As Ada Brandt noted, the wall was weak.", ["the wall was weak"]),
    (
        "The mill was a success, Mr. Keller said, until it went bankrupt in 1999.",
        ["The mill was a success", "until it went bankrupt in 1999"],
    ),
    ("The truth, she told me on Friday, is that it leaked.", ["The truth", "is that it leaked"]),
    (
        "Harrow told a meeting of village leaders that few people understood the river.",
        ["that few people understood the river"],
    ),
    ("The fund warned that the bank will close.", ["that the bank will close"]),
    ("One of the guards, Emil Sarkan, said it was late.", ["it was late"]),
]


@pytest.mark.parametrize(("text", "span", "rule"), INDIRECT)
def test_indirect_speech(text, span, rule):
    quote = found(text)[0]
    assert (quote.text, quote.kind, quote.rule) == (span, "indirect", rule)


@pytest.mark.parametrize(("text", "spans"), CUT)
def test_a_report_ends_where_the_next_begins(text, spans):
    assert [q.text for q in found(text)] == spans


MIXED = [
    (
        "The mayor said the plan was “a disaster for the valley” and must be stopped.",
        "the plan was “a disaster for the valley” and must be stopped",
    ),
    ("The mayor called the plan “a jewel” of a plan.", "the plan “a jewel” of a plan"),
    ("The mayor dismissed the report as “a fairy tale”.", "the report as “a fairy tale”"),
    ("The mayor told residents to “go home” and wait.", "to “go home” and wait"),
]


@pytest.mark.parametrize(("text", "span"), MIXED)
def test_a_paraphrase_with_quoted_words_is_one_mixed_quote(text, span):
    (quote,) = found(text)
    assert (quote.text, quote.kind) == (span, "mixed")


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
    "Johnny “Fish” Hale lost his boat.",
    "The work ensured that the wall would hold.",
    "She showed that the wall was weak.",
    "The company's report was late.",
    "It rained in the '90s and the villagers' homes were wet.",
    "Energy: oil fell by a dollar.",
    "That said, the price of bread rose.",
    "Nobody said that the wall was safe.",
    "No minister said that the wall was safe.",
    "If the ministry says that the wall is safe, people will go home.",
    "She never claimed that the wall was safe.",
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


def test_paragraphs_left_open_belong_to_the_cue_that_follows():
    quotes = found("“Nobody rang the bell.\n\n“We all slept.\n\n“Then it came,” Ada Brandt said.")
    assert [(q.rule, q.mention) for q in quotes] == [
        ("quoted_paragraph", "Ada Brandt"),
        ("quoted_paragraph", "Ada Brandt"),
        ("quoted_cue_after", "Ada Brandt"),
    ]
    assert len({q.statement_id for q in quotes}) == 1


def test_the_sentence_after_a_quotation_is_no_tag_if_it_reports_something_else():
    first, second = found("Ada Brandt asked: “Did you keep a copy?” Emil Sarkan replied that he did.")
    assert (first.mention, second.mention) == ("Ada Brandt", "Emil Sarkan")


def test_a_noun_introduces_what_follows_a_colon():
    (quote,) = found("The mayor’s message was clear: “Leave now.”")
    assert (quote.text, quote.cue, quote.mention) == ("“Leave now.”", "message", "The mayor")


def test_headlines_may_have_single_marks_in_an_article_with_double_ones():
    text = "'We had no warning,' victims say\n\n“It came at night,” Ada Brandt said. “We all slept.”"
    headline, *_ = found(text, headline=(0, 32))
    assert (headline.text, headline.kind, headline.mention) == ("'We had no warning,'", "direct", "victims")


def test_a_long_run_of_spaces_costs_no_time():
    assert found("It rained" + " " * 20_000 + "all night.") == []


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


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Minister: valley was not warned", "valley was not warned"),
        ("Valley was not warned: Ada Brandt", "Valley was not warned"),
        ("Valley was not warned, says minister", "Valley was not warned"),
        ("Floods: what we know", None),
    ],
)
def test_headlines_that_speak(headline, words):
    quotes = found(f"{headline}\n\nIt rained all night in the valley.", headline=(0, len(headline)))
    assert [q.text for q in quotes if q.in_headline] == ([words] if words else [])


def test_a_post_and_an_excerpt_belong_to_the_name_behind_them():
    text = (
        "Ada Brandt spoke at noon.\n\n"
        "The wall is gone and so is our street. pic.example/x — Ada Brandt (@ada) June 4, 2021\n\n"
        "We had asked for a new wall for years. Mayor Ada Brandt\n\n"
        "A boat lies in a field of maize. Nils Holm"
    )
    assert [(q.rule, q.kind, q.text[-6:], q.mention) for q in found(text)] == [
        ("signed", "direct", "treet.", "Ada Brandt"),
        ("signed", "direct", "years.", "Ada Brandt"),
    ]


def test_words_that_nobody_is_said_to_have_spoken_have_no_mention():
    (quote,) = found("He was described as “a broken man”.")
    assert (quote.text, quote.cue, quote.mention) == ("“a broken man”", "described", None)


def test_thoughts_are_found_when_asked_for_and_say_so():
    parsed = parse(Article("a", "Residents hope that the rain will stop. The mayor said it would."))
    assert [q.cue_class for q in find_quotes(parsed)] == ["neutral"]
    thought, speech = find_quotes(parsed, thoughts=True)
    assert (thought.cue_class, thought.rule, thought.text) == ("thought", "thought", "that the rain will stop")
    assert speech.rule == "clause_after_cue"


def test_every_class_has_its_line_and_every_line_a_source():
    described = {row["class"] for row in read_words("cue_classes.csv")}
    used = {cue.cue_class for cue in [*cue_verbs().values(), *cue_nouns().values()]}
    assert used | {"unlisted"} == described
    assert all(row["source"] for name in ("cue_classes.csv", "cue_verbs.csv") for row in read_words(name))


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
