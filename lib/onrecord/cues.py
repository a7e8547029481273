"""Cues: the words for speaking, and the words beside them that point at the speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.language import ParsedArticle, covering, tokens_in
from onrecord.words import read_words

if TYPE_CHECKING:
    from spacy.tokens import Token


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

# Who does this with a claim, a warning or a promise is the one who speaks.
SPEECH_MAKERS = frozenset("make issue give repeat reiterate renew voice deliver offer send".split())


@cache
def cue_verbs() -> dict[str, CueVerb]:
    """The lexicon words/cue_verbs.csv: {lemma, or lemma and particle: CueVerb}."""
    return {
        row["verb"]: CueVerb(row["verb"], row["class"], frozenset(row["frames"].split()))
        for row in read_words("cue_verbs.csv")
    }


@cache
def cue_nouns() -> dict[str, CueVerb]:
    """The lexicon words/cue_nouns.csv: {noun: CueVerb}, with the clauses that the noun takes ("that", "to") as frames."""
    return {
        row["noun"]: CueVerb(row["noun"], row["class"], frozenset(row["clauses"].split()))
        for row in read_words("cue_nouns.csv")
    }


@cache
def not_speech() -> frozenset[str]:
    """The lexicon words/not_speech.csv: verbs that take a clause with "that" and report no speech."""
    return frozenset(row["verb"] for row in read_words("not_speech.csv"))


@cache
def speaker_nouns() -> dict[str, str]:
    """The lexicon words/speaker_nouns.csv: {noun: person, government, military, organisation, media or document}."""
    return {row["noun"]: row["kind"] for row in read_words("speaker_nouns.csv")}


def find_cues(parsed: ParsedArticle) -> list[Cue]:
    """Find the cues outside quotation marks and boilerplate.

    They are the verbs of the lexicon, verbs outside it that stand where a verb of speech stands (class "unlisted"),
    "according to" and "in the words of".

    Args:
        parsed: what `language.parse` gave.

    Returns:
        Cues in the order of the text, those included that govern nothing and those nobody says.
    """
    found = []
    verbs = tokens_in(parsed.doc, ("VERB", "AUX"), "POS")
    words = tokens_in(parsed.doc, ("according", "words", "said", "says"))
    for token in _outside_quotations(parsed, sorted({*verbs, *words})):
        if token.lower_ == "according" and token.i + 1 < len(parsed.doc) and token.nbor().lower_ == "to":
            found.append(Cue(token, ACCORDING_TO, _according_subject(token)))
        elif token.lower_ == "words" and token.head.lower_ == "in":
            if (speaker := _owner(token)) is not None:
                found.append(Cue(token, IN_THE_WORDS_OF, speaker))
        elif verb := cue_verb_of(token):
            found.append(Cue(token, verb, _subject(token)))
        elif token.pos_ == "VERB" and (subject := _speaker_of_unlisted(token)) is not None:
            found.append(Cue(token, CueVerb(token.lemma_.lower(), "unlisted", frozenset(["clause", "quote"])), subject))
    return found


def find_noun_cues(parsed: ParsedArticle) -> list[Cue]:
    """Find the nouns of saying that are somebody's: "her warning that …", "a pledge by the ministry to …".

    Args:
        parsed: what `language.parse` gave.

    Returns:
        Cues in the order of the text, outside quotation marks and boilerplate. The subject of each is whose words they
        are: the owner, or the one who makes, issues or repeats them.
    """
    found = []
    for token in _outside_quotations(parsed, tokens_in(parsed.doc, ("NOUN",), "POS")):
        noun = cue_nouns().get(token.lemma_.lower())
        if noun is not None and (speaker := _owner(token) or _maker(token)) is not None:
            found.append(Cue(token, noun, speaker))
    return found


def _outside_quotations(parsed: ParsedArticle, numbers: Iterable[int]) -> Iterator[Token]:
    """Those of some tokens, by their numbers, that stand outside quotation marks and boilerplate."""
    quoted = [(q.start, q.end) for q in parsed.quoted]
    skipped = covering(quoted + [(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"])
    for i in numbers:
        if not skipped(parsed.doc[i].idx):
            yield parsed.doc[i]


def _owner(noun: Token) -> Token | None:
    """Whose words "her words", "the words of a nurse" or "a warning from the ministry" are."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("of", "by", "from"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _maker(noun: Token) -> Token | None:
    """Who "made the claim", "issued a warning", "repeated the demand"."""
    if noun.dep_ == "dobj" and noun.head.lemma_ in SPEECH_MAKERS:
        return _subject(noun.head)
    return None


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


def cue_verb_of(token: Token) -> CueVerb | None:
    if token.pos_ not in ("VERB", "AUX") and token.lower_ not in ("said", "says"):
        return None
    if token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    lexicon = cue_verbs()
    lemma = _known_forms().get(token.lower_) or token.lemma_.lower()
    if token.i + 1 < len(token.doc):
        phrasal = lexicon.get(f"{lemma} {token.nbor().lower_}")
        if phrasal:
            return phrasal
    return lexicon.get(lemma)


def known_form(token: Token) -> CueVerb | None:
    """The verb of speech that this word is a regular form of, whatever the tagger made of it."""
    return cue_verbs().get(_known_forms().get(token.lower_, ""))


