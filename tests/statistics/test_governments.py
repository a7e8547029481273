"""One government under several names: what is joined, what stays a speaker of its own."""

import pandas as pd
import pytest

from onrecord.statistics import join_governments


def speakers(*rows):
    frame = pd.DataFrame(rows, columns=["speaker", "kind", "side"])
    return frame.assign(article_id="a", first_start=range(len(frame)))


OSLO = ("Oslo", "government", "Norway")


def joined(*rows):
    table = speakers(*rows)
    return list(join_governments(table, table)["speaker"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Norway", "government"),
        ("Norwegian government", "government"),
        ("government of Norway", "government"),
        ("Norwegian officials", "unnamed group"),
        ("officials in Oslo", "unnamed group"),
        ("Norwegian authorities", "government"),
    ],
)
def test_names_of_one_government_are_one_voice_that_lists_them(name, kind):
    assert joined(OSLO, (name, kind, "Norway")) == [f"Norway (“Oslo”, “{name}”)"] * 2


@pytest.mark.parametrize(
    ("name", "kind", "side"),
    [
        ("Norwegian Foreign Ministry", "government", "Norway"),
        ("Oslo city government", "government", "Norway"),
        ("Norwegians", "unnamed group", "Norway"),
        ("officials", "unnamed group", None),
        ("Kari Berg", "person", "Norway"),
        ("Sweden", "government", "Sweden"),
    ],
)
def test_ministries_people_and_other_countries_stay_their_own(name, kind, side):
    assert joined(OSLO, (name, kind, side)) == ["Oslo", name]


def test_every_named_column_is_renamed_and_nothing_else():
    names = speakers(OSLO, ("Norway", "government", "Norway"))
    rows = pd.DataFrame({"speaker": ["Oslo", None], "about": ["Kari Berg", "Norway"], "text": ["Oslo", "Norway"]})
    got = join_governments(rows, names, ["speaker", "about"])
    one = "Norway (“Oslo”, “Norway”)"
    assert got.astype(object).where(got.notna(), None).to_numpy().tolist() == [
        [one, "Kari Berg", "Oslo"],
        [None, one, "Norway"],
    ]


def test_no_speakers_no_change():
    none = speakers()
    assert join_governments(none, none).empty
