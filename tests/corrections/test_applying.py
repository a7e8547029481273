"""Applying corrections: each kind of line does what it says, all that follows from it follows, and nothing is dropped in silence."""

import pandas
import pytest
from sheet_of import TEXT, article, corrections

import onrecord
from onrecord.corrections.lines import Corrections

ARTICLE = article()
ID = ARTICLE.article_id


@pytest.fixture(scope="module")
def found():
    return onrecord.analyse(ARTICLE)


@pytest.fixture
def correct(tmp_path):
    def correct(*lines, of=ARTICLE, known=ID):
        lines = [{"article_id": known, **line} for line in lines]
        record = onrecord.analyse(of, corrections=corrections(tmp_path, *lines))
        for table in ("quotes", "figures", "uncounted", "portrayals"):
            for row in getattr(record, table).itertuples():
                assert of.text[row.start : row.end] == row.text
        return record

    return correct


def row(frame, text):
    (found,) = frame[frame["text"].str.contains(text, regex=False)].to_dict("records")
    return found


def problems(record):
    return [outcome.problem for outcome in record.outcomes if outcome.problem]


def speaker(record, name):
    (found,) = record.speakers[record.speakers["speaker"] == name].to_dict("records")
    return found


def test_what_the_tests_below_correct_is_found(found):
    assert {"the dam had held", "“We have no water,”"} <= set(found.quotes["text"])
    assert row(found.figures, "31 people")["speaker"] == "hospital"
    assert found.figures["corrected"].isna().all() and found.outcomes == ()


def test_without_corrections_an_article_is_read_as_ever(found):
    assert onrecord.analyse(ARTICLE, corrections=Corrections()).rows("quotes") == found.rows("quotes")
    assert onrecord.analyse(ARTICLE, corrections="").rows("figures") == found.rows("figures")


def test_a_struck_quote_is_gone_everywhere(correct, found):
    record = correct({"table": "quotes", "text": "“We have no water,”", "strike": "x"})
    assert len(record.quotes) == len(record.tone) == len(found.quotes) - 1
    before, now = (speaker(r, "Nadia Orlo") for r in (found, record))
    assert now["n_quotes"] == before["n_quotes"] - 1 and now["n_words_direct"] == before["n_words_direct"] - 4
    assert now["corrected"] == "a reader"


def test_a_speaker_without_other_quotes_goes_with_the_quote(correct, found):
    name = row(found.quotes, "the dam had held")["speaker"]
    record = correct({"table": "quotes", "text": "the dam had held", "strike": "x"})
    assert name in set(found.speakers["speaker"]) and name not in set(record.speakers["speaker"])


def test_another_speaker_says_the_figure_in_the_quote_too(correct):
    record = correct(
        {"table": "quotes", "text": "at least 17 people were dead", "speaker_is": "Tomas Keld", "by": "Jo"}
    )
    quote, figure = row(record.quotes, "17 people"), row(record.figures, "17 people")
    assert (quote["speaker"], quote["corrected"]) == ("Tomas Keld", "Jo")
    assert (figure["speaker"], figure["corrected"]) == ("Tomas Keld", "Jo")
    (tone,) = record.tone[record.tone["quote_id"] == quote["quote_id"]].to_dict("records")
    assert (tone["speaker"], tone["corrected"]) == ("Tomas Keld", "Jo")
    assert speaker(record, "Tomas Keld")["kind"] == "person"
    assert record.comparisons["why"].str.contains("Tomas Keld").any()


def test_nobody_said_it(correct):
    record = correct({"table": "quotes", "text": "the dam had held", "speaker_is": "nobody"})
    assert pandas.isna(row(record.quotes, "the dam had held")["speaker"])


@pytest.mark.parametrize("known", [ID, ""])
def test_two_names_are_one(correct, found, known):
    record = correct({"table": "speakers", "speaker": "hospital", "speaker_is": "Nadia Orlo"}, known=known)
    one, other, now = speaker(found, "hospital"), speaker(found, "Nadia Orlo"), speaker(record, "Nadia Orlo")
    assert "hospital" not in {*record.quotes["speaker"], *record.figures["speaker"], *record.portrayals["speaker"]}
    assert now["n_quotes"] == one["n_quotes"] + other["n_quotes"]
    assert sorted(now["mentions"]) == sorted([*one["mentions"], *other["mentions"]])
    assert row(record.figures, "31 people")["speaker"] == "Nadia Orlo"


def test_a_chain_of_names_leads_to_its_end(correct):
    record = correct(
        {"table": "speakers", "speaker": "hospital", "speaker_is": "clinic"},
        {"table": "speakers", "speaker": "ministry", "speaker_is": "hospital"},
    )
    assert row(record.figures, "17 people")["speaker"] == "clinic" and not problems(record)


def test_names_that_lead_back_are_named(correct):
    record = correct(
        {"table": "speakers", "speaker": "hospital", "speaker_is": "ministry"},
        {"table": "speakers", "speaker": "ministry", "speaker_is": "hospital"},
    )
    assert len(problems(record)) == 2 and "leads back" in problems(record)[0]


