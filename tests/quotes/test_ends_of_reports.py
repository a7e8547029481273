"""Where a report begins and ends: leads, tolls without a verb, headlines, and what the writer adds."""

import pytest

from onrecord.quotes import find_quotes
from onrecord.text.article import Article
from onrecord.text.parsing import parse


def found(text):
    return [q.text for q in find_quotes(parse(Article("a", text)))]


def in_headline(headline):
    text = f"{headline}\n\nA coach slid into a ditch on the road to the coast on Tuesday night."
    return found_with_mention(Article("a", text, headline=(0, len(headline))))


def found_with_mention(article):
    return [(q.text, q.mention) for q in find_quotes(parse(article))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels have seized a town, officials said Sunday, as talks resumed.", ["Rebels have seized a town"]),
        ("Thieves stole a bell, the abbot said on Friday, after a storm.", ["Thieves stole a bell"]),
        ("Two sailors drowned, coast guard said.", ["Two sailors drowned"]),
        ("Forty dead, police said.", ["Forty dead"]),
        ("Fourteen wounded, reported the provincial health directorate.", ["Fourteen wounded"]),
        ("Nine killed, reported Interior Ministry.", ["Nine killed"]),
        ("They said there were no survivors.", ["there were no survivors"]),
        ("The group vowed to retaliate after a bomb killed 34 people.", ["to retaliate"]),
        ("The owner pledged to rebuild, after the fire destroyed the hall.", ["to rebuild"]),
        ("She promised to leave after the vote is counted.", ["to leave after the vote is counted"]),
        ("He promised to pay when the loan arrived.", ["to pay when the loan arrived"]),
        (
            "Farmers say the harvest was lost, whereas the agency says half of it could be saved.",
            ["the harvest was lost", "half of it could be saved"],
        ),
    ],
)
def test_a_report_ends_where_the_writer_goes_on(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", ["A day later, in the hall, she said.", "In 2015, the army said."])
def test_a_time_is_no_report(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Six hurt in bus crash, hospital says", [("Six hurt in bus crash", "hospital")]),
        ("Dam safe for another century, mayor says", [("Dam safe for another century", "mayor")]),
        ("No risk to the public – health minister", [("No risk to the public", "health minister")]),
        ("Storm could reach coast by Friday: forecasters", [("Storm could reach coast by Friday", "forecasters")]),
        ("Storm reaches the coast – in pictures", []),
    ],
)
def test_a_headline_says_who_speaks_at_its_end(headline, expected):
    assert in_headline(headline) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy expressed confidence that the talks would succeed.", ["that the talks would succeed"]),
        ("Tenants voiced fears that the shop would shut.", ["that the shop would shut"]),
        ("The inmates gave assurances that the guards had fled.", ["that the guards had fled"]),
        ("The pilot's answer was that no one was hurt.", ["that no one was hurt"]),
        ("The minister made it clear that no troops would go.", ["that no troops would go"]),
        ("Relatives called for an inquiry into the fire.", ["an inquiry into the fire"]),
        ("Relatives are calling for the chief of police to step down.", ["the chief of police to step down"]),
        ("They closed what the council says is a dangerous road.", ["is a dangerous road"]),
        ("As the architect told the Courier, the wall is safe.", ["the wall is safe"]),
        ("The lake is clean, as the chemist noted on Monday.", ["The lake is clean"]),
        ("Norway, as the envoy noted, sells most of its gas.", ["Norway", "sells most of its gas"]),
        ("The strike raised fears that the shop would shut.", []),
        ("His concern that the shop would shut kept him awake.", []),
        ("The army struck at dawn, raising fears that more would die.", []),
        ("The fear was that the guests were late.", []),
        ("The recipe calls for two eggs and a cup of milk.", []),
        ("The captain did not call for a vote.", []),
        ("She swam, as she did every day.", []),
    ],
)
def test_reports_in_nouns_asides_and_demands(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Time, the senator added, was on their side.", ["Time", "was on their side"]),
        ("That habit, many argue, could ruin the club.", ["That habit", "could ruin the club"]),
        ("If the pump fails, Mr. Olsen argues, there is another.", ["If the pump fails", "there is another"]),
        ("When the tide turns, she said, the boats drift.", ["When the tide turns", "the boats drift"]),
        ("It was so bad, the doctor noted, that schools closed.", ["It was so bad", "that schools closed"]),
        ("They built a wall, which critics say left a gap.", ["left a gap"]),
        ("If the pump fails, Mr. Olsen says there is another.", ["there is another"]),
    ],
)
def test_an_aside_parts_what_is_said(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rain, the dust and the noise only add to the misery.",
        "We have seen it before: the tyrant declared war on his neighbours.",
        "The museum will find it hard to repeat its success.",
        "It was unclear whether the judges would rule that the will was valid.",
    ],
)
def test_these_verbs_report_nothing(text):
    assert found(text) == []
