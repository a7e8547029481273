"""Whom later words mean: how far back, and how much a mention without a name counts."""

import pytest
from resolving import apart, last_speaker, resolved


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Brandt came. A nurse came. She said it was late.", "A nurse"),  # nearer
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
    text = apart("The Harbour Board released a report.", between, "The report said the dam was old.")
    assert last_speaker(text) == speaker


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


@pytest.mark.parametrize(("times", "gender"), [(4, "male"), (5, None), (6, "female")])
def test_a_title_counts_as_much_as_five_pronouns(times, gender):
    _, (speaker,) = resolved("Mr. Holt came." + " She left." * times + " Holt said it was late.")
    assert speaker.gender == gender
