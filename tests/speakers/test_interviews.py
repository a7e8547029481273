"""Interviews: whom labels mean, who asks and who answers."""

import pytest
from resolving import resolved

from onrecord.speakers._turn_names import in_small_letters, initials_of, person_in_label


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("MS. QUILL", "QUILL"),
        ("BY MR. HALE", "HALE"),
        ("Ann Hale", "Ann Hale"),
        ("NBC's Tom Reed", "Tom Reed"),
        ("The Herald's Tom Reed", "Tom Reed"),
        ("Moderator", None),
        ("The Witness", None),
        ("THE COURT", None),
        ("Hill Post", None),
        ("WN", None),
        ("A.H.", None),
        ("Speaker 2", None),
    ],
)
def test_names_in_labels(label, name):
    span = person_in_label(label)
    assert (label[slice(*span)] if span else None) == name


def test_names_that_are_words_too():
    assert person_in_label("KING", {"king"}) == (0, 4)
    assert person_in_label("KING") is None


def test_letters():
    assert in_small_letters("ANN O'HARA-REED") == "Ann O'Hara-Reed"
    assert in_small_letters("Ann McReed") == "Ann McReed"
    assert initials_of("Ann van Hale") == "AVH"


def speakers(text: str) -> list[str | None]:
    return [quote.speaker for quote in resolved(text)[0]]


TURNS = "\n\nQ: When did it break?\n\nA: At nine, I think.\n\nQ: Who knew?"


@pytest.mark.parametrize(
    ("introduction", "asks", "answers"),
    [
        ("The engineer Lise Mohn spoke to the Valley Post about the dam.", "Valley Post", "Lise Mohn"),
        ("The Valley Post met the engineer Lise Mohn at the dam.", "Valley Post", "Lise Mohn"),
        ("Lise Mohn has built dams for years. She talked to the Valley Post.", "Valley Post", "Lise Mohn"),
        ("The engineer Lise Mohn answered questions from the Valley Post.", "Valley Post", "Lise Mohn"),
        ("Tom Reed interviewed the engineer Lise Mohn on Monday.", "Tom Reed", "Lise Mohn"),
        ("Tom Reed of the Valley Post spoke with Lise Mohn about the dam.", "Valley Post", "Lise Mohn"),
        ("Lise Mohn has built dams in Norway for thirty years.", None, "Lise Mohn"),
        ("Lise Mohn and Tom Reed built the dam together.", None, None),
        ("The dam broke on Monday.", None, None),
    ],
)
def test_who_asks_and_who_answers(introduction, asks, answers):
    assert speakers(introduction + TURNS)[-3:] == [asks, answers, asks]


def test_labels_go_to_full_names_and_are_no_people():
    text = (
        "Maria Keane has steered ships since 1998. Daniel Roth of the Ellis Echo spoke with her.\n\n"
        "DR: Were you afraid?\n\nMK: I was.\n\nDR: Still?\n\nMK: No.\n\n"
        "Ellis Echo: And now?\n\nKEANE: I am not.\n\nModerator: Thank you."
    )
    quotes, table = resolved(text)
    assert [q.speaker for q in quotes] == [
        *["Daniel Roth", "Maria Keane"] * 2,
        "Ellis Echo",
        "Maria Keane",
        "Moderator",
    ]
    assert {(s.speaker, s.kind, s.named) for s in table} == {
        ("Daniel Roth", "person", True),
        ("Maria Keane", "person", True),
        ("Ellis Echo", "media", True),
        ("Moderator", "unnamed person", False),
    }
    assert {q.cue for q in quotes} == {None}


def test_names_in_capitals_are_shown_in_small_letters():
    text = "CARLA MENDES, HOST: Is it safe?\n\nGOV. BRUCE TILLMAN: I think so.\n\nMENDES: Thank you, governor."
    assert speakers(text) == ["Carla Mendes", "Bruce Tillman", "Carla Mendes"]


def test_parliament():
    text = (
        "Mr Hale (Vell North): Will you mend the dam?\n\nThe Minister of Works (Ms Ada Quill): We will.\n\n"
        "Mr Hale: When will you?\n\nMs Quill: I cannot say."
    )
    assert speakers(text) == ["Hale", "Ada Quill", "Hale", "Ada Quill"]


def test_a_reporter_without_an_outlet_is_a_reporter():
    text = "Reporter: Will you resign?\n\nAda Quill: I will not.\n\nReporter: Why not?\n\nQuill: I like it here."
    quotes, table = resolved(text)
    assert [q.speaker for q in quotes] == ["Reporter", "Ada Quill"] * 2
    assert [(s.kind, s.named) for s in table if s.speaker == "Reporter"] == [("media", False)]


PLAIN = (
    "The baker Ines Falk talked to the Hill Post about bread.\n\nWhen did you begin?\n\nI was nine. I told the council that "
    "the oven was old.\n\nDid you know that we said it would rain?\n\nMy mother knew."
)


def test_i_and_you_between_questions_in_plain_letters():
    quotes, _ = resolved(PLAIN)
    assert [(q.text, q.speaker) for q in quotes] == [("that the oven was old", "Ines Falk"), ("it would rain", None)]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("?", "."),  # no questions
        "The baker Ines Falk rose early. I told the council that the oven was old.",
    ],
)
def test_i_is_nobody_elsewhere(text):
    assert resolved(text)[0][0].speaker is None


@pytest.mark.parametrize(
    "introduction",
    [
        "Valley Post interviews the diver Ana Ruiz on her record.",
        "Ana Ruiz, the diver, was interviewed by the Valley Post in Crane.",
        "In an interview with Valley Post, the diver Ana Ruiz tells how she trains.",
        "Valley Post reporter Tom Reed sat down with Ana Ruiz, a diver from Crane.",
    ],
)
def test_outlets_by_the_words_beside_them(introduction):
    assert speakers(introduction + TURNS)[-3:] == ["Valley Post", "Ana Ruiz", "Valley Post"]
