"""Anonymity: why a source has no name, where the text says it ("who spoke on condition of anonymity because …")."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from onrecord.quotes.subjects import subject_of
from onrecord.text.tokens import tokens_in
from onrecord.words.lexicons import grouped

if TYPE_CHECKING:
    from onrecord.speakers._discourse import Discourse
    from onrecord.speakers._entities import Entity
    from onrecord.text.tokens import Token, Tokens

# Bounds on time and on what is shown: so many words up the parse stands the verb, and so long is the reason.
MOST_STEPS = 8
LONGEST_REASON = 40

# How far behind a source its reason may stand.
MOST_SENTENCES_BACK = 2

ONLY = frozenset(["only", "just", "solely"])
NOT = frozenset(["not", "n't", "never", "no", "without", "neither", "nor", "cannot"])
# What may stand behind the clause and tell the reason, wherever the parser hung it.
REASONS = frozenset(["because", "as", "since", "for", "out", "due", "citing", "fearing", "owing", "given", "in", "to"])
CLAUSES = ("ROOT", "relcl", "acl", "advcl", "conj", "parataxis")
REFLEXIVE = frozenset(["himself", "herself", "themselves", "themself", "itself", "oneself"])
POSSESSIVE = frozenset(["his", "her", "their", "whose", "its"])


def _words(group: str) -> frozenset[str]:
    """The words of one group of words/anonymity.csv."""
    return grouped("anonymity.csv", "group")[group]


class Reason:
    """Words that say why somebody has no name: the head of the words for whom, and the characters of the reason."""

    def __init__(self, whose: Token, start: int, end: int):
        self.whose, self.start, self.end = whose, start, end


def reasons(doc: Tokens, in_quotation: Callable[[int], bool]) -> Iterator[Reason]:
    """Where an article says why a source has no name.

    Args:
        doc: the parse.
        in_quotation: says whether an offset stands between quotation marks, where the reporter does not speak.

    Returns:
        The reasons in the order of the text. Whose they are may be a pronoun; whether that is a source, the caller
        knows.
    """
    words = [*_words("anonymity"), *_words("name"), *_words("naming"), *_words("permission")]
    words += ["named", "identified", "quoted", "cited", "attributed", "unmasked"]
    seen: set[int] = set()
    for i in tokens_in(doc, words):
        word = doc[i]
        if in_quotation(word.idx) or not any(rule(word) for rule in RULES):
            continue
        verb = _clause_of(word)
        if verb is None or verb.i in seen:
            continue
        seen.add(verb.i)
        whose = _whose(verb)
        if whose is not None:
            yield Reason(whose, *_characters(verb, word, whose))


def tells_anonymity(first: Token, last: Token) -> bool:
    """Do the words from one token to another only say that somebody is not named ("who asked not to be named")?"""
    tokens = first.doc[first.i : last.i + 1]
    return any(rule(token) for token in tokens for rule in (by_word, by_name_kept_back, by_naming))


def note_reasons(discourse: Discourse, speakers: Collection[Entity]) -> None:
    """Note for each source without a full name the first words of the article that say why it has none.

    Args:
        discourse: the article, read to its end.
        speakers: who is quoted in it.
    """
    nameless = [e for e in dict.fromkeys(speakers) if not e.named or (e.kind == "person" and len(e.words) == 1)]
    if not nameless:
        return
    for reason in reasons(discourse.doc, discourse.in_quotation):
        entity = discourse.referents.get(reason.whose.i)
        if entity not in nameless:
            entity = _last_mentioned(discourse, nameless, reason)
        if entity is not None and entity.anonymity is None:
            entity.anonymity = " ".join(discourse.text[reason.start : reason.end].split())


def _last_mentioned(discourse: Discourse, nameless: list[Entity], reason: Reason) -> Entity | None:
    """Whom "he", "they" or "the officials" mean that give no name: the source without a name mentioned right before."""
    head = reason.whose
    paragraph, sentence = discourse.place(head)
    if head.pos_ != "PRON" and head.pos_ != "NOUN":
        return None
    best: tuple[int, Entity] | None = None
    for entity in nameless:
        if head.pos_ == "NOUN" and not {head.lower_, head.lemma_.lower()} & set(entity.words):
            continue
        if head.lower_ in ("he", "she") and entity.kind == "unnamed group":
            continue
        for start, end in entity.mentions:
            place = discourse.place(discourse.span(start, end).root)
            near = paragraph - place[0] <= 1 and sentence - place[1] <= MOST_SENTENCES_BACK
            if start < reason.start and near and (best is None or start > best[0]):
                best = start, entity
    return best[1] if best else None


# --- what says it -------------------------------------------------------------------------------------------------------


def by_word(word: Token) -> bool:
    """ "On condition of anonymity", "wished to remain anonymous", "used a pseudonym"; not "an anonymous letter"."""
    return word.lower_ in _words("anonymity") and word.dep_ not in ("amod", "compound", "nmod")


def by_name_kept_back(word: Token) -> bool:
    """ "Declined to give her name", "gave only his first name", "whose name is being withheld"."""
    if word.lower_ not in _words("name") or word.pos_ not in ("NOUN", "PROPN"):
        return False
    determiners = [c for c in word.children if c.dep_ in ("poss", "det") or c.lower_ in ONLY]
    owned = [c for c in determiners if c.lower_ in (*POSSESSIVE, *ONLY, "a", "no")]
    verb = word.head
    if not owned and word.tag_ not in ("NNS", "NNPS"):
        return False
    if any(c.dep_ == "poss" and c.lower_ not in POSSESSIVE for c in determiners):
        return False  # "the victim's name"
    withheld = verb.lemma_.lower() in _words("withholding")
    given = verb.lemma_.lower() in _words("giving")
    if word.dep_ not in ("dobj", "nsubjpass", "nsubj", "attr", "oprd") or not (withheld or given):
        return False
    near = word.doc[max(verb.i - 1, word.left_edge.i - 1, 0) : word.i + 2]
    return withheld or any(c.lower_ in ONLY for c in near) or _denied(verb)


def by_naming(word: Token) -> bool:
    """ "Asked not to be named", "refused to identify himself", "identified himself only as", "cannot be named"."""
    if word.pos_ not in ("VERB", "AUX") or word.lemma_.lower() not in _words("naming"):
        return False
    reflexive = any(c.lower_ in REFLEXIVE for c in word.children if c.dep_ == "dobj")
    passive = word.tag_ in ("VBN", "VBD") and any(c.dep_ == "auxpass" for c in word.children)
    if not (reflexive or (passive and _of_the_source(word))):
        return False
    return _denied(word) or any(c.lower_ in ONLY for t in (word, *word.children) for c in t.children)


def by_permission(word: Token) -> bool:
    """ "Not authorised to speak to reporters", "lacked permission to talk", "without authorization to discuss it"."""
    if word.lower_ not in _words("permission"):
        return False
    speaks = any(c.dep_ in ("xcomp", "acl", "ccomp", "advcl") and _speaks(c) for c in word.children)
    return speaks and (word.lower_.startswith("un") or word.head.lemma_ == "lack" or _denied(word))


def _speaks(verb: Token) -> bool:
    return verb.lemma_.lower() in _words("speaking")


def _of_the_source(verb: Token) -> bool:
    """Is who is not named the source itself ("asked not to be named"), and nobody else ("the victim was not named")?"""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.tag_ in ("WP", "WDT", "PRP"):
        return True
    return verb.dep_ not in ("ccomp", "xcomp") or any(c.lower_ in POSSESSIVE for c in subject.children)


def _denied(verb: Token) -> bool:
    """Is a verb denied, or hung on a verb of refusing ("declined to give", "for fear of being named")?"""
    for _ in range(MOST_STEPS):
        if any(c.lower_ in NOT for c in verb.children) or verb.lemma_.lower() in _words("refusing"):
            return True
        if verb.lower_ in NOT:
            return True
        if verb.dep_ not in ("xcomp", "ccomp", "pcomp", "prep", "conj", "dobj", "pobj", "acl") or verb.head.i == verb.i:
            return False
        verb = verb.head
    return False


# In the order in which they are tried.
RULES: tuple[Callable[[Token], bool], ...] = (by_word, by_name_kept_back, by_naming, by_permission)


def _whose(verb: Token) -> Token | None:
    """Who is the subject of a clause, of a passive one too: the pilot "who cannot be named", "whose name is withheld"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is None:
        return subject_of(verb)
    owner = next((c for c in subject.children if c.dep_ == "poss"), None)
    named = owner if owner is not None and owner.lower_ in POSSESSIVE else subject
    if named.tag_ not in ("WP", "WP$", "WDT"):
        return named
    noun = verb.head
    return noun.head if noun.dep_ == "appos" else noun


