"""Cues: the words for speaking, and the words beside them that point at the speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.quotes._silent import is_silent
from onrecord.quotes._verbs import cue_verb_of
from onrecord.quotes.subjects import is_speaker, maker_of, owner_of, subject_of
from onrecord.text.overlaps import covering
from onrecord.text.parsing import ParsedArticle
from onrecord.text.tokens import tokens_in
from onrecord.words.lexicons import CueVerb, cue_nouns, kind_of_noun, not_speech, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


# What a cue governs is looked for in all of its sentence, which takes time with the square of its length.
MOST_CUES, LONGEST_SENTENCE = 40, 500  # cues and tokens of a sentence


@dataclass(frozen=True)
class Cue:
    """A cue in the text. `subject` is the head of the words that point at the speaker, None if there are none."""

    token: Token
    verb: CueVerb
    subject: Token | None

    @property
    def start(self) -> int:
        """Where the cue begins, in code points of the article."""
        return self.token.idx

    @property
    def end(self) -> int:
        """Where the cue ends, a particle that belongs to the verb included ("called on")."""
        last = self.token
        for child in self.token.children:
            if child.i == self.token.i + 1 and child.dep_ in ("prt", "prep") and _is_phrasal(self.verb.verb, child):
                last = child
        return last.idx + len(last)


ACCORDING_TO = CueVerb("according to", "neutral", frozenset(["according"]))
IN_THE_WORDS_OF = CueVerb("in the words of", "neutral", frozenset(["according"]))
BY_THE_COUNT_OF = CueVerb("by the count of", "neutral", frozenset(["according"]))


def find_cues(parsed: ParsedArticle) -> list[Cue]:
    """Find the cues outside quotation marks and boilerplate.

    They are the verbs of the lexicon, verbs outside it that stand where a verb of speech stands (class "unlisted"),
    "according to", "in the words of" and "by the count of".

    Args:
        parsed: what `text.parse` gave.

    Returns:
        Cues in the order of the text, those included that govern nothing and those nobody says; of a sentence with more than
        MOST_CUES the first ones, of one longer than LONGEST_SENTENCE none.
    """
    cues = []
    verbs = tokens_in(parsed.tokens, ("VERB", "AUX"), "POS")
    words = tokens_in(parsed.tokens, ("according", "words", "said", "says", *word_class("reckoning")))
    for token in _outside_quotations(parsed, sorted({*verbs, *words})):
        if token.lower_ == "according" and token.i + 1 < len(parsed.tokens) and token.nbor().lower_ == "to":
            cues.append(Cue(token, ACCORDING_TO, _according_subject(token)))
        elif token.lower_ == "words" and token.head.lower_ == "in":
            if (speaker := owner_of(token)) is not None:
                cues.append(Cue(token, IN_THE_WORDS_OF, speaker))
        elif token.pos_ == "NOUN" and token.head.lower_ == "by" and token.lower_ in word_class("reckoning"):
            speaker = owner_of(token, ("of", "from")) if token.head.head.dep_ == "ROOT" else None
            if speaker is not None and is_speaker(speaker):
                cues.append(Cue(token, BY_THE_COUNT_OF, speaker))
        elif verb := cue_verb_of(token):
            cues.append(Cue(token, verb, subject_of(token)))
        elif token.pos_ == "VERB" and (subject := _speaker_of_unlisted(token)) is not None:
            cues.append(Cue(token, CueVerb(token.lemma_.lower(), "unlisted", frozenset(["clause", "quote"])), subject))
    return _first_of_each_sentence(parsed, cues)


def _first_of_each_sentence(parsed: ParsedArticle, cues: list[Cue]) -> list[Cue]:
    """The cues but for those of a sentence that has more than any that was written to be read, or is longer."""
    ends = [0, *(sentence.end for sentence in parsed.tokens.sents)]
    number = Counter[int]()
    kept = []
    for cue in cues:
        sentence = bisect_right(ends, cue.token.i)
        number[sentence] += 1
        if number[sentence] <= MOST_CUES and ends[sentence] - ends[sentence - 1] <= LONGEST_SENTENCE:
            kept.append(cue)
    return kept


def find_noun_cues(parsed: ParsedArticle) -> list[Cue]:
    """Find the nouns of saying that are somebody's: "her warning that …", "a pledge by the ministry to …".

    Args:
        parsed: what `text.parse` gave.

    Returns:
        Cues in the order of the text, outside quotation marks and boilerplate. The subject of each is whose words they
        are: the owner, or the one who makes, issues or repeats them.
    """
    cues = []
    nouns = set(tokens_in(parsed.tokens, ("NOUN",), "POS"))
    for token in _outside_quotations(parsed, [i for i in tokens_in(parsed.tokens, cue_nouns(), "LEMMA") if i in nouns]):
        noun = cue_nouns()[token.lemma_]
        if (speaker := owner_of(token) or maker_of(token)) is None:
            continue
        if not is_silent(speaker):
            cues.append(Cue(token, noun, speaker))
    return cues


def _outside_quotations(parsed: ParsedArticle, numbers: Iterable[int]) -> Iterator[Token]:
    """Those of some tokens, by their numbers, that stand outside quotation marks and boilerplate."""
    quoted = [(q.start, q.end) for q in parsed.quoted]
    skipped = covering(quoted + [(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"])
    for i in numbers:
        if not skipped(parsed.tokens[i].idx):
            yield parsed.tokens[i]


def _speaker_of_unlisted(token: Token) -> Token | None:
    """The subject of a verb outside the lexicon that reports: it is a person, and "that" or a quotation follows.

    Limits: what such a verb means is not known; it may report a thought.
    """
    if token.tag_ not in ("VBD", "VBZ", "VBP") or token.lemma_.lower() in not_speech():
        return None
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is None or not (subject.ent_type_ == "PERSON" or subject.lower_ in ("he", "she")):
        return None
    doc = token.doc
    clause = any(
        c.dep_ == "ccomp" and c.i > token.i and doc[token.i + 1].lower_ == "that" and doc[token.i + 1].dep_ == "mark"
        for c in token.children
    )
    first = min(token.i, subject.left_edge.i)
    after = first > 1 and doc[first - 1].is_quote and doc[first - 2].text in (",", "?", "!")
    return subject if clause or after else None


def _is_phrasal(verb: str, particle: Token) -> bool:
    return verb.endswith(" " + particle.lower_)


def _according_subject(token: Token) -> Token | None:
    to = token.nbor()
    for child in [*to.children, *token.children]:
        if child.dep_ == "pobj":
            return child
    following = [t for t in token.sent if t.i > to.i and t.pos_ in ("PROPN", "NOUN", "PRON")]
    return following[0] if following else None


# Who warns, denies or promises is somebody, whatever the noun; a thing can claim or announce ("the data suggest …").
SOMEBODYS_CLASSES = frozenset("warn predict deny concede complain agree".split())
IF = frozenset(["if", "unless", "whether"])


def can_speak(cue: Cue) -> bool:
    """Somebody, a body or a text speaks: not "the attack showed that …", "you say", "nobody said", "whether they said"."""
    subject = cue.subject
    if (
        subject is None
        or _is_nobody(subject)
        or is_silent(subject)
        or any(c.lower_ in IF and c.dep_ in ("mark", "advmod") for c in cue.token.children)
    ):
        return False
    if "document" in cue.verb.frames:
        kind = kind_of_noun(subject.lower_, subject.lemma_.lower())
        finder = subject.lower_ in word_class("outlet_name") or subject.lemma_.lower() in word_class("finder")
        return finder or kind in ("document", "organisation", "government") or subject.ent_type_ == "ORG"
    if subject.lower_ == "one":
        return any(c.lower_ == "of" for c in subject.children)
    if subject.pos_ in ("PRON", "DET") or subject.lower_ in word_class("speaking_pronoun"):
        return subject.lower_ in word_class("speaking_pronoun")
    if subject.pos_ == "PROPN" or subject.ent_type_ or cue.verb.cue_class == "neutral":
        return True
    return is_speaker(subject) or cue.verb.cue_class in SOMEBODYS_CLASSES


def _is_nobody(subject: Token) -> bool:
    return subject.lower_ in ("nobody", "none") or any(c.lower_ == "no" for c in subject.children)
