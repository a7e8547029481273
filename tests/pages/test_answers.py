"""Answers: sentences about an article that are made from its tables, true for any of them."""

from time import process_time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import figure, quote, record, table

from onrecord import charts, show
from onrecord.pages.answers import Link, answer_lines, as_plain
from onrecord.pages.answers.disputes import dispute_line, disputes_of, find_disputes
from onrecord.pages.answers.pairs import pair_lines
from onrecord.pages.answers.voices import names_in_sentences
from onrecord.pages.disputes import connected
from onrecord.pages.wording import row_dicts

DAM = (
    "Norway said 400 people were deported. Sweden said 400 people were evacuated. Ana Ruiz said 40 people were killed."
)


def said(known, of="article"):
    return " ".join(as_plain(line) for line in answer_lines(known, of))


def speaker(name, side=None, kind="person", **more):
    return {"speaker": name, "side": side, "kind": kind, "first_start": 0, "mentions": []} | more


def counted(words, number, who, **more):
    """A figure of people who were displaced, as somebody claims it."""
    usual = {"event": "displaced", "unit": "people", "status": "claim", "attribution": "stated", "speaker": who}
    usual |= {"value_low": 400.0, "value_high": 400.0}
    return figure(DAM, words, number, **usual | more)


def opposed(relation, why):
    row = {"article_id_a": "made-up", "article_id_b": "made-up", "a": "f1", "b": "f2", "relation": relation, "why": why}
    return table("comparisons", [row]).drop(columns="article_id", errors="ignore")


@pytest.fixture
def two_states():
    known = record(
        DAM,
        figures=[
            counted("400 people were", 1, "Norway", event_text="deported", stated="400", approx="exact"),
            counted("400 people", 2, "Sweden", event_text="evacuated", stated="400", approx="exact"),
        ],
    )
    known.comparisons = opposed("conflict_character", "The numbers agree. What happened is told in opposite words.")
    return known


def test_two_governments_that_use_opposite_words(two_states):
    two_states.speakers = table("speakers", [speaker(name, name, "government") for name in ("Norway", "Sweden")])
    told = said(two_states)
    assert "The governments of Norway and Sweden count the same people" in told
    assert "They agree on the number. They disagree on what happened: “deported” or “evacuated”." in told


def test_the_words_are_linked(two_states):
    links = [piece for line in answer_lines(two_states, "figures") for piece in line if isinstance(piece, Link)]
    assert {"f-f1", "f-f2"} <= {link.anchor for link in links}
    assert '<a href="a%20page.html#f-f1">' in show.answer(two_states, "figures", page="a page.html").replace(
        "a page", "a%20page"
    )
    assert "<a " not in show.answer(two_states, "figures", page=None)


def test_an_article_without_anything():
    empty = record("The river rose all night.")
    assert said(empty) == "No quotes were found. No numbers of casualties or damage were found."
    with pytest.raises(ValueError, match="answer"):
        show.answer(empty, "weather")


def test_the_article_is_no_markup():
    text = "<b>Ana</b> said so."
    known = record(text, quotes=[quote(text, "said so", speaker="<b>Ana</b>")])
    known.speakers = table("speakers", [speaker("<b>Ana</b>", n_quotes=1, n_words_direct=0, n_words_indirect=2)])
    assert "<b>" not in show.answer(known).partition("</style>")[2]


def told_by(*names, sides=None, kinds=None):
    """A record in which each of these has one quote, the first with most words."""
    text = " ".join(f"{name} said so and so." for name in names)
    quotes = [quote(text, "so and so", n, "indirect", speaker=name) for n, name in enumerate(names)]
    known = record(text, quotes=quotes)
    words = [{"n_quotes": 1, "n_words_direct": 0, "n_words_indirect": 9 - n} for n in range(len(names))]
    rows = zip(names, sides or [None] * 9, kinds or ["person"] * 9, words, strict=False)
    known.speakers = table("speakers", [speaker(name, side, kind, **n) for name, side, kind, n in rows])
    return known


@pytest.mark.parametrize(
    "names, sides, told",
    [
        (["Ana"], None, "One speaker is quoted: Ana, 1 quote, 9 words."),
        (["Ana", "Jo"], None, "2 speakers are quoted. Of their 17 words, 9 come from Ana and 8 from Jo."),
        (
            ["Ana", "Jo", "Kim"],
            ["Norway", "Sweden", "Norway"],
            "3 speakers are quoted. Of their 24 words, 16 come from Norway’s side (9 from Ana) and 8 from Jo.",
        ),
        (
            ["Ana", "Jo"],
            ["United States", "United States"],
            "2 speakers are quoted, both on the United States’ side. Of their 17 words, 9 come from Ana and 8 from Jo.",
        ),
    ],
)
def test_who_is_heard(names, sides, told):
    assert told in said(told_by(*names, sides=sides))


