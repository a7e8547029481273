"""Interviews: who asks and who answers, read off the labels of the turns and the introduction above them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from onrecord.quotes.subjects import mention_span
from onrecord.quotes.turns import TURN_RULES, first_turn, plain_questions
from onrecord.rows import Quote
from onrecord.speakers._discourse import GENDER, Discourse
from onrecord.speakers._entities import Entity
from onrecord.speakers._kinds import kind_of, noun_kind
from onrecord.speakers._mentions import NOBODY, Resolved, speaker_of
from onrecord.speakers._roles import Role
from onrecord.speakers._salience import SUBJECT
from onrecord.speakers._turn_names import OWNED, in_small_letters, person_in_label
from onrecord.speakers.sides import sides
from onrecord.text.entities import entity_around
from onrecord.words.lexicons import turn_labels, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

PLACES_AND_TIMES = ("GPE", "LOC", "FAC", "NORP", "DATE", "TIME", "CARDINAL", "EVENT", "LAW")
PARTNERS = ("to", "with", "for", "by", "from", "of")
OF_OUTLET = ("of", "from", "for", "by", "at", "with")
NOUNS_FOR_INTERVIEWS = re.compile(
    r"(?i)\b(?:interview|conversation|q ?(?:&|and) ?a|chat|talk|questions) (?:with|for|of)$"
)


NO_OUTLETS = ("PERSON", "DATE", "TIME", "CARDINAL")

OUTLET = r"(?:[Tt]he )?(?P<outlet>[A-Z][\w&’'-]{0,60}+(?: [A-Z][\w&’'-]{0,60}+){0,3})"
JOB = r"(?:reporters?|correspondents?|journalists?|editors?|contributors?|readers|writers?)"
TALKED = r"(?:spoke|speaks|speak|talked|talks|talk|sat down|sits down|caught up|chatted|chats)"
# In the order in which they are tried.
OUTLET_IN_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Ii]nterview(?:ed)? (?:with|by|for) {OUTLET}",
        rf"{OUTLET}(?:['’]s)? {JOB}\b",
        rf"\b{JOB} (?:of|from|at|for) {OUTLET}",
        rf"\bquestions (?:from|by|of) {OUTLET}",
        rf"{OUTLET} (?:(?:has |have |recently )*{TALKED} (?:with|to)|interviews|interviewed|met|meets|asked|asks)\b",
        rf"\b(?:{TALKED} (?:with|to)|tells|told|with [A-Z]\w+(?: [A-Z]\w+)* of) {OUTLET}",
    )
)


class Interview:
    """Who asks and who answers in an article that prints turns.

    Attributes:
        outlet: for whom the questions are asked, None if the article does not say.
        interviewee: whom the introduction presents as the one who answers, None if it presents nobody, or several.
    """

    def __init__(self, discourse: Discourse, quotes: list[Quote]):
        self.discourse = discourse
        labelled = any(q.rule in TURN_RULES for q in quotes)
        self.questions = [] if labelled else plain_questions(discourse.parsed)
        self.begins = first_turn(discourse.parsed, quotes)
        self.introduced = [(a, b) for a, b in discourse.names if b <= self.begins]
        self.person_at = {
            t.i: discourse.person(a, b) for a, b in self.introduced for t in discourse.span(a, b) if not t.is_space
        }
        self.asked: list[Entity] = []
        self.asking: list[Entity] = []
        self.outlet: Entity | None = None
        if discourse.parsed.article.outlet:
            self.outlet = discourse.entities.other(discourse.parsed.article.outlet, "media", True)
        for token in discourse.span(0, self.begins) if self.begins else ():
            if token.idx < self.begins:
                self._read(token)
        self.outlet = self.outlet or self._outlet_in_words()
        self.interviewee = self._interviewee()

    # the introduction

    def _read(self, token: Token) -> None:
        """Learn from a verb of asking or answering who does what."""
        verb = token.lemma_.lower()
        if NOUNS_FOR_INTERVIEWS.search(self.discourse.text[max(0, token.idx - 30) : token.idx + len(token)]):
            self._note_asked([c for c in token.children if c.dep_ == "pobj"])
        asks, answers = verb in word_class("asking_verb"), verb in word_class("answering_verb")
        if token.pos_ != "VERB" or not (asks or answers):
            return
        subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
        if not subjects and token.dep_ == "conj":
            subjects = [c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass")]
        objects = [c for c in token.children if c.dep_ in ("dobj", "dative", "oprd")]
        partners = [
            p
            for c in token.children
            if c.dep_ in ("prep", "agent", "dative") and c.lower_ in PARTNERS
            for p in c.children
        ]
        partners += [
            p for o in objects for c in o.children if c.dep_ == "prep" and c.lower_ in OF_OUTLET for p in c.children
        ]
        others = [p for p in [*objects, *partners] if p.pos_ in ("PROPN", "NOUN", "PRON")]
        people = [person for p in others if (person := self._person(p))]
        speaker = next((person for s in subjects if (person := self._person(s))), None)
        found = self._note_outlet([*subjects, *others])
        passive = any(c.dep_ == "nsubjpass" for c in subjects)
        if speaker is None or passive:
            self.asked += [speaker] if speaker else people
        elif people and asks and not found:
            self.asking.append(speaker)
            self.asked += people
        elif people and answers and not asks:
            self.asked.append(speaker)
            self.asking += people
        elif people:
            self._two_people(speaker, people, subjects[0])
        elif found or answers:
            self.asked.append(speaker)

    def _two_people(self, speaker: Entity, people: list[Entity], subject: Token) -> None:
        """ "Tom Reed of the Post spoke with Ann Hale": who comes with an outlet asks."""
        from_outlet = any(c.dep_ == "prep" and c.lower_ in OF_OUTLET for c in subject.children)
        self.asking += [speaker] if from_outlet else people
        self.asked += people if from_outlet else [speaker]

    def _note_asked(self, tokens: list[Token]) -> None:
        self.asked += [person for t in tokens if (person := self._person(t))]

    def _person(self, token: Token) -> Entity | None:
        """Whom a word of the introduction means: a name, a noun with a name beside it, or a pronoun."""
        if token.i in self.person_at:
            return self.person_at[token.i]
        if token.lower_ in GENDER:
            earlier = [i for i in self.person_at if i < token.i and self.person_at[i] not in self.asking]
            return self.person_at[max(earlier)] if earlier else None
        beside = [c for c in token.children if c.dep_ in ("appos", "compound", "nmod") and c.i in self.person_at]
        return self.person_at[beside[0].i] if beside and noun_kind(token) in (None, "person") else None

    def _note_outlet(self, tokens: list[Token]) -> bool:
        """Learn the outlet from those who take part, or from what they are of ("readers of the Post"); say if it is one of them."""
        own = [t for t in tokens if self._is_outlet(t, sure=False)]
        beside = [
            p
            for t in tokens
            for c in t.children
            if c.dep_ == "prep" and c.lower_ in OF_OUTLET
            for p in c.children
            if self._is_outlet(p, sure=True)
        ]
        for token in own or beside:
            if self.outlet is None:
                start, end = self._name_of(token)
                self.outlet = self.discourse.entities.other(self.discourse.text[start:end], "media", True)
        return bool(own)

    def _is_outlet(self, token: Token, sure: bool) -> bool:
        """Can this be the name of an outlet? `sure`: it must be called like one."""
        if token.pos_ != "PROPN" or token.i in self.person_at or not token.text[0].isupper():
            return False
        if token.lower_ in word_class("outlet_name") or noun_kind(token) == "media":
            return True
        return not sure and token.ent_type_ not in PLACES_AND_TIMES and noun_kind(token) is None

    def _outlet_in_words(self) -> Entity | None:
        """The outlet by the words beside its name, where the parse shows nothing: "an interview with …", "… interviews"."""
        text = self.discourse.text[: self.begins]
        for pattern in OUTLET_IN_WORDS:
            for match in pattern.finditer(text):
                name = self.discourse.span(*match.span("outlet"))
                one = len(name) == 1 and name[0].pos_ == "PROPN" and name[0].lower_ not in sides()
                called_so = name[-1].lower_ in word_class("outlet_name") or name[-1].ent_type_ == "ORG"
                if (one or called_so) and not any(t.i in self.person_at or t.ent_type_ in NO_OUTLETS for t in name):
                    return self.discourse.entities.other(name.text, "media", True)
        return None

    def _name_of(self, token: Token) -> tuple[int, int]:
        name = entity_around(token)
        start, end = (name.start_char, name.end_char) if len(name) > 1 else mention_span(token)
        return start, end

    def _interviewee(self) -> Entity | None:
        """The one whom the introduction says to answer; else the only one in the headline, or the one named most."""
        asked = [p for p in dict.fromkeys(self.asked) if p not in self.asking]
        if asked:
            return asked[0] if len(asked) == 1 else None
        headline = self.discourse.parsed.article.headline
        top = {self.discourse.person(a, b) for a, b in self.introduced if headline and headline[0] <= a < headline[1]}
        if len(top) == 1:
            return next(iter(top))
        count = Counter(self.discourse.person(a, b) for a, b in self.introduced).most_common(2)
        return count[0][0] if count and (len(count) == 1 or count[0][1] > count[1][1]) else None

    # the turns

    def part(self, quote: Quote) -> Resolved:
        """Who speaks where the label tells only that this is a question or an answer."""
        if quote.rule == "transcript_question":
            way, entity = "interviewer", self._asks()
        else:
            way, entity = "interviewee", self.interviewee
        if entity is None:
            return NOBODY
        head = self.discourse.span(quote.start, quote.end)[0]
        self.discourse.note_mention(entity, head, SUBJECT)
        return Resolved(entity, way)

    def speaker(self, start: int, end: int, quotes: list[Quote]) -> Resolved | None:
        """Whom a mention means by the rules of interviews; None where they say nothing."""
        if quotes[0].rule in TURN_RULES:
            return self.labelled(start, end)
        return self.first_or_second_person(start, end)

    def first_or_second_person(self, start: int, end: int) -> Resolved | None:
        """Whom "I" and "you" mean between questions in plain letters: who answers, and in a question who asks; else None."""
        word = self.discourse.text[start:end].lower()
        if start < self.begins or not self.questions or word not in ("i", "you"):
            return None
        asking = any(a <= start < b for a, b in self.questions)
        entity = self.interviewee if asking == (word == "you") else self._asks()
        if entity is None:
            return NOBODY
        return Resolved(
            self.discourse.note_speaker(entity, self.discourse.span(start, end).root, start, end), "pronoun"
        )

    def _asks(self) -> Entity | None:
        return self.outlet or (self.asking[0] if len(set(self.asking)) == 1 else None)

    def labelled(self, start: int, end: int) -> Resolved:
        """Who speaks behind a label with words of its own."""
        label = self.discourse.text[start:end]
        entity, way = self._by_label(label, start, end)
        if entity is None:
            return speaker_of(self.discourse, start, end)
        head = self.discourse.span(start, end).root
        return Resolved(self.discourse.note_speaker(entity, head, start, end), way)

    def _by_label(self, label: str, start: int, end: int) -> tuple[Entity | None, str]:
        index, bare = self.discourse.entities, re.sub(r"(?i)^the ", "", label)
        if turn_labels().get(bare.lower()) == "question":
            return (self.outlet, "interviewer") if self.outlet else (self._unnamed(bare, "media"), "as_written")
        if self.outlet is not None and bare.lower() == re.sub(r"(?i)^the ", "", self.outlet.name).lower():
            return self.outlet, "name"
        last_names = [word for word in re.findall(r"[\w’'-]+", label.lower())[-1:] if index.with_form("last", word)]
        if (name := person_in_label(label, last_names)) is not None:
            person = self._person_called(label[slice(*name)])
            if (owned := OWNED.fullmatch(label)) and self.discourse.learning:
                index.learn(person, Role(None, owned["owner"], None))
            return person, "name"
        if re.fullmatch(r"(?:[A-Z]\.?){1,4}", bare):
            return self._by_initials(bare.replace(".", "")), "name"
        last = bare.split()[-1].lower()
        if last in word_class("outlet_name"):
            return index.other(in_small_letters(bare), "media", True), "name"
        span = self.discourse.span(start, end)
        if noun_kind(span.root) == "person" and not label.lower().startswith("the "):
            return self._unnamed(bare, kind_of(span, span.root)), "as_written"
        return None, ""

    def _unnamed(self, label: str, kind: str) -> Entity:
        name = label.capitalize() if label.isupper() else label
        entity = self.discourse.entities.other(name, kind, False)
        return entity

    def _person_called(self, name: str) -> Entity:
        """The person of a label: a nickname in a chat may be a name that stands elsewhere, without its space."""
        joined = re.sub(r"\W|_", "", name).lower()
        index = self.discourse.entities
        if same := index.with_form("letters", joined):
            return min(same, key=index.people.__getitem__)
        return index.person(in_small_letters(name))

    def _by_initials(self, letters: str) -> Entity | None:
        """The one person, or the outlet, with these initials."""
        people = self.discourse.entities.with_form("initials", letters)
        if not people and len(letters) == 2:
            people = self.discourse.entities.with_form("outer initials", letters)
        if len(people) == 1:
            return next(iter(people))
        capitals = re.sub(r"[^A-Z]", "", self.outlet.name) if self.outlet else ""
        shortened = self.outlet is not None and (capitals == letters or _is_short_for(letters, self.outlet.name))
        return self.outlet if shortened else None


def _is_short_for(letters: str, name: str) -> bool:
    """ "WN" for Wikinews: the first letter, and the others in their order."""
    rest = iter(name.lower())
    return name[:1].lower() == letters[:1].lower() and all(letter in rest for letter in letters.lower())
