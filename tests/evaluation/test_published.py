"""What is said of news that nobody here wrote is what was counted on it."""

import re
from pathlib import Path

import pandas as pd
import pytest

from onrecord.evaluation import published
from onrecord.evaluation.published import accuracy_note, published_accuracy, rule_shares, shares_on_others_news
from onrecord.evaluation.rules import described_rules

README = Path(__file__).parents[2] / "README.md"
ACCURACY = README.parent / "docs" / "accuracy.md"


def test_shares_follow_from_counts_and_every_count_has_its_day_and_command():
    table = published_accuracy()
    assert table[["set", "texts", "source", "what", "half", "date", "command"]].notna().all(axis=None)
    assert set(table["half"]) == {"open", "kept back"} and set(table["genre"]) == {"news", "interviews", "excerpts"}
    counted = table.query("half == 'open'")
    assert (counted["n_right"] <= counted["n_found"].fillna(counted["n_right"])).all()
    assert (counted["n_hit"] <= counted["n_marked"]).all()
    for share, part, whole in (("precision", "n_right", "n_found"), ("recall", "n_hit", "n_marked")):
        assert (
            counted[share].dropna().to_list()
            == (counted[part] / counted[whole]).dropna().astype(float).round(3).to_list()
        )


def test_of_several_sets_the_least_and_the_greatest_share_are_told(monkeypatch):
    made_up = (
        published_accuracy()
        .iloc[[0, 0, 0, 0]]
        .assign(
            what="speakers",
            n_right=[75, 90, 90, 1],
            n_found=[100, 100, None, 29],
            n_hit=[75, 90, 40, 1],
            n_marked=[100, 100, 100, 29],
        )
    )
    made_up = made_up.astype(dict.fromkeys(published.COUNTS, "Int64")).assign(genre="news", n_articles=[3, 4, 5, 1])
    monkeypatch.setattr(published, "published_accuracy", lambda: made_up)
    shares = shares_on_others_news.__wrapped__()
    assert shares.to_numpy().tolist() == [["speakers", "75 to 90", "40 to 90", 12]]
    assert published.ranges_on_others_news().to_numpy().tolist() == [["speakers", 75, 90, 40, 90, 12]]


def test_a_null_is_no_share():
    shares = pd.Series([0.5, None, 0.75])
    assert [published.of_hundred(shares[:n]) for n in (3, 2, 0)] == ["50 to 75", "50", ""]
    assert published.of_hundred(shares[1:2]) == ""


def test_a_note_is_one_short_line():
    right = shares_on_others_news().set_index("what")["right"]
    assert accuracy_note("figures", "events") == (
        f"Right on others' news, of 100: figures {right['figures']}, events {right['events']}. See notebook 05."
    )
    quotes = accuracy_note("direct quotes", "mixed quotes", "indirect quotes")
    assert (
        len(quotes) <= 110 and f": direct {right['direct quotes']}, mixed " in quotes and "indirect quotes " in quotes
    )


def test_rules_are_right_less_often_elsewhere_and_few_cases_are_no_share():
    shares = rule_shares("named")
    assert shares.index.to_list() == [rule.name for rule in described_rules().values() if rule.part == "named"]
    few, many = shares.query("cases == 0"), shares.query("cases > 0")
    assert (few["right"] == "").all() and (many["cases"] >= published.LEAST_CASES).all()
    assert len(few) and int(shares.at["as_written", "right"].split(" to ")[0]) < int(shares.at["name", "right"])


def test_what_was_not_counted_on_others_news_is_told_of_our_own_alone(monkeypatch):
    monkeypatch.setattr(published, "shares_on_others_news", lambda: shares_on_others_news().query("what != 'events'"))
    monkeypatch.setattr(published, "_how_often_right", published._how_often_right.__wrapped__)  # keeps nothing of it
    note = accuracy_note.__wrapped__
    row = published.how_often_right("events").iloc[0]
    assert (row["right"], row["articles"]) == ("", 0) and row["own_right"]
    own = f"Right on our own articles, of 100: events {row['own_right']}. See notebook 05."
    assert note("events") == own
    assert re.search(r"news, of 100: figures [\d to]+\. Right on our own", note("events", "figures"))


def test_groups_of_probabilities_hold_what_they_say_and_agreement_has_its_source():
    groups = published.reliability()
    assert (groups["low"] <= groups["says"]).all() and (groups["says"] <= groups["high"]).all()
    assert (groups["n_right"] <= groups["n"]).all() and groups.groupby("scale")["n"].sum().nunique() == 1
    agreement = published.agreement_of_readers()
    assert agreement["value"].between(0, 1).all() and agreement[["texts", "date", "source"]].notna().all(axis=None)


def test_halves_that_were_kept_back_stand_beside_the_open_ones():
    halves = published.open_and_kept_back()
    kept = published_accuracy().query("half == 'kept back'")
    assert len(halves) == kept[["precision", "recall", "f1"]].notna().sum().sum() and halves.notna().all(axis=None)
    assert set(halves["kept_back"]) == {round(100 * s) for s in kept[["precision", "recall", "f1"]].stack().dropna()}


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="direct quotes"):
        accuracy_note("luck")


def shown_on(page: Path) -> list[tuple[str, str, str, int]]:
    """The rows of a page's table of shares: what, right, found, articles."""
    lines = re.findall(r"^\| ([a-z ]+) \| ([\d to]+) \| ([\d to]*)\| (\d+) \|$", page.read_text(encoding="utf-8"), re.M)
    return [(what, right, found.strip(), int(n)) for what, right, found, n in lines]


def test_the_page_of_accuracy_shows_what_was_counted():
    assert shown_on(ACCURACY) == list(shares_on_others_news().itertuples(index=False, name=None))


def test_the_readme_shows_what_was_counted_and_leaves_out_no_table():
    shown = shown_on(README)
    assert set(shown) <= set(shares_on_others_news().itertuples(index=False, name=None))
    assert {what for what, *_ in shown} >= {"direct quotes", "indirect quotes", "figures", "comparisons", "portrayals"}


def test_the_page_of_accuracy_shows_halves_that_were_kept_back():
    table = published_accuracy()
    wanted = []
    for kept in table.query("half == 'kept back'").itertuples():
        read = table.query("half == 'open' and set == @kept.set and what == @kept.what").iloc[0]
        if kept.f1 == kept.f1:
            f1 = 2 * read["n_right"] / (read["n_found"] + read["n_marked"])
            wanted.append((kept.texts, kept.what, "F1", f"{f1:.2f}", f"{kept.f1:.2f}"))
        else:
            for name, share in (("right", "precision"), ("found", "recall")):
                both = (f"{100 * row[share]:.0f}" for row in (read, kept._asdict()))
                wanted.append((kept.texts, kept.what, f"{name}, of 100", *both))
    lines = [tuple(re.split(r" *\| *", line)[1:-1]) for line in ACCURACY.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if len(line) == 5 and re.fullmatch(r"[\d.]+", line[4])] == wanted


def test_shares_that_somebody_changes_stay_as_they_are_for_others():
    shares = published.how_often_right("speakers")
    shares["right"] = "all"
    assert list(published.how_often_right("speakers")["right"]) != ["all"]
