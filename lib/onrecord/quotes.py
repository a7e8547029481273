"""Quotes: spans of speech, their cue, and the words that point at the speaker.

Speech is looked for in two ways. Where there are quotation marks, the cue is looked for around them. Where there are
none, the clause that a cue governs in the dependency parse is the speech. What both find is one quote: `mixed`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.language import Paragraph, ParsedArticle, QuotedSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

# What each rule looks for; the names stand in the `rule` column.
RULES = {
    "quoted_cue_after": "words in quotation marks, then the cue: “…,” she said",
    "quoted_cue_before": "the cue, then words in quotation marks: she said: “…”",
    "quoted_fragment": "a few quoted words that a cue governs: he called it “…”",
    "quoted_continued": "words in quotation marks after the same speaker's in the same paragraph, no new cue",
    "quoted_paragraph": "a paragraph of quoted words with no cue, after a paragraph that ends with speech",
    "quoted_no_cue": "quoted sentences with no cue anywhere near: nobody is named",
    "clause_after_cue": "the clause that a cue governs: she said that …",
    "clause_before_cue": "the sentence up to a cue at its end: …, she said",
    "infinitive_after_cue": "what a speaker promises, asks or orders: she urged them to …",
    "gerund_after_cue": "what a speaker accuses of or denies doing: she accused them of …",
    "number_after_cue": "a number given without a clause: the ministry reported 19 dead",
    "transcript": "a paragraph behind a name and a colon, in an article that has several such",
    "according_to": "the clause beside “according to”",
}

# What a number of people or things is called when it is put, raised or given.
NUMBER_NOUNS = frozenset(
    [
        "number",
        "numbers",
        "toll",
        "tolls",
        "count",
        "counts",
        "figure",
        "figures",
        "total",
        "totals",
        "estimate",
        "estimates",
        "dead",
    ]
)

# Shorter quoted words are speech only if a cue governs them; else they are scare quotes, titles, nicknames.
LEAST_WORDS_ALONE = 5


@dataclass(frozen=True)
class Quote:
    """One contiguous span of speech; the columns of the quotes table (see data/README.md).

    Offsets are code points into the article's text. `speaker` is filled in by `speakers.resolve`.
    """

    quote_id: str
    statement_id: str
    start: int
    end: int
    text: str
    kind: str
    speaker: str | None
    mention: str | None
    mention_start: int | None
    mention_end: int | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    cue_class: str | None
    position: str
    paragraph: int
    in_headline: bool
    rule: str


@dataclass(frozen=True)
class CueVerb:
    """A verb of speech: its class and the frames in which it reports (see words/cue_verbs.csv)."""

    verb: str
    cue_class: str
    frames: frozenset[str]


@dataclass(frozen=True)
class Cue:
    """A cue in the text. `subject` is the head of the words that point at the speaker, None if there are none."""

    token: Token
    verb: CueVerb
    subject: Token | None

    @property
    def start(self) -> int:
        return self.token.idx

    @property
    def end(self) -> int:
        last = self.token
        for child in self.token.children:
            if child.i == self.token.i + 1 and child.dep_ in ("prt", "prep") and _is_phrasal(self.verb.verb, child):
                last = child
        return last.idx + len(last)


@dataclass(frozen=True)
class Speech:
    """A span found by one rule, before spans that overlap are joined."""

    start: int
    end: int
    cue: Cue | None
    rule: str
    quoted: bool


@cache
def speaker_nouns() -> dict[str, str]:
    """words/speaker_nouns.csv: {noun: person, government, military, organisation, media or document}."""
    with files("onrecord.words").joinpath("speaker_nouns.csv").open(encoding="utf-8") as lines:
        return {row["noun"]: row["kind"] for row in csv.DictReader(lines)}


@cache
def cue_verbs() -> dict[str, CueVerb]:
    """The lexicon words/cue_verbs.csv: {lemma, or lemma and particle: CueVerb}."""
    with files("onrecord.words").joinpath("cue_verbs.csv").open(encoding="utf-8") as lines:
        return {
            row["verb"]: CueVerb(row["verb"], row["class"], frozenset(row["frames"].split()))
            for row in csv.DictReader(lines)
        }


def find_quotes(parsed: ParsedArticle) -> list[Quote]:
    """Find the speech in an article, in the order of the text.

    Args:
        parsed: what `language.parse` gave.

    Returns:
        Quotes that do not overlap, outside boilerplate. `speaker` is not filled in yet.

    Source of the method: cue, speaker and content from the dependency parse follow Krestel et al. 2008 and
    Asr et al. 2021 (Gender Gap Tracker); the joining of both ways is ours.

    Limits:
        English only. Single quotation marks are not read as quotation marks. A quotation inside a quotation is
        part of the outer one. Speech reported by a noun ("her claim that …") is not found.
    """
    cues = find_cues(parsed)
    speech = list(_quoted_speech(parsed, cues))
    speech += _clause_speech(parsed, cues)
    speech += _transcript(parsed)
    return _number(parsed, _join(parsed, speech))


# --- cues ---------------------------------------------------------------------------------------------------------


def find_cues(parsed: ParsedArticle) -> list[Cue]:
    """Find the cues outside quotation marks and boilerplate: verbs of the lexicon, and "according to"."""
    skipped = [(q.start, q.end) for q in parsed.quoted]
    skipped += [(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"]
    found = []
    for token in parsed.doc:
        if any(a <= token.idx < b for a, b in skipped):
            continue
        if token.lower_ == "according" and token.i + 1 < len(parsed.doc) and token.nbor().lower_ == "to":
            found.append(
                Cue(token, CueVerb("according to", "neutral", frozenset(["according"])), _according_subject(token))
            )
        elif verb := _cue_verb(token):
            found.append(Cue(token, verb, _subject(token)))
    return found


def _cue_verb(token: Token) -> CueVerb | None:
    if token.pos_ not in ("VERB", "AUX") and token.lower_ not in ("said", "says"):
        return None
    if token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    lexicon = cue_verbs()
    lemma = "say" if token.lower_ in ("said", "says") else token.lemma_.lower()
    if token.i + 1 < len(token.doc):
        phrasal = lexicon.get(f"{lemma} {token.nbor().lower_}")
        if phrasal:
            return phrasal
    return lexicon.get(lemma)


def _is_phrasal(verb: str, particle: Token) -> bool:
    return verb.endswith(" " + particle.lower_)


def _according_subject(token: Token) -> Token | None:
    to = token.nbor()
    for child in [*to.children, *token.children]:
        if child.dep_ == "pobj":
            return child
    following = [t for t in token.sent if t.i > to.i and t.pos_ in ("PROPN", "NOUN", "PRON")]
    return following[0] if following else None


def _subject(token: Token) -> Token | None:
    """The head of the speaker's mention for a cue verb: its subject, or that of the verb it hangs on."""
    verb, seen = token, set()
    while verb.i not in seen:
        seen.add(verb.i)
        for child in verb.children:
            if child.dep_ == "agent":
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        if subjects:
            passive = subjects[0].dep_ == "nsubjpass" and verb.i == token.i
            return None if passive else _antecedent(subjects[0], verb)
        if verb.dep_ in ("conj", "advcl", "xcomp", "pcomp", "ccomp", "prep", "acl") and verb.head.i != verb.i:
            if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
                return verb.head
            verb = verb.head
            continue
        break
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """For "who said …": the noun that "who" stands for."""
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    return subject


