"""Evidence: marks, ids and links for made-up articles; whatever stands in them is text, never markup."""

from __future__ import annotations

import html
import re
import time
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import FLOOD, figure, quote, record, span, table

from onrecord.evaluation.rules import rule_in_words
from onrecord.pages.highlights import highlight
from onrecord.pages.html import Html, mark_style
from onrecord.pages.row_tables import rows
from onrecord.pages.wording import claimant_in_words
from onrecord.tables.record import TABLES, Record
from onrecord.text.paragraphs import find_paragraphs


@pytest.fixture
def flood() -> Record:
    ruiz = {"speaker": "Ana Ruiz", "cue_class": "neutral"}
    company = {"speaker": "Water company", "cue_class": "claim"}
    quotes = [
        quote(FLOOD, "“The wall simply gave way,”", 1, **ruiz)
        | span(FLOOD, "Ana Ruiz", "mention")
        | span(FLOOD, "said", "cue"),
        quote(FLOOD, "that at least 40 people, including 12 children, were killed", 2, "indirect", **ruiz)
        | span(FLOOD, "She", "mention")
        | span(FLOOD, "added", "cue"),
        quote(FLOOD, "the dam was “in perfect order” in May", 3, "mixed", **company)
        | span(FLOOD, "The water company", "mention")
        | span(FLOOD, "claimed", "cue"),
    ]
    said = {"speaker": "Ana Ruiz", "attribution": "stated", "quote_id": "q2"}
    figures = [
        figure(FLOOD, "at least 40 people", 1, stated="40", approx="at_least", unit="people", **said),
        figure(FLOOD, "12 children", 2, stated="12", unit="children", subset_of="f1", **said),
        figure(FLOOD, "About 300 houses", 3, stated="300", approx="about", unit="houses", event="destroyed"),
    ]
    read_more = span(FLOOD, "Read more: ten dams to see this summer")
    skipped = ((read_more["start"], read_more["end"]),)
    return record(FLOOD, quotes, figures, headline=(0, 24), boilerplate=skipped)


class Page(HTMLParser):
    """What a browser makes of a fragment: tags with their attributes, the text under `.onrecord-text`, its brackets."""

    def __init__(self, fragment: str):
        super().__init__()
        self.tags, self.text, self.brackets, self._open = [], "", [], []
        self.feed(str(fragment))  # pieces of Html would escape what is added to them
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append((tag, dict(attrs).get("class", "")))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        if any(classes == "onrecord-text" for _, classes in self._open):
            if "onrecord-tag" in self._open[-1][1]:
                self.brackets.append(data)
            else:
                self.text += data

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]

    def under(self, anchor: str) -> dict:
        return next(attrs for _, attrs in self.tags if attrs.get("id") == anchor)


def test_every_quote_and_figure_has_its_mark(flood):
    page = Page(highlight(flood))
    assert page.ids == ["q-q1", "q-q2", "f-f1", "f-f2", "q-q3", "f-f3"]
    assert page.text == FLOOD
    assert "onrecord-direct" in page.under("q-q1")["class"]
    assert page.brackets == [
        "[q1 direct: Ana Ruiz] ",
        "[q2 indirect: Ana Ruiz] ",
        "[f1 killed] ",
        "[f2 killed] ",
        "[q3 mixed: Water company] ",
        "[f3 destroyed] ",
        "[skipped] ",
    ]
    assert page.under("f-f1")["title"] == "figure: at least 40 people | killed | claimed by Ana Ruiz | rule: made-up"
    assert "the article itself" in page.under("f-f3")["title"]


def test_only_what_nobody_claims_is_claimed_by_the_article_itself():
    row = {"speaker": None, "mention": None, "attribution": "none"}
    assert claimant_in_words(row) == "the article itself"
    assert claimant_in_words(row | {"attribution": "stated"}) == "a speaker without a name"
    assert claimant_in_words(row | {"attribution": "stated", "mention": "one\nnurse"}) == "“one nurse”"
    assert claimant_in_words(row | {"attribution": "stated", "speaker": "Ana Ruiz"}) == "Ana Ruiz"


def test_headline_and_boilerplate_are_told_apart(flood):
    paragraphs = [attrs.get("class") for tag, attrs in Page(highlight(flood)).tags if tag == "p"]
    assert paragraphs == ["onrecord-headline", None, None, "onrecord-skipped"]


def test_a_shared_mention_is_marked_once():
    text = "“No,” he said. “Never.”"
    said = {"mention": "he", "mention_start": 6, "mention_end": 8, "cue": "said", "cue_start": 9, "cue_end": 13}
    page = Page(highlight(record(text, [quote(text, "“No,”", 1, **said), quote(text, "“Never.”", 2, **said)])))
    assert [a["class"] for tag, a in page.tags if tag in ("b", "i") and "title" in a] == [
        "onrecord-mention",
        "onrecord-cue",
    ]