def test_equal_voices_and_quotes_of_nobody():
    known = told_by("Ana", "Jo")
    known.speakers = known.speakers.assign(n_words_indirect=4)
    assert "Of their 8 words, 4 each come from Ana and Jo." in said(known)
    known.quotes.loc[known.quotes["speaker"] == "Jo", "speaker"] = None
    assert "One speaker is quoted: Ana, 1 quote, 4 words. For 1 of 2 quotes no speaker was found." in said(known)


def test_numbers_of_two_claimants_and_a_denial(two_states):
    two_states.comparisons = opposed("conflict_value", "The numbers differ.")
    two_states.figures["event_text"] = "deported"
    two_states.figures["stated"] = ["400", "40"]
    assert "Norway and Sweden give different numbers of people displaced: " in said(two_states)
    two_states.figures.loc[1, "status"] = "denied"
    assert "Norway gave the number 400 people were; Sweden denied it." in said(two_states, "figures")


SHIP = "Lanne, Ostrel, Ana Ruiz and Jo Tann spoke of 40 people, of 60 people, of 90 people and of 40 men on the ship."


def denied_figures(*given, pairs):
    """A record of figures, each (number, claimant, status), and of pairs that conflict."""
    rows = [
        counted("40 people", n, who, event="killed", stated=str(number), status=status)
        | {"text": f"{number} people", "value_low": float(number), "value_high": float(number), "approx": "exact"}
        for n, (number, who, status) in enumerate(given, 1)
    ]
    known = record(SHIP, figures=rows)
    known.comparisons = pd.concat([opposed("conflict_value", "They differ.").assign(a=a, b=b) for a, b in pairs])
    return known


DENIED = [
    (  # who denies a number is none of those who give one
        [(40, "Lanne", "claim"), (40, "Ostrel", "denied"), (60, "Ana Ruiz", "claim"), (90, "Jo Tann", "claim")],
        [("f1", "f2"), ("f1", "f3"), ("f1", "f4"), ("f3", "f4")],
        "Three claimants give different numbers of people killed: "
        "40 (Lanne), 60 (Ana Ruiz) and 90 (Jo Tann). Ostrel denied 40.",
        "60 people (Ana Ruiz) against 90 (Jo Tann) and 40 (Lanne): the numbers differ. Ostrel denied 40.",
    ),
    (  # a denial hides no other claim
        [(40, "Lanne", "claim"), (60, "Ostrel", "claim"), (60, "Ana Ruiz", "denied")],
        [("f1", "f2"), ("f2", "f3")],
        "Lanne and Ostrel give different numbers of people killed: 40 against 60. Ana Ruiz denied 60.",
        "40 people (Lanne) against 60 (Ostrel): the numbers differ. Ana Ruiz denied 60.",
    ),
    (
        [(40, "Lanne", "claim"), (40, "Ostrel", "denied"), (40, "Ana Ruiz", "denied")],
        [("f1", "f2"), ("f1", "f3")],
        "Lanne gave the number 40 people; Ostrel and Ana Ruiz denied it.",
        "Lanne gave the number 40 people; Ostrel and Ana Ruiz denied it.",
    ),
]


@pytest.mark.parametrize("given, pairs, told, beside", DENIED)
def test_a_denial_is_no_claim_and_all_who_deny_are_named(given, pairs, told, beside):
    known = denied_figures(*given, pairs=pairs)
    assert as_plain(answer_lines(known)[0]) == told
    assert as_plain(pair_lines(known, {})[0]) == beside