# --- words in quotation marks ---------------------------------------------------------------------------------------


def _quoted_speech(parsed: ParsedArticle, cues: list[Cue]) -> Iterator[Speech]:
    """Speech in quotation marks, with the cue beside it."""
    kinds = {p.number: p.kind for p in parsed.paragraphs}
    for quoted in parsed.quoted:
        if kinds[quoted.paragraph] != "boilerplate" and (speech := _read_quoted(parsed, quoted, cues)):
            yield speech


def _read_quoted(parsed: ParsedArticle, quoted: QuotedSpan, cues: list[Cue]) -> Speech | None:
    for rule, look in (
        ("quoted_cue_after", _cue_after),
        ("quoted_cue_before", _cue_before),
        ("quoted_fragment", _cue_governing),
    ):
        cue = look(parsed, quoted, cues)
        if cue and not _is_title(_tokens(parsed, quoted.start + 1, quoted.end - 1)):
            return Speech(quoted.start, quoted.end, cue, rule, True)
    return Speech(quoted.start, quoted.end, None, "quoted_no_cue", True) if _is_sentence(parsed, quoted) else None


def _neighbours(parsed: ParsedArticle, quoted: QuotedSpan) -> tuple[int, int]:
    """The stretch around a quoted span up to the quoted spans beside it, inside its paragraph."""
    paragraph = parsed.paragraphs[quoted.paragraph]
    left = max(
        (q.end for q in parsed.quoted if q.end <= quoted.start and q.start >= paragraph.start), default=paragraph.start
    )
    right = min(
        (q.start for q in parsed.quoted if q.start >= quoted.end and q.end <= paragraph.end), default=paragraph.end
    )
    return left, right


