"""Articles: the text of a source with what is known about it. Offsets into the text never change afterwards."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from onrecord.words import read_words

MAX_CHARACTERS = 500_000  # of an article: the parse takes about 1 GB of memory for twice as many
TOP_BLOCKS, END_BLOCKS = 6, 8  # where the rules `top`, and `end` and `tail`, of words/boilerplate.csv look
MAX_RULE_CHARACTERS = 600  # no longer block is tried against the rules

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’-][^\W_]+)*")

Span = tuple[int, int]
Marked = tuple[int, int, str]  # start, end, kind
Label = tuple[int, int, int]  # start, start and end of its value


class SourceError(Exception):
    """A source that cannot be read; the message names it and says what to do."""


@dataclass(frozen=True)
class Article:
    """One news text.

    `headline` and `boilerplate` are (start, end) spans of `text`, in code points, end exclusive:
    the first is read as a headline, the others are skipped; nothing is cut from the text.
    """

    article_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    language: str | None = None
    source: str | None = None
    headline: tuple[int, int] | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()


def article_id(text: str) -> str:
    """A short name for a text that depends on nothing but the text (12 hexadecimal digits of its SHA-256)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def count_words(text: str) -> int:
    """The number of words in a text: runs of letters and digits, with single hyphens and apostrophes inside."""
    return sum(1 for _ in WORD.finditer(text))


# ---------------------------------------------------------------------------------------------------------------------
# From a text to an article


def make_article(
    text: str,
    place: str,
    *,
    identifier: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    date: str | None = None,
    source: str | None = None,
    headline: Span | None = None,
) -> Article:
    """Put an article together from its text and what its source says about it; the text says the rest.

    Args:
        text: the text, kept as it is (but half surrogate pairs, which no file can hold, become U+FFFD, one for one).
        place: what an error calls it.
        identifier: its `article_id`; None for one made from the text.
        title, outlet, date, source: what the source says; None where it says nothing.
        headline: span of the headline, where the source marks it.

    Raises:
        SourceError: no text, no words, binary data, too long, or another language than English.
    """
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    language = _checked_language(text, place)
    blocks = find_blocks(text)
    labels = _find_labels(text, blocks)
    if "title" in labels:
        headline = headline or labels["title"][1:]
    headline, marked = _mark(text, blocks, labels, headline, title)
    return Article(
        article_id=identifier or article_id(text),
        text=text,
        title=title or (" ".join(text[slice(*headline)].split()) if headline else None),
        outlet=outlet or _stated_outlet(text, labels, marked),
        date=date or _stated_date(text, blocks, marked),
        language=language,
        source=source,
        headline=headline,
        boilerplate=tuple(sorted({(start, end) for start, end, _ in marked})),
    )


def _mark(
    text: str, blocks: list[Span], labels: dict[str, Label], headline: Span | None, title: str | None
) -> tuple[Span | None, list[Marked]]:
    """The headline, looked for if it is not known yet, and all that is not the article's own words."""
    marked = _find_boilerplate(text, blocks) + [(start, end, "label") for start, _, end in labels.values()]
    headline = headline or find_headline(text, _unmarked(blocks, marked), title)
    if headline:
        marked = [span for span in marked if span[1] <= headline[0] or span[0] >= headline[1]]
        marked += _around(text, blocks, headline)
    marked += _find_dateline(text, _unmarked(blocks, [*marked, *([(*headline, "headline")] if headline else [])]))
    return headline, marked


def _around(text: str, blocks: list[Span], headline: Span) -> list[Marked]:
    """What stands beside a headline in its own block: "# " or "Title: " before it, marks after it."""
    found = [(start, headline[0], "label") for start, end in blocks if start < headline[0] < end]
    after = [(headline[1], end, "label") for start, end in blocks if start < headline[1] < end]
    return found + [(start, end, kind) for start, end, kind in after if not re.search(r"\w", text[start:end])]


def _checked_language(text: str, place: str) -> str | None:
    if not text.strip():
        raise SourceError(f"{place}: is empty. Give a file with text in it.")
    if "\0" in text:
        raise SourceError(f"{place}: holds binary data, not text. Save the article's words as a .txt or .html file.")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(
            f"{place}: has {len(text):,} characters, more than {MAX_CHARACTERS:,}, too many for one article. Cut it up."
        )
    if not any(c.isalpha() for c in text):
        raise SourceError(f"{place}: holds no words. Give a file with an article in it.")
    language = find_language(text)
    if language not in (None, "en"):
        raise SourceError(f"{place}: is not in English (but {language!r}). On Record reads English only.")
    return language


ENGLISH = frozenset("the of and to that for with by from were was said has have his are not it".split())


