"""From mentions to people and bodies: tables of small made-up texts."""

import time

import pytest

from onrecord.quotes import find_quotes
from onrecord.speakers import RESOLUTION_RULES, resolve, side_of
from onrecord.text.article import Article
from onrecord.text.parsing import parse


def resolved(text):
    parsed = parse(Article("a", text))
    return resolve(parsed, find_quotes(parsed))


CASES = [
    # (text, speakers of the quotes in order, how the last one was found)
    # names
    ("Ada Brandt arrived. “We were not warned,” Brandt said.", ["Ada Brandt"], "name"),
    ("“We were not warned,” Brandt said.\n\nMayor Ada Brandt left later.", ["Ada Brandt"], "name"),  # full name later
    ("Anne-Marie Holt-Weber said it was late.", ["Anne-Marie Holt-Weber"], "name"),
    ("The mayor of Vell, Ada Brandt, said it was late.", ["Ada Brandt"], "name"),
    ("The owner, Serena Lines, said it was sorry.", ["Serena Lines"], "name"),
    ("“I ran,” said Ada Brandt, a nurse who asked for calm. “It was dark.”", ["Ada Brandt"] * 2, "name"),
    ("\ufeffAda Brandt said it was late.", ["Ada Brandt"], "name"),  # an invisible mark before the name
    ("The aid group Northlight said it was late.", ["Northlight"], "name"),
    ("Ada Brandt and Tom Keller said it was late.", ["Ada Brandt and Tom Keller"], "name"),
    ("Police Captain Ilse Moor said it was late.", ["Ilse Moor"], "name"),
    ("Tom Keller was quoted by The Ostrel Post as saying that it was late.", ["Tom Keller"], "name"),
    # pronouns
    ("Ada Brandt said it was late. She said help was near.", ["Ada Brandt"] * 2, "pronoun"),
    ("A young woman stood by the river. “I lost my house,” she said.", ["A young woman"], "pronoun"),
    ("Ada Brandt resigned. In her letter, she said the dam was old.", ["Ada Brandt"], "pronoun"),
    ("Ada Brandt met Mr. Keller. He said the boat was late.", ["Keller"], "pronoun"),
    ("Mr. Keller met Mrs. Brandt. She said it was late.", ["Brandt"], "pronoun"),
    ("Ada Brandt came in. “Keller will lose,” he told Brandt. Tom Keller left.", [None], "nobody"),
    ("The union met on Monday. They said pay was low.", ["union"], "pronoun"),
    ("The Harbour Board met on Monday. It said the port was closed.", ["Harbour Board"], "pronoun"),
    ("Russia opened the port. It said ships may leave.", ["Russia"], "pronoun"),
    (
        "It rained, according to a statement that the Harbour Board released. The statement said it was late.",
        ["Harbour Board"] * 2,
        "author",
    ),
    # role nouns and descriptions
    ("Ada Brandt, the mayor, came. The mayor said it was late.", ["Ada Brandt"], "role_noun"),
    (
        "The Ministry of Health said 12 died. The ministry said more may follow.",
        ["Ministry of Health"] * 2,
        "role_noun",
    ),
    (
        "Ada Brandt, the prime minister, came with Tom Keller, the interior minister. The interior minister said it was late.",
        ["Tom Keller"],
        "role_noun",
    ),
    ("A Vell nurse said it was late.\n\nAda Brandt, a nurse, came home.", ["Ada Brandt"], "role_noun"),
    (
        "The leader of Norway said it was late.\n\nPresident Ada Brandt said the talks were over.",
        ["Ada Brandt", "Ada Brandt"],
        "name",
    ),
    ("A tall judge said it was late. The judge said it was late.", ["A tall judge"] * 2, "role_noun"),
    ("Ada Brandt and her crew won. The 31-year-old driver said it was luck.", ["Ada Brandt"], "in_view"),
    ("Ada Brandt spoke. Harbour Motors lost. The firm said it was sorry.", ["Harbour Motors"], "in_view"),
    ("Ada Brandt was hurt. The father said it was late.", ["The father"], "as_written"),  # whose father, nobody says
    # texts
    ("Ada Brandt resigned. Her statement said the dam was old.", ["Ada Brandt"], "author"),
    ("The Harbour Board released a report.\n\nThe report said the dam was old.", ["Harbour Board"], "author"),
    ("According to a report by the Harbour Board, the dam was old.", ["Harbour Board"], "author"),
    ("A sign at the gate says the park is closed.", ["sign at the gate"], "as_written"),
    # as the text has them
    ("Residents said the siren was silent.", ["Residents"], "as_written"),
    ("Moscow said the talks were over.", ["Moscow"], "as_written"),
    ("A teenage girl said it was late.", ["A teenage girl"], "as_written"),
    ("Hale's lawyer said it was late.", ["Hale's lawyer"], "as_written"),
    ("Ada Brandt resigned on Friday. Her office said it was late.", ["Ada Brandt's office"], "as_written"),
    # no cue, nobody
    ("Ada Brandt shook her head. “Nobody came, and nobody rang the bell.”", ["Ada Brandt"], "before_quote"),
    ("“We will not stop the party now,” said 😀.", [None], "nobody"),
    ("“We were not warned at all. Nobody came.”", [None], "nobody"),
    ("“I saw it,” I said.", [None], "nobody"),
    # interviews; more in test_interviews
    (
        "Ada Brandt spoke to the Hill Post.\n\nQ: Was it late?\n\nA: It was.\n\nQ: Why?",
        ["Hill Post", "Ada Brandt", "Hill Post"],
        "interviewer",
    ),
    (
        "Ada Brandt spoke to the Hill Post.\n\nA: It was late.\n\nQ: Why?\n\nA: I slept.",
        ["Ada Brandt", "Hill Post", "Ada Brandt"],
        "interviewee",
    ),
]