def _tokens(parsed: ParsedArticle, start: int, end: int) -> list[Token]:
    span = parsed.doc.char_span(start, end, alignment_mode="contract")
    return [t for t in span if not t.is_space] if span is not None else []


def _cue_after(parsed: ParsedArticle, quoted: QuotedSpan, cues: list[Cue]) -> Cue | None:
    """A cue in what is left of the sentence after the quoted words."""
    text = parsed.article.text
    inside = text[quoted.start : quoted.end].rstrip("”»\"'` ")
    tokens = []
    for token in _tokens(parsed, quoted.end, _neighbours(parsed, quoted)[1]):
        if token.text in (".", "!", "?", ";") and tokens:
            break
        tokens.append(token)
    words = [t for t in tokens if not t.is_punct]
    if not words or (inside.endswith((".", "!", "?", "…")) and words[0].text[0].isupper() and not _is_tag(words, cues)):
        return None
    if not inside.endswith((",", "?", "!", "-", "—", "–", ".")) and tokens[0].text not in (",", "-", "—", "–", "--"):
        return None
    positions = {c.token.i: c for c in cues}
    found = [positions[t.i] for t in words if t.i in positions and "quote" in positions[t.i].verb.frames | {"quote"}]
    found = [c for c in found if c.token.dep_ not in ("relcl", "acl")] or found
    if not found:
        return None
    cue = found[0]
    if cue.verb.verb == "according to":
        return cue
    return _with_subject_from(cue, words)


def _is_tag(words: list[Token], cues: list[Cue]) -> bool:
    """Is this "Name said" and hardly more?"""
    return len(words) <= 8 and any(c.token in words and c.token.i - words[0].i <= 4 for c in cues)


def _with_subject_from(cue: Cue, words: list[Token]) -> Cue | None:
    """The cue with a subject among these words, whatever the parser made of them."""
    numbers = {t.i for t in words}
    if cue.subject is not None and cue.subject.i in numbers:
        return cue
    nouns = [t for t in words if t.pos_ in ("PROPN", "NOUN", "PRON") and t.ent_type_ not in ("DATE", "TIME")]
    before = [t for t in nouns if t.i < cue.token.i]
    after = [t for t in nouns if t.i > cue.token.i]
    if after and after[0].i - cue.token.i <= 6 and not before:
        return replace(cue, subject=_name_head(after[0]))
    if before:
        return replace(cue, subject=_name_head(before[0]))
    return cue if cue.subject is not None else None


def _name_head(token: Token) -> Token:
    """The last noun of the run of nouns that begins here."""
    while token.i + 1 < len(token.doc) and token.nbor().pos_ in ("PROPN", "NOUN") and token.nbor().sent == token.sent:
        token = token.nbor()
    return token


