"""Speech without quotation marks: a case for each rule that ends a report, and for each threshold."""

import time

import pytest
from resolving import parsed, quotes_in

from onrecord.quotes._clauses import NEXT_REPORT_RULES, next_report
from onrecord.quotes._cues import find_cues
from onrecord.quotes.finding import find_quotes

NEXT_REPORTS = [
    ("by_participle", "She said the wall was weak, adding that it would fall.", "adding", ","),
    ("by_concession", "He said the wall was safe, although he conceded that it leaked.", "conceded", ","),
    ("by_another_speaker", "Ada Brandt said it was safe while Emil Sarkan said it was not.", "said", "while"),
    ("by_second_verb", "The mayor says she will go and warns that it will rain.", "warns", "and"),
]


@pytest.mark.parametrize(("rule", "text", "verb", "begins"), NEXT_REPORTS)
def test_each_rule_sees_the_next_report(rule, text, verb, begins):
    article = parsed(text)
    cue = find_cues(article)[0]
    token = [token for token in article.tokens if token.text == verb][-1]
    answers = {each.__name__: each(cue, token) for each in NEXT_REPORT_RULES}
    assert next(name for name, start in answers.items() if start is not None) == rule
    assert article.tokens[next_report(cue, token)].text == begins


def test_every_rule_has_a_case():
    assert [rule.__name__ for rule in NEXT_REPORT_RULES] == [rule for rule, *_ in NEXT_REPORTS]


@pytest.mark.parametrize(("number", "reported"), [(6, True), (7, False)])
def test_a_verb_reaches_its_that_over_twelve_words(number, reported):
    text = f"Harrow told a meeting of {'old ' * number}village leaders that few people understood the river."
    assert [q.text for q in quotes_in(text)] == ["that few people understood the river"] * reported


@pytest.mark.parametrize(("words", "reported"), [("a threat", False), ("a grave threat", True)])
def test_a_name_of_three_words_is_a_report(words, reported):
    assert [q.text for q in quotes_in(f"The mayor called it {words}.")] == [words] * reported


@pytest.mark.parametrize(("before", "number"), [("But on Friday,", 2), ("But late on Friday,", 1)])
def test_four_tokens_may_stand_before_according_to_and_its_clause(before, number):
    quotes = quotes_in(f"{before} according to the ministry, the bridge was closed.")
    assert ("the bridge was closed" in [q.text for q in quotes]) == (number == 2)
    assert len(quotes) == number


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The ministers discussed whether the wall would hold.", "whether the wall would hold"),
        ("She spoke about how the river had changed.", "how the river had changed"),
        ("The ministers discussed the wall that broke in May.", None),
        ("They talked about the rain.", None),
        ("They discussed “mere details” and left the hall.", None),
        (
            "The minister explained why the dam broke, how it was built and what it will cost.",
            "why the dam broke, how it was built and what it will cost",
        ),
        (
            "The site has four million readers, which makes it the largest according to Webcount.",
            "which makes it the largest",
        ),
        (
            "He was held in Crane, where he had lived for years, according to police.",
            "He was held in Crane, where he had lived for years",
        ),
        ("It stresses order, the belief that rules help those who keep them, and rejects change.", None),
    ],
)
def test_questions_and_relative_clauses(sentence, words):
    assert [q.text for q in quotes_in(sentence)] == ([words] if words else [])


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        ("More rain to come, forecasters warned on Sunday.", "forecasters", "More rain to come"),
        ("More strikes to follow, unions threatened on Tuesday.", "unions", "More strikes to follow"),
        ("Two more wells to close, the water board announced.", "the water board", "Two more wells to close"),
    ],
)
def test_a_report_without_a_finite_verb_is_of_who_stands_behind_its_comma(sentence, speaker, words):
    assert [(q.mention, q.text) for q in quotes_in(sentence)] == [(speaker, words)]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("He told them it was late, that the bus had gone.", "it was late, that the bus had gone"),
        ("The mayor accused the bank of hiding losses.", "hiding losses"),
        ("Researchers found that bees avoid the new crop.", "that bees avoid the new crop"),
        ("The Gazette found that the wells were dry.", "that the wells were dry"),
        ("The driver found that his brakes had failed.", None),
        ("She found that she liked the work.", None),
        ("The agency warned of staffing woes.", None),
    ],
)
def test_second_clauses_hidden_gerunds_and_findings(sentence, words):
    assert [q.text for q in quotes_in(sentence)] == ([words] if words else [])


def test_a_sentence_of_reports_within_reports_takes_time_with_its_length():
    def seconds(n):
        article = parsed("The mayor said on Monday that the road is closed. " + "said Mr. " * n + "Brown.")
        begun = time.process_time()
        find_quotes(article)
        return time.process_time() - begun

    seconds(10)
    assert seconds(1200) < 9 * seconds(300), "four times the text"
