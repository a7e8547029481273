"""No field of any table can become markup: any text in every text column, on every page that is made of a record."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import figure, quote, record, table
from test_highlights import HOSTILE, Page

from onrecord.charts.claims_as_html import claims_table
from onrecord.pages.article_page import article_page
from onrecord.pages.highlights import highlight
from onrecord.pages.notebook_page import SavedChart
from onrecord.pages.row_tables import rows
from onrecord.pages.tone_section import tone_section
from onrecord.pages.toned_words import texts_word_by_word, word_by_word
from onrecord.tables.record import TABLES, Record

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


def made_of(words: str) -> Record:
    """A record with these words in every text column that a page may show."""
    text = f"{words} 40 {words} yes"
    everywhere = {"speaker": words, "mention": words, "mention_start": 0, "mention_end": 1, "rule": words}
    said = quote(text, text, 1, cue=words, cue_start=0, cue_end=1, cue_class=words, **everywhere)
    numbers = [
        figure(
            text,
            "40",
            n,
            figure_id=f"f{n}{words}",
            unit=words,
            event=words,
            event_text=words,
            place=words,
            **everywhere,
        )
        | {"value_low": 40 * n, "value_high": 40 * n, "date_text": words, "attribution": "stated", "stated": words}
        for n in (1, 2)
    ]
    word = {"word": words, "valence": 1.0, "start": 0, "end": 1, "shifted": f"negated by {words}"}
    tone = {
        "quote_id": f"q{words}",
        "speaker": words,
        "compound": 0.5,
        "attitude": 0.5,
        "event_load": 0.1,
        "n_words": 4,
        "words": [word],
    }
    pair = {"article_id_a": "made-up", "article_id_b": "made-up", "a": f"f1{words}", "b": f"f2{words}"}
    bare = record(text, [said | {"quote_id": f"q{words}"}], numbers)
    own = {
        "articles": [
            {"title": words, "outlet": words, "date": words, "source": f"https://{words}", "text": text, "n_words": 4}
        ],
        "speakers": [
            {
                "speaker": words,
                "role": words,
                "affiliation": words,
                "side": words,
                "kind": words,
                "mentions": [],
                "anonymity": words,
                "n_quotes": 1,
                "n_words_direct": 1,
                "n_words_indirect": 0,
            }
        ],
        "comparisons": [pair | {"relation": "conflict_value", "why": words}],
        "uncounted": [{"text": words, "what": "damage", "event": words, "speaker": words, "start": 0, "end": 1}],
        "tone": [tone],
    }
    tables = {name: table(name, own[name]) if name in own else getattr(bare, name) for name in TABLES}
    return Record(bare.article, **tables)


@settings(deadline=None, max_examples=12)
@given(WORDS)
def test_no_text_of_a_record_becomes_markup(words):
    made = made_of(words)
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