def test_what_an_article_says_of_a_name_goes_before_what_all_say(correct):
    record = correct(
        {"table": "speakers", "speaker": "hospital", "speaker_is": "clinic", "article_id": ""},
        {"table": "speakers", "speaker": "hospital", "speaker_is": "infirmary"},
    )
    assert row(record.figures, "31 people")["speaker"] == "infirmary" and not problems(record)


def test_a_struck_figure_is_compared_with_nothing(correct, found):
    gone = row(found.figures, "31 people")["figure_id"]
    assert gone in {*found.comparisons["a"], *found.comparisons["b"]}
    record = correct({"table": "figures", "text": "31 people", "strike": "x"})
    assert gone not in {*record.figures["figure_id"], *record.comparisons["a"], *record.comparisons["b"]}


def test_another_value_event_and_claimant(correct, found):
    record = correct(
        {"table": "figures", "text": "at least 17 people", "value_is": "31", "speaker_is": "Tomas Keld", "by": "Jo"},
        {"table": "figures", "text": "31 people", "event_is": "injured"},
    )
    figure = row(record.figures, "17 people")
    assert (figure["value_low"], figure["value_high"], figure["approx"]) == (31, 31, "exact")
    assert (figure["speaker"], figure["corrected"], figure["text"]) == ("Tomas Keld", "Jo", "at least 17 people")
    assert row(record.figures, "31 people")["event"] == "injured"
    before = set(zip(found.comparisons["a"], found.comparisons["b"], strict=True))
    assert before != set(zip(record.comparisons["a"], record.comparisons["b"], strict=True))


def test_a_relation_set_by_hand_stays(correct, found):
    record = correct(
        {"table": "comparisons", "text": "31 people", "other_text": "11 people", "relation_is": "subset", "by": "Jo"},
        {"table": "figures", "text": "11 people", "value_is": "12"},
    )
    ids = [row(record.figures, words)["figure_id"] for words in ("31 people", "11 people")]
    (pair,) = [each for each in record.comparisons.to_dict("records") if [each["a"], each["b"]] == ids]
    assert (pair["relation"], pair["corrected"]) == ("subset", "Jo") and "Set by Jo." in pair["why"]


def test_a_struck_pair_is_gone(correct, found):
    pair = found.comparisons.iloc[0]
    texts = found.figures.set_index("figure_id")["text"]
    record = correct({"table": "comparisons", "text": texts[pair["a"]], "other_text": texts[pair["b"]], "strike": "x"})
    assert len(record.comparisons) == len(found.comparisons) - 1


def test_a_missed_quote_is_put_in_by_its_words(correct, found):
    record = correct({"table": "quotes", "text": "Flood kills dozens", "speaker_is": "Nadia Orlo", "by": "Jo"})
    quote = row(record.quotes, "Flood kills dozens")
    assert (quote["speaker"], quote["kind"], quote["rule"], quote["in_headline"]) == (
        "Nadia Orlo",
        "indirect",
        "by_hand",
        True,
    )
    assert quote["corrected"] == "Jo" and list(record.quotes["start"]) == sorted(record.quotes["start"])
    assert quote["quote_id"] in set(record.tone["quote_id"])
    assert speaker(record, "Nadia Orlo")["n_quotes"] == speaker(found, "Nadia Orlo")["n_quotes"] + 1


def test_a_missed_figure_gets_its_value_from_its_words(correct):
    crewed = article(TEXT + "\nA crew of about two dozen-odd left in a nine-tonner.\n")
    line = {"table": "figures", "text": "nine", "event_is": "displaced", "speaker_is": "Nadia Orlo"}
    assert "nine" not in set(onrecord.analyse(crewed).figures["text"])
    figure = row(correct(line, of=crewed, known=crewed.article_id).figures, "nine")
    assert (figure["value_low"], figure["event"], figure["speaker"]) == (9, "displaced", "Nadia Orlo")
    assert (figure["rule"], figure["corrected"]) == ("by_hand", "a reader")


def test_a_missed_figure_without_a_number_needs_one(correct):
    record = correct({"table": "figures", "text": "in the valley", "event_is": "killed"})
    assert problems(record) == ["its words have no number that can be read; write it under value_is"]
    assert (
        row(correct({"table": "figures", "text": "in the valley", "value_is": "3"}).figures, "in the valley")[
            "value_low"
        ]
        == 3
    )


def test_words_that_stand_there_twice_need_their_context(correct):
    missed = {"table": "quotes", "text": "people", "strike": "", "speaker_is": "Nadia Orlo"}
    assert "write more of the sentence under context" in problems(correct(missed))[0]
    record = correct(
        {"table": "figures", "text": "40 people", "strike": "x", "context": "40 people had lost their homes"}
    )
    assert not problems(record)
    (left,) = record.figures[record.figures["text"] == "40 people"].to_dict("records")
    assert left["start"] < TEXT.index("lost their homes") - 20


