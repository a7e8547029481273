"""Boilerplate: lines that are skipped, labels, datelines, and the date and outlet that they state."""

import time

import pytest
from helpers import skipped
from made_up_texts import LONG, PROSE

from onrecord.text.article import make_article
from onrecord.text.boilerplate import boilerplate_rules


@pytest.mark.parametrize(
    "top, date, outlet",
    [
        ("By Ada Penn, The Valley Courier | 6 May 2021", "2021-05-06", "The Valley Courier"),
        ("By Ada Penn and Bo Lind, Coast Wire, May 6, 2021", "2021-05-06", "Coast Wire"),
        ("Published: Thursday, 6 May 2021 at 10:30 GMT", "2021-05-06", None),
        ("Updated 2021-05-06 10:30", "2021-05-06", None),
        ("Outlet: The Valley Courier\nDate: Sept. 6, 2021", "2021-09-06", "The Valley Courier"),
        ("By Ada Penn, Political Editor | May 6th, 2021", "2021-05-06", None),
        ("By Ada Penn in Westmere", None, None),
        ("WESTMERE, May 6, 2021 (CW) -- Four people died.", "2021-05-06", None),
        ("31 June 2021", None, None),
        ("Published: 05/06/2021", None, None),
        ("The mayor resigned on 6 May 2021 over the bridge.", None, None),
    ],
)
def test_dates_and_outlets(top, date, outlet):
    article = make_article(f"{top}\n\n{PROSE}", "a test")
    assert (article.date, article.outlet) == (date, outlet)


# Boilerplate: a line between two paragraphs, and whether it is skipped

SKIPPED = [
    "Previous articleFour held after quay fire",
    "Next article2 ships collide off Westmere",
    "Next story »",
    "Read more: Storm damages the quay",
    "READ MORE: ‘We ran’: the night of the fire",
    "Related: The ferry that nobody wanted",
    "WATCH | Highlights of the harbour race",
    "VIDEO: Smoke over the quay",
    "Watch the full interview below:",
    "Sign up for our morning newsletter",
    "Subscribe to our newsletter",
    "Share this",
    "Share on Facebook",
    "Advertisement",
    "- ADVERTISEMENT -",
    "Story continues below advertisement",
    "We use cookies to make this page better.",
    "***",
    "Reporting by Ada Penn in Westmere; Editing by Bo Lind",
    "(Additional reporting by Ada Penn; Writing by Bo Lind; Editing by Cy Dahl.)",
    "Coast Wire writers Ada Penn in Westmere and Bo Lind in Ostby contributed to this report.",
    "Ada Penn reported from Westmere, Northland. Coast Wire writer Bo Lind contributed to this report.",
    "With files from Coast Wire",
    "Copyright 2021 Coast Wire. All rights reserved.",
    "© 2021 Coast Wire",
    "Follow Ada Penn on Twitter: @adapenn",
    "Email: ada@example.org | Twitter: @adapenn",
    "Editor's note: The valley's name has changed since.",
    "Correction: An earlier version of this article said 40 people had died. It was four.",
    "This article was first published by Coast Wire.",
    "FILE - Smoke rises over the quay on May 6, 2021. (CW Photo/Bo Lind)",
    "Smoke rises over the quay at Harbourton on Thursday. (CW Photo/Bo Lind, Pool)",
    "Mayor Ada Penn opens the bridge. (Bo Lind/Coast Wire)",
    "The porters of 1920. ( Valley Courier file photo )",
    "The Rovers win at home for the first time since May. 0:25",
    "Image: Smoke over the quay",
    "(Photo: Bo Lind)",
    "Bo Lind/Coast Images",
    "More from Coast Wire",
    "DON'T MISS: Storm damages the quay",
    "Don’t miss",
    "Order Reprints",
    "Reprints & Permissions",
    "Like this story? Sign up for our morning mail.",
    "Get the day’s news straight to your inbox every morning.",
    "To continue reading, subscribe for one crown a month.",
    "You have reached your limit of free articles.",
    "This article is for subscribers only.",
    "Subscriber only",
    "Support our local journalism for the price of a coffee.",
    "Skip past newsletter promotion",
    "Do you have a story for our news team? Email us at news@example.org.",
    "Source: Coast Wire",
]

