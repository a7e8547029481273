"""Agreement and quarrel of markers: nothing is dropped, nothing is a number that is none."""

import re

import pandas as pd
import pytest

from onrecord.classroom import article, marking, record

TEXT = "fiction_meridian-wire_2021-04-13"
ANNA = """marker: Anna
marks: quotes
5 | “These numbers will rise,” | direct | Keld
6 | “We have not yet reached every street.” | direct |
8 | his staff had counted 31 bodies by noon | indirect | Ivo Lentz
"""
BEN = """marker: Ben
marks: quotes
5 | “These numbers will rise,” | direct | Tomas Keld
6 | “We have not yet reached every street.” | direct | Tomas Keld
8 | had counted 31 bodies by noon | mixed | Lentz
14 | hiding anything | indirect | Keld’s office
"""


@pytest.fixture(scope="module")
def text():
    return article(TEXT)


@pytest.fixture(scope="module")
def markers(text):
    return marking.read(ANNA, text), marking.read(BEN, text)


def rows_of(shown, question, unit):
    table = shown.table
    return table[table["question"].str.contains(question) & (table["unit"] == unit)].to_dict("records")


def test_marks_as_units(markers):
    (kind,), (speaker,) = (rows_of(marking.agreement(*markers), q, "mark") for q in ("kind", "speaks"))
    assert (kind["n"], kind["agreed"]) == (4, 2), "one of another kind, one that only Ben marked"
    assert (speaker["n"], speaker["agreed"]) == (4, 2), "a blank and what only Ben marked are no agreement"


def test_words_as_units_are_all_words_of_the_article(markers, text):
    (kind,) = rows_of(marking.agreement(*markers), "kind", "word")
    # Anna's and Ben's third marks differ in kind (6 words) and length (2), and Ben's last has 2 words.
    assert (kind["n"], kind["n"] - kind["agreed"]) == (396, 6 + 2 + 2)
    assert "OSTREL" in text.text and 0 < kind["alpha"] < kind["share"] < 1


def test_three_markers_are_compared_by_pairs_and_together(markers):
    shown = marking.agreement(*markers, marking.project_marks(TEXT))
    coders = [row["coders"] for row in rows_of(shown, "kind", "mark")]
    assert coders == ["Anna and Ben", "Anna and the project", "Ben and the project", "all"]


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_markers_are_told_so(n, markers):
    shown = marking.agreement(*markers[:n])
    assert "Give those of two or more" in repr(shown) and shown.table.empty


def test_markers_who_marked_nothing_have_no_alpha(text):
    shown = marking.agreement(marking.read("", text), marking.read("", text, "Ben"))
    assert "Marker 1 marked no quotes and Ben marked no quotes." in repr(shown)
    assert "not defined: everybody gave the same label" in repr(shown) and "not defined: there is nothing" in repr(
        shown
    )
    for told in (repr(shown), shown._repr_html_()):
        assert not re.search(r"\bnan\b|<NA>|&lt;NA|\bNone\b", told)


def test_what_could_not_be_read_is_told_with_the_numbers(text, markers):
    wrong = marking.read("marker: Cem\nmarks: quotes\n4 | nobody said this | direct | X\n", text)
    assert "1 line of it could not be found and is not counted. Line 3: the article has no such words" in repr(
        marking.agreement(wrong, markers[0])
    )


def test_marks_of_two_articles_are_not_compared(markers):
    with pytest.raises(ValueError, match="different articles"):
        marking.agreement(markers[0], marking.project_marks("brief_2022-03-24"))
    with pytest.raises(ValueError, match="choose one of quotes, figures, pairs"):
        marking.agreement(*markers, table="tone")


def test_the_quarrel_says_what_differs_and_whom_the_machine_follows(markers):
    table = marking.quarrel(*markers, machine=marking.machine(record(TEXT))).table
    assert [tuple(row) for row in table[["difference", "a", "b", "machine"]].to_numpy()] == [
        ("blank speaker", "blank", "Tomas Keld", "Ben"),
        ("other ends", "his staff had counted 31 bodies by noon", "had counted 31 bodies by noon", "Anna"),
        ("other kind", "indirect", "mixed", "Anna"),
        ("only Ben marked it", "not marked", "indirect, Keld’s office", "Ben"),
    ]
    assert table["context"].str.contains("Keld’s office denied hiding anything.").any()


def test_markers_who_agree_have_no_quarrel(markers):
    shown = marking.quarrel(markers[0], markers[0])
    assert "Nowhere do they differ" in repr(shown) and shown.table.empty and "No row differs" in shown._repr_html_()


@pytest.mark.parametrize("table", ["quotes", "figures", "pairs"])
def test_what_the_project_marked_agrees_with_itself(table):
    ours = marking.project_marks(TEXT)
    assert marking.quarrel(ours, ours, table).table.empty
    shown = marking.agreement(ours, ours, table=table)
    assert (shown.table["share"] == 1).all() and (shown.table["alpha"] == 1).all()


def test_what_students_wrote_is_never_markup(text):
    hostile = marking.read("marker: <b>A</b>\nmarks: quotes\n5 | These numbers | direct | <script>x</script>\n", text)
    other = marking.read("marker: B\nmarks: quotes\n5 | These numbers | direct |\n7 | <i>none</i> | direct |", text)
    for shown in (marking.agreement(hostile, other), marking.quarrel(hostile, other)):
        assert not re.search(r"<(script|b|i)>", shown._repr_html_())


def test_a_short_name_is_the_long_one_unless_it_can_be_two(text):
    one = "marks: quotes\n5 | These numbers will rise | direct | Keld\n"
    a = marking.read(one, text, "A")
    same = marking.read(one.replace("| Keld", "| Interior Minister Tomas Keld"), text, "B")
    assert marking.quarrel(a, same).table.empty
    two = marking.read(
        one.replace("| Keld", "| Tomas Keld") + "17 | The sound came first | direct | Mira Keld", text, "B"
    )
    assert list(marking.quarrel(a, two).table["difference"]) == ["other speaker", "only B marked it"]
    assert pd.isna(marking.quarrel(a, two).table["machine"]).all()