def test_answers_and_charts_have_the_same_dispute_first():
    given = [(90_000, "Lanne"), (80_000, "Ostrel"), (5, "Ana Ruiz"), (6, "Jo Tann"), (6, "Kim Oda")]
    known = denied_figures(*((n, who, "claim") for n, who in given), pairs=[("f1", "f2"), ("f3", "f4")])
    known.figures.loc[:1, "event"] = "displaced"
    known.comparisons = pd.concat([known.comparisons, opposed("agree", "The same.").assign(a="f4", b="f5")])
    chart = charts.comparisons(known.figures, known.comparisons)
    first = chart.data[chart.data["counted"] == chart.data["counted"].iloc[0]]
    dispute = disputes_of(known)[0]
    assert {row["figure_id"] for row in dispute.rows} == set(first["figure_id"]) == {"f3", "f4", "f5"}
    told = "Three claimants give different numbers of people killed: 5 (Ana Ruiz), 6 (Jo Tann) and 6 (Kim Oda)."
    assert as_plain(answer_lines(known)[0]) == told
    against = "5 people (Ana Ruiz) against 6 (Jo Tann) and 6 (Kim Oda): the numbers differ."
    assert as_plain(pair_lines(known, {})[0]) == against


@pytest.mark.parametrize(
    "later, told",
    [
        ("Lanne", "People killed: first 40, later 60, both by Lanne."),
        ("Ostrel", "People killed: first 40 (Lanne), later 60 (Ostrel)."),
    ],
)
def test_a_number_that_is_replaced_in_the_article_is_told_when_none_conflict(later, told):
    given = [(40, "Lanne", "claim"), (60, later, "claim"), (60, later, "claim")]  # the last is said again
    known = denied_figures(*given, pairs=[("f1", "f2")])
    known.comparisons["relation"] = "updates"
    first, second = map(as_plain, answer_lines(known, "figures"))
    assert first == f"No two numbers found here contradict each other. {told}" and second == "All 3 figures are exact."


def test_a_number_that_the_line_of_a_dispute_leaves_out_is_counted_below_it():
    claimants = ["Lanne", "Ostrel", "Ana Ruiz", "Jo Tann", "Kim Oda", "Ida Holm"]
    given = [(40 + n, who, "claim") for n, who in enumerate(claimants)]
    known = denied_figures(*given, pairs=[("f1", f"f{n}") for n in range(2, 7)])
    line, below = map(as_plain, answer_lines(known)[:2])
    assert line.endswith("40 (Lanne), 41 (Ostrel), 42 (Ana Ruiz), 43 (Jo Tann) and 2 more.")
    assert below.startswith("Killed: ") and "44 people (Kim Oda)" in below and "45 people (Ida Holm)" in below


def test_a_conflict_of_two_sides_comes_before_a_larger_one_within_a_side(two_states):
    more = [counted("40 people", 3, "Ana Ruiz"), counted("40 people were", 4, "Jo Tann")]
    figures = table("figures", [*two_states.figures.to_dict("records"), *more])
    figures.loc[2:, ["event", "value_low"]] = ["killed", 90_000.0]
    within = opposed("conflict_value", "The numbers differ.").assign(a="f3", b="f4")
    speakers = table("speakers", [speaker(name, name, "government") for name in ("Norway", "Sweden")])
    pairs = pd.concat([within, two_states.comparisons])
    figures, pairs, speakers = map(row_dicts, (figures, pairs, speakers))
    for known, words in (speakers, "count the same people"), ([], "Ana Ruiz and Jo Tann"):
        assert words in as_plain(dispute_line(find_disputes(figures, pairs, known)[0], known, {}))


def test_what_is_counted_names_parts_claimants_and_what_is_not_known():
    people = counted("40 people", 1, "Ana Ruiz", event="killed", value_low=40.0, value_high=None, approx="at_least")
    part = {**people, "figure_id": "f2", "text": "12 children", "unit": "children", "subset_of": "f1", "stated": "12"}
    known = record(DAM, figures=[people | {"stated": "40"}, part | {"approx": "exact", "value_low": 12.0}])
    unknown = {"text": "Nobody knows how many are missing.", "what": "unknown_number", "start": 0, "end": 9}
    known.uncounted = table("uncounted", [unknown])
    told = said(known)
    assert "Killed: at least 40 people, 12 children among them (Ana Ruiz)." in told
    assert "Left open: “Nobody knows how many are missing”." in told
    assert "1 of 2 figures is not exact: “40 people”." in said(known, "figures")
    known.uncounted = table("uncounted", [unknown, {**unknown, "text": "The toll is open."}])
    assert "Left open: “Nobody knows how many are missing” and “The toll is open”." in said(known)


def test_across_two_outlets():
    known = told_by("Ana", "Jo")
    known.quotes["article_id"] = ["a", "b"]
    known.quotes["speaker"] = "Ana"
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Hill Gazette", "Dam Post"]})
    told = show.answer_across(known, articles, {"a": "a/index.html"})
    assert 'Heard in both outlets: <a href="a/index.html#q-q0">Ana</a>.' in told
    assert "Nobody is heard in two outlets" not in told
    known.quotes["speaker"] = ["Ana", "Jo"]
    assert "Nobody is heard in two outlets" in show.answer_across(known, articles)


