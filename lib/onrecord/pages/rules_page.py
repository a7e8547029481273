"""The page of rules: what each rule looks for, an example that it reads, and how often it is right.

Nothing on it is typed twice: it is made from the lexicons in words/, rule_accuracy.csv and from what the
library finds in the examples; as HTML for reports, and as Markdown (docs/rules.md) for readers on a git host.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from onrecord.evaluation.rules import Rule, described_rules, described_sets, rule_accuracy
from onrecord.pages.highlights import highlighted_example
from onrecord.pages.html import Html, escape, join, mark_style, render
from onrecord.pages.layout import Cell, page, table
from onrecord.pages.row_tables import rule_links
from onrecord.pages.wording import NOBODY
from onrecord.system.files import write_whole
from onrecord.tables.record import TABLES, Record, analyse
from onrecord.text.article import Article
from onrecord.words import read_words

KEPT = Path(__file__).parent / "rules.html"
TITLE = "Rules for quotes and speakers"
INTRO = (
    "The column `rule` of the quotes table says how the words were found and, behind the stroke, how their speaker was "
    "named: `clause_after_cue/pronoun`. This page describes each of these rules. The examples are made up; what is "
    "marked in them is what the library finds there."
)
PARTS = {"found": "How the words were found", "named": "How the speaker was named"}
CUES = "Classes of cues"
ABOUT_CUES = (
    "A cue is the word for speaking. Its class is the column `cue_class`: what the writer's choice of the word says "
    "about the statement."
)
CUE_HEADINGS = ["Class", "What it says", "Source", "#Words", "Which"]
COUNTS = "How often each rule is right"
ABOUT_COUNTS = (
    "Counted on articles in which people have marked the quotes. Words are found right when they share at least half of "
    "their characters with a marked quote. Of those that are right, and marked with a full name, a speaker is named "
    "right when the whole name is there. Few cases say little: a share is given from {least} cases on."
)
LEAST_FOR_SHARE = 20
NO_CASES = "–"
SENTENCE_ENDS = tuple(".?!…”")


HEADINGS = {"found": PARTS["found"], "named": PARTS["named"], "cues": CUES, "counts": COUNTS}


def rules_page() -> str:
    """The page as HTML around the sections that `write` has kept, with a link back to the page over all articles."""
    body = render(
        "rules.html",
        style=mark_style(),
        title=TITLE,
        intro=_code(INTRO),
        headings=HEADINGS,
        sections=Html(KEPT.read_text(encoding="utf-8")),
    )
    return page(TITLE, body, skip_to=("rules", "Skip to the rules"))


def rules_html() -> Html:
    """The sections of the page as HTML, with an anchor for each rule; each example in them takes an analysis."""
    bodies = {part: join(_section(rule) for rule in described_rules().values() if rule.part == part) for part in PARTS}
    bodies["cues"] = Html("<p>{}</p>").format(_code(ABOUT_CUES)) + table(CUE_HEADINGS, _cue_rows(), "")
    bodies["counts"] = _counts()
    section = Html('<section id="part-{}"><h2>{}</h2>{}</section>')
    return join((section.format(key, heading, bodies[key]) for key, heading in HEADINGS.items()), "\n")


def rules_markdown() -> str:
    """The page as Markdown; a host that shows it makes the same anchors from its headings."""
    lines = [
        f"# {TITLE}",
        INTRO,
        "In the examples, **speech** is bold, the *cue* italic, the <ins>mention</ins> underlined.",
        "[Rules for figures and comparisons](rules_for_figures.md) have a page of their own.",
    ]
    for part, heading in PARTS.items():
        lines.append(f"## {heading}")
        for rule in described_rules().values():
            lines += _markdown_section(rule) if rule.part == part else []
    lines += [f"## {CUES}", ABOUT_CUES, _markdown_table(CUE_HEADINGS, _cue_rows())]
    lines += [f"## {COUNTS}", ABOUT_COUNTS.format(least=LEAST_FOR_SHARE)]
    lines.append("\n".join(f"- **{title}**: {what}" for title, what in _sets().values()))
    for part, heading in PARTS.items():
        lines += [f"**{heading}**", _markdown_table(*_count_table(part, "[`{0}`](#{0})".format))]
    lines.append("Made by `make rules`; do not edit.")
    return "\n\n".join(lines) + "\n"


def write(markdown: str | Path) -> None:
    """Write the page as Markdown, and keep its sections as HTML for the folders of runs."""
    write_whole(Path(markdown), rules_markdown())
    write_whole(KEPT, rules_html())


# --- a rule ----------------------------------------------------------------------------------------------------


@cache
def example_of(rule: Rule) -> Record:
    """What the library finds in the example of a rule, quotes of other rules left out."""
    record = analyse(article_of(rule), thoughts=True)
    quotes = record.quotes.loc[[rule.name in ways.split("/") for ways in record.quotes["rule"]]]
    tables = {name: getattr(record, name) for name in TABLES}
    return Record(record.article, **tables | {"quotes": quotes, "figures": record.figures.head(0)})


def article_of(rule: Rule, date: str | None = None) -> Article:
    """The example of a rule as an article; a first paragraph that ends like no sentence is the headline."""
    first = rule.example.split("\n\n")[0]
    headline = None if first.endswith(SENTENCE_ENDS) or first == rule.example else (0, len(first))
    return Article("example", rule.example, date=date, headline=headline)


def _section(rule: Rule) -> Html:
    record = example_of(rule)
    return render(
        "rule.html",
        name=rule.name,
        looks_for=as_sentence(rule.looks_for),
        example=highlighted_example(record, rule.name),
        readings=[(words, rule_links(ways, "")) for words, ways in _readings(record)],
        more=list(_more(rule)),
    )


def _markdown_section(rule: Rule) -> list[str]:
    record = example_of(rule)
    quoted = markdown_quote(_markdown_example(record, rule.example))
    readings = "; ".join(
        f"{words} · " + "/".join(f"[`{w}`](#{w})" for w in ways.split("/")) for words, ways in _readings(record)
    )
    more = [f"- *{what}* {words}" for what, words in _more(rule)]
    return [f"### {rule.name}", as_sentence(rule.looks_for), quoted, readings, "\n".join(more)]


def _readings(record: Record) -> list[tuple[str, str]]:
    """Kind, speaker and mention of each quote in words, and its rule; the same thing once."""
    readings: dict[tuple[str, str], None] = {}
    for row in record.quotes.to_dict("records"):
        speaker = row["speaker"] if isinstance(row["speaker"], str) else NOBODY
        mention = row["mention"] if isinstance(row["mention"], str) else ""
        pointed = f" (from “{mention}”)" if mention and mention != speaker else ""
        readings[f"{row['kind']}: {speaker}{pointed}", row["rule"]] = None
    return list(readings) or [("nothing is found here with this language model", "")]


def _more(rule: Rule) -> Iterator[tuple[str, str]]:
    """What else there is to say of a rule: (what it is, words)."""
    yield "Reason:", as_sentence(rule.why)
    if rule.limits:
        yield "Limits:", rule.limits
    counts = _counts_of(rule)
    if counts:
        yield "Right:", "; ".join(f"{share} in {title}" for title, share in counts) + "."


def _markdown_example(record: Record, text: str) -> str:
    spans: dict[tuple[int, int], str] = {}
    for row in record.quotes.to_dict("records"):
        spans[row["start"], row["end"]] = "**{}**"
        if isinstance(row["cue"], str) and row["cue"] != ":":
            spans[row["cue_start"], row["cue_end"]] = "*{}*"
        if isinstance(row["mention"], str):
            spans[row["mention_start"], row["mention_end"]] = "<ins>{}</ins>"
    return marked_text(text, spans)


def marked_text(text: str, spans: Mapping[tuple[int, int], str]) -> str:
    """A text with marks around spans; of two that overlap the first is marked."""
    out: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            out += [text[at:start], spans[start, end].format(text[start:end])]
            at = end
    return "".join(out) + text[at:]


def markdown_quote(text: str) -> str:
    """Paragraphs as a quotation in Markdown."""
    return "\n>\n".join(f"> {line}" for line in text.split("\n\n"))


# --- cues ------------------------------------------------------------------------------------------------------


def _cue_rows() -> list[list[Cell]]:
    """A row per class of cues: class, meaning, where the class is from, number of words, the words."""
    words: dict[str, list[str]] = {}
    for row in read_words("cue_verbs.csv"):
        words.setdefault(row["class"], []).append(row["verb"])
    for row in read_words("cue_nouns.csv"):
        words.setdefault(row["class"], []).append(f"{row['noun']} (noun)")
    return [
        [row["class"], as_sentence(row["why"]), row["source"], str(len(listed)), ", ".join(listed) or NO_CASES]
        for row in read_words("cue_classes.csv")
        for listed in [words.get(row["class"], [])]
    ]


# --- counts ----------------------------------------------------------------------------------------------------


@cache
def _sets() -> dict[str, tuple[str, str]]:
    """The sets of marked articles that were counted on: {set: (title, what it is)}."""
    described = described_sets()
    dates = rule_accuracy().groupby("set")["date"].first()
    names = [s for s in described if s in dates] + [s for s in dates.index if s not in described]
    sets = {}
    for name in names:
        title, what = described.get(name, (name, "marked articles that do not come with the project"))
        sets[name] = title, as_sentence(what + (f"; counted on {dates[name]}" if dates[name] == dates[name] else ""))
    return sets


@cache
def _shares() -> dict[tuple[str, str], str]:
    """{(set, rule): "95 of 99 (96 %)"}."""
    return {(row.set, row.rule): share_in_words(row.n_right, row.n_found) for row in rule_accuracy().itertuples()}


def share_in_words(n_right: int, n_found: int) -> str:
    share = f" ({100 * n_right / n_found:.0f} %)" if n_found >= LEAST_FOR_SHARE else ""
    return f"{n_right:,} of {n_found:,}{share}"


def _counts_of(rule: Rule) -> list[tuple[str, str]]:
    return [(title, _shares()[s, rule.name]) for s, (title, _) in _sets().items() if (s, rule.name) in _shares()]


def _counts() -> Html:
    sets = join(Html("<li><b>{}</b>: {}</li>").format(title, meaning) for title, meaning in _sets().values())
    about = Html("<p>{}</p><ul>{}</ul>").format(ABOUT_COUNTS.format(least=LEAST_FOR_SHARE), sets)
    link = Html('<a href="#{0}">{0}</a>').format
    counted = (
        Html("<h4>{}</h4>{}").format(heading, table(*_count_table(part, link), "")) for part, heading in PARTS.items()
    )
    return about + join(counted)


def _count_table(part: str, link: Callable[[str], str]) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows: each rule of a part, and how often it is right on each set on which such rules are counted."""
    counted = {name for name, in_part in rule_accuracy()[["set", "part"]].itertuples(index=False) if in_part == part}
    sets = [(name, title) for name, (title, _) in _sets().items() if name in counted]
    named = [rule.name for rule in described_rules().values() if rule.part == part]
    body: list[list[Cell]] = [
        [link(rule), *(_shares().get((name, rule), NO_CASES) for name, _ in sets)] for rule in named
    ]
    return ["Rule", *(f"#{title}" for _, title in sets)], body


# --- words -----------------------------------------------------------------------------------------------------


def as_sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "." * (not words.endswith(SENTENCE_ENDS))


def _code(words: str) -> Html:
    """Words in backticks as code."""
    return Html(re.sub(r"`(.+?)`", r"<code>\1</code>", str(escape(words))))


def _markdown_table(headings: list[str], body: Sequence[Sequence[str]]) -> str:
    right = ["---:" if h.startswith("#") else "---" for h in headings]
    lines = [[h.lstrip("#") for h in headings], right, *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
