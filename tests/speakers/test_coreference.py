"""Whom later words mean: how far back, and how much a mention without a name counts."""

import pytest
from resolving import apart, last_speaker, resolved


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Brandt came. It rained. A nurse came. She said it was late.", "A nurse"),  # nearer
        ("Ada Brandt came and a nurse came. She said it was late.", "Ada Brandt"),  # as near, and has a name
    ],
)
def test_somebody_without_a_name_is_a_little_less_salient(text, speaker):
    assert last_speaker(text) == speaker


@pytest.mark.parametrize(("between", "speaker"), [(2, "Ada Brandt"), (3, None)])
def test_bare_quoted_words_reach_three_paragraphs_back(between, speaker):
    text = apart("Ada Brandt shook her head.", between, "“Nobody came, and nobody rang the bell.”")
    assert last_speaker(text) == speaker


@pytest.mark.parametrize(("between", "speaker"), [(1, "Ada Brandt"), (2, "The 31-year-old driver")])
def test_a_description_reaches_two_paragraphs_back(between, speaker):
    text = apart("Ada Brandt and her crew won.", between, "The 31-year-old driver said it was luck.")
    assert last_speaker(text) == speaker


@pytest.mark.parametrize(("between", "speaker"), [(7, "Harbour Board"), (8, "report")])
def test_a_document_is_its_authors_for_eight_paragraphs(between, speaker):
    reports = "Tom Keller released a report. The Harbour Board released a report."
    text = apart(reports, between, "The report said the dam was old.")
    assert last_speaker(text) == speaker


def test_the_only_document_of_an_article_stays_its_authors():
    text = apart("The Harbour Board released a report.", 20, "The report said the dam was old.")
    assert last_speaker(text) == "Harbour Board"


@pytest.mark.parametrize(("before", "speaker"), [(2, "Ada Brandt"), (3, "A Vell nurse")])
def test_an_article_describes_before_it_names_at_its_beginning_only(before, speaker):
    text = apart("It rained.", before, "A Vell nurse said it was late.\n\nAda Brandt, a nurse, came home.")
    assert last_speaker(text) == speaker


@pytest.mark.parametrize(("between", "speaker"), [(3, "Ada Brandt"), (4, "A Vell nurse")])
def test_who_is_described_is_named_within_four_paragraphs(between, speaker):
    assert last_speaker(apart("A Vell nurse said it was late.", between, "Ada Brandt, a nurse, came home.")) == speaker


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Ada Brandt met Ida Keller. She said it was late.", "female"),  # subject before object: a clear answer
        ("Ada Brandt came. Ida Keller came. She said it was late.", None),  # the later of two subjects is none
    ],
)
def test_a_pronoun_tells_gender_only_where_it_is_clear_whom_it_means(text, gender):
    _, (speaker,) = resolved(text)
    assert speaker.gender == gender


def test_nobody_is_whom_the_text_calls_by_the_other_gender():
    assert last_speaker("Mr. Holt came home at dawn. She said it was late.") is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # what a noun beside the name tells
        ("Ada Brandt slept at home. Her husband, Tom Reed, was at work. “I rang all night,” she said.", "Ada Brandt"),
        ("Sam Osei hid in a school. Ida Keller, mother of three, came. “Nobody rang,” he said.", "Sam Osei"),
        ("Sam Osei hid in a school. Ida Keller is an actress. “Nobody rang,” he said.", "Sam Osei"),
        ("Sam Osei hid his face. He met a woman named Ida Keller. “Nobody rang,” she said.", "Ida Keller"),
        ("Ida Keller hid with the queen's lawyer, Tom Reed. She said he wept. “It was dark,” he said.", "Tom Reed"),
        # what the pronoun of the sentence before told
        ("Sam Osei brought his guards to the meeting with Ida Keller. She said it was late.", "Ida Keller"),
        # whom a clause would call "himself"
        ("Ada Brandt came first. Ida Keller took her home. Keller waited. She said it was late.", "Ida Keller"),
        # who is introduced as somebody's
        ("Sam Osei waited for hours. His doctor told him to go home. “I wept,” he said.", "Sam Osei"),
        # several
        ("Ada Brandt and Tom Reed own the mill. They said it would close.", "Ada Brandt and Tom Reed"),
        ("The council met on Monday. Parents filled the hall. They said the plan was wrong.", "Parents"),
        ("Ada Brandt and Tom Reed lost a barn. Nurses came. They said it was late.", "Nurses"),
        ("The union and the company met on Monday. The company said it was late.", "company"),
        ("Ada Brandt, who uses they/them pronouns, came with nurses. They said it was late.", "Ada Brandt"),
    ],
)
def test_whom_a_pronoun_means(text, speaker):
    assert last_speaker(text) == speaker