KEPT = [
    "“Read more,” the teacher told them. “Write less.”",
    "Next article of the treaty to be discussed is the ninth, the minister said.",
    "Previous articles in this paper had said so.",
    "Related cases were found in two other towns, the hospital said.",
    "Reporting by the Valley Courier found that 40 people had died.",
    "Watch out for ice on the bridge, the police said.",
    "Video of the fire was shown in court.",
    "Sign up for the march has doubled in a day, she said.",
    "Advertisement sales fell by 12 per cent, the company said.",
    "Copyright law is a matter for parliament, he said.",
    "Photo albums were all that she saved, Olsen said.",
    "The ministry contributed to the report's delay, the judge said.",
    "He held up a picture of his son (in a photo of 1999, a boy).",
    "“They left at dawn,” said Mayor Ada Penn (Greens/Reform).",
    "The train left at 10:25.",
    "By Monday the water had reached the school.",
    "Correction officers said 12 prisoners had fled.",
    "File the papers in time, the clerk told her.",
    "Share prices fell after the fire.",
    "More from the harbour: four ships are missing, the police said.",
    "Ada Penn reported from Westmere that 40 people had died.",
    "Follow the rules on X and Y, the chairman said.",
    "What is next",
    "Don’t miss the last ferry, the harbour master told them.",
    "Order was restored after two hours.",
    "“Like this story? I made it up,” he said.",
    "To continue the search, the crews need boats.",
    "You have read the report, the judge told him.",
    "Support for the mayor fell after the fire.",
    "Do you have enough to eat? The aid workers ask it at each door.",
    "Sources: nobody in the ministry would be named.",
]


@pytest.mark.parametrize("line, skip", [*((line, True) for line in SKIPPED), *((line, False) for line in KEPT)])
def test_boilerplate(line, skip):
    article = make_article(f"{PROSE}\n\n{LONG}\n\n{line}", "a test")
    assert skipped(article) == ([line] if skip else [])


def test_credits_in_the_middle_of_a_long_article_are_not_looked_for():
    article = make_article("\n\n".join([PROSE] * 8 + ["Copyright 2021 Coast Wire"] + [PROSE] * 8), "a test")
    assert skipped(article) == []


def test_two_lines_of_navigation_are_two_spans():
    article = make_article(f"{PROSE}\n\nPrevious articleFire on the quay\nNext articleFlood in the valley", "a test")
    assert skipped(article) == ["Previous articleFire on the quay", "Next articleFlood in the valley"]


def test_links_below_their_heading_go_with_it():
    links = "Related stories\nFire on the quay\nFlood in the valley"
    assert skipped(make_article(f"{PROSE}\n\n{links}", "a test")) == [links]
    ends_in_prose = f"{PROSE}\n\nRelated stories\n\nFire on the quay\n\n{PROSE}"
    assert skipped(make_article(ends_in_prose, "a test")) == []