def _cue_before(parsed: ParsedArticle, quoted: QuotedSpan, cues: list[Cue]) -> Cue | None:
    """A cue right before the quoted words: she said: “…”, or in a sentence that ends with a colon."""
    left, _ = _neighbours(parsed, quoted)
    tokens = _tokens(parsed, left, quoted.start)
    if not tokens:
        return _cue_of_colon_paragraph(parsed, quoted, cues)
    if tokens[-1].text in (".", "!", "?"):
        return None
    last = max((i for i, t in enumerate(tokens[:-1]) if t.text in (".", "!", "?")), default=-1)
    numbers = {t.i for t in tokens[last + 1 :]}
    found = [c for c in cues if c.token.i in numbers and c.subject is not None]
    direct = tokens[-1].text in (",", ":") or (found and found[-1].token.i >= tokens[-1].i - 2)
    return found[-1] if found and direct and _speaks(found[-1]) else None


def _cue_of_colon_paragraph(parsed: ParsedArticle, quoted: QuotedSpan, cues: list[Cue]) -> Cue | None:
    """The cue of a paragraph before that ends with a colon, for words that begin their own paragraph."""
    if quoted.paragraph == 0:
        return None
    before = parsed.paragraphs[quoted.paragraph - 1]
    if parsed.paragraphs[quoted.paragraph].start != quoted.start or parsed.article.text[before.end - 1] != ":":
        return None
    found = [c for c in cues if before.start <= c.start < before.end and c.subject is not None]
    return found[-1] if found else None


def _speaks(cue: Cue) -> bool:
    return cue.verb.cue_class != "thought" or cue.token.lower_ in ("thought", "thinks")


def _cue_governing(parsed: ParsedArticle, quoted: QuotedSpan, cues: list[Cue]) -> Cue | None:
    """A cue above the quoted words in the parse, nearest first."""
    tokens = [t for t in _tokens(parsed, quoted.start, quoted.end) if not t.is_punct]
    if not tokens:
        return None
    by_token = {c.token.i: c for c in cues}
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside), tokens[0])
    while head.head.i != head.i:
        if head.dep_ in ("nsubj", "nsubjpass", "relcl", "acl", "appos"):
            return None
        head = head.head
        cue = by_token.get(head.i)
        if cue and cue.subject is not None and _speaks(cue):
            return cue
    return None


def _is_sentence(parsed: ParsedArticle, quoted: QuotedSpan) -> bool:
    """Do the quoted words stand as speech of their own, rather than as a title or in scare quotes?"""
    text = parsed.article.text[quoted.start : quoted.end].strip("“”„«»\"'` ")
    words = [t for t in _tokens(parsed, quoted.start, quoted.end) if any(c.isalnum() for c in t.text)]
    if _is_title(words) or len(words) < 2 or not any(t.pos_ in ("VERB", "AUX") for t in words):
        return False
    if len(words) < LEAST_WORDS_ALONE:
        return text[0].isupper() and text[-1] in ".!?"
    clause = text[0].isupper() and any(t.dep_ in ("nsubj", "nsubjpass") for t in words)
    return text[-1] in ".!?,…" or not quoted.closed or clause


def _is_title(words: list[Token]) -> bool:
    """The title of a work: its long words begin with capitals."""
    long_words = [t.text for t in words if len(t.text) > 3]
    return 2 <= len(words) <= 12 and len(long_words) > 1 and all(w[0].isupper() for w in long_words)


# --- clauses under a cue --------------------------------------------------------------------------------------------


def _clause_speech(parsed: ParsedArticle, cues: list[Cue]) -> Iterator[Speech]:
    for cue in cues:
        if cue.subject is None or cue.verb.cue_class == "thought" or not _can_speak(cue):
            continue
        if cue.verb.verb == "according to":
            yield from _according_content(parsed, cue)
        else:
            yield from _governed_content(parsed, cue, cues)