# --- the clause ---------------------------------------------------------------------------------------------------------


def _clause_of(word: Token) -> Token | None:
    """The verb of the clause that tells: "asked" in "who asked not to be named"."""
    for _ in range(MOST_STEPS):
        asks = word.head.lemma_.lower() in (_words("asking") | _words("refusing"))
        if word.pos_ in ("VERB", "AUX") and word.dep_ in CLAUSES and not _of_condition(word):
            return word
        if word.pos_ in ("VERB", "AUX") and word.dep_ in ("ccomp", "xcomp") and not asks and _has_subject(word):
            return None  # "she said the donor wished to remain anonymous"
        if word.dep_ == "ROOT":
            return None
        word = word.head
    return None


def _of_condition(verb: Token) -> bool:
    """ "On the condition that he not be named"."""
    return verb.dep_ in ("acl", "relcl") and verb.head.lower_ in ("condition", "basis", "understanding", "proviso")


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _characters(verb: Token, word: Token, whose: Token) -> tuple[int, int]:
    """Characters of the reason: from the verb, or its helpers, to the end of its clause."""
    doc = verb.doc
    helpers = [c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i]
    first = min([verb.i, word.i, *helpers])
    if word.i < verb.i and word.dep_ in ("nsubj", "nsubjpass"):
        first = word.i
    last = max(word.i, verb.right_edge.i)
    stop = min(verb.sent.end, first + LONGEST_REASON)
    if whose.i > last or verb.dep_ == "ROOT":
        last = min(last, stop - 1)
    if last + 1 < stop and doc[last + 1].lower_ in ("publicly", "openly", "freely"):
        last += 1
    while last + 1 < stop and _goes_on(doc[last + 1]):
        last = max(last + 1, _end_of_phrase(doc[last + 1], stop))
    last = min(_before_next_clause(verb, last), stop - 1)
    while last > word.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def _before_next_clause(verb: Token, last: int) -> int:
    """The last token before a comma and a finite verb, with which the sentence around the clause goes on."""
    doc = verb.doc
    for i in range(verb.i + 1, last):
        if doc[i].text == "," and doc[i + 1].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return i - 1
    return last


def _goes_on(token: Token) -> bool:
    if token.text == "," and token.i + 1 < len(token.doc):
        return token.nbor().lower_ in ("citing", "fearing", "because")
    return token.lower_ in ("because", "citing", "fearing") or (token.lower_ == "for" and token.nbor().lower_ == "fear")


def _end_of_phrase(token: Token, stop: int) -> int:
    last = token.i
    while last + 1 < stop and not token.doc[last + 1].is_punct:
        last += 1
    return last
