"""Made-up web pages: layouts of news sites as templates, filled with fictional articles of ours, and what a reader must find."""

import html
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import cycle, pairwise
from pathlib import Path

import jinja2

from onrecord.text import read, read_many
from onrecord.text.article import Article
from onrecord.text.paragraphs import find_paragraphs

TEMPLATES = Path(__file__).parent / "fixtures" / "pages"
ARTICLES = Path(__file__).parents[1] / "data" / "articles"
LAYOUTS = sorted(path.stem for path in TEMPLATES.glob("*.html") if not path.stem.startswith("_"))
ARTICLE = re.compile(r"<!--\[-->(.*?)<!--\]-->", re.DOTALL)  # what of a template are the article's own words
NOT_STATED = re.compile(r"<!-- not stated: ([\w, ]+) -->")
BLOCK_ENDS = re.compile(
    r"(?i)</(?:p|h\d|li|div|td|blockquote|tr|dd|dt|pre)>|<br ?/?>|<hr>|<p\b[^>]*>|<(?:td|li)\b[^>]*>"
)


@dataclass(frozen=True)
class Story:
    """A fictional article, as a site would keep it."""

    title: str
    outlet: str
    host: str
    day: str
    author: str
    section: str
    lead: str
    paragraphs: tuple[str, ...]

    @property
    def slug(self) -> str:
        return re.sub(r"\W+", "-", self.title.lower()).strip("-")

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True)
class Truth:
    """What stands in a made-up page: the article's words, and what the page states of it (None: not stated)."""

    text: str
    title: str
    outlet: str | None
    date: str | None
    author: str | None


SITES = {  # outlet: host, section, author
    "The Calder Tribune": ("calder-tribune.example", "Inquiry", "Dale Whitcomb"),
    "The Brackmoor Herald": ("www.brackmoorherald.example", "World news", "Edwin Shaw"),
    "Meridian Wire": ("meridianwire.example", "Disasters", "Lise Arden"),
    "Lanne Valley Post": ("www.lannevalleypost.example", "Local", "Otto Brandl"),
    "The Ostrel Courier": ("news.ostrelcourier.example", "Politics", "Rhea Mont"),
}
LEADS = (
    "Pavel Ostin wrote letters for three years; on the third day of the hearing a judge read one aloud.",
    "Nine weeks after the flood, the former minister tells a judge that nobody ever showed him a warning.",
    "In Pellin the lists of the dead are written in chalk and read aloud at noon.",
    "The count of the dead has changed again, and nobody in Ostrel wants to say whose list is right.",
)


@cache
def stories() -> tuple[Story, ...]:
    """The project's fictional articles."""
    articles = [article for article in read_many([ARTICLES]) if "fiction" in str(article.source)]
    return tuple(
        Story(
            title=article.title,
            outlet=outlet,
            host=SITES[outlet][0],
            day=article.date,
            section=SITES[outlet][1],
            author=SITES[outlet][2],
            lead=lead,
            paragraphs=tuple(
                " ".join(article.text[p.start : p.end].split()) for p in find_paragraphs(article) if p.kind == "text"
            ),
        )
        for article, lead in zip(articles, cycle(LEADS), strict=False)
        for outlet in SITES
        if outlet.endswith(article.outlet.removeprefix("The "))
    )


def made_up_page(layout: str, number: int = 0) -> tuple[str, Truth]:
    """A page of a layout with one of the stories, teasers of the others around it; and what is true of it."""
    all_stories = stories()
    story = all_stories[number % len(all_stories)]
    others = [*all_stories[number % len(all_stories) + 1 :], *all_stories[: number % len(all_stories)]]
    loader = jinja2.FileSystemLoader(TEMPLATES)
    template = jinja2.Environment(loader=loader, autoescape=True).get_template(f"{layout}.html")
    marked = template.render(story=story, others=others, json=json.dumps)
    unstated = {name for names in NOT_STATED.findall(marked) for name in re.split(r",\s*", names)}
    text = "\n".join(_words(piece) for piece in ARTICLE.findall(marked))
    stated = {name: None if name in unstated else getattr(story, name) for name in ("outlet", "author")}
    truth = Truth(text, story.title, date=None if "date" in unstated else story.day, **stated)
    return re.sub(r"<!--(?:\[|\]| not stated: [\w, ]+ )-->", "", marked), truth


def _words(piece: str) -> str:
    piece = re.sub(r"(?s)<(aside|script|figure)\b.*?</\1>", "\n", piece)
    lines = html.unescape(re.sub(r"<[^>]+>", "", BLOCK_ENDS.sub("\n", piece))).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def own_words(article: Article) -> str:
    """What is taken for the article's own words: no headline, no boilerplate."""
    return "\n".join(article.text[p.start : p.end] for p in find_paragraphs(article) if p.kind == "text")


def f1(found: str, wanted: str) -> float:
    """How well two texts agree: F1 of their runs of four words, each counted as often as it stands there."""
    a, b = (_shingles(text) for text in (found, wanted))
    if not a or not b:
        return float(a == b)
    return 2 * (a & b).total() / (a.total() + b.total())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (
        Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
        if len(words) > 3
        else Counter(pairwise(words))
    )


def read_layout(folder: Path, layout: str, number: int = 0) -> tuple[Article, Truth]:
    """A made-up page as the library reads it, and what is true of it."""
    page, truth = made_up_page(layout, number)
    path = folder / f"{layout}-{number}.html"
    path.write_text(page, encoding="utf-8")
    return read(path), truth