@cache
def _known_forms() -> dict[str, str]:
    """Regular forms of the verbs in the lexicon, {"deadpanned": "deadpan"}: the lemmatizer misses the rarer ones."""
    forms = {"said": "say", "says": "say"}
    for verb in cue_verbs():
        if " " in verb:
            continue
        stem = verb[:-1] if verb.endswith("e") else verb
        endings = ["ied", "ies"] if verb.endswith("y") and verb[-2] not in "aeiou" else ["ed", "s", "ing"]
        if len(verb) > 3 and verb[-1] in "bdgmnprt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
            forms |= {f"{verb}{verb[-1]}{ending}": verb for ending in ("ed", "ing")}
        base = verb[:-1] if endings[0] == "ied" else verb
        forms |= {f"{base if ending in ('s', 'ies', 'ied') else stem}{ending}": verb for ending in endings}
    return forms


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
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        if agent is not None and not any(c.dep_ == "nsubj" for c in subjects):
            return next((c for c in agent.children if c.dep_ == "pobj"), None)
        if subjects:
            passive = subjects[0].dep_ == "nsubjpass" and verb.i == token.i
            return None if passive else _antecedent(subjects[0], verb)
        if verb.i == token.i and (name := _name_beside(token)) is not None:
            return name
        asked = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.is_sent_start)
        if verb.i == token.i and asked and verb.dep_ == "advcl":
            return None  # "Asked whether …, she nodded": who is asked does not speak.
        if verb.dep_ in ("conj", "advcl", "xcomp", "pcomp", "ccomp", "prep", "acl") and verb.head.i != verb.i:
            if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
                return verb.head
            verb = verb.head
            continue
        break
    return None


def _name_beside(token: Token) -> Token | None:
    """A name or pronoun right before a finite verb, or a noun behind ", says", which is not its subject in the parse."""
    if token.tag_ not in ("VBD", "VBZ", "VBP") or token.i == token.sent.start:
        return None
    before = token.nbor(-1)
    if before.pos_ == "PROPN" or before.lower_ in ("he", "she", "they", "it"):
        return before
    if before.text in (",", '"') and token.i + 1 < token.sent.end:
        after = token.nbor()
        while after.pos_ in ("DET", "ADJ", "PROPN", "NOUN") and after.i + 1 < token.sent.end:
            if after.nbor().pos_ not in ("ADJ", "PROPN", "NOUN"):
                break
            after = after.nbor()
        return after if after.pos_ in ("NOUN", "PROPN") else None
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun that "who" stands for, and the name that stands beside a noun.

    "Hale, a nurse who said …", "Hale's father, Tom, said …".
    """
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        noun = verb.head
        return noun.head if noun.dep_ == "appos" else noun
    if subject.pos_ == "NOUN":
        return next((c for c in subject.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"), subject)
    return subject


SPEAKING_PRONOUNS = frozenset(
    "he she they it who which both some many most several few others another these those all him her them his its their".split()
)
NOBODY = frozenset(["nobody", "none", "one"])  # "no one" ends with the last
IF = frozenset(["if", "unless"])


def can_speak(cue: Cue) -> bool:
    """Somebody, a body or a text speaks: not "the attack showed that …", "you say", "nobody said", "if they say"."""
    subject = cue.subject
    if subject.lower_ in NOBODY or (cue.token.dep_ == "advcl" and any(c.lower_ in IF for c in cue.token.children)):
        return False
    if "document" in cue.verb.frames:
        kind = speaker_nouns().get(subject.lower_) or speaker_nouns().get(subject.lemma_.lower())
        return kind in ("document", "organisation", "government") or subject.ent_type_ == "ORG"
    if subject.pos_ in ("PRON", "DET"):
        return subject.lower_ in SPEAKING_PRONOUNS
    if subject.pos_ == "PROPN" or subject.ent_type_ or cue.verb.cue_class == "neutral":
        return True
    return is_speaker(subject)


def is_speaker(subject: Token) -> bool:
    """Is this a name, a pronoun for somebody, or a noun for a person, a body or a text?"""
    if subject.pos_ == "PROPN" or subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    if subject.pos_ == "PRON":
        return subject.lower_ in ("he", "she", "they", "who", "it")
    noun = subject.lemma_.lower()
    known = noun in speaker_nouns() or subject.lower_ in speaker_nouns()
    return known or noun.endswith(("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "one"))


MODIFIERS = ("det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "advmod")


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
        if child.i < subject.i and (child.dep_ in MODIFIERS or child.text == "-"):
            first = min(first, child.left_edge.i)
        elif child.dep_ == "prep" and child.i == last + 1 and child.lower_ in ("of", "for", "in", "at", "from"):
            last = _before_comma(child)
        elif child.dep_ == "conj" and 0 < child.i - subject.i < 6 and child.pos_ in ("PROPN", "NOUN"):
            last = max(last, child.i)
    return doc[first].idx, doc[last].idx + len(doc[last])


def _before_comma(preposition: Token) -> int:
    """The last token of a prepositional phrase that still belongs to a short mention."""
    last = preposition.i
    for token in preposition.doc[preposition.i + 1 : preposition.right_edge.i + 1]:
        if token.is_space or token.text in (",", "(", ";") or token.tag_ in ("WP", "WDT"):
            break
        last = token.i
    return last
