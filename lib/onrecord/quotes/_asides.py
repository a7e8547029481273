"""Asides: reports whose cue stands beside its clause, not above it: "…, she said", "as she noted, …", "said that …"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import dropwhile
from typing import TYPE_CHECKING

from onrecord.quotes._clauses import FINITE, has_finite, has_subject, is_finite, reports
from onrecord.quotes._cues import Cue
from onrecord.quotes._passed_on import quoted_as_saying
from onrecord.quotes._spans import Speech, characters
from onrecord.quotes.subjects import is_speaker
from onrecord.text.parsing import ParsedArticle
from onrecord.words.lexicons import cue_nouns, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

MOST_WORDS_BETWEEN = 12  # from a verb of speech to its "that": "told a meeting of the leaders that …"
LONGEST_ASIDE = 12  # from the first to the last token of "she told me on Friday"

MOST_WORDS_TO_A_NUMBER = 4  # "More than two hundred hurt"
INVERTED = frozenset("say report announce confirm state claim add note estimate".split())

ADDRESSING = ("tell", "inform", "remind")  # what follows them is who was told

# Verbs that report whatever follows them; others are often something else ("added a goal", "posted a profit").
SURE_VERBS = ("say", "tell")


def around_cue(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The sentence without the cue's own clause: "Police, she says, have …", "Police have …, she says"."""
    first, last = _cue_clause(cue)
    sentence = [t for t in cue.token.sent if not t.is_space]
    semicolon = max((t.i for t in sentence if t.i < first and t.text == ";"), default=-1)
    before = [t for t in sentence if semicolon < t.i < first]
    to = cue.token.doc.span(cue.token.i + 1, cue.token.i + 2).text == "to"
    if (before and before[-1].text == ":") or (cue.verb.verb == "add" and to):
        return  # "We knew it: the king declared war"; "noise and rain only add to it"
    if before and before[-1].text == "," and has_finite(before):
        last = _with_circumstances(cue, last)
    after = [t for t in sentence if t.i > last]
    follows = any(t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ != "relcl" for t in after)
    if follows and not after[0].is_punct and after[0].pos_ != "ADP" and not _tell_when(before, after):
        yield Speech(*characters(parsed, after[0].i, after[-1].i), cue, "clause_after_cue", False)
        return
    goes_on = _goes_on(cue, after)
    if before and (
        goes_on or has_finite(before) or _is_toll(parsed, before, after)
    ):  # not "On Friday, they called for calm"
        yield Speech(*characters(parsed, before[0].i, before[-1].i), cue, "clause_before_cue", False)
        if goes_on:
            start = after[2].i if after[1].dep_ == "cc" else after[0].i
            yield Speech(*characters(parsed, start, after[-1].i), cue, "clause_before_cue", False)


def _tell_when(before: list[Token], after: list[Token]) -> bool:
    """ "“…,” Hale said shortly after the papers reported …": is what stands behind the cue when she spoke?"""
    opens = after[1] if after[0].pos_ == "ADV" and len(after) > 1 else after[0]
    return opens.lower_ in word_class("tells_when") and any(t.is_quote for t in before)


def _is_toll(parsed: ParsedArticle, before: list[Token], after: list[Token]) -> bool:
    """Is this a report without a verb: "Six hurt in bus crash, hospital says", in a headline "Dam safe, mayor says"?

    Not "On Friday, she said", nor "A day later, she said": nothing is reported there, or it follows.
    """
    words = [t for t in before if not t.is_punct]
    if (
        any(not t.is_punct for t in after)
        or len(words) < 2
        or words[0].pos_ in ("ADP", "SCONJ", "ADV", "VERB", "CCONJ")
    ):
        return False
    counted = any(is_counted(t) for t in words[:MOST_WORDS_TO_A_NUMBER])
    headline = parsed.paragraph_at(words[0].idx).kind == "headline"
    return counted or (headline and not all(t.pos_ == "PROPN" for t in words))


def is_counted(token: Token) -> bool:
    """Is this a number of people or things, rather than a date?"""
    number = token.like_num or token.lower_ in word_class("vague_number")
    return number and token.ent_type_ not in ("DATE", "TIME")


