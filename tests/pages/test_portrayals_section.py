"""Portrayals on the page: who is called what, and every word leads to its mark in the article."""

import html
import re

from made_up import FLOOD, record, span, table

from onrecord.pages.highlights import highlight
from onrecord.pages.portrayals_section import portrayals, portrayals_section
from onrecord.show import in_context
from onrecord.tables.record import TABLES, Record

SAID = [
    ("Water company", "claimed", "cue", None, "discredits"),
    ("Ana Ruiz", "said", "cue", None, None),
    ("Ana Ruiz", "the mayor", "descriptor", None, "credits"),
    ("Water company", "destroyed", "deed", "destroyed", None),
]


def made(*told: tuple) -> Record:
    """A record of the flood with these portrayals: (speaker, words, kind, event, loaded)."""
    lines = [
        span(FLOOD, words) | {"speaker": who, "kind": kind, "word": words, "event": event, "loaded": loaded}
        for who, words, kind, event, loaded in told
    ]
    known = [
        {"speaker": who, "kind": "person", "side": side, "mentions": []}
        for who, side in (("Ana Ruiz", "Velmora"), ("Water company", None), ("<b>Jo", None))
    ]
    own = {"portrayals": table("portrayals", lines), "speakers": table("speakers", known)}
    bare = record(FLOOD)
    return Record(bare.article, **{name: own.get(name, getattr(bare, name)) for name in TABLES})


def text_of(section: str) -> str:
    return " ".join(html.unescape(re.sub("<.*?>", " ", section)).split())


def test_speaker_beside_speaker_and_side_beside_side():
    flood = made(*SAID, ("<b>Jo", "added", "cue", None, None))
    section = portrayals_section(flood)
    words = text_of(section)
    assert (
        "Ana Ruiz the mayor (credits) 1 neutral verb Water company claimed (discredits) destroyed (destroyed)" in words
    )
    assert "Introduced by neutral verbs, and no more: <b>Jo (1)." in words and "<b>Jo" not in section
    assert "By side" in words and words.count("Velmora") == 1
    targets = set(re.findall(r'href="#(p-[\d-]+)"', section))
    assert len(targets) == 3 and targets <= set(re.findall(r'id="(p-[\d-]+)"', highlight(flood)))


def test_many_words_open_with_a_click_each_with_its_link():
    section = portrayals_section(made(*[("Ana Ruiz", "the mayor", "descriptor", None, "credits")] * 15))
    shown, rest = section.split("<summary>3 more</summary>")[:2]
    assert shown.count("href=") == 12 and rest.partition("</details>")[0].count("href=") == 3


def test_nothing_is_told_of_anybody():
    assert "No words were found in which the article describes" in portrayals_section(made(SAID[1]))
    assert "portrayal" not in re.sub("<style>.*?</style>", "", highlight(made(SAID[1])), flags=re.DOTALL)


def test_in_a_notebook_the_words_lead_nowhere_and_stand_in_their_sentence():
    flood = made(*SAID)
    assert 'href="#p-' in portrayals(flood) and "claimed (discredits)" in text_of(portrayals(flood))
    assert "Water company" not in portrayals(flood, "side")
    around = in_context(flood.article, flood.portrayals, 20)
    assert around.tolist()[0].startswith("The water company claimed the dam was “in …")
    assert around.tolist()[3].endswith("destroyed.")
