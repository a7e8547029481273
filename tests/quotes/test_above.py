"""Two verbs of saying with one subject: who is told of in the first report does not go on with the second."""

import pytest
from resolving import parsed

from onrecord.quotes import find_quotes
from onrecord.quotes._above import report_above
from onrecord.quotes.subjects import subject_of

SHARED = [
    ("The mayor said 30 people had been hurt and added that two were missing.", "added", "mayor"),
    ("Officials said dozens of villagers were missing and warned that more rain was coming.", "warned", "Officials"),
    ("The army said six rebels were captured and claimed that the valley was quiet.", "claimed", "army"),
    ("Doctors said 11 children had died and insisted that the vaccine was safe.", "insisted", "Doctors"),
    ("The minister said 200 families had left and denied that they were forced out.", "denied", "minister"),
    ("The firm says 40 jobs will go and promises that nobody will be forced out.", "promises", "firm"),
    ("Kaya told the court that the guards beat him but conceded that he had no photographs.", "conceded", "Kaya"),
    ("The airline said 90 passengers were stranded, adding that rooms had been booked.", "adding", "airline"),
    ("The pilot said ten crates fell, then added that the wind was to blame.", "added", "pilot"),
    ("The nurse said she saw children who were starving and added that the stores were empty.", "added", "nurse"),
    (
        "The mayor said a bus hit the wall and a dozen pupils were bruised, and added that it was late.",
        "added",
        "mayor",
    ),
]
APART = [
    ("Hale said the man called her and said that she would die.", "said", "man"),
    ("Hale said it was safe, but the engineers disagreed and warned that it leaked.", "warned", "engineers"),
    ("Hale said the panel would meet and tell the press that it was over.", "tell", "panel"),
    ("Orlik said his sister wrote to him, saying that the house was sold.", "saying", "sister"),
    ("The guards neither denied that it was late nor said that it was early.", "said", "guards"),
]


def last(text, word):
    return [token for token in parsed(text).tokens if token.text == word][-1]


@pytest.mark.parametrize(("text", "cue", "speaker"), SHARED)
def test_who_reports_goes_on_with_the_report(text, cue, speaker):
    assert subject_of(last(text, cue)).text == speaker


@pytest.mark.parametrize(("text", "cue", "speaker"), APART)
def test_another_speaker_within_the_report_keeps_the_words(text, cue, speaker):
    verb = last(text, cue)
    assert report_above(verb) is None
    assert subject_of(verb).text == speaker


def test_the_first_report_ends_where_the_second_begins():
    text = "The clinic said that five patients were in bed and noted that two were children."
    assert [q.text for q in find_quotes(parsed(text))] == ["that five patients were in bed", "that two were children"]


@pytest.mark.parametrize(
    "text",
    [
        "The study found that the data either did not support or contradicted the advice.",
        "Keller said the firm learned of the deal on Friday and disclosed it.",
    ],
)
def test_a_second_verb_that_reports_nothing_more_stays_in_the_report(text):
    (quote,) = find_quotes(parsed(text))
    assert quote.text.endswith(text[-10:-1])
