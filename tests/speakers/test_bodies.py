"""Names of bodies: where they begin and end, which of them are one body's, and whom "the company" means."""

from time import process_time

import pytest
from tests.resolving import parsed, resolved

from onrecord.speakers._bodies import find_bodies, initials_of
from onrecord.speakers._body_names import BodyNames, fits, types_by_name
from onrecord.speakers.sides import side_of
from onrecord.text.article import make_article
from onrecord.text.parsing import parse
from onrecord.words.lexicons import body_types

WHOLE = [
    "Committee to Protect Journalists",
    "Doctors Without Borders",
    "Mothers Against Drunk Driving",
    "Centers for Disease Control and Prevention",
    "University of Illinois at Chicago",
    "Norway's Interior Ministry",
]


def test_names_are_found_from_the_first_word_to_the_last():
    text = " ".join(f"The {name} said it was late." for name in WHOLE)
    assert [span.text for span in find_bodies(parsed(text))] == WHOLE


def test_what_only_looks_like_a_longer_name():
    text = (
        "Lawyers for Google said it was late. The Committee on Tuesday said no. Officials of Norway waited. "
        "Police Chief Ada Brandt asked the Senate to help. The Finance Ministry and Norway said yes."
    )
    found = [span.text for span in find_bodies(parsed(text))]
    assert not any(" for " in name or "Tuesday" in name or "Norway" in name or "Brandt" in name for name in found)
    assert "Finance Ministry" in found


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("World Health Organization", "WHO"),
        ("Transport for Northern Valleys", "TNV"),
        ("U.S. Securities and Exchange Commission", "SEC"),
        ("Centers for Disease Control and Prevention", "CDC"),
        ("Department of Health", "DOH"),
    ],
)
def test_initials(name, letters):
    assert letters in initials_of(name)


def speakers_in(text: str) -> list[str | None]:
    return [quote.speaker for quote in resolved(text)[0]]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # initials
        (
            "Transport for Northern Valleys (TNV) runs the buses. TNV said fares would rise.",
            ["Transport for Northern Valleys"],
        ),
        (
            "Médecins Sans Frontières (MSF) said nine were aboard. MSF said they were ill.",
            ["Médecins Sans Frontières"] * 2,
        ),
        (
            "Farmers met the Department of Parks, known as the DNX. The DNX said wolves had come.",
            ["Department of Parks"],
        ),
        # one of several words
        ("Harlan Industries will close its plant. Harlan said 300 jobs would go.", ["Harlan Industries"]),
        (
            "The Vellmark City Council met on Tuesday. The City Council said the park would stay.",
            ["Vellmark City Council"],
        ),
        ("The Federal Reserve raised rates. The Fed said prices were too high.", ["Federal Reserve"]),
        # another order
        ("The Ministry of Health opened wards. The Health Ministry said beds were scarce.", ["Ministry of Health"]),
        (
            "The United Federation of Teachers met. The teachers' union said talks had failed.",
            ["United Federation of Teachers"],
        ),
        # by its type
        (
            "Corvex Pharmaceuticals Inc. stopped the trial. The drugmaker said it would pay.",
            ["Corvex Pharmaceuticals Inc."],
        ),
        ("Nordbank lost a billion. The Danish lender said it was sound.", ["Nordbank"]),
        ("The Harborview Medical Center lost power. The hospital said it was late.", ["Harborview Medical Center"]),
        ("The Polish Foreign Ministry met. Poland's foreign ministry said it was late.", ["Polish Foreign Ministry"]),
        (
            "The International Committee of the Red Cross sent aid. The Red Cross said it was late.",
            ["International Committee of the Red Cross"],
        ),
        ("Alphabet's shares rose. The technology giant said it had sold more.", ["Alphabet"]),
        (
            "The Environmental Protection Agency fined Marlow Chemicals. The company said it was sorry. The agency said nine were ill.",
            ["Marlow Chemicals", "Environmental Protection Agency"],
        ),
        (
            "The UN agency for children, UNICEF, said depots were empty. The agency said trucks were late.",
            ["UNICEF"] * 2,
        ),
        ("Toyota recalled 90,000 cars. The company's lawyers said no one was hurt.", ["Toyota's lawyers"]),
    ],
)
def test_forms_of_one_body(text, speakers):
    assert speakers_in(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "The Finance Ministry said it was late. The Interior Ministry said no one came.",
            ["Finance Ministry", "Interior Ministry"],
        ),
        (
            "The Bank of America said profits rose. The Bank of England said rates fell.",
            ["Bank of America", "Bank of England"],
        ),
        (
            "Ford Motor Co. cut jobs. Senator Jim Ford said it was wrong. Ford said he would act.",
            ["Jim Ford", "Jim Ford"],
        ),
        ("Velmo told users of Velmo Research. Velmo said it was late.", ["Velmo"]),
        ("The Chicago Police Department met. Chicago said it was late.", ["Chicago"]),
        ("A company in Lagos said it was clean.", ["A company in Lagos"]),
        ("The Finance Ministry met. The foreign ministry said it was late.", ["foreign ministry"]),
    ],
)
def test_bodies_that_stay_apart(text, speakers):
    assert speakers_in(text) == speakers