OVERLAPS = [
    # one in the other, the same span twice, side by side, crossing, three at once
    ("abcdef", [(0, 6)], [(2, 4)]),
    ("abcdef", [(1, 4)], [(1, 4)]),
    ("abcdef", [(0, 3)], [(3, 6)]),
    ("abcdef", [(0, 4)], [(2, 6)]),
    ("abcdef", [(0, 4), (1, 5)], [(2, 6)]),
    # a quote that goes on in the next paragraph
    ("abc\n\ndef", [(1, 7)], [(0, 3)]),
]


@pytest.mark.parametrize("text, quotes, figures", OVERLAPS)
def test_overlapping_marks_keep_text_and_ids(text, quotes, figures):
    quotes = [quote(text, text[a:b], i, start=a, end=b) for i, (a, b) in enumerate(quotes)]
    figures = [figure(text, text[a:b], i, start=a, end=b) for i, (a, b) in enumerate(figures)]
    page = Page(highlight(record(text, quotes, figures)))
    assert page.text == text
    assert sorted(page.ids) == sorted(
        [f"q-q{i}" for i in range(len(quotes))] + [f"f-f{i}" for i in range(len(figures))]
    )


def test_pieces_of_a_cut_mark_light_up_together():
    text = "abc\n\ndef"
    fragment = highlight(record(text, [quote(text, text, 1)]))
    assert fragment.count("onrecord-part0") == 2 + 2  # two pieces, and the two places of the style that joins them
    assert Page(fragment).brackets == ["[q1 direct: no speaker found] ", "[q1] "]


HOSTILE = [
    "<script>alert(1)</script>",
    "</mark></div><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</style><script>alert(1)</script>",
    "&lt;b&gt; &amp;amp; AT&T",
    "<!-- --> <![CDATA[ x ]]>",
    "$\\href{javascript:alert(1)}{x}$",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(words):
    text = f"{words}\n\n{words} said {words} and 40 {words}"
    row = quote(text, words, 1, speaker=words, cue=words, cue_start=0, cue_end=1, cue_class=words, rule=words)
    row |= {"mention": words, "mention_start": 0, "mention_end": 2}
    number = figure(text, "40", 1, stated=words, unit=words, event=words, speaker=words, rule=words)
    made = record(text, [row], [number])
    page = Page(highlight(made))
    assert page.text == text
    assert {tag for tag, _ in page.tags} <= {"div", "style", "p", "span", "mark", "ul", "li", "b", "i", "u"}
    assert {name for _, attrs in page.tags for name in attrs} <= {"class", "id", "title", "dir"}
    tables = Page(rows(made.quotes, caption=words, empty=words))
    assert {tag for tag, _ in tables.tags} <= set(
        ["div", "style", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "span", "small"]
    )
    attributes = {"class", "href", "dir", "scope", "role", "tabindex", "aria-label", "style", "data-label"}
    assert {name for _, attrs in tables.tags for name in attrs} <= attributes


@pytest.mark.parametrize("odd", ['x" onclick="y', "</mark>", "a b#c"])
def test_odd_ids_stay_in_their_attribute(odd):
    made = record("Yes", [quote("Yes", "Yes", 1, quote_id=odd)])
    assert Page(highlight(made)).ids == [f"q-{odd}"]
    hrefs = [attrs["href"] for tag, attrs in Page(rows(made.quotes)).tags if tag == "a"]
    assert len(hrefs) == 1 and re.fullmatch(r"#q-[\w%-]+", hrefs[0])


def test_characters_no_page_can_hold_are_replaced():
    fragment = highlight(record("a\0b\ud800c"))
    assert Page(fragment).text == "a\ufffdb\ufffdc"
    fragment.encode("utf-8")


def test_formulas_are_left_alone(flood):
    """Jupyter's MathJax would set "$5 million and $6 million" as a formula."""
    _, outermost = Page(highlight(flood)).tags[0]
    assert {"mathjax_ignore", "tex2jax_ignore"} <= set(outermost["class"].split())


def test_several_articles_are_refused(flood):
    several = Record(**{name: getattr(flood, name) for name in TABLES})
    with pytest.raises(ValueError, match="one article"):
        highlight(several)


def test_an_article_with_nothing_in_it_is_shown():
    assert Page(highlight(record("Nothing happened."))).text == "Nothing happened."
    assert Page(highlight(record(""))).text == ""


@st.composite
def made_up(draw) -> Record:
    """Any text, and marks anywhere in it, over one another too."""
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    text = draw(st.text(st.one_of(characters, st.sampled_from("<>&\"' \n“”")), max_size=60))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).filter(lambda s: s[0] < s[1])
    quotes = draw(st.lists(spans, max_size=4)) if text else []
    figures = draw(st.lists(spans, max_size=4)) if text else []
    boilerplate = tuple(map(tuple, draw(st.lists(spans, max_size=1)))) if text else ()
    return record(
        text,
        [
            quote(text, text[a:b], i, start=a, end=b, speaker=text, mention_start=a, mention_end=b)
            for i, (a, b) in enumerate(quotes)
        ],
        [figure(text, text[a:b], i, start=a, end=b) for i, (a, b) in enumerate(figures)],
        boilerplate=boilerplate,
    )