def test_pairs_that_are_one_dispute_are_one_line(two_states):
    third = counted("400 people", 3, "Ana Ruiz", event_text="deported", stated="400")
    two_states.figures = table("figures", [*two_states.figures.to_dict("records"), third])
    two_states.comparisons = pd.concat([two_states.comparisons, two_states.comparisons.assign(a="f3")])
    (line,) = map(as_plain, pair_lines(two_states, {}))
    camps = "400 people (Ana Ruiz) and 400 people were (Norway) against 400 (Sweden)"
    assert line == f"{camps}: the same number, but “deported” against “evacuated”."


def killed(words, number, people, who="Ana Ruiz", **more):
    usual = {"event": "killed", "value_low": float(people), "value_high": float(people), "stated": words.split()[0]}
    return counted("40 people", number, who, **usual | more) | {"text": words}


def test_a_part_is_told_with_its_own_claimant_and_alone_where_its_whole_is_not_told():
    whole = killed("40 people", 1, 40)
    part = killed("12 children", 2, 12, "Jo Tann", unit="children", subset_of="f1")
    assert "Killed: 40 people, 12 children (Jo Tann) among them (Ana Ruiz)." in said(record(DAM, figures=[whole, part]))
    aboard = killed("300 people", 3, 300, event="other")
    dead = killed("150 people", 4, 150, subset_of="f3")
    assert "Killed: 150 people (Ana Ruiz)." in said(record(DAM, figures=[aboard, dead]))


@pytest.mark.parametrize(
    "n, told",
    [
        (1, "The only figure is not exact"),
        (2, "Neither of the two figures is exact"),
        (3, "None of the 3 figures is exact"),
    ],
)
def test_no_figure_is_exact(n, told):
    rows = [killed("40 people", number, 40, approx="at_least") for number in range(n)]
    assert f"{told}: “40 people”" in said(record(DAM, figures=rows), "figures")


def test_words_that_are_cut_end_in_three_dots():
    known = told_by("Ana", "Jo")
    known.quotes["text"], known.quotes.loc[1, "speaker"] = "the wall may not …", None
    assert "“the wall may not …”" in said(known, "quotes") and "…”." not in said(known, "quotes")


def test_articles_without_an_outlet_are_no_outlets():
    known = told_by("Ana", "Jo")
    known.quotes["article_id"], known.quotes["speaker"] = ["a", "b"], "Ana"
    outlets = {"a": "Hill Gazette", "b": None}
    rows = [{"article_id": article, "text": f"Text {article}", "outlet": outlet} for article, outlet in outlets.items()]
    known.articles = table("articles", rows)
    told = show.answer_across(known, show.outlets_or_titles(known.articles))
    assert "Heard in both articles: " in told and "outlet" not in told.partition("</style>")[2]
    known.articles["outlet"] = ["Hill Gazette", "Dam Post"]
    assert "Heard in both outlets: " in show.answer_across(known, known.articles)


@pytest.mark.parametrize(
    "n, told",
    [
        (1, "One speaker has 5 scored quotes or more: Ana (0, 5 quotes). That is not clearly negative or positive."),
        (
            2,
            "Two speakers have 5 scored quotes or more: Ana (0, 5 quotes) and Jo (0, 5 quotes). Neither sounds clearly",
        ),
        (3, "3 speakers have 5 scored quotes or more: Ana (0, 5 quotes), Jo (0, 5 quotes) and Kim (0, 5 quotes). None"),
    ],
)
def test_means_that_are_not_clear(n, told):
    names = ["Ana", "Jo", "Kim"][:n]
    known = told_by(*names)
    scored = [
        {"quote_id": f"{name}{i}", "speaker": name, "compound": (i - 2) / 2, "n_words": 3, "event_load": 0.0}
        for name in names
        for i in range(5)
    ]
    known.tone = table("tone", scored).assign(scorer="vader")
    assert told in said(known, "tone")


@pytest.mark.parametrize(
    "people, told",
    [
        ([("a witness", "unnamed person")], "One person without a name: a witness."),
        ([("residents", "unnamed group")], "People without a name: residents."),
        (
            [("a witness", "unnamed person"), ("a nurse", "unnamed person")],
            "People without a name: a witness and a nurse.",
        ),
    ],
)
def test_people_without_a_name(people, told):
    known = told_by("Ana", *(who for who, _ in people), kinds=["person", *(kind for _, kind in people)])
    known.speakers["named"] = known.speakers["speaker"] == "Ana"
    assert told in said(known)


