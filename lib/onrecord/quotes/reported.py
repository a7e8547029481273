"""Reported speech: the clause, infinitive, gerund or number that a cue governs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.quotes.cues import IN_THE_WORDS_OF, Cue, can_speak, cue_verb_of
from onrecord.quotes.spans import Speech, characters
from onrecord.text.parse import ParsedArticle
from onrecord.words.lexicons import cue_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token


# What a number of people or things is called when it is put, raised or given.
NUMBER_NOUNS = frozenset(
    "number numbers toll tolls count counts figure figures total totals estimate estimates dead".split()
)

# "He called it a disaster" is hardly a report of speech; "a disaster for everybody downstream" is.
LEAST_WORDS_OF_A_NAME = 3

# "Did not say, claim, promise that …" reports no words; "did not deny that …" does.
UNSAID_CLASSES = frozenset("neutral announce explain claim promise predict warn accuse concede".split())

MOST_WORDS_BETWEEN = 12  # from a verb of speech to its "that": "told a meeting of the leaders that …"

# Verbs that report whatever follows them; others are often something else ("added a goal", "posted a profit").
SURE_VERBS = ("say", "tell")

REPORTING_FRAMES = frozenset("clause of infinitive object_infinitive gerund".split())

FINITE = ("VBD", "VBZ", "VBP", "MD")


def reported_speech(parsed: ParsedArticle, cues: list[Cue], thoughts: bool = False) -> Iterator[Speech]:
    """Speech that a cue governs in the parse, without regard to quotation marks.

    Args:
        parsed: the article.
        cues: what `cues.find_cues` gave.
        thoughts: what verbs of thinking and wishing govern, instead of speech.

    Returns:
        Spans in the order of their cues; they may overlap one another and words in quotation marks.

    Limits:
        Where the parser hangs a clause on the wrong verb, the span is wrong.
    """
    for cue in cues:
        if cue.subject is None or not can_speak(cue) or (cue.verb.cue_class == "thought") != thoughts:
            continue
        if "according" in cue.verb.frames:
            yield from _according_content(parsed, cue)
        else:
            yield from _governed_content(parsed, cue)


def speech_in_nouns(parsed: ParsedArticle, cues: list[Cue]) -> Iterator[Speech]:
    """The clause or infinitive that a noun of saying takes: "her warning that …", "their pledge to …".

    Args:
        parsed: the article.
        cues: what `cues.find_noun_cues` gave.

    Limits:
        What follows "of" is not taken: "a warning of floods" names a subject more than it repeats words.
    """
    for cue in cues:
        for child in cue.token.children:
            if child.i < cue.token.i or child.dep_ not in ("acl", "relcl", "ccomp", "xcomp") or not can_speak(cue):
                continue
            first = child.left_edge
            that = first.lower_ == "that" and first.dep_ == "mark" and "that" in cue.verb.frames
            to = "to" in cue.verb.frames and _is_infinitive(child) and first.tag_ in ("TO", "RB")
            if that or to:
                start, end = _extent(child, cue.token.i)
                yield Speech(*characters(parsed, start, end), cue, "clause_after_noun", False)
                break


def _is_unsaid(cue: Cue, content: Token) -> bool:
    """Is this a report that something was not said: "did not say whether …", "without saying how …"?"""
    if content.lemma_ in ("name", "identify", "quote") and any(c.dep_ == "auxpass" for c in content.children):
        return True
    if cue.token.dep_ == "pcomp" and cue.token.head.lower_ == "without":
        return True
    declines = cue.token.dep_ == "xcomp" and cue.token.head.lemma_ in ("decline", "refuse", "fail")
    negated = any(c.dep_ == "neg" for c in cue.token.children)
    first = min(content.subtree, key=lambda t: t.i)
    asks = first.tag_ in ("WP", "WRB", "WDT", "WP$") or first.lower_ in ("whether", "if")
    return declines or (negated and (asks or cue.verb.cue_class in UNSAID_CLASSES))


def _governed_content(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The finite clause under a cue; else what the first of the rules in GOVERNED finds; else the clause around it."""
    children = list(cue.token.children)
    if any(c.dep_ in ("ccomp", "xcomp") and _is_unsaid(cue, c) for c in children):
        return
    clauses = [c for c in children if c.dep_ == "ccomp" and _is_finite(c)]
    if clauses and "clause" in cue.verb.frames:
        yield from _clause(parsed, cue, clauses[0])
        return
    for rule, (frames, find) in GOVERNED.items():
        if frames & cue.verb.frames and (span := find(cue)):
            yield Speech(*characters(parsed, *span), cue, rule, False)
            return
    if "clause" in cue.verb.frames:
        yield from (
            list(_clause_beside_as(parsed, cue)) or list(_parenthetical(parsed, cue)) or _rest_of_sentence(parsed, cue)
        )


