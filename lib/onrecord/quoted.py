"""Quoted speech: words in quotation marks, with the cue around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.cues import Cue
from onrecord.language import ParsedArticle, QuotedSpan
from onrecord.speech import LEAST_WORDS_ALONE, Speech, tokens_between

if TYPE_CHECKING:
    from spacy.tokens import Token


def quoted_speech(parsed: ParsedArticle, cues: list[Cue]) -> Iterator[Speech]:
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
        if cue and not _is_title(tokens_between(parsed, quoted.start + 1, quoted.end - 1)):
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


def _cue_after(parsed: ParsedArticle, quoted: QuotedSpan, cues: list[Cue]) -> Cue | None:
    """A cue in what is left of the sentence after the quoted words."""
    text = parsed.article.text
    inside = text[quoted.start : quoted.end].rstrip("”»\"'` ")
    tokens = []
    for token in tokens_between(parsed, quoted.end, _neighbours(parsed, quoted)[1]):
        if token.text in (".", "!", "?", ";") and tokens:
            break
        tokens.append(token)
    words = [t for t in tokens if not t.is_punct]
    if not words or (inside.endswith((".", "!", "?", "…")) and words[0].text[0].isupper() and not _is_tag(words, cues)):
        return None
    if not inside.endswith((",", "?", "!", "-", "—", "–", ".")) and tokens[0].text not in (",", "-", "—", "–", "--"):
        return None
    positions = {c.token.i: c for c in cues}
    found = [positions[t.i] for t in words if t.i in positions]
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
    tokens = tokens_between(parsed, left, quoted.start)
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
    tokens = [t for t in tokens_between(parsed, quoted.start, quoted.end) if not t.is_punct]
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
    words = [t for t in tokens_between(parsed, quoted.start, quoted.end) if any(c.isalnum() for c in t.text)]
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