def inverted(cue: Cue) -> Cue | None:
    """The cue of "Nine killed, reported the Interior Ministry.", with the body behind it as its subject.

    Only for verbs that have nobody as their object, at the end of a sentence, and where who comes before is none who
    speaks: not "She left early, confirmed the minister".
    """
    token, sentence = cue.token, cue.token.sent
    if cue.verb.verb not in INVERTED or token.tag_ not in ("VBD", "VBZ") or token.i < sentence.start + 2:
        return None
    behind = next((c for c in token.children if c.dep_ in ("dobj", "nsubj", "attr") and c.i > token.i), None)
    own = any(c.dep_ in ("nsubj", "nsubjpass") and c.i < token.i for c in token.children)
    if own or behind is None or token.nbor(-1).text != "," or behind.left_edge.i != token.i + 1:
        return None
    last = [t for t in token.doc[behind.right_edge.i + 1 : sentence.end] if not t.is_punct and not t.is_space]
    if not is_speaker(behind) or any(t.ent_type_ not in ("DATE", "TIME") and t.pos_ != "ADP" for t in last):
        return None
    first = cue.subject if cue.subject is not None and cue.subject.i < token.i else None
    speaks = first is not None and is_speaker(first) and not any(is_counted(t) for t in (first, *first.children))
    return None if speaks else replace(cue, subject=behind)


def beside(cue: Cue) -> Cue:
    """The cue of "Forty dead, police said" with the subject that stands beside it, where the parser gave it two."""
    subjects = [c for c in cue.token.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < cue.token.i]
    two = len(subjects) > 1 and any(t.text == "," for t in cue.token.doc[subjects[0].i : subjects[-1].i])
    return replace(cue, subject=subjects[-1]) if two and cue.subject == subjects[0] else cue


def _goes_on(cue: Cue, after: list[Token]) -> bool:
    """Does the report go on behind "…, she said,"?

    Not with another report, nor with what happened as she spoke; behind a cue that is no aside in the sentence, not
    with a phrase either: "she said, smiling", "she said, after a pause".
    """
    if len(after) < 3 or after[0].text != "," or after[1].lower_ == "as" or any(_is_report(t) for t in after):
        return False
    if cue.token.dep_ == "parataxis":
        return True
    return has_finite(after) and after[1].tag_ != "VBG" and after[1].pos_ not in ("ADP", "SCONJ")


def _is_report(verb: Token) -> bool:
    return reports(verb) and has_subject(verb) and any(c.dep_ == "ccomp" for c in verb.children)


def _cue_clause(cue: Cue) -> tuple[int, int]:
    """First and last token of "she said", and of all that stands with it between two commas: "he told me on Friday"."""
    numbers = {cue.token.i}
    if cue.token.dep_ == "parataxis":
        comma = next((t.i for t in cue.token.sent if t.i > cue.token.i and t.is_punct), cue.token.sent.end)
        opened = max((t.i for t in cue.token.sent if t.i < cue.token.i and t.text == ","), default=-1)
        numbers |= {t.i for t in cue.token.subtree if opened < t.i < comma and not t.is_punct}
    if cue.subject is not None and cue.subject.sent == cue.token.sent:
        numbers |= {t.i for t in cue.subject.subtree if t.i < cue.token.i or t.i > cue.token.i}
    return min(numbers), max(numbers)


def _with_circumstances(cue: Cue, last: int) -> int:
    """The last token of "officials said late on Sunday", if nothing but when and where it was said follows before a mark."""
    end = cue.token.sent.end
    token = last + 1
    while token < end and not cue.token.doc[token].is_punct:
        word = cue.token.doc[token]
        phrase = word.head.i <= last and word.dep_ in ("prep", "npadvmod", "advmod")
        if not (phrase or word.ent_type_ in ("DATE", "TIME")) or any(t.tag_ in FINITE for t in word.subtree):
            return last
        token = max(word.right_edge.i if phrase else word.i, word.i) + 1
    return token - 1 if token < end else last


