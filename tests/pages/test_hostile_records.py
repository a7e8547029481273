"""No field of any table can become markup: any text in every text column, on every page that is made of a record."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import record_made_of
from test_highlights import HOSTILE, Page

from onrecord.charts.claims_as_html import claims_table
from onrecord.pages.answers import answer_lines, as_plain
from onrecord.pages.article_page import article_page
from onrecord.pages.highlights import highlight
from onrecord.pages.notebook_page import SavedChart
from onrecord.pages.row_tables import rows
from onrecord.pages.terminal import as_text
from onrecord.pages.tone_section import tone_section
from onrecord.pages.toned_words import texts_word_by_word, word_by_word
from onrecord.tables.record import TABLES

PIECES = st.sampled_from(
    [*HOSTILE, "<", ">", '"', "'", "&", "`", "onrecord", "</title>", "{{ 7 * 7 }}", "{% raw %}", "<x-y z>"]
)
WORDS = st.one_of(PIECES, st.text(max_size=8), st.lists(PIECES, min_size=2, max_size=3).map("".join))
TAGS = set(
    "div style p span mark small table caption thead tbody tr th td a ruby rt rp svg path circle html head meta title link "
    "body header h1 h2 u i ul li code nav main section aside footer strong figure figcaption img b details summary pre".split()
)
ATTRIBUTES = set(
    "class id title data-label dir scope rowspan colspan style href lang charset http-equiv content name rel role aria-level aria-label "
    "aria-hidden aria-labelledby tabindex src alt width height viewbox d cx cy r fill stroke stroke-width".split()
)
STYLE = re.compile(r"(?:text-align:left|(?:[a-z-]+:-?[\d.]+%;?)*)")  # the only styles that stand at an element


class Tags(Page):
    """The page without the check that all elements are closed: `<meta>` and `<path/>` never are."""

    def __init__(self, html: str):
        self.tags, self.text, self.problems, self._open = [], "", [], []
        super(Page, self).__init__()
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        pass


@settings(deadline=None, max_examples=12)
@given(WORDS)
def test_no_text_of_a_record_becomes_markup(words):
    made = record_made_of(words)
    chart = SavedChart(words, "", words, words, words)
    shown = [
        article_page(made, {Path("01_x.ipynb"): words}, [chart]),
        highlight(made),
        tone_section(made),
        word_by_word(made, made.tone),
        texts_word_by_word({words: words}),
        claims_table(made.figures, made.comparisons, page=words),
        *(rows(getattr(made, name), caption=words, page=words, rules=words) for name in TABLES),
    ]
    for html in shown:
        tags = Tags(html).tags
        assert {tag for tag, _ in tags} <= TAGS
        assert {name for _, attributes in tags for name in attributes} <= ATTRIBUTES
        assert all(STYLE.fullmatch(attributes.get("style") or "") for _, attributes in tags)


@pytest.mark.parametrize(
    "words", ["\x1b]52;c;SElU\x07", "\x9b2J", "a\rb\x08c", "\u202eknab", "\u2066x\u2028y\U000e0041"]
)
@pytest.mark.parametrize("everything", [False, True])
def test_no_text_of_a_record_steers_a_terminal(words, everything):
    printed = as_text(record_made_of(words), 80, everything)
    assert {c for c in printed if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")} == set()


def test_words_of_an_article_are_no_template_of_a_sentence():
    for words in ("{}", "{} {0} {x.__class__} %s", "}{"):
        told = " ".join(map(as_plain, answer_lines(record_made_of(words))))
        assert words in told
