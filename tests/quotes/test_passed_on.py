"""Words that one carrier only passes on are those of who spoke."""

import pytest
from resolving import parsed

from onrecord.quotes import find_quotes
from onrecord.quotes._passed_on import passed_on_from, quoted_as_saying, relayed_report
from onrecord.speakers import resolve

SPEAKERS = [
    ("State radio quoted the governor, Reza Tavakoli, as saying that nine men died.", "nine men", "Reza Tavakoli"),
    ("Local radio quoted a port official as saying the ferry was overloaded.", "overloaded", "a port official"),
    ("The daily quoted Ann Hale as saying that talks had failed.", "talks", "Ann Hale"),
    ("The website reported Ann Hale as saying that taxes would fall.", "taxes", "Ann Hale"),
    ('"We will not leave," the local press quoted Ann Hale as saying.', "leave", "Ann Hale"),
    ("Ann Hale was quoted by the Evening Post as saying that the dam leaked.", "dam", "Ann Hale"),
    ("The Evening Post reported that the dam had burst, citing Ann Hale.", "dam", "Ann Hale"),
    ("The dam had burst, the news agency said, quoting Ann Hale.", "dam", "Ann Hale"),
    ("Hale later said 60 people were hurt, according to an official account.", "60 people", "Hale"),
    ("Police said the suspect had fled, the Herald reported.", "the suspect", "Police"),
    ("A Herald reporter asked Hale, who said that the dam leaked.", "dam", "Hale"),
    ("In remarks carried by state media, Ann Hale said the dam leaked.", "dam", "Ann Hale"),
    (
        "The magazine cited two former employees as telling police that files were burned.",
        "files",
        "two former employees",
    ),
    ("Local media quoted witnesses who said that the roof fell in.", "roof", "witnesses"),
    ("Thai television quoted rescue coordinator Ann Hale as saying the shaft caved in.", "shaft", "Ann Hale"),
    # Of these the carrier itself speaks, or somebody who cites others for what is said.
    ("Hale said the bridge was unsafe, citing two engineers.", "bridge", "Hale"),
    ("The Herald reported that the mayor had resigned, citing doctors.", "resigned", "The Herald"),
    ("The Herald said it would close its plant, citing falling sales.", "plant", "The Herald"),
    ("The dam is a danger, according to an official report.", "danger", "official report"),
    ("The dam is a danger, the Herald reported.", "danger", "the Herald"),
    ("According to Ann Hale, the minister said the dam leaked.", "the minister said", "Ann Hale"),
]


@pytest.mark.parametrize(("text", "words", "speaker"), SPEAKERS)
def test_the_speaker_is_who_spoke(text, words, speaker):
    article = parsed(text)
    quotes, _ = resolve(article, find_quotes(article))
    (quote,) = [q for q in quotes if words in q.text]
    assert quote.speaker.removeprefix("The ").removeprefix("the ") == speaker.removeprefix("The ").removeprefix("the ")


def test_a_relayed_report_ends_before_who_relays_it():
    (quote,) = find_quotes(parsed("Hale told us the bridge was unsafe, according to a copy of her speech."))
    assert (quote.text, quote.mention) == ("the bridge was unsafe", "Hale")


def test_who_passes_words_on():
    doc = parsed("The radio quoted Hale as saying that it was late.").tokens
    assert quoted_as_saying(doc[5]) == doc[3] == passed_on_from(doc[2], doc[1])
    assert quoted_as_saying(doc[2]) is None
    doc = parsed("Hale said it was late, according to a transcript.").tokens
    according = next(t for t in doc if t.lower_ == "according")
    assert relayed_report(according, doc[-2]) == doc[1]
    assert relayed_report(according, doc[0]) is None