def parenthetical(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """A cue with its subject between commas, or behind the last comma, wherever the parser hung it."""
    governs = ("ccomp", "xcomp") if cue.verb.verb == "tell" else ("dobj", "ccomp", "xcomp")
    if cue.token.dep_ in ("relcl", "acl", "advcl") or any(
        c.dep_ in governs and (c.i > cue.token.i or is_finite(c)) for c in cue.token.children
    ):
        return
    doc, sentence = parsed.tokens, cue.token.sent
    first, last = _cue_clause(cue)
    opened = first > sentence.start and doc[first - 1].text in (",", "-", "--", "—")
    closed = last + 1 >= sentence.end or doc[last + 1].is_punct or doc[last + 1].pos_ in ("ADP", "SPACE")
    if opened and closed and last - first <= LONGEST_ASIDE:
        yield from around_cue(parsed, cue)


def clause_beside_as(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The main clause beside "as she noted": behind it, before it, or on both sides of it."""
    mark = next((c for c in cue.token.children if c.dep_ in ("mark", "advmod") and c.lower_ == "as"), None)
    governed = ("ccomp", "xcomp") if cue.verb.verb in ADDRESSING else ("dobj", "ccomp", "xcomp")
    if cue.token.dep_ != "advcl" or mark is None or any(c.dep_ in governed for c in cue.token.children):
        return
    sentence = [t for t in cue.token.sent if not t.is_space]
    before = [t for t in sentence if t.i < mark.i]
    after = [t for t in sentence if t.i > cue.token.right_edge.i]
    if cue.token.head.i > cue.token.i:
        parted = [t for t in before if t.head == cue.token.head and t.dep_ in ("nsubj", "nsubjpass")]
        if has_finite(after) or (parted and any(not t.is_punct for t in after)):
            if parted and before[-1].text == ",":
                yield Speech(*characters(parsed, before[0].i, before[-1].i), cue, "clause_before_cue", False)
            yield Speech(*characters(parsed, after[0].i, after[-1].i), cue, "clause_after_cue", False)
    elif (
        (cue.token.tag_ in FINITE or has_subject(cue.token))
        and len(before) > 1
        and before[-1].text == ","
        and has_finite(before)
        and not any(t.pos_ in ("VERB", "AUX", "NOUN", "PROPN") and t.ent_type_ not in ("DATE", "TIME") for t in after)
    ):
        yield Speech(*characters(parsed, before[0].i, before[-1].i), cue, "clause_before_cue", False)


def rest_of_sentence(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """What follows "she said" to the end of the sentence, where the parser saw no clause but a finite verb is there.

    After other verbs only what begins with "that".
    """
    if cue.token.tag_ not in FINITE or cue.subject is None or cue.subject.i > cue.token.i:
        return
    that = next((t.i for t in parsed.tokens[cue.token.i + 1 : cue.token.sent.end] if _begins_clause(t)), None)
    if that is not None and _is_another_cue(parsed.tokens[that].head.head, cue):
        return
    if that is not None and that - cue.token.i <= MOST_WORDS_BETWEEN:
        yield Speech(*characters(parsed, that, cue.token.sent.end - 1), cue, "rest_after_cue", False)
        return
    if cue.verb.verb not in SURE_VERBS:
        return
    rest = _after_time(parsed.tokens[_last_addressed(cue) + 1 : cue.token.sent.end])
    after_speech = any(t.is_quote for t in parsed.tokens[cue.token.sent.start : cue.token.i])
    if _can_begin_report(rest) and not after_speech and any(t.tag_ in FINITE for t in rest[1:]):
        yield Speech(*characters(parsed, rest[0].i, rest[-1].i), cue, "rest_after_cue", False)


def _is_another_cue(verb: Token, cue: Cue) -> bool:
    """Has another verb of saying its own "that": "asked Hale, who said that …", "had him as saying that …"?"""
    return verb.i > cue.token.i and ((verb.dep_ == "relcl" and _is_report(verb)) or quoted_as_saying(verb) is not None)


def _last_addressed(cue: Cue) -> int:
    """The number of the cue, or of the one who was told."""
    addressed = [c.i for c in cue.token.children if c.dep_ in ("dobj", "dative") and c.i > cue.token.i]
    return addressed[0] if addressed and cue.verb.verb == "tell" else cue.token.i


def _after_time(tokens: Iterable[Token]) -> list[Token]:
    """Tokens without white space and without the words for a time that they begin with."""
    words = (t for t in tokens if not t.is_space)
    return list(dropwhile(lambda t: t.ent_type_ in ("DATE", "TIME") or t.dep_ == "npadvmod", words))


def _can_begin_report(tokens: list[Token]) -> bool:
    if not tokens or tokens[0].is_punct:
        return False
    return tokens[0].pos_ not in ("ADP", "SCONJ", "CCONJ") or tokens[0].lower_ == "that"


def _begins_clause(token: Token) -> bool:
    """Is this the "that" of a clause with a finite verb, and of no noun of saying ("the claim that …")?"""
    verb = token.head
    if token.lower_ != "that" or token.dep_ != "mark" or verb.i < token.i or verb.head.lemma_.lower() in cue_nouns():
        return False
    noun = verb.head
    if (
        verb.dep_ in ("acl", "relcl")
        and noun.pos_ == "NOUN"
        and noun.left_edge.i
        and noun.left_edge.nbor(-1).text == ","
    ):
        return False  # "stresses order, the belief that …"
    return is_finite(verb)
