import pytest

from onrecord.tone.event_words import event_note, event_words, masked, only_names_event
from onrecord.words import read_words

CLASSES = "military weapon violence casualty captivity destruction disaster accident hunger disease displacement"


def test_lexicon_is_in_order_and_every_form_stands_once():
    rows = read_words("event_words.csv")
    forms = [form for row in rows for form in [row["word"], *row["forms"].split()]]
    assert len(forms) == len(set(forms)) == len(event_words()) and forms == [form.lower() for form in forms]
    assert [row["word"] for row in rows] == sorted(row["word"] for row in rows)
    assert {row["evaluates"] for row in rows} == {"yes", "no"}
    assert {row["class"] for row in rows} == set(CLASSES.split())
    assert all(row["why"] for row in rows)


@pytest.mark.parametrize(
    "family",
    [
        "war invasion invaded siege besieged troops offensive ceasefire occupation frontline incursion",
        "missile rockets drone artillery grenade landmines shrapnel rifle torpedo ammunition",
        "bombing airstrike shelling massacre ambush gunmen shooting stabbed beheaded kidnapping",
        "killed wounded casualties dead injuries funeral orphaned amputated hospitalised",
        "hostages captives prisoners detained arrested abducted slavery ransom",
        "destroyed rubble damaged ruins demolished razed collapsed",
        "earthquake flood hurricane wildfire tsunami avalanche landslide eruption drought blackout",
        "crash collision derailed capsized shipwreck accident",
        "famine hunger starvation malnutrition malnourished",
        "epidemic cholera infected virus quarantine disease",
        "refugee displaced evacuated fled deported exodus evicted asylum",
    ],
)
def test_families_are_covered(family):
    assert [word for word in family.split() if not event_note(word)] == []


@pytest.mark.parametrize("word", ["talks", "glad", "disgrace", "angry", "liar", "warden", "wardrobe", "fired", "mine"])
def test_what_names_no_event(word):
    assert event_note(word) == "" and not only_names_event(word)


@pytest.mark.parametrize(
    ("word", "note"),
    [
        ("Killed", "event word"),
        ("WAR’s", "event word"),
        ("massacre", "event word that judges"),
        ("terrorist's", "event word that judges"),
    ],
)
def test_notes(word, note):
    assert event_note(word) == note
    assert only_names_event(word) == (note == "event word")


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("The war killed many.", [(4, 7), (8, 14)], "The [MASK] [MASK] many."),
        ("The war killed many.", [(8, 14), (4, 7)], "The [MASK] [MASK] many."),
        ("The war killed many.", [(4, 14), (8, 20)], "The [MASK]"),
        ("The war.", [], "The war."),
        ("", [], ""),
    ],
)
def test_masked(text, spans, expected):
    assert masked(text, spans) == expected
