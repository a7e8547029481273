"""The page of rules, for all tables: what each rule looks for, an example that it reads, and how often it is right.

Nothing on it is typed twice: it is made from the lexicons in words/, from the files of rules and counts in evaluation/, and
from what the library finds in the examples; as HTML for reports, and as Markdown (docs/rules.md) for readers on a git host.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.evaluation.published import MORE, hints_sentence
from onrecord.evaluation.rules import Rule, rules_of_all_tables
from onrecord.evaluation.scorers import scorer_sentence
from onrecord.pages.html import EMPTY, Html, escape, join, render
from onrecord.pages.layout import Cell, page, table
from onrecord.pages.rule_counts import LEAST_FOR_SHARE, NO_CASES, ROW_HEADINGS, count_table, counts_of, row_table, sets
from onrecord.pages.rule_examples import SENTENCE_ENDS, example_as_html, example_as_markdown, example_of
from onrecord.system.files import write_whole
from onrecord.words import read_words

KEPT = Path(__file__).parent / "rules.html"
TITLE = "The rules, table by table"
INTRO = (
    "Every row of a table was found by a rule. This page says what each rule looks for, shows an example and says how often "
    "the rule is right, where that was counted. The examples are made up; what is marked in them is what the library finds "
    "there. What a rule finds is bold or yellow, the word for speaking is in italics, and the words that point at a speaker "
    "are underlined. “Said” stands for any verb of saying."
)


class Part(NamedTuple):
    """The rules that decide one thing: the key of their `part`, a heading, and what to know of all of them."""

    key: str
    heading: str
    about: str = ""


class Table(NamedTuple):
    """The rules of one table of a record."""

    key: str
    heading: str
    about: str
    parts: tuple[Part, ...]


TABLES = (
    Table(
        "quotes",
        "Quotes",
        "The column `rule` says how the words were found and, after the slash, how the speaker was found: "
        "`clause_after_cue/pronoun`.",
        (Part("found", "How the words were found"), Part("named", "How the speaker was found")),
    ),
    Table(
        "speakers",
        "Speakers",
        "A row for each person, body or document that speaks. Each column has a rule of its own; what the article does not "
        "say stays empty.",
        (Part("speaker", "What the columns say of a speaker"),),
    ),
    Table(
        "figures",
        "Figures",
        "The column `rule` says how it was found what happened to those counted and, after a semicolon, who claims it, where "
        "the number stands in no quote: `unit_is_event; claimant_counts`. The examples are dated Wednesday, 16 June 2021.",
        (
            Part("event", "What happened"),
            Part(
                "claimant",
                "Who claims it, outside of quotes",
                "A figure inside a quote is claimed by the speaker of the quote. One for which nothing of this is found is the "
                "article’s own.",
            ),
            Part("status", "Claimed, denied, forecast or feared"),
            Part(
                "occurrence",
                "Which happening is counted",
                "The first sentences of an article say what it reports: kind, place and day. A figure counts that happening, "
                "unless one of these rules says otherwise. Then its status is `background`. No column holds the names of these rules.",
            ),
        ),
    ),
    Table(
        "comparisons",
        "Comparisons",
        "Two figures are compared if they count the same kind of event, for the same kind of people or things, in the same "
        "happening. What is denied, forecast or only possible is not compared. Across articles, two happenings are the same "
        "if day, kind and place are.",
        (Part("compared", "How two claims stand to each other"),),
    ),
    Table(
        "tone",
        "Tone of quotes",
        "Two scorers: `vader` adds up words, `minilm` is a small network. The examples are scored by `vader`.",
        (Part("tone", "What the columns say"),),
    ),
    Table(
        "portrayals",
        "What the article says of speakers",
        "Words of the article’s own, outside of quotes. The column `rule` says where they stand. The table `tone_toward` gives "
        "hints of how the article speaks of somebody.",
        (
            Part("portrayal", "Descriptions, verbs of saying, deeds and harm"),
            Part("hint", "How the article speaks of somebody"),
        ),
    ),
    Table(
        "uncounted",
        "Statements without a number",
        "What an article says about casualties or damage without a number. Nobody has marked such statements, so nothing was "
        "counted.",
        (Part("uncounted", "How the statement was found"),),
    ),
)
CUES = "Classes of verbs of saying"
ABOUT_CUES = (
    "The column `cue` is the word for speaking, `cue_class` its class: what the writer's choice of this word says about the "
    "statement."
)
CUE_HEADINGS = ["Class", "What it says", "Source", "#Words", "Which"]
COUNTS = "How often each rule for quotes is right"
ABOUT_COUNTS = (
    "Counted on articles in which people have marked the quotes. Words are right when they share at least half of "
    "their characters with a marked quote. Of those that are right and marked with a full name, a speaker is right when the "
    f"whole name is there. Few cases say little: a share is given from {LEAST_FOR_SHARE} cases on."
)
HEADINGS = {**{t.key: t.heading for t in TABLES}, "cues": CUES, "counts": COUNTS}


def rules_page() -> str:
    """The page as HTML around the sections that `write` has kept, with a link back to the page over all articles."""
    kept = Html(KEPT.read_text(encoding="utf-8"))
    body = render("rules.html", title=TITLE, intro=_code(INTRO), headings=HEADINGS, sections=kept)
    return page(TITLE, body, skip_to=("rules", "Skip to the rules"))


def rules_html() -> Html:
    """The sections of the page as HTML, with an anchor for each rule; each example in them takes an analysis."""
    bodies = {t.key: _table_section(t) for t in TABLES}
    bodies["cues"] = Html("<p>{}</p>").format(_code(ABOUT_CUES)) + table(CUE_HEADINGS, _cue_rows(), "")
    bodies["counts"] = _counts()
    section = Html('<section id="part-{}"><h2>{}</h2>{}</section>')
    return join((section.format(key, heading, bodies[key]) for key, heading in HEADINGS.items()), "\n")


def rules_markdown() -> str:
    """The page as Markdown; a host that shows it makes the same anchors from its headings."""
    lines = [f"# {TITLE}", INTRO, "\n".join(_contents())]
    for t in TABLES:
        lines += [f"## {t.heading}", _about(t)]
        if rows := row_table(t.key):
            lines.append(_markdown_table(ROW_HEADINGS, rows))
        for part in t.parts:
            lines += [f"### {part.heading}", *filter(None, [part.about])]
            for rule in _rules_of(part):
                lines += _markdown_section(rule)
    lines += [f"## {CUES}", ABOUT_CUES, _markdown_table(CUE_HEADINGS, _cue_rows())]
    lines += [f"## {COUNTS}", ABOUT_COUNTS]
    lines.append("\n".join(f"- **{title}**: {as_sentence(what)}" for title, what in sets().values()))
    for part in TABLES[0].parts:
        lines += [f"**{part.heading}**", _markdown_table(*count_table(part.key, "[`{0}`](#{0})".format))]
    lines.append("Made by `make rules`; do not edit.")
    return "\n\n".join(lines) + "\n"


def write(markdown: str | Path) -> None:
    """Write the page as Markdown, and keep its sections as HTML for the folders of runs."""
    write_whole(Path(markdown), rules_markdown())
    write_whole(KEPT, rules_html())


# --- a table, a rule -------------------------------------------------------------------------------------------


def _rules_of(part: Part) -> list[Rule]:
    return [rule for rule in rules_of_all_tables().values() if rule.part == part.key]


def _about(t: Table) -> str:
    """What to know of a table's rules; of those that are not counted rule by rule, how often they are right."""
    right = {
        "tone": [scorer_sentence(s).removesuffix(MORE).rstrip() for s in ("vader", "minilm")],
        "portrayals": [hints_sentence()],
    }
    return " ".join([t.about, *right.get(t.key, [])])


