"""What the narration says of each speaker, in sentences of the kinds that news is made of."""

import pytest

from onrecord.quotes import find_quotes
from onrecord.speakers import resolve
from onrecord.text.article import Article
from onrecord.text.parsing import parse
from onrecord.tone.portrayals import find_portrayals
from onrecord.words import read_words

SAID = "Ana Dell said the road was open. "


def portrayals(text: str):
    parsed = parse(Article("a", text))
    rows = find_portrayals(parsed, *resolve(parsed, find_quotes(parsed)))
    assert all(text[row.start : row.end] == row.text for row in rows)
    return rows


def told(text: str, *kinds: str) -> list[tuple]:
    kinds = kinds or ("descriptor", "deed", "suffered")
    return [(r.speaker, r.word, r.event or r.loaded) for r in portrayals(text) if r.kind in kinds]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The embattled mayor, Ana Dell, said the road was open.", [("embattled", "discredits")]),
        ("Hard-line cleric Idris Vahl warned that talks would fail.", [("hard-line", "discredits")]),
        ("Former rebel Tomas Eik said the truce would hold.", [("rebel", None)]),
        ("Ana Dell, a close ally of the president, said the road was open.", [("ally", None)]),
        (
            "“They left,” Ana Dell, a former rebel and convicted smuggler, said.",
            [("rebel", None), ("convicted", "discredits")],
        ),
        ("The mayor, Ana Dell, said the road was open. The popular mayor went home.", [("popular", "credits")]),
        ("The president's brother, Ilan Vost, said the vote was fair.", [("brother", None)]),
        (SAID + "Dell is respected by both parties.", [("respected", "credits")]),
        (SAID + "Dell, who is a hero to many, lives here.", [("hero", "credits")]),
        (SAID + "She is widely seen as a moderate.", [("moderate", None)]),
        # Offices, nations, trades, and what is denied, possible, or said by others.
        ("The Norwegian prime minister, Ana Dell, said the road was open.", []),
        ("Ana Dell, a film critic and deputy mayor, said the road was open.", []),
        (
            SAID
            + "Dell was troubled by the noise. Conservative leader Ana Dell left. She fought refugee rights director Tom Berg.",
            [],
        ),
        (SAID + "Dell is no hero. She is not respected. She may be corrupt. Is she corrupt?", []),
        (SAID + "Ana Dell, hardly a hero, left. Dell, never a popular leader, stayed. She is no longer respected.", []),
        ("The allegedly corrupt mayor, Ana Dell, said the road was open. Ana Dell, no friend of the mayor, left.", []),
        (SAID + "Tom Berg said that Dell was corrupt. “Dell is corrupt,” he said.", []),
    ],
)
def test_descriptors(text, words):
    assert [(word, loaded) for _, word, loaded in told(text, "descriptor")] == words


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("The army said all was calm. The army shelled the town and arrested 30 people.", ["attacked", "detained"]),
        (SAID + "Two miners were rescued by Dell.", ["rescued"]),
        (SAID + "She managed to free the hostages after killing two guards.", ["freed", "killed"]),
        # Not others, not a fact, not her deed.
        (SAID + "She killed the bill, released a statement and shot herself.", []),
        (SAID + "She allegedly killed a guard. She is accused of shooting two men. If she frees them, it ends.", []),
        (SAID + "She did not arrest or kill anybody. She may have freed two men. She wants to free the hostages.", []),
        (SAID + "She captured 200 delegates, dismissed Tom Berg as a fool and treated him like a child.", []),
        (SAID + "Prosecutors believe that she killed a guard. Dell's men killed a guard.", []),
    ],
)
def test_deeds(text, deeds):
    assert [event for _, _, event in told(text, "deed")] == deeds


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        (SAID + "Dell was arrested in May and freed in June.", ["detained", "freed"]),
        (SAID + "Police detained Dell on Monday.", ["detained"]),
        ("Ana Dell, who lost her son in the flood, said the road was open.", ["bereaved"]),
        ("Ana Dell, jailed in March, said the road was open.", ["detained"]),
        (
            SAID + "Her son was shot dead. A guard broke two of her fingers. Dell spent 51 days in a cell.",
            ["bereaved", "injured", "detained"],
        ),
        (SAID + "Dell was almost killed. She feared she would be arrested. Nobody has arrested Dell.", []),
    ],
)
def test_suffered(text, harm):
    assert [event for _, _, event in told(text, "suffered")] == harm


def test_cues_have_a_row_each_and_tell_whether_they_are_loaded():
    rows = portrayals(
        "Ana Dell claimed that the dam was safe. Tom Berg pointed out that it leaked, and said it would fall."
    )
    assert [(r.word, r.loaded) for r in rows] == [("claim", "discredits"), ("point out", "credits"), ("say", None)]


@pytest.mark.parametrize("name", ["loaded_words.csv", "deed_verbs.csv"])
def test_each_line_says_why_and_stands_there_once(name):
    lines = read_words(name)
    assert all(line["why"] for line in lines)
    keys = [tuple(cell for column, cell in line.items() if column not in ("why", "loaded", "event")) for line in lines]
    assert len(set(keys)) == len(keys)