@pytest.mark.parametrize(("text", "speakers", "how"), CASES)
def test_speakers(text, speakers, how):
    quotes, _ = resolved(text)
    assert [q.speaker for q in quotes] == speakers
    assert quotes[-1].rule.split("/")[1] == how


def test_every_way_to_a_speaker_has_a_case():
    assert {how for _, _, how in CASES} == set(RESOLUTION_RULES)


SAME_LAST_NAME = "Tom Keller said the gate was open.\n\nNina Keller, a nurse, said the gate was shut."


@pytest.mark.parametrize(
    ("then", "speaker"),
    [
        ("Keller said help was near.", "Nina Keller"),  # the nearest
        ("Tom Keller said help was near.", "Tom Keller"),
    ],
)
def test_two_speakers_with_one_last_name_stay_two(then, speaker):
    quotes, speakers = resolved(f"{SAME_LAST_NAME}\n\n{then}")
    assert [q.speaker for q in quotes] == ["Tom Keller", "Nina Keller", speaker]
    assert [s.speaker for s in speakers] == ["Tom Keller", "Nina Keller"]


@pytest.mark.parametrize(("title", "speaker"), [("Mr.", "Tom Keller"), ("Mrs.", "Nina Keller")])
def test_a_title_picks_the_right_one_of_two(title, speaker):
    text = f"Tom Keller said he was late.\n\nNina Keller said she was early.\n\n{title} Keller left. {title} Keller said it was late."
    quotes, _ = resolved(text)
    assert quotes[-1].speaker == speaker


ROLES = [
    # (text, role, affiliation, side)
    ("Ada Brandt, Norway’s minister of health, said it was late.", "Norway's minister of health", "Norway", "Norway"),
    ("Russian President Tom Keller said it was late.", "Russian President", "Russia", "Russia"),
    ("U.S. envoy Tom Keller said it was late.", "U.S. envoy", "United States", "United States"),
    ("President Tom Keller of Norway said it was late.", "President", "Norway", "Norway"),
    (
        "Tom Keller, 54, director of the Harbour Board, said it was late.",
        "director of the Harbour Board",
        *["Harbour Board"] * 2,
    ),
    ("Harbour Board spokesman Tom Keller said it was late.", "Harbour Board spokesman", *["Harbour Board"] * 2),
    (
        "Conservative leader Ada Brandt said it was late.",
        "Conservative leader",
        "Conservative Party",
        "Conservative Party",
    ),
    ("Sen. Ada Brandt, R-Texas, said it was late.", "Sen.", None, "Republican Party"),
    ("Health Minister Ada Brandt said it was late.", "Health Minister", None, None),  # no body is called Health
    ("The mayor of Vell, Ada Brandt, said it was late.", "mayor of Vell", "Vell", None),  # a town is no side
    ("Ada Brandt, a professor at the University of Ottawa, said it was late.", None, "University of Ottawa", None),
    ("The tired city official Tom Keller said it was late.", "city official", None, None),
    ("Mrs. Ada Brandt said it was late.", None, None, None),
    ("Ada Brandt, smiling, said it was late.", None, None, None),
]