def test_words_of_speakers_without_a_side():
    names, sides = ["Ana", "Jo", "Kim", "Lee"], ["Norway", "Sweden", "Norway", None]
    known = told_by(*names, sides=sides)
    assert "16 come from Norway’s side (9 from Ana) and 8 from Jo; for 6 no side is told." in said(known)
    known.speakers.loc[3, "n_words_indirect"] = 1
    assert "no side is told" not in said(known)
    known.speakers["n_words_indirect"] = [9, 5, 5, 1]
    known.speakers["side"] = None
    assert "9 come from Ana, at most 5 from anybody else." in said(known)
    known = told_by(*names, "Mia", sides=[*sides, "Chile"])
    words = known.speakers["n_words_indirect"]
    assert f", {words[1]} from Jo and {words[4]} from other sides; for {words[3]} no side is told." in said(known)


@pytest.mark.parametrize("event, what", [("damaged", "sums for damage"), ("other", "sums of money")])
def test_money_is_told_in_sums(two_states, event, what):
    two_states.comparisons = opposed("conflict_value", "The numbers differ.")
    two_states.figures = two_states.figures.assign(
        category="money", unit="money", event=event, text=["$40 million", "$60 million"], stated=["40", "60"]
    )
    assert f"Norway and Sweden give different {what}: $40 million against $60 million." in said(two_states, "figures")


def with_speakers(text, *speakers):
    known = record(text)
    known.articles = table("articles", [{"text": text}])
    known.speakers = table("speakers", list(speakers))
    return known


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They heard the Harbour Board. Norway", "the Harbour Board"),
        ("They breathe Harbour Board, and the Harbour Board Union. Norway", "Harbour Board"),
        ("The Harbour Boards", "Harbour Board"),
        ("Under the Norway talks, the Norway said", "the Norway"),
        ("The Norway talks", "Norway"),
    ],
)
def test_a_name_has_the_where_the_article_says_so(text, name):
    who = next(words for words in ("Norway", "Harbour Board") if words in name)
    known = with_speakers(text, speaker(who, kind="organisation"))
    assert names_in_sentences(known) == {who: name}


@pytest.mark.parametrize(("text", "name"), [("Many were nurses.", "nurses of oslo"), ("Nursesongs", "Nurses of oslo")])
def test_who_has_no_name_is_small_where_the_article_writes_it_so(text, name):
    known = with_speakers(text, speaker(name.capitalize(), kind="unnamed group", named=False))
    assert names_in_sentences(known) == {name.capitalize(): name}


def test_names_are_looked_up_in_a_long_text_in_no_time():
    """A long article has hundreds of speakers: to search it for each with patterns took seconds."""
    speakers = [speaker(f"Harbour Board {n}", kind="organisation") for n in range(300)]
    known = with_speakers("Harbours were shut, and the Harbour Master left. " * 6000, *speakers)
    start = process_time()
    names_in_sentences(known)
    assert process_time() - start < 0.6


def pairs_of(numbers):
    figures = [{"article_id": "a", "figure_id": number} for pair in numbers for number in pair]
    return [({}, *both) for both in zip(figures[::2], figures[1::2], strict=True)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_pairs_that_share_a_figure_are_in_one_group(numbers):
    groups = [[{a["figure_id"], b["figure_id"]} for _, a, b in group] for group in connected(pairs_of(numbers))]
    assert sorted(sorted(both) for group in groups for both in group) == sorted(sorted(set(pair)) for pair in numbers)
    figures = [set().union(*group) for group in groups]
    assert sum(map(len, figures)) == len(set().union(*figures)), "no figure is in two groups"
    for group in groups:
        reached = set(group[0])
        for _ in group:
            reached.update(*(both for both in group if both & reached))
        assert reached == set().union(*group), "a group holds together"
    firsts = [numbers.index(next(pair for pair in numbers if set(pair) <= found)) for found in figures]
    assert firsts == sorted(firsts)


def test_pairs_are_put_in_groups_in_no_time():
    """Thousands of articles have thousands of pairs: to look at each group for each pair took minutes."""
    pairs = pairs_of([(2 * n, 2 * n + 1) for n in range(8000)])
    start = process_time()
    assert len(connected(pairs)) == 8000
    assert process_time() - start < 0.7