@pytest.mark.parametrize(
    "start, skip",
    [
        ("WESTMERE — Four people died.", ["WESTMERE —"]),
        ("WESTMERE, Northland -- Four people died.", ["WESTMERE, Northland --"]),
        ("WESTMERE, May 6 (CW) - Four people died.", ["WESTMERE, May 6 (CW) -"]),
        ("Westmere (CW) — Four people died.", ["Westmere (CW) —"]),
        ("WESTMERE, 6 May 2021 (CW) – Four people died.", ["WESTMERE, 6 May 2021 (CW) –"]),
        ("WESTMERE (6 May 2021) – Four people died.", ["WESTMERE (6 May 2021) –"]),
        ("WESTMERE, May 6 (CW) Four people died.", ["WESTMERE, May 6 (CW)"]),
        ("WESTMERE, May 6. /CW/. Four people died.", ["WESTMERE, May 6. /CW/."]),
        ("ST. WESTMERE (CW) _ Four people died.", ["ST. WESTMERE (CW) _"]),
        ("Westmere, May 6 (dpa) - Four people died.", ["Westmere, May 6 (dpa) -"]),
        ("(Coast Wire) - Four people died.", ["(Coast Wire) -"]),
        ("6 May (CW) - Four people died.", ["6 May (CW) -"]),
        ("Westmere, Northland (CNN) Four people died.", ["Westmere, Northland (CNN)"]),
        ("(CNN)Four people died.", ["(CNN)"]),
        ("WHO (CW) said four people died.", []),
        ("In May (CW) four people died.", []),
        ("(Note) Four people died.", []),
        ("LIND: Four people died.", []),
        ("Westmere — once a port — is dry.", []),
        ("The mayor – a doctor – resigned.", []),
        ("NATO said on Monday it would help.", []),
    ],
)
def test_datelines(start, skip):
    assert skipped(make_article(f"{start} {PROSE}", "a test")) == skip


def test_every_rule_is_quick():
    hostile = [
        "A" * 600,
        "Aa " * 200,
        "Aa/" * 200,
        "(" * 600,
        " (a photo" * 60,
        "Reporting by " + "A, " * 190,
        "- " * 300,
    ]
    began = time.process_time()
    for rule in boilerplate_rules():
        assert rule.where in {"any", "top", "end", "tail", "start"} and rule.kind
        for line in hostile:
            rule.pattern.fullmatch(line)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(("before", "skip"), [(5, True), (6, False)])
def test_a_byline_stands_among_the_first_six_blocks(before, skip):
    text = "\n\n".join([PROSE] * before + ["By Ada Penn"] + [PROSE] * 20)
    assert skipped(make_article(text, "a test")) == ["By Ada Penn"] * skip


@pytest.mark.parametrize(("after", "skip"), [(7, True), (8, False)])
def test_a_copyright_line_stands_among_the_last_eight_blocks(after, skip):
    text = "\n\n".join([PROSE] * 20 + ["Copyright 2021 Coast Wire"] + [PROSE] * after)
    assert skipped(make_article(text, "a test")) == ["Copyright 2021 Coast Wire"] * skip


@pytest.mark.parametrize(("before", "date"), [(17, "2021-05-06"), (18, None)])
def test_a_date_is_looked_for_among_the_first_18_blocks(before, date):
    text = "\n".join(["---"] * before + ["Date: 6 May 2021", "", PROSE])
    assert make_article(text, "a test").date == date


@pytest.mark.parametrize(("before", "skip"), [(2, True), (3, False)])
def test_a_dateline_stands_in_one_of_the_first_three_paragraphs(before, skip):
    text = "\n\n".join([PROSE] * before + [f"WESTMERE — {PROSE}", PROSE])
    assert skipped(make_article(text, "a test")) == ["WESTMERE —"] * skip


@pytest.mark.parametrize(("characters", "skip"), [(600, True), (601, False)])
def test_a_block_of_more_than_600_characters_is_not_boilerplate(characters, skip):
    line = "-" * characters
    assert skipped(make_article(f"{PROSE}\n\n{line}\n\n{PROSE}", "a test")) == [line] * skip


@pytest.mark.parametrize(("characters", "skip"), [(149, True), (150, False)])
def test_a_link_has_less_than_150_characters(characters, skip):
    link = "Fire on the quay ".ljust(characters, "x")
    expected = [f"Related stories\n{link}"] if skip else []
    assert skipped(make_article(f"{PROSE}\n\nRelated stories\n{link}", "a test")) == expected


@pytest.mark.parametrize(("characters", "skip"), [(301, True), (302, False)])
def test_the_value_of_a_label_has_at_most_301_characters(characters, skip):
    line = "Section: " + "x" * characters
    assert skipped(make_article(f"{line}\n\n{PROSE}", "a test")) == [line] * skip