def _clause_beside_as(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The main clause behind "as she noted, …"."""
    marked = any(c.dep_ == "mark" and c.lower_ == "as" for c in cue.token.children)
    governs = any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in cue.token.children)
    if cue.token.dep_ != "advcl" or cue.token.head.i < cue.token.i or not marked or governs:
        return
    after = [t for t in cue.token.sent if t.i > cue.token.right_edge.i and not t.is_space]
    if _has_finite(after):
        yield Speech(*characters(parsed, after[0].i, after[-1].i), cue, "clause_after_cue", False)


def _infinitive(cue: Cue) -> tuple[int, int] | None:
    """First and last token of "to leave their homes" under "urged residents"."""
    for child in cue.token.children:
        if child.dep_ in ("ccomp", "xcomp") and child.i > cue.token.i and _is_infinitive(child):
            start = min(c.i for c in child.children if c.dep_ in ("aux", "neg") and c.i > cue.token.i)
            return start, _extent(child, cue.token.i)[1]
    return None


def _gerund(cue: Cue) -> tuple[int, int] | None:
    """First and last token of "hiding the report" under "denied"."""
    found = [c for c in cue.token.children if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.i > cue.token.i]
    return _extent(found[0], cue.token.i) if found else None


def _gerund_of(cue: Cue) -> tuple[int, int] | None:
    """First and last token of "hiding the report" under "accused them of"."""
    accused = [c for c in cue.token.children if c.dep_ == "dobj"]
    for child in [c for head in (cue.token, *accused) for c in head.children]:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i > cue.token.i:
            for verb in child.children:
                if verb.dep_ == "pcomp":
                    return _extent(verb, child.i)
    return None


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


def _name_given(cue: Cue) -> tuple[int, int] | None:
    """First and last token of what is called what: "called the plan a threat to us all", "described it as a jewel"."""
    children = [c for c in cue.token.children if c.i > cue.token.i]
    thing = next((c for c in children if c.dep_ == "dobj"), None)
    for child in children:
        if child.dep_ == "prep" and child.lower_ == "as":
            name = next((c for c in child.children if c.dep_ in ("pobj", "amod", "pcomp")), child)
        elif child.dep_ == "oprd" or (child.dep_ == "ccomp" and child.pos_ in ("NOUN", "ADJ") and _has_subject(child)):
            name = child
        else:
            continue
        start, end = _extent(name, cue.token.i)
        if thing is not None and thing.pos_ != "PRON" and thing.i < start:
            start = thing.left_edge.i
        if end - start + 1 >= LEAST_WORDS_OF_A_NAME:
            return start, end
    return None


# Rules for what a cue governs, in the order in which they are tried: {rule: (frames that allow it, function)}.
GOVERNED = {
    "infinitive_after_cue": (frozenset(["infinitive", "object_infinitive"]), _infinitive),
    "gerund_after_cue": (frozenset(["gerund"]), _gerund),
    "gerund_after_of": (frozenset(["of"]), _gerund_of),
    "name_after_cue": (frozenset(["as"]), _name_given),
    "number_after_cue": (frozenset(["number"]), _number_given),
}


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "attr") for c in verb.children)


def _is_finite(verb: Token) -> bool:
    """A clause of its own; the parser sometimes hangs the subject elsewhere, but not the form of the verb."""
    if _is_infinitive(verb):
        return False
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return _has_subject(verb) or any(t.tag_ in FINITE for t in [verb, *helpers])


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
        end = _clause_end(cue, end)
        yield Speech(*characters(parsed, start, end), cue, "clause_after_cue", False)
        return
    if cue.token.dep_ == "relcl" and cue.token.i < head.i:
        start, end = _extent(head, cue.token.i)
        yield Speech(*characters(parsed, start, end), cue, "clause_after_cue", False)
        return
    yield from _around(parsed, cue)


def _clause_end(cue: Cue, end: int) -> int:
    """The last token of a clause that ends here in the parse: what belongs to it is added, the next report cut off."""
    doc = cue.token.doc
    for child in sorted(cue.token.children, key=lambda t: t.i):
        if child.i <= end or child.dep_ in ("punct", "cc"):
            continue
        if (
            child.dep_ in ("prep", "npadvmod", "dep")
            or (child.dep_ == "advcl" and child.tag_ != "VBG")
            or (child.dep_ == "conj" and _has_subject(child) and not _reports(child))
            or (child.dep_ == "ccomp" and not _has_subject(child) and _is_finite(child) and not _reports(child))
        ):
            end = max(t.i for t in child.subtree)
        else:
            break
    for token in doc[cue.token.i + 1 : end + 1]:
        if (cut := _next_report(cue, token)) is not None:
            end = cut - 1
            break
    while end > cue.token.i + 1 and (doc[end].is_punct or doc[end].dep_ == "cc"):
        end -= 1
    return end


def _reports(verb: Token) -> bool:
    known = cue_verb_of(verb)
    return known is not None and known.cue_class != "thought" and bool(known.frames & {"clause", "number"})


def _next_report(cue: Cue, token: Token) -> int | None:
    """Where the next report begins, if this token is its verb and hangs on the clause of this one.

    "he said it was safe, adding that …", "he said it was safe, though he conceded that …", "she says it was safe and
    warns …" (one form with the cue, another than the verb it hangs on).
    """
    verb = cue_verb_of(token)
    if verb is None or verb.cue_class == "thought" or not verb.frames & REPORTING_FRAMES:
        return None
    doc = token.doc
    if token.dep_ == "advcl" and token.tag_ == "VBG" and doc[token.i - 1].text == ",":
        return token.i - 1
    if token.dep_ == "advcl" and token.tag_ in FINITE:
        mark = next((c for c in token.children if c.dep_ == "mark"), None)
        if mark is not None and mark.lower_ in ("though", "although", "while") and doc[mark.i - 1].text == ",":
            return mark.i - 1
    if token.dep_ in ("conj", "advcl") and token.tag_ in FINITE and any(c.dep_ == "ccomp" for c in token.children):
        # Another speaker's report: "Hale said it was safe, but Wells said …", "… while Wells said …".
        first = token.left_edge
        if _has_subject(token) and first.i > cue.token.i + 1:
            if first.lower_ == "while":
                return first.i
            if doc[first.i - 1].dep_ == "cc":
                return first.i - 1
    if token.dep_ == "conj" and token.tag_ == cue.token.tag_ != token.head.tag_ and not _has_subject(token):
        return max((t.i for t in token.head.children if t.dep_ == "cc" and t.i < token.i), default=token.i)
    return None


def _rest_of_sentence(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """What follows "she said" to the end of the sentence, where the parser saw no clause but a finite verb is there.

    After other verbs only what begins with "that".
    """
    if cue.token.tag_ not in FINITE or cue.subject.i > cue.token.i:
        return
    that = next((t.i for t in parsed.doc[cue.token.i + 1 : cue.token.sent.end] if _begins_clause(t)), None)
    if that is not None and that - cue.token.i <= MOST_WORDS_BETWEEN:
        yield Speech(*characters(parsed, that, cue.token.sent.end - 1), cue, "rest_after_cue", False)
        return
    if cue.verb.verb not in SURE_VERBS:
        return
    told = [c.i for c in cue.token.children if c.dep_ in ("dobj", "dative") and c.i > cue.token.i]
    first = told[0] if told and cue.verb.verb == "tell" else cue.token.i
    rest = [t for t in parsed.doc[first + 1 : cue.token.sent.end] if not t.is_space]
    while rest and (rest[0].ent_type_ in ("DATE", "TIME") or rest[0].dep_ == "npadvmod"):
        rest = rest[1:]
    after_speech = any(t.is_quote for t in parsed.doc[cue.token.sent.start : cue.token.i])
    starts = (
        rest and not rest[0].is_punct and (rest[0].pos_ not in ("ADP", "SCONJ", "CCONJ") or rest[0].lower_ == "that")
    )
    if starts and not after_speech and any(t.tag_ in FINITE for t in rest[1:]):
        yield Speech(*characters(parsed, rest[0].i, rest[-1].i), cue, "rest_after_cue", False)


def _begins_clause(token: Token) -> bool:
    """Is this the "that" of a clause with a finite verb, and of no noun of saying ("the claim that …")?"""
    verb = token.head
    if token.lower_ != "that" or token.dep_ != "mark" or verb.i < token.i or verb.head.lemma_.lower() in cue_nouns():
        return False
    return _is_finite(verb)


def _around(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The sentence without the cue's own clause: "Police, she says, have …", "Police have …, she says"."""
    first, last = _cue_clause(cue)
    sentence = [t for t in cue.token.sent if not t.is_space]
    semicolon = max((t.i for t in sentence if t.i < first and t.text == ";"), default=-1)
    before = [t for t in sentence if semicolon < t.i < first]
    after = [t for t in sentence if t.i > last]
    follows = any(t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ != "relcl" for t in after)
    if follows and not after[0].is_punct and after[0].pos_ != "ADP":
        yield Speech(*characters(parsed, after[0].i, after[-1].i), cue, "clause_after_cue", False)
        return
    goes_on = _goes_on(cue, after)
    if before and (goes_on or _has_finite(before)):  # not "On Friday, they called for calm"
        yield Speech(*characters(parsed, before[0].i, before[-1].i), cue, "clause_before_cue", False)
        if goes_on:
            start = after[2].i if after[1].dep_ == "cc" else after[0].i
            yield Speech(*characters(parsed, start, after[-1].i), cue, "clause_before_cue", False)


def _goes_on(cue: Cue, after: list[Token]) -> bool:
    """Does the report go on behind "…, she said,"?

    Not with another report, nor with what happened as she spoke; behind a cue that is no aside in the sentence, not
    with a phrase either: "she said, smiling", "she said, after a pause".
    """
    if len(after) < 3 or after[0].text != "," or after[1].lower_ == "as" or any(_is_report(t) for t in after):
        return False
    if cue.token.dep_ == "parataxis":
        return True
    return _has_finite(after) and after[1].tag_ != "VBG" and after[1].pos_ not in ("ADP", "SCONJ")


def _is_report(verb: Token) -> bool:
    return _reports(verb) and _has_subject(verb) and any(c.dep_ == "ccomp" for c in verb.children)


def _has_finite(tokens: list[Token]) -> bool:
    """Do these tokens hold a finite verb, or at least a subject? The tagger takes some verbs for nouns."""
    return any(t.tag_ in FINITE or t.dep_ in ("nsubj", "nsubjpass") for t in tokens)


def _cue_clause(cue: Cue) -> tuple[int, int]:
    """First and last token of "she said", and of all that stands with it between two commas: "he told me on Friday"."""
    numbers = {cue.token.i}
    if cue.token.dep_ == "parataxis":
        comma = next((t.i for t in cue.token.sent if t.i > cue.token.i and t.is_punct), cue.token.sent.end)
        numbers |= {t.i for t in cue.token.subtree if t.i < comma and not t.is_punct}
    if cue.subject is not None and cue.subject.sent == cue.token.sent:
        numbers |= {t.i for t in cue.subject.subtree if t.i < cue.token.i or t.i > cue.token.i}
    return min(numbers), max(numbers)


def _parenthetical(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """A cue with its subject between commas, or behind the last comma, wherever the parser hung it."""
    governs = ("ccomp", "xcomp") if cue.verb.verb == "tell" else ("dobj", "ccomp", "xcomp")
    if cue.token.dep_ in ("relcl", "acl", "advcl") or any(c.dep_ in governs for c in cue.token.children):
        return
    doc, sentence = parsed.doc, cue.token.sent
    first, last = _cue_clause(cue)
    opened = first > sentence.start and doc[first - 1].text in (",", "-", "--", "—")
    closed = last + 1 >= sentence.end or doc[last + 1].is_punct or doc[last + 1].pos_ in ("ADP", "SPACE")
    if opened and closed and last - first <= 12:
        yield from _around(parsed, cue)


def _according_content(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The clause beside "according to" or "in the words of": after its comma when it begins the sentence, else before."""
    sentence = [t for t in cue.token.sent if not t.is_space]
    first = cue.token.head.i if cue.token.lower_ == "words" else cue.token.i
    last = max([cue.token.i, *(t.i for t in cue.subject.subtree if t.i > cue.token.i)])
    if cue.verb is IN_THE_WORDS_OF and any(t.is_quote for t in sentence if t.i > last):
        return  # the words stand further on, in quotation marks
    before = [t.i for t in sentence if t.i < first]
    after = [t.i for t in sentence if t.i > last]
    if not before and after and parsed.doc[after[0]].tag_ in FINITE:
        # The parser took the subject of the clause for a part of the source's name; a comma parts them.
        comma = next((t.i for t in sentence if cue.subject.i < t.i < after[0] and t.text == ","), None)
        after = [t.i for t in sentence if comma is not None and t.i > comma] or after
    if any(not parsed.doc[i].is_punct for i in before):
        yield Speech(*characters(parsed, before[0], before[-1]), cue, "according_to", False)
    if any(not parsed.doc[i].is_punct for i in after) and len(before) <= 4:
        yield Speech(*characters(parsed, after[0], after[-1]), cue, "according_to", False)