def _can_speak(cue: Cue) -> bool:
    """Somebody, a body or a text speaks; "the attack showed that …" reports nobody's words, nor does "you say"."""
    subject = cue.subject
    if subject.pos_ == "PRON":
        return subject.lower_ not in ("i", "we", "you", "one")
    if subject.pos_ == "PROPN" or subject.ent_type_ or cue.verb.cue_class == "neutral":
        return True
    noun = subject.lemma_.lower()
    return noun in speaker_nouns() or noun.endswith(("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "one"))


def _is_unsaid(cue: Cue, content: Token) -> bool:
    """ "did not say whether …", "declined to say how …": a report that something was not said."""
    if content.lemma_ in ("name", "identify", "quote") and any(c.dep_ == "auxpass" for c in content.children):
        return True
    declines = cue.token.dep_ == "xcomp" and cue.token.head.lemma_ in ("decline", "refuse", "fail")
    negated = any(c.dep_ == "neg" for c in cue.token.children)
    first = min(content.subtree, key=lambda t: t.i)
    asks = first.tag_ in ("WP", "WRB", "WDT", "WP$") or first.lower_ in ("whether", "if")
    return declines or (negated and (asks or cue.verb.cue_class in ("neutral", "announce", "explain")))


def _governed_content(parsed: ParsedArticle, cue: Cue, cues: list[Cue]) -> Iterator[Speech]:
    frames = cue.verb.frames
    for child in cue.token.children:
        if child.dep_ in ("ccomp", "xcomp") and _is_unsaid(cue, child):
            return
        if child.dep_ == "ccomp" and "clause" in frames and _has_subject(child) and not _is_infinitive(child):
            yield from _clause(parsed, cue, child)
            return
        if (
            child.dep_ in ("ccomp", "xcomp")
            and child.i > cue.token.i
            and {"infinitive", "object_infinitive"} & frames
            and _is_infinitive(child)
        ):
            _, end = _extent(child, cue.token.i)
            start = min(c.i for c in child.children if c.dep_ in ("aux", "neg") and c.i > cue.token.i)
            yield Speech(*_chars(parsed, start, end), cue, "infinitive_after_cue", False)
            return
    for child in cue.token.children:
        if child.dep_ == "xcomp" and child.tag_ == "VBG" and "gerund" in frames and child.i > cue.token.i:
            yield Speech(*_chars(parsed, *_extent(child, cue.token.i)), cue, "gerund_after_cue", False)
            return
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and "of" in frames and child.i > cue.token.i:
            for verb in child.children:
                if verb.dep_ == "pcomp":
                    yield Speech(*_chars(parsed, *_extent(verb, child.i)), cue, "gerund_after_cue", False)
                    return
    if "number" in frames and (span := _number_given(cue)):
        yield Speech(*_chars(parsed, *span), cue, "number_after_cue", False)
        return
    if "clause" in frames:
        yield from _parenthetical(parsed, cue)


def _number_given(cue: Cue) -> tuple[int, int] | None:
    """First and last token of an object that is a number or a toll: "19 dead", "the toll at 58", "aid of 40 million"."""
    for child in cue.token.children:
        given = child.dep_ == "dobj" or (child.dep_ == "prep" and child.lower_ == "for" and " for" in cue.verb.verb)
        if not given or child.i < cue.token.i or child.pos_ == "PRON":
            continue
        start, end = _extent(child, cue.token.i)
        for after in cue.token.children:
            if after.i == end + 1 and after.dep_ in ("prep", "dep") and after.lower_ in ("at", "to", "by", "as"):
                end = max(t.i for t in after.subtree)
        numeric = any(t.like_num or t.lower_ in NUMBER_NOUNS for t in cue.token.doc[start : end + 1])
        toll = child.lower_ in NUMBER_NOUNS or cue.verb.frames != {"number"}
        return (start, end) if numeric and toll else None
    return None


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "attr") for c in verb.children)


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def _extent(head: Token, after: int) -> tuple[int, int]:
    """First and last token of a subtree, as far as it stands after a token."""
    numbers = [t.i for t in head.subtree if t.i > after]
    return min(numbers), max(numbers)


