"""According to: the clause beside "according to" or "in the words of"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.quotes._clauses import FINITE
from onrecord.quotes._cues import IN_THE_WORDS_OF, Cue
from onrecord.quotes._spans import Speech, characters
from onrecord.text.parsing import ParsedArticle

# Behind the source stands its clause only if hardly anything stands before it: "But according to the ministry, …".
MOST_TOKENS_BEFORE = 4


def according_content(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The clause beside "according to" or "in the words of": after its comma when it begins the sentence, else before."""
    subject = cue.subject
    if subject is None:
        return
    sentence = [t for t in cue.token.sent if not t.is_space]
    first = cue.token.head.i if cue.token.lower_ == "words" else cue.token.i
    last = max([cue.token.i, *(t.i for t in subject.subtree if t.i > cue.token.i)])
    if cue.verb is IN_THE_WORDS_OF and any(t.is_quote for t in sentence if t.i > last):
        return  # the words stand further on, in quotation marks
    before = [t.i for t in sentence if t.i < first]
    after = [t.i for t in sentence if t.i > last]
    if not before and after and parsed.doc[after[0]].tag_ in FINITE:
        # The parser took the subject of the clause for a part of the source's name; a comma parts them.
        comma = next((t.i for t in sentence if subject.i < t.i < after[0] and t.text == ","), None)
        after = [t.i for t in sentence if comma is not None and t.i > comma] or after
    if any(not parsed.doc[i].is_punct for i in before):
        yield Speech(*characters(parsed, before[0], before[-1]), cue, "according_to", False)
    if any(not parsed.doc[i].is_punct for i in after) and len(before) <= MOST_TOKENS_BEFORE:
        yield Speech(*characters(parsed, after[0], after[-1]), cue, "according_to", False)