@pytest.mark.parametrize(("text", "role", "affiliation", "side"), ROLES)
def test_role_affiliation_and_side_come_from_the_text(text, role, affiliation, side):
    _, (speaker,) = resolved(text)
    assert speaker.kind == "person" and speaker.named
    assert speaker.affiliation == affiliation
    if "professor" not in text:
        assert (speaker.role, speaker.side) == (role, side)
    else:  # a university is its own side, and does not speak for the country of its town
        assert speaker.side == "University of Ottawa"


def test_the_first_role_stays_and_a_fuller_one_replaces_it():
    _, (speaker,) = resolved(
        "President Ada Brandt said it was late. Norwegian President Ada Brandt left. The actress Ada Brandt won."
    )
    assert (speaker.role, speaker.side) == ("Norwegian President", "Norway")


@pytest.mark.parametrize(
    ("text", "speaker", "kind", "named", "side"),
    [
        ("The Kremlin said it was late.", "Kremlin", "government", True, "Russia"),
        ("The Foreign Ministry in Kyiv said it was late.", "Foreign Ministry in Kyiv", "government", True, "Ukraine"),
        ("Norway’s navy said it was late.", "Norway’s navy", "military", False, "Norway"),
        ("Police said the road was closed.", "Police", "government", False, None),
        (
            "The Vell Harbour Foundation said it was late.",
            "Vell Harbour Foundation",
            "organisation",
            True,
            "Vell Harbour Foundation",
        ),
        ("Norwegian officials said it was late.", "Norwegian officials", "unnamed group", False, "Norway"),
        ("A senior official said it was late.", "A senior official", "unnamed person", False, None),
    ],
)
def test_bodies_and_people_without_a_name(text, speaker, kind, named, side):
    _, (row,) = resolved(text)
    assert (row.speaker, row.kind, row.named, row.side) == (speaker, kind, named, side)


def test_an_office_has_the_side_of_whose_office_it_is():
    _, speakers = resolved(
        "Norwegian President Ada Brandt said it was late.\n\nBrandt's office said the talks were over."
    )
    assert [s.side for s in speakers] == ["Norway", "Norway"]


def test_short_forms_and_initials_are_one_body():
    quotes, speakers = resolved(
        "The Vell Harbour Agency said it was late.\n\nThe VHA said the port was closed.\n\nThe agency said it was open."
    )
    assert [q.speaker for q in quotes] == ["Vell Harbour Agency"] * 3
    assert len(speakers) == 1


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Maria Holt said it was late.", None),  # never from first names
        ("Maria Holt said it was late. She said help was near.", "female"),
        ("Mr. Holt said it was late.", "male"),
        ("Clara Holt said she had met a man. He was late.", "female"),
    ],
)
def test_gender_comes_from_pronouns_and_titles(text, gender):
    _, speakers = resolved(text)
    assert speakers[0].gender == gender


def test_words_are_counted_inside_and_outside_quotation_marks():
    _, (speaker,) = resolved("Ada Brandt said the plan was “a great disaster” for all.")
    assert (speaker.n_quotes, speaker.n_words_direct, speaker.n_words_indirect) == (1, 3, 5)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("the Kremlin", "Russia"),
        ("Ukrainian officials", "Ukraine"),
        ("the White House", "United States"),
        ("U.S. President", "United States"),
        ("Republican senator", "Republican Party"),
        ("the Democratic Republic of Congo", "Congo"),  # no party
        ("Teachers of British Columbia", "Canada"),
        ("the mayor", None),
        ("turkey farmers", None),
        (None, None),
    ],
)
def test_side(text, side):
    assert side_of(text) == side


def test_a_capital_stands_for_a_government_only():
    assert side_of("mayor of Paris", seats=False) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("“”", 0),
        ("said said said.", 0),
        ("“He said “she said “they said", 1),
        ("SHE SAID NO. HE SAID YES.", 0),
    ],
)
def test_odd_texts_give_tables(text, number):
    quotes, _ = resolved(text)
    assert len(quotes) == number
    assert all("/" in q.rule for q in quotes)


def test_time_is_linear_in_the_number_of_people():
    """Four times the people and quotes take about four times as long, not sixteen times."""
    marks = "abcdefghij"
    lines = [
        f"Ada Br{a}{b}nd{c}l came late. “We were not warned,” she said. The report said it was late."
        for a in marks[:4]
        for b in marks
        for c in marks
    ]
    took = []
    for number in (100, 400):
        parsed = parse(Article("a", "\n\n".join(lines[:number])))
        quotes = find_quotes(parsed)
        start = time.process_time()
        resolve(parsed, quotes)
        took.append(time.process_time() - start)
    assert took[1] < 10 * took[0] + 0.1
