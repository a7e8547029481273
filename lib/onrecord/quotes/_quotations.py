"""Quoted speech: words in quotation marks, with the cue around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from onrecord.quotes._cues import Cue, can_speak
from onrecord.quotes._labels import label_before, signature
from onrecord.quotes._names_in_marks import is_name_in_marks
from onrecord.quotes._silent import is_silent
from onrecord.quotes._spans import LEAST_WORDS_ALONE, MARKS, Speech, characters, tokens_between
from onrecord.quotes.subjects import is_speaker
from onrecord.text.parsing import ParsedArticle
from onrecord.text.quotation_marks import QuotedSpan
from onrecord.words.lexicons import cue_verbs, verb_forms

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


# A verb with none of these takes whole quotations only: "…," she grinned.
GOVERNING_FRAMES = frozenset("clause infinitive object_infinitive gerund of as".split())

# What is quoted with one of these was in somebody's head; “…,” she remembers was said to a reporter.
INNER_SPEECH = frozenset("think realise realize decide imagine suppose".split())

# "spoke of “…”", "described it as “…”": what follows such a preposition is what is said.
REPORTING_PREPOSITIONS = ("about", "as", "for", "of", "to")


def quoted_speech(parsed: ParsedArticle, cues: list[Cue], nouns: list[Cue]) -> Iterator[Speech]:
    """Speech in quotation marks, with the cue beside it.

    Args:
        parsed: the article.
        cues: what `find_cues` gave.
        nouns: what `find_noun_cues` gave; they introduce what follows a colon ("her message was clear: “…”").
    """
    verbs = {cue.token.i: cue for cue in cues if cue.verb.frames != {"question"}}
    with_nouns = {cue.token.i: cue for cue in nouns} | verbs
    for quoted in parsed.quoted:
        if parsed.paragraphs[quoted.paragraph].kind == "boilerplate" or is_name_in_marks(parsed, quoted):
            continue
        after_colon = parsed.article.text[max(0, quoted.start - 3) : quoted.start].rstrip().endswith(":")
        if speech := _read_quoted(parsed, quoted, with_nouns if after_colon else verbs):
            yield speech


def _read_quoted(parsed: ParsedArticle, quoted: QuotedSpan, cues: dict[int, Cue]) -> Speech | None:
    if cue := signature(parsed, quoted.end):
        return Speech(quoted.start, quoted.end, cue, "signed", True)
    for rule, look in (
        ("quoted_cue_after", _cue_after),
        ("quoted_cue_before", _cue_before),
        ("quoted_fragment", _cue_governing),
    ):
        cue = look(parsed, quoted, cues)
        if cue and not _is_title(tokens_between(parsed, quoted.start + 1, quoted.end - 1)):
            if (grown := _with_its_clause(parsed, quoted, cue)) is not None:
                return Speech(*grown, cue, "quoted_fragment", False)
            return Speech(quoted.start, quoted.end, cue, rule, True)
    if (cue := label_before(parsed, quoted.start)) and not _is_title(
        tokens_between(parsed, quoted.start + 1, quoted.end - 1)
    ):
        return Speech(quoted.start, quoted.end, cue, "quoted_label", True)
    return Speech(quoted.start, quoted.end, None, "quoted_no_cue", True) if _is_sentence(parsed, quoted) else None


def _neighbours(parsed: ParsedArticle, quoted: QuotedSpan) -> tuple[int, int]:
    """The stretch around a quoted span up to the quoted spans beside it, inside its paragraph."""
    paragraph = parsed.paragraphs[quoted.paragraph]
    first = bisect_left(parsed.quoted, quoted.start, key=lambda span: span.start)
    last = bisect_right(parsed.quoted, quoted.end, key=lambda span: span.end)
    start = parsed.quoted[first - 1].end if first else 0
    end = parsed.quoted[last].start if last < len(parsed.quoted) else paragraph.end
    return max(start, paragraph.start), min(end, paragraph.end)


def _cue_after(parsed: ParsedArticle, quoted: QuotedSpan, cues: dict[int, Cue]) -> Cue | None:
    """A cue in what is left of the sentence after the quoted words."""
    inside = parsed.article.text[quoted.start : quoted.end].rstrip(MARKS)
    tokens = _to_sentence_end(tokens_between(parsed, quoted.end, _neighbours(parsed, quoted)[1]))
    words = [t for t in tokens if not t.is_punct]
    if not words or not _is_joined(inside, tokens[0]):
        return None
    acts = inside.endswith(".") and quoted.start - _neighbours(parsed, quoted)[0] > 1
    if inside.endswith(SENTENCE_ENDS) and (
        tokens[-1].text == ":" or (words[0].text[0].isupper() and not _is_tag(words, cues, acts))
    ):
        return None  # what follows announces other words, or is a sentence of its own
    behind = [cues[t.i] for t in words if t.i in cues]
    behind = [c for c in behind if c.token.dep_ not in ("relcl", "acl")] or behind
    if not behind:
        return _misread_tag(words)
    cue = behind[0]
    if "according" in cue.verb.frames:
        return cue
    return _with_subject_from(cue, words)


SENTENCE_ENDS = (".", "!", "?", "…")


def _to_sentence_end(tokens: Iterable[Token]) -> list[Token]:
    """The first of some tokens, up to a mark that ends a sentence; a mark in front ends none."""
    return [
        t for at, t in takewhile(lambda pair: not (pair[0] and pair[1].text in (".", "!", "?", ";")), enumerate(tokens))
    ]


def _is_joined(inside: str, after: Token) -> bool:
    """Whether a comma, a dash or the end of a sentence stands between quoted words and what follows them."""
    return inside.endswith((",", "?", "!", "-", "—", "–", ".")) or after.text in (",", "-", "—", "–", "--")


def _misread_tag(words: list[Token]) -> Cue | None:
    """ "…," Hale states: a name and a verb that the tagger took for a noun."""
    if len(words) < 2 or len(words) > 5 or words[-1].pos_ not in ("NOUN", "PROPN"):
        return None
    verb = cue_verbs().get(verb_forms().get(words[-1].lower_, ""))
    named = all(t.pos_ == "PROPN" or t.lower_ in ("he", "she", "they") for t in words[:-1])
    return Cue(words[-1], verb, words[-2]) if verb is not None and named else None


def _is_tag(words: list[Token], cues: dict[int, Cue], acts: bool) -> bool:
    """Is this "Name said" and hardly more? Where somebody acts before the words, "Name nodded." is what the next one does."""
    near = [cues[t.i] for t in words[:5] if t.i in cues and "according" not in cues[t.i].verb.frames]
    if len(words) > 8 or not near or near[0].subject is None or not can_speak(near[0]):
        return False
    # "She replied that she did" is a report of its own; "The trial continued" is none.
    own = any(c.dep_ in ("ccomp", "xcomp", "dobj") and c.i > near[0].token.i for c in near[0].token.children)
    if near[0].verb.frames == {"quote"}:
        return not own and not acts and is_speaker(near[0].subject)
    return not own


def _with_subject_from(cue: Cue, words: list[Token]) -> Cue | None:
    """The cue with a subject among these words, whatever the parser made of them."""
    numbers = {t.i for t in words}
    if cue.subject is not None and (cue.subject.i in numbers or cue.token.tag_ == "VBG"):
        return cue
    beside = cue.token.nbor(-1)
    if beside.i in numbers and beside.text[0].isupper():
        return replace(cue, subject=beside)
    nouns = [t for t in words if t.pos_ in ("PROPN", "NOUN", "PRON") and not is_silent(_name_head(t))]
    nouns = [t for t in nouns if t.ent_type_ not in ("DATE", "TIME")]
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


def _cue_before(parsed: ParsedArticle, quoted: QuotedSpan, cues: dict[int, Cue]) -> Cue | None:
    """A cue right before the quoted words: she said: “…”, or in a sentence that ends with a colon."""
    left, _ = _neighbours(parsed, quoted)
    tokens = tokens_between(parsed, left, quoted.start)
    if not tokens:
        return _cue_of_colon_paragraph(parsed, quoted, cues)
    if tokens[-1].text in (".", "!", "?"):
        return None
    last = max((i for i, t in enumerate(tokens[:-1]) if t.text in (".", "!", "?")), default=-1)
    before_quote = [cues[t.i] for t in tokens[last + 1 :] if t.i in cues]
    before_quote = [cue for cue in before_quote if cue.subject is not None or _speaks(cue)]
    direct = tokens[-1].text in (",", ":") or (before_quote and before_quote[-1].token.i >= tokens[-1].i - 2)
    return before_quote[-1] if before_quote and direct and _speaks(before_quote[-1]) else None


def _cue_of_colon_paragraph(parsed: ParsedArticle, quoted: QuotedSpan, cues: dict[int, Cue]) -> Cue | None:
    """The cue of a paragraph before that ends with a colon, for words that begin their own paragraph."""
    if quoted.paragraph == 0:
        return None
    before = parsed.paragraphs[quoted.paragraph - 1]
    if parsed.paragraphs[quoted.paragraph].start != quoted.start or parsed.article.text[before.end - 1] != ":":
        return None
    in_paragraph = [cues[t.i] for t in tokens_between(parsed, before.start, before.end) if t.i in cues]
    return next((cue for cue in reversed(in_paragraph) if cue.subject is not None), None)


def _speaks(cue: Cue) -> bool:
    """Can the cue govern quoted words? One without a subject can if it is passive: "he was described as “…”"."""
    if cue.subject is None:
        return "as" in cue.verb.frames and any(c.dep_ == "auxpass" for c in cue.token.children)
    if "document" in cue.verb.frames and not can_speak(cue):
        return False
    return cue.verb.cue_class != "thought" or is_inner(cue)


def is_inner(cue: Cue) -> bool:
    """ "…," she thought: quoted, and not said aloud."""
    return cue.verb.verb in INNER_SPEECH


def _cue_governing(parsed: ParsedArticle, quoted: QuotedSpan, cues: dict[int, Cue]) -> Cue | None:
    """A cue above the quoted words in the parse, nearest first."""
    tokens = [t for t in tokens_between(parsed, quoted.start, quoted.end) if not t.is_punct]
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside), tokens[0])
    while head.head.i != head.i:
        if head.dep_ in ("nsubj", "nsubjpass", "relcl", "acl", "appos"):
            return None
        head = head.head
        cue = cues.get(head.i)
        if cue and _speaks(cue) and cue.verb.frames & GOVERNING_FRAMES:
            return cue
    return None


def _with_its_clause(parsed: ParsedArticle, quoted: QuotedSpan, cue: Cue) -> tuple[int, int] | None:
    """A few quoted words with the paraphrase that they are part of: "called the plan “a jewel” of a plan".

    None where the words stand for themselves, after a comma or colon or right behind the cue.
    """
    inside = tokens_between(parsed, quoted.start, quoted.end)
    words = [t for t in inside if not t.is_punct]
    if not words or inside[0].i <= cue.token.i or inside[0].sent != cue.token.sent:
        return None
    before = parsed.tokens[inside[0].i - 1]
    if before.text in (",", ":") and before.nbor(-1).lower_ != "that":
        return None
    first = min(_content_start(cue, inside[0].i), inside[0].i)
    last = _phrase_end(words, inside[-1].i)
    if first == inside[0].i and last == inside[-1].i:
        return None
    start = quoted.start if first == inside[0].i else characters(parsed, first, last)[0]
    end = quoted.end if last == inside[-1].i else characters(parsed, first, last)[1]
    return start, end


def _content_start(cue: Cue, fragment: int) -> int:
    """The token with which begins what a cue reports, for a fragment further on in it."""
    doc = cue.token.doc
    for token in doc[cue.token.i + 1 : fragment]:
        if token.lower_ == "that" and token.dep_ == "mark":
            return token.i
    for child in sorted(cue.token.children, key=lambda t: t.i):
        if (
            child.i <= cue.token.i
            or child.is_punct
            or child.dep_ in ("npadvmod", "advmod", "prt", "dative", "neg", "cc")
        ):
            continue
        left, right = child.left_edge.i, child.right_edge.i
        if left >= fragment:
            break
        if child.dep_ == "prep" or child.ent_type_ in ("DATE", "TIME"):
            if child.lower_ in REPORTING_PREPOSITIONS and left < fragment <= right:
                return left + 1
            continue
        if child.dep_ == "dobj" and (child.pos_ == "PRON" or _is_addressed(cue, child, fragment)):
            continue
        if child.dep_ in ("xcomp", "ccomp") and (to := [c.i for c in child.children if c.tag_ == "TO"]):
            return to[0]
        return left
    return fragment


def _is_addressed(cue: Cue, noun: Token, fragment: int) -> bool:
    """Is this object whom the words are said to or about, before "to …", "that …", "of …" or "for …"?"""
    if cue.verb.frames & {"infinitive", "object_infinitive"} or cue.verb.verb == "tell":
        return True
    return any(
        c.dep_ == "prep" and c.lower_ in ("of", "for") and noun.i < c.i < fragment <= c.right_edge.i
        for c in cue.token.children
    )


def _phrase_end(words: list[Token], last: int) -> int:
    """The end of the phrase that quoted words begin: "a grave threat" to the region, "lost" years."""
    inside = {t.i for t in words}
    end = last
    for token in words:
        if token.right_edge.i > end and token.head.i not in inside:
            end = token.right_edge.i
        elif token.dep_ in ("amod", "compound", "nmod", "poss") and token.head.i > last and token.head.pos_ == "NOUN":
            end = max(end, token.head.right_edge.i)
    for token in words[0].doc[last + 1 : end + 1]:
        if token.text in (",", ";", ".", ":"):
            return token.i - 1
        if token.dep_ in ("relcl", "advcl") or (token.dep_ == "cc" and _joins_a_verb(token)):
            return max(last, token.left_edge.i - 1)
    return end


def _joins_a_verb(conjunction: Token) -> bool:
    return any(c.dep_ == "conj" and c.pos_ == "VERB" and c.i > conjunction.i for c in conjunction.head.children)


def _is_sentence(parsed: ParsedArticle, quoted: QuotedSpan) -> bool:
    """Do the quoted words stand as speech of their own, rather than as a title or in scare quotes?"""
    text = parsed.article.text[quoted.start : quoted.end].strip(MARKS)
    words = [t for t in tokens_between(parsed, quoted.start, quoted.end) if any(c.isalnum() for c in t.text)]
    if text[:1].isupper() and text[-1:] in ".!?" and _follows_speech(parsed, quoted):
        return True
    if _is_title(words) or len(words) < 2 or not any(t.pos_ in ("VERB", "AUX") for t in words):
        return False
    if len(words) < LEAST_WORDS_ALONE:
        return text[0].isupper() and text[-1] in ".!?"
    clause = text[0].isupper() and any(t.dep_ in ("nsubj", "nsubjpass") for t in words)
    return text[-1] in ".!?,…" or not quoted.closed or clause


def _follows_speech(parsed: ParsedArticle, quoted: QuotedSpan) -> bool:
    """Does this stand after other quoted words of its paragraph, as a sentence of its own?"""
    left, _ = _neighbours(parsed, quoted)
    between = parsed.article.text[left : quoted.start].rstrip()
    return left > parsed.paragraphs[quoted.paragraph].start and between.endswith((".", "!", "?", ":"))


def _is_title(words: list[Token]) -> bool:
    """The title of a work: its long words begin with capitals."""
    long_words = [t.text for t in words if len(t.text) > 3]
    return 2 <= len(words) <= 12 and len(long_words) > 1 and all(w[0].isupper() for w in long_words)