@pytest.mark.parametrize(
    ("text", "speaker", "affiliation", "side"),
    [
        (
            "A spokesman for Delmar Foods said it was safe.",
            "A spokesman for Delmar Foods",
            "Delmar Foods",
            "Delmar Foods",
        ),
        ("A Pentagon official said it was legal.", "A Pentagon official", "Pentagon", "United States"),
        ("Turkish officials said it was empty.", "Turkish officials", "Turkey", "Turkey"),
        ("Officials in Jakarta said it was calm.", "Officials in Jakarta", "Indonesia", "Indonesia"),
        ("Residents of Jakarta said it was calm.", "Residents of Jakarta", None, None),
        ("Critics of Delmar Foods said it was sour.", "Critics of Delmar Foods", None, None),
        (
            "Marlow Chemicals was fined. A company spokeswoman said it would appeal.",
            "A company spokeswoman",
            "Marlow Chemicals",
            "Marlow Chemicals",
        ),
    ],
)
def test_whom_those_without_a_name_speak_for(text, speaker, affiliation, side):
    row = resolved(text)[1][-1]
    assert (row.speaker, row.affiliation, row.side) == (speaker, affiliation, side)


def test_types_of_bodies():
    assert types_by_name("Harlan Motors Inc.") == {"firm", "firm.carmaker"}
    assert types_by_name("Ministry of Health") == {"ministry"}
    nouns = body_types("noun")
    assert fits(nouns["company"], types_by_name("Bank of America")) and not fits(nouns["company"], {"ministry"})
    assert not fits(nouns["airline"], types_by_name("Harlan Motors Inc."))


def test_a_name_in_a_headline_is_no_fullest_name():
    title = "Harlan Industries Cuts Jobs"
    article = make_article(f"{title}\n\nHarlan said so on Monday.", "a", title=title)
    assert BodyNames(parse(article)).full("Harlan") == "Harlan"


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Thimphu", "Bhutan"),
        ("Vanuatu's government", "Vanuatu"),
        ("State Department", "United States"),
        ("State Department of Health", None),
        ("Élysée", "France"),
        ("Holy See", "Vatican"),
        ("Ivorian police", "Cote d'Ivoire"),
        ("Congo-Brazzaville", "Congo Republic"),
        ("University of Malé", None),
    ],
)
def test_sides_all_over_the_world(name, side):
    assert side_of(name, seats="University" not in name) == side


def test_the_owner_of_a_union_tells_it_from_others():
    text = "The miners' union met at Velmo Pit. Velmo Energy lost. The miners' union said pay was late."
    assert speakers_in(text) == ["miners' union"]


def test_a_name_of_signs_alone_is_of_no_type():
    assert types_by_name("<§>") == types_by_name("") == frozenset()


def test_time_is_linear_in_the_number_of_bodies():
    """Four times the bodies and their short names take about four times as long, not sixteen times."""
    names = [f"{start}{a}{b}n" for start in ("Br", "Kel", "Tor", "Sal") for a in "abcdefghij" for b in "abcdefghij"]
    took = []
    for number in (100, 400):
        bodies = BodyNames(parsed("\n\n".join(f"{name} Bank lost {name}." for name in names[:number])))
        start = process_time()
        full = [bodies.full(name) for name in [*names[:number], *(f"{name}s" for name in names[:number])]]
        took.append(process_time() - start)
        assert full.count(f"{names[0]} Bank") == 1
    assert took[1] < 8 * took[0] + 0.05