@settings(deadline=None, max_examples=60)
@given(made_up())
def test_without_tags_the_highlighted_text_is_the_article(made):
    page = Page(highlight(made))
    assert page.text == made.article.text
    assert len(page.ids) == len(set(page.ids))
    paragraphs = find_paragraphs(made.article)
    found = [*made.quotes.itertuples(), *made.figures.itertuples()]
    visible = [row for row in found if any(row.start < p.end and row.end > p.start for p in paragraphs)]
    assert len(page.ids) == len(visible)


def cells(fragment: str) -> list[list[str]]:
    """The text of each cell of each row of a table."""
    lines = re.findall(r"<tr.*?</tr>", fragment, re.S)
    return [
        [html.unescape(re.sub(r"<.*?>", "", c)) for c in re.findall(r"<t[hd].*?</t[hd]>", line, re.S)] for line in lines
    ]


def test_words_without_a_number_are_marked_and_their_rows_lead_there():
    text = "Dozens of barns burned, the mayor said."
    lost = span(text, "barns burned") | {"uncounted_id": "u1", "what": "damage", "event": "destroyed", "quote_id": "q7"}
    bare = record(text)
    tables = {name: getattr(bare, name) for name in TABLES} | {"uncounted": table("uncounted", [lost])}
    made = Record(bare.article, **tables)
    page = Page(highlight(made))
    assert (page.ids, page.brackets) == (["u-10"], ["[u1 no number: destroyed] "])
    assert page.text == text
    assert [attrs["href"] for tag, attrs in Page(rows(made.uncounted, ["text"])).tags if tag == "a"] == ["#u-10"]


def test_brackets_lead_to_the_rows_of_a_page(flood):
    hrefs = [attrs["href"] for tag, attrs in Page(highlight(flood, to_rows=True)).tags if tag == "a"]
    assert hrefs == [f"#row-{anchor}" for anchor in Page(highlight(flood)).ids]
    assert "<a " not in highlight(flood)


def test_rows_lead_to_their_marks(flood):
    hrefs = {attrs["href"] for tag, attrs in Page(rows(flood.quotes, ["speaker", "text"])).tags if tag == "a"}
    assert hrefs == {"#q-q1", "#q-q2", "#q-q3"}
    targets = {f"#{anchor}" for anchor in Page(highlight(flood)).ids}
    assert hrefs <= targets
    figures = [
        a["href"]
        for tag, a in Page(rows(flood.figures, ["text", "quote_id", "subset_of"], page="00.html")).tags
        if tag == "a"
    ]
    assert figures == ["00.html#f-f1", "00.html#f-f2", "00.html#f-f1", "00.html#f-f3"]


def test_rows_show_the_number_that_stands_at_their_mark(flood):
    assert [row[0] for row in cells(rows(flood.figures, ["text"]))[1:]] == [
        "at least 40 people [f1]",
        "12 children [f2]",
        "About 300 houses [f3]",
    ]
    assert [row[0] for row in cells(rows(flood.figures, ["figure_id"]))[1:]] == ["f1", "f2", "f3"]


def test_rows_that_are_left_out_are_counted():
    frame = pd.DataFrame({"n": [1, 2, 3]})
    shown = rows(frame, most=2, more="Set `rows` to see more.")
    assert cells(shown) == [["n"], ["1"], ["2"]]
    assert "2 of 3 rows shown. Set <code>rows</code> to see more." in shown
    assert "shown" not in rows(frame, most=3, more="Set `rows` to see more.").split("</style>")[1]


def test_rows_stand_under_the_heading_of_their_group():
    frame = pd.DataFrame({"side": ["east", None, "east"], "who": ["a", "b", "c"]})
    assert cells(rows(frame, group="side")) == [["who"], ["east"], ["a"], ["c"], ["no side told"], ["b"]]
    assert cells(rows(frame, group="side", most=2)) == [["who"], ["east"], ["a"], ["c"]]