def _table_section(t: Table) -> Html:
    rows = row_table(t.key)
    return render(
        "rules_of_table.html",
        about=_code(_about(t)),
        shares=table(ROW_HEADINGS, rows, "") if rows else EMPTY,
        parts=[(p.heading, _code(p.about), [_section(rule) for rule in _rules_of(p)]) for p in t.parts],
    )


def _section(rule: Rule) -> Html:
    example = example_of(rule)
    return render(
        "rule.html",
        name=rule.name,
        in_words=as_sentence(rule.in_words).rstrip("."),
        looks_for=_code(as_sentence(rule.looks_for)),
        example=example_as_html(example),
        readings=[(words, ways.split("/") if ways else []) for words, ways in example.readings],
        more=[(label, _code(words)) for label, words in _more(rule)],
    )


def _markdown_section(rule: Rule) -> list[str]:
    example = example_of(rule)
    readings = "; ".join(
        words + (" · " + "/".join(f"[`{w}`](#{w})" for w in ways.split("/")) if ways else "")
        for words, ways in example.readings
    )
    more = "\n".join(f"- *{label}* {words}" for label, words in _more(rule))
    what = f"**{as_sentence(rule.in_words)}** {as_sentence(rule.looks_for)}"
    return [f"#### {rule.name}", what, example_as_markdown(example), f"Found: {readings}", more]


def _more(rule: Rule) -> Iterator[tuple[str, str]]:
    """What else there is to say of a rule: (what it is, words)."""
    yield "Reason:", as_sentence(rule.why)
    if rule.limits:
        yield "Limits:", rule.limits
    if counts := counts_of(rule):
        yield "Right:", "; ".join(f"{share} in {title}" for title, share in counts) + "."


def _contents() -> Iterator[str]:
    """The headings as a list of links in Markdown; the list of a part names its rules."""
    for t in TABLES:
        yield f"- [{t.heading}](#{_slug(t.heading)})"
        for part in t.parts:
            yield f"  - [{part.heading}](#{_slug(part.heading)})"
    for heading in (CUES, COUNTS):
        yield f"- [{heading}](#{_slug(heading)})"


def _slug(heading: str) -> str:
    """The anchor that hosts make of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


# --- tables at the end -----------------------------------------------------------------------------------------


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


def _counts() -> Html:
    items = join(Html("<li><b>{}</b>: {}</li>").format(title, as_sentence(what)) for title, what in sets().values())
    about = Html("<p>{}</p><ul>{}</ul>").format(ABOUT_COUNTS, items)
    link = Html('<a href="#{0}">{0}</a>').format
    return about + join(
        Html("<h3>{}</h3>{}").format(part.heading, table(*count_table(part.key, link), "")) for part in TABLES[0].parts
    )


# --- words -----------------------------------------------------------------------------------------------------


def as_sentence(words: str) -> str:
    """Words with a capital and a full stop."""
    return words[:1].upper() + words[1:] + "." * (not words.endswith(SENTENCE_ENDS))


def _code(words: str) -> Html:
    """Words in backticks as code."""
    return Html(re.sub(r"`(.+?)`", r"<code>\1</code>", str(escape(words))))


def _markdown_table(headings: list[str], body: Sequence[Sequence[str]]) -> str:
    right = ["---:" if h.startswith("#") else "---" for h in headings]
    lines = [[h.lstrip("#") for h in headings], right, *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