def test_what_shares_words_with_a_row_does_not_become_another(correct):
    record = correct({"table": "quotes", "text": "dam had held. An aid group", "speaker_is": "Nadia Orlo"})
    assert "shares words with the quote" in problems(record)[0]


def test_two_lines_that_contradict_one_another_are_named_and_neither_is_applied(correct, found):
    record = correct(
        {"table": "quotes", "text": "the dam had held", "speaker_is": "Ada"},
        {"table": "quotes", "text": "the dam had held", "speaker_is": "Bea"},
        {"table": "figures", "text": "31 people", "strike": "x"},
        {"table": "figures", "text": "31 people", "value_is": "3"},
    )
    assert len(problems(record)) == 4
    assert any("corrections.csv, line 3" in problem for problem in problems(record))
    assert row(record.quotes, "the dam had held")["speaker"] == row(found.quotes, "the dam had held")["speaker"]
    assert row(record.figures, "31 people")["value_low"] == 31


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"table": "quotes", "text": "no such words", "strike": "x"}, "not in the article"),
        ({"table": "quotes", "text": "in the valley", "strike": "x"}, "none of the quotes"),
        ({"table": "quotes", "text": "in the valley", "start": "3", "speaker_is": "Ada"}, "none of the quotes"),
        ({"table": "speakers", "speaker": "Nobody Here", "speaker_is": "Ada"}, "nobody is called"),
        ({"table": "comparisons", "text": "31 people", "other_text": "Monday", "strike": "x"}, "no figure is found"),
    ],
)
def test_what_does_not_fit_says_why(correct, found, line, why):
    record = correct(line)
    assert len(problems(record)) == 1 and why in problems(record)[0]
    assert record.rows("quotes") == found.rows("quotes")


def test_corrections_survive_an_edited_text(correct, found):
    """A paragraph put in before it changes the places and the article's id; the words are found by what stands beside them."""
    edited = article(
        TEXT.replace("PELLIN", "It rained. In the hills 40 people were missing, the police said.\n\nPELLIN")
    )
    assert edited.article_id != ID
    lines = [
        {"table": "quotes", "text": "the dam had held", "speaker_is": "Ada", "start": TEXT.index("the dam had held")},
        {
            "table": "figures",
            "text": "40 people",
            "strike": "x",
            "start": TEXT.index("40 people were missing"),
            "context": "An aid group said [40 people] were missing",
        },
    ]
    record = correct(*({**line, "title": "Flood", "outlet": "Lanne Valley Post"} for line in lines), of=edited)
    assert not problems(record) and len(record.outcomes) == 2
    assert row(record.quotes, "the dam had held")["speaker"] == "Ada"
    starts = list(record.figures[record.figures["text"] == "40 people"]["start"])
    assert len(starts) == 2 and starts[0] == edited.text.index("40 people were missing")


def test_an_article_of_another_outlet_is_another(correct):
    other = article(TEXT + "\nMore.", outlet="The Lantern")
    line = {
        "table": "quotes",
        "text": "the dam had held",
        "strike": "x",
        "title": "Flood",
        "outlet": "Lanne Valley Post",
    }
    assert correct(line, of=other).outcomes == ()


def test_a_row_that_another_version_cuts_otherwise_is_the_same(correct):
    record = correct(
        {"table": "quotes", "text": "that 11 people had drowned in the", "start": "9", "speaker_is": "Ada"}
    )
    assert row(record.quotes, "11 people")["speaker"] == "Ada"


def test_the_same_corrections_give_the_same_tables(correct):
    lines = [
        {"table": "quotes", "text": "the dam had held", "speaker_is": "Ada"},
        {"table": "speakers", "speaker": "hospital", "speaker_is": "clinic"},
        {"table": "quotes", "text": "Flood kills dozens", "speaker_is": "Nadia Orlo"},
    ]
    one, other = correct(*lines), correct(*reversed(lines))
    assert all(one.rows(table) == other.rows(table) for table in onrecord.tables.TABLES)


def test_a_kept_record_knows_what_became_of_corrections(correct, tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    line = {"table": "quotes", "text": "the dam had held", "speaker_is": "Ada"}
    first, again = correct(line), correct(line)
    assert again.outcomes == first.outcomes != () and again.rows("quotes") == first.rows("quotes")
    assert onrecord.analyse(ARTICLE).rows("quotes") != first.rows("quotes")


def test_a_line_with_no_more_than_a_title_counts_beside_those_with_the_id(tmp_path):
    of_id = {"table": "quotes", "text": "the dam had held", "strike": "x", "article_id": ARTICLE.article_id}
    of_title = {"table": "quotes", "text": "We have no water", "strike": "x", "title": "Flood"}
    given = corrections(tmp_path, {**of_id, "title": ""}, {**of_title, "article_id": ""})
    assert {line.text for line in given.of(ARTICLE).lines} == {"the dam had held", "We have no water"}