def _clause(parsed: ParsedArticle, cue: Cue, head: Token) -> Iterator[Speech]:
    """The finite clause under a cue: after it, before it, or on both sides of it."""
    doc = parsed.doc
    if head.i > cue.token.i and all(t.i > cue.token.i for t in head.subtree):
        start, end = _extent(head, cue.token.i)
        while doc[start].is_punct and start < end:
            start += 1
        end = _to_sentence_end(cue, end)
        yield Speech(*_chars(parsed, start, end), cue, "clause_after_cue", False)
        return
    yield from _around(parsed, cue)


def _to_sentence_end(cue: Cue, end: int) -> int:
    """Take in what the parser hung on the cue behind the clause, unless the cue's own sentence goes on there."""
    for child in sorted(cue.token.children, key=lambda t: t.i):
        if child.i <= end or child.dep_ in ("punct", "cc"):
            continue
        if (
            child.dep_ in ("prep", "npadvmod", "dep")
            or (child.dep_ == "advcl" and child.tag_ != "VBG")
            or (child.dep_ == "conj" and _has_subject(child) and _cue_verb(child) is None)
        ):
            end = max(t.i for t in child.subtree)
        else:
            break
    return end


def _around(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The sentence without the cue's own clause: "Police, she says, have …", "Police have …, she says"."""
    first, last = _cue_clause(cue)
    sentence = [t for t in cue.token.sent if not t.is_space]
    before = [t.i for t in sentence if t.i < first]
    after = [t.i for t in sentence if t.i > last]
    follows = any(t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ != "relcl" for t in sentence if t.i > last)
    if after and follows and not parsed.doc[after[0]].is_punct and parsed.doc[after[0]].pos_ != "ADP":
        yield Speech(*_chars(parsed, after[0], after[-1]), cue, "clause_after_cue", False)
    elif before:
        yield Speech(*_chars(parsed, before[0], before[-1]), cue, "clause_before_cue", False)
        more = len(after) > 2 and parsed.doc[after[0]].text == ","
        if more and not any(_cue_verb(t) for t in sentence if t.i > last):
            yield Speech(*_chars(parsed, after[0], after[-1]), cue, "clause_before_cue", False)


def _cue_clause(cue: Cue) -> tuple[int, int]:
    """First and last token of "she said on Friday"."""
    numbers = {cue.token.i}
    if cue.subject is not None and cue.subject.sent == cue.token.sent:
        numbers |= {t.i for t in cue.subject.subtree if t.i < cue.token.i or t.i > cue.token.i}
    return min(numbers), max(numbers)


def _parenthetical(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """A cue with its subject between commas, or behind the last comma, wherever the parser hung it."""
    if cue.token.dep_ in ("relcl", "acl", "advcl") or any(
        c.dep_ in ("dobj", "ccomp", "xcomp") for c in cue.token.children
    ):
        return
    doc, sentence = parsed.doc, cue.token.sent
    first, last = _cue_clause(cue)
    opened = first > sentence.start and doc[first - 1].text in (",", "-", "--", "—")
    closed = last + 1 >= sentence.end or doc[last + 1].is_punct or doc[last + 1].pos_ in ("ADP", "SPACE")
    if opened and closed and last - first <= 12:
        yield from _around(parsed, cue)


def _according_content(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The clause beside "according to": after its comma when it begins the sentence, else before it."""
    sentence = [t for t in cue.token.sent if not t.is_space]
    subject = [t.i for t in cue.subject.subtree if t.i > cue.token.i]
    last = max(subject, default=cue.token.i + 1)
    before = [t.i for t in sentence if t.i < cue.token.i and not t.is_punct]
    after = [t.i for t in sentence if t.i > last and not t.is_punct]
    if before:
        yield Speech(*_chars(parsed, before[0], before[-1]), cue, "according_to", False)
    if after and (not before or len(before) <= 4):
        yield Speech(*_chars(parsed, after[0], after[-1]), cue, "according_to", False)


TRANSCRIPT_LABEL = re.compile(r"(?:Q|A|(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3}): +(?=\S)")


def _transcript(parsed: ParsedArticle) -> Iterator[Speech]:
    """Questions and answers: many paragraphs begin with a name and a colon, and two names at least take turns."""
    text = parsed.article.text
    paragraphs = [p for p in parsed.paragraphs if p.kind == "text"]
    labelled = [(p, label) for p in paragraphs if (label := TRANSCRIPT_LABEL.match(text, p.start, p.end))]
    turns = Counter(label.group() for _, label in labelled)
    if len(labelled) < max(3, len(paragraphs) / 3) or len([n for n in turns.values() if n > 1]) < 2:
        return
    for paragraph, label in labelled:
        name = parsed.doc.char_span(paragraph.start, label.end() - 1, alignment_mode="contract")
        if name is not None and len(name) > 1:
            colon = CueVerb(":", "neutral", frozenset())
            cue = Cue(name[-1], colon, name[-2])
            yield Speech(label.end(), paragraph.end, cue, "transcript", False)


def _chars(parsed: ParsedArticle, first: int, last: int) -> tuple[int, int]:
    """Characters of a run of tokens, without punctuation and space at its ends."""
    doc = parsed.doc
    while first < last and (doc[first].is_space or doc[first].text in ",;:.-—–)]"):
        first += 1
    while last > first and (doc[last].is_space or doc[last].text in ",;:.-—–(["):
        last -= 1
    return doc[first].idx, doc[last].idx + len(doc[last])


# --- joining --------------------------------------------------------------------------------------------------------


def _join(parsed: ParsedArticle, speech: list[Speech]) -> list[Speech]:
    """Make one span of what overlaps.

    A clause that holds quoted words swallows them (a mixed quote); quoted words that fill the clause stand alone;
    of two clauses, the one inside the other goes.
    """
    quoted = [s for s in speech if s.quoted]
    clauses = [s for s in speech if not s.quoted]
    kept = [s for s in clauses if s.rule == "transcript"]
    for clause in sorted(clauses, key=lambda s: (s.start, -s.end)):
        if any(k.start < clause.end and clause.start < k.end for k in kept):
            continue
        inside = [q for q in quoted if q.start < clause.end and clause.start < q.end]
        start = min([clause.start, *(q.start for q in inside)])
        end = max([clause.end, *(q.end for q in inside)])
        share = sum(min(q.end, clause.end) - max(q.start, clause.start) for q in inside) / max(
            1, clause.end - clause.start
        )
        if inside and (
            share > 0.9 or any(q.rule.startswith("quoted_cue") and _is_sentence_span(parsed, q) for q in inside)
        ):
            continue
        kept.append(replace(clause, start=start, end=end))
    kept += [q for q in quoted if not any(k.start <= q.start and q.end <= k.end for k in kept)]
    return sorted(kept, key=lambda s: s.start)


def _is_sentence_span(parsed: ParsedArticle, speech: Speech) -> bool:
    text = parsed.article.text[speech.start : speech.end].strip("“”„«»\"'` ")
    return text[:1].isupper() and len(text.split()) >= LEAST_WORDS_ALONE


def _number(parsed: ParsedArticle, speech: list[Speech]) -> list[Quote]:
    quotes: list[Quote] = []
    statement = 0
    previous: Speech | None = None
    for n, current in enumerate(speech, 1):
        rule = _continues(parsed, previous, current) if previous else None
        if rule:
            current = replace(current, cue=previous.cue, rule=rule)
        statement += rule is None
        quotes.append(_quote(parsed, current, f"q{n}", f"s{statement}", rule is not None))
        previous = current
    return quotes


def _continues(parsed: ParsedArticle, previous: Speech, current: Speech) -> str | None:
    """The rule by which quoted words without a cue carry on what somebody said right before, if they do."""
    if current.rule != "quoted_no_cue" or previous.cue is None:
        return None
    before, here = _paragraph_of(parsed, previous.start), _paragraph_of(parsed, current.start)
    between = parsed.doc.char_span(previous.end, current.start, alignment_mode="contract") or ()
    if any(
        t.dep_ in ("nsubj", "nsubjpass") and t.ent_type_ == "PERSON" and t.sent != previous.cue.token.sent
        for t in between
    ):
        return None
    if before.number == here.number:
        return "quoted_continued"
    if here.number - before.number == 1 and current.start - here.start <= 2:
        return "quoted_paragraph"
    return None


def _paragraph_of(parsed: ParsedArticle, offset: int) -> Paragraph:
    return next(p for p in parsed.paragraphs if p.start <= offset < p.end)


def _quote(parsed: ParsedArticle, speech: Speech, quote_id: str, statement_id: str, carried: bool) -> Quote:
    text = parsed.article.text
    cue = speech.cue
    mention = mention_span(cue.subject) if cue and cue.subject is not None else None
    paragraph = _paragraph_of(parsed, speech.start)
    return Quote(
        quote_id=quote_id,
        statement_id=statement_id,
        start=speech.start,
        end=speech.end,
        text=text[speech.start : speech.end],
        kind=_kind(parsed, speech),
        speaker=None,
        mention=text[slice(*mention)] if mention else None,
        mention_start=mention[0] if mention else None,
        mention_end=mention[1] if mention else None,
        cue=text[cue.start : cue.end] if cue and not carried else None,
        cue_start=cue.start if cue and not carried else None,
        cue_end=cue.end if cue and not carried else None,
        cue_class=cue.verb.cue_class if cue and not carried else None,
        position=_position(speech, carried),
        paragraph=paragraph.number,
        in_headline=paragraph.kind == "headline",
        rule=speech.rule,
    )


def _kind(parsed: ParsedArticle, speech: Speech) -> str:
    if speech.rule == "transcript":
        return "direct"
    covered = sum(max(0, min(q.end, speech.end) - max(q.start, speech.start)) for q in parsed.quoted)
    if covered == 0:
        return "indirect"
    return "direct" if covered >= 0.9 * (speech.end - speech.start) else "mixed"


def _position(speech: Speech, carried: bool) -> str:
    if speech.cue is None or carried:
        return "none"
    if speech.cue.end <= speech.start:
        return "before"
    return "after" if speech.cue.start >= speech.end else "inside"


def mention_span(subject: Token) -> tuple[int, int]:
    """Characters of the words that point at a speaker: a name without its appositions, or a noun with its modifiers."""
    doc = subject.doc
    if subject.ent_type_ == "PERSON":
        first = last = subject.i
        while first > 0 and doc[first].ent_iob_ == "I":
            first -= 1
        while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
            last += 1
        return doc[first].idx, doc[last].idx + len(doc[last])
    first = last = subject.i
    for child in subject.children:
        if child.i < subject.i and child.dep_ in (
            "det",
            "amod",
            "compound",
            "poss",
            "nummod",
            "quantmod",
            "nmod",
            "advmod",
        ):
            first = min(first, min(t.i for t in child.subtree))
        elif (
            child.i > subject.i
            and child.dep_ == "prep"
            and child.i == last + 1
            and child.lower_ in ("of", "for", "in", "at", "from")
        ):
            last = max(last, max(t.i for t in child.subtree if t.i < child.i + 8))
        elif (
            child.dep_ == "conj" and child.i > subject.i and child.pos_ in ("PROPN", "NOUN") and child.i - subject.i < 6
        ):
            last = max(last, child.i)
    return doc[first].idx, doc[last].idx + len(doc[last])