def find_language(text: str) -> str | None:
    """Tell the language of a text.

    Args:
        text: any text; the first 20,000 characters are looked at.

    Returns:
        An ISO 639 code. None where a text is too short, or too much of it names, to be sure; another language than
        English is only said when English function words are missing too.

    Source:
        py3langid (Lui and Baldwin 2012, retrained), without Nigerian Pidgin, which it sees in English headlines.

    Limits:
        An article in two languages counts as one in the language that has most of it.
    """
    text = text[:20_000]
    words = re.findall(r"[^\W\d_]+", text.lower())
    letters, latin = sum(map(len, words)), sum("a" <= c <= "ɏ" for word in words for c in word)
    if letters < 20:
        return None
    code, sure = _language_identifier().classify(text)
    if code == "en":
        return "en" if sure >= 0.5 else None
    no_english = sum(word in ENGLISH for word in words) < len(words) / 12
    long_enough = letters >= (60 if latin > letters / 2 else 20)
    return code if sure >= 0.9 and no_english and long_enough else None


@lru_cache(maxsize=1)
def _language_identifier():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code != "pcm"])
    return identifier


# ---------------------------------------------------------------------------------------------------------------------
# Blocks: the paragraphs as they stand on the page


def find_blocks(text: str) -> list[Span]:
    """Cut a text into blocks: paragraphs, headlines, lines of navigation.

    Each line is a block, unless the lines were wrapped at a fixed width; then a block ends at a blank line, before an
    indented line, and after a short line that ends a sentence.

    Args:
        text: any text.

    Returns:
        (start, end) of each block in order, code points, end exclusive, without white space around it.

    Limits:
        Fewer than three wrapped lines, and lines wider than 120 characters, are not seen to be wrapped.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", text) if not m.group().isspace()]
    width = max((len(text[a:b].rstrip()) for a, b in lines), default=0)
    joins = [_join(text, before, after, width) for before, after in pairwise(lines)]
    inside = [full for full, ends in joins if not ends]
    wrapped = 30 <= width <= 120 and len(inside) >= 3 and sum(inside) >= 0.75 * len(inside)
    blocks: list[Span] = []
    for i, (start, end) in enumerate(lines):
        start, end = _stripped(text, start, end)
        full, ends = joins[i - 1] if i else (False, True)
        short_end = not full and (
            (i and text[blocks[-1][1] - 1] in ".!?:”\"'’)") or _length(lines[i - 1]) < width * 0.6
        )
        if wrapped and not ends and not short_end:
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks


def _length(span: Span) -> int:
    return span[1] - span[0]


def _stripped(text: str, start: int, end: int) -> Span:
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), start + len(body.rstrip())


def _join(text: str, before: Span, after: Span, width: int) -> tuple[bool, bool]:
    """How a line meets the next one: is it full (the next word had no room), does a paragraph end between them."""
    line, following = text[slice(*before)], text[slice(*after)]
    room = width - len(line.rstrip())
    full = len(following.split(maxsplit=1)[0]) + 1 > room - 0.1 * width
    blank = len(re.findall(r"\r\n|\r|\n", text[before[1] : after[0]])) > 1
    indented = len(following) - len(following.lstrip()) >= 2 + len(line) - len(line.lstrip())
    return full, blank or indented


def _unmarked(blocks: list[Span], marked: list[Marked]) -> list[Span]:
    return [(a, b) for a, b in blocks if not any(start < b and a < end for start, end, _ in marked)]


# ---------------------------------------------------------------------------------------------------------------------
# What is not the article's own words


@dataclass(frozen=True)
class BoilerplateRule:
    """A row of words/boilerplate.csv.

    `where` is any, top (the first blocks), end (the last ones), tail (a heading near the end with nothing but
    unfinished lines after it, which go with it) or start (the beginning of the first paragraph).
    """

    where: str
    kind: str
    pattern: re.Pattern


@lru_cache(maxsize=1)
def boilerplate_rules() -> tuple[BoilerplateRule, ...]:
    """The rows of words/boilerplate.csv, in order."""
    rows = read_words("boilerplate.csv")
    return tuple(BoilerplateRule(row["where"], row["kind"], re.compile(row["pattern"])) for row in rows)


def _find_boilerplate(text: str, blocks: list[Span]) -> list[Marked]:
    found = []
    for i, (start, end) in enumerate(blocks):
        if end - start > MAX_RULE_CHARACTERS:
            continue
        body = " ".join(text[start:end].split())
        places = {"any"} | ({"top"} if i < TOP_BLOCKS else set())
        if i >= len(blocks) - END_BLOCKS:
            places |= {"end", "tail"} if _is_tail(text, blocks[i + 1 :]) else {"end"}
        for rule in boilerplate_rules():
            if rule.where in places and rule.pattern.fullmatch(body):
                last = blocks[-1][1] if rule.where == "tail" else end
                found.append((start, last, rule.kind))
                break
        if found and found[-1][1] > end:
            break
    return found


def _is_tail(text: str, blocks: list[Span]) -> bool:
    """Whether these blocks are links: no sentence ends, nobody speaks."""
    return all(end - start < 150 and not re.search(r"[.!?:;,”\"]$|“", text[start:end]) for start, end in blocks)


def _find_dateline(text: str, blocks: list[Span]) -> list[Marked]:
    """The place (and day, and agency) before the first words of the report; a summary may stand above it."""
    for block in blocks[:3]:
        for rule in boilerplate_rules():
            match = rule.pattern.match(text, *block) if rule.where == "start" else None
            if match and match.end() < block[1]:
                return [(*_stripped(text, *match.span()), rule.kind)]
    return []


LABELS = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publication": "outlet",
    "source": "outlet",
    "date": "date",
    "published": "date",
    "author": "author",
    "byline": "author",
    "section": "section",
    "tags": "section",
    "url": "url",
}


def _find_labels(text: str, blocks: list[Span]) -> dict[str, Label]:
    """Lines like `Outlet: …` on top, with or without lines of dashes around, by name."""
    found: dict[str, Label] = {}
    names = "|".join(LABELS)
    for start, end in blocks:
        match = re.fullmatch(rf"(?i)({names})\s*:\s*[\"']?(\S.{{0,300}}?)[\"']?", text[start:end])
        if match:
            found.setdefault(LABELS[match[1].lower()], (start, start + match.start(2), start + match.end(2)))
        elif not re.fullmatch(r"[-=*\s]+", text[start:end]):
            break
    return found


# ---------------------------------------------------------------------------------------------------------------------
# Headline and date


def find_headline(text: str, blocks: list[Span], title: str | None) -> Span | None:
    """Tell whether a text begins with a headline.

    Args:
        text: any text.
        blocks: (start, end) of its blocks; the headline is looked for in the first one.
        title: the title, if it is known.

    Returns:
        (start, end) of the first block, without a Markdown mark, if it is the known title, or has the shape of one
        and a longer paragraph comes after it; else None. A headline is one line of 4 to 25 words that does not end
        like a sentence; or does, but Has Most Words Like This.
    """
    if len(blocks) < 2:
        return None
    (start, end), following = blocks[0], [text[a:b] for a, b in blocks[1:4]]
    if hashes := re.match(r"#{1,6}[ \t]+", text[start:end]):
        start += hashes.end()
    line = text[start:end]
    if title and _same(line, title):
        return start, end
    words = line.split()
    shape = 4 <= len(words) <= 25 and re.match(r"[\w“‘\"'$£€]", line) and not re.search(r"\n|://|\.com/", line)
    whole = not _ends_sentence(line) or _in_capitals(words)
    # A line broken in the middle goes on in small letters; below a headline there is at least one real sentence.
    goes_on = following[0][0].islower() or words[-1] in BROKEN_AFTER
    sentence = any(len(paragraph) > len(line) and _ends_sentence(paragraph) for paragraph in following)
    return (start, end) if shape and whole and sentence and not goes_on else None


def _same(a: str, b: str) -> bool:
    """Whether two headlines have the same letters and digits."""
    return re.sub(r"\W+", "", a).casefold() == re.sub(r"\W+", "", b).casefold()


BROKEN_AFTER = frozenset("a an and as at but by for from in of on or that the to were while who with".split())


def _ends_sentence(line: str) -> bool:
    return line.rstrip("”’\"')").endswith((".", "!", ":", ";", ",", "-", "–", "—"))


def _in_capitals(words: list[str]) -> bool:
    long_words = [word.lstrip("“‘\"'(") for word in words if len(word.strip("“”‘’\"'().,:;")) > 3]
    return len(long_words) >= 3 and sum(not word[0].islower() for word in long_words) >= 0.8 * len(long_words)


MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def find_date(text: str) -> str | None:
    """Find the date in a line.

    Args:
        text: a line, or a few words.

    Returns:
        The first date of the first form that fits, as YYYY-MM-DD; None where there is no whole date.

    Limits:
        English months; a date all in figures is read as year-month-day only, since the order of others is not certain.
    """
    month = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
    forms = {
        r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)": (1, 2, 3),
        rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]{month},?[ -](\d{{4}})(?!\d)": (3, 2, 1),
        rf"\b{month} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)": (3, 1, 2),
    }
    for form, order in forms.items():
        if match := re.search(form, text, re.IGNORECASE):
            year, month, day = (match[i].lower() for i in order)
            number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
            try:
                return date(int(year), number, int(day)).isoformat()
            except ValueError:
                continue
    return None


def _stated_date(text: str, blocks: list[Span], marked: list[Marked]) -> str | None:
    """The date in a byline, a date line, a label or a dateline among the first blocks."""
    last = blocks[: TOP_BLOCKS + len(LABELS)][-1][1]
    top = sorted(m for m in marked if m[1] <= last and m[2] in ("byline", "date", "label", "dateline"))
    return next(filter(None, (find_date(text[start:end]) for start, end, _ in top)), None)


def _stated_outlet(text: str, labels: dict[str, Label], marked: list[Marked]) -> str | None:
    """The outlet in a label or a byline on top."""
    if "outlet" in labels:
        return text[slice(*labels["outlet"][1:])]
    rules = [rule for rule in boilerplate_rules() if "outlet" in rule.pattern.groupindex]
    bylines = [" ".join(text[start:end].split()) for start, end, kind in sorted(marked) if kind == "byline"]
    matches = (rule.pattern.fullmatch(line) for line in bylines for rule in rules)
    return next((match["outlet"] for match in matches if match), None)