def test_a_bar_is_as_long_as_its_number():
    shown = rows(pd.DataFrame({"n": [4.0, 1.0, None], "tone": [0.5, -0.5, 0.0]}), bars=["n", "tone"])
    assert cells(shown)[1:] == [["4 ", "0.50 "], ["1 ", "-0.50 "], ["–", "0 "]]
    bars = re.findall(r'style="margin-left:([\d.]+)%;width:([\d.]+)%"', shown)
    assert [(float(a), float(b)) for a, b in bars] == [(0, 100), (50, 50), (0, 25), (0, 50), (50, 0)]
    assert "width:40.0%" in rows(pd.DataFrame({"n": [40]}), bars={"n": 100})


LOSS = {"word": "ill-fated", "valence": -1.3, "start": 0, "end": 9, "shifted": ""}
GOOD = {"word": "<good>", "valence": 1.9, "start": 10, "end": 16, "shifted": "negated"}


def test_rules_lead_to_the_page_that_describes_them(flood):
    known, unknown = "clause_after_cue/pronoun", '"><b>/name'
    table = rows(pd.DataFrame({"quote_id": ["q1", "q2"], "rule": [known, unknown]}), rules='r"ules.md')
    page = Page(table)
    assert [attrs["href"] for tag, attrs in page.tags if tag == "a"] == [
        "#q-q1",
        'r"ules.md#clause_after_cue',
        'r"ules.md#pronoun',
        "#q-q2",
        'r"ules.md#name',
    ]
    assert [row[1] for row in cells(table)[1:]] == [rule_in_words(known), rule_in_words(unknown)]
    assert "b" not in [tag for tag, _ in page.tags]
    assert "ules.md" not in rows(flood.quotes)


def test_cells_are_written_for_people():
    frame = pd.DataFrame(
        {
            "n": pd.array([402000, None], "Int64"),
            "tone": [-0.625, 1.0],
            "named": [True, False],
            "words": [[LOSS, GOOD], []],
            "mentions": [[[0, 4], [1200, 1210]], []],
            "text": ["x" * 200, None],
        }
    )
    shown = cells(
        rows(
            frame, {"n": "number", "tone": "tone", "named": "named", "words": "words", "mentions": "at", "text": "text"}
        )
    )
    assert shown[0] == ["number", "tone", "named", "words", "at", "text"]
    assert shown[1] == [
        "402,000",
        "-0.62",
        "yes",
        "ill-fated −1.3; <good> +1.9 (negated)",
        "0–4; 1,200–1,210",
        "x" * 200,
    ]
    assert shown[2] == ["–", "1", "no", "", "", "–"]


def test_a_table_without_rows_says_so(flood):
    assert "No figures here." in rows(flood.figures.head(0), empty="No figures here.")


def test_notebooks_show_html_and_print_little(flood):
    shown = highlight(flood)
    assert isinstance(shown, Html) and shown._repr_html_() == str(shown)
    assert len(repr(shown)) < 50


def test_style_is_scoped_and_fetches_nothing():
    rules = re.sub(r"/\*.*?\*/", "", mark_style(), flags=re.S)
    selectors = [s.strip() for block in re.findall(r"([^{}]+)\{", rules) for s in block.split(",")]
    assert all(s.startswith((".onrecord", "@media")) for s in selectors)
    assert "url(" not in rules and "@import" not in rules and "<" not in rules


def test_corrected_rows_are_marked_as_such():
    quoted = quote(FLOOD, "“The wall simply gave way,”", 1, speaker="Ana Ruiz", corrected="<Jo>")
    counted = figure(FLOOD, "About 300 houses", 1, event="destroyed", corrected="Jo")
    other = figure(FLOOD, "12 children", 2, event="other", corrected="Jo")
    page = Page(highlight(record(FLOOD, [quoted], [counted, other])))
    assert {"[q1 direct: Ana Ruiz, corrected] ", "[f1 destroyed, corrected] ", "[f2 corrected] "} <= set(page.brackets)
    titles = [attributes["title"] for _, attributes in page.tags if "title" in attributes]
    assert sum("corrected by <Jo>" in title for title in titles) == 1


def test_time_is_linear_in_the_number_of_paragraphs():
    """Four times the text takes about four times as long, not nine: no paragraph is compared with the marks of all."""
    took = []
    for number in (3_000, 12_000):
        text = "one\n\n" * number
        quotes = [quote(text, "one", n, start=5 * n, end=5 * n + 3) for n in range(0, number, 3)]
        start = time.process_time()
        assert highlight(record(text, quotes)).count("[q") == len(quotes)
        took.append(time.process_time() - start)
    assert took[1] < 5.5 * took[0]
