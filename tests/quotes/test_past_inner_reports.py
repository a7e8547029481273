"""Past inner reports: quoted words go on with who spoke, not with who is told of behind the cue."""

import pytest
from resolving import resolved


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild,” Ann Hale said shortly after the papers reported that the dam had failed. “We start now.”",
        "“It will hold,” Ann Hale said as engineers warned that the wall was thin. “It always has.”",
        "“No one knew,” Ann Hale said before the court announced that it would sit. “We were asleep.”",
    ],
)
def test_quoted_words_go_on_past_a_report_behind_the_cue(text):
    quotes, _ = resolved(text)
    assert [q.speaker for q in quotes if q.kind == "direct"] == ["Ann Hale", "Ann Hale"]
    assert len({q.statement_id for q in quotes if q.kind == "direct"}) == 1
    assert not any("after" in q.text or "warned" in q.text or "announced" in q.text for q in quotes)


def test_who_speaks_in_a_sentence_of_their_own_is_who_goes_on():
    quotes, _ = resolved("“We will rebuild,” Ann Hale said. Tom Reed said that the dam had failed. “We start now.”")
    assert [q.speaker for q in quotes] == ["Ann Hale", "Tom Reed", "Tom Reed"]


def test_a_text_passed_on_does_not_lengthen_the_name_of_its_author():
    quotes, _ = resolved("The vote is off, according to an email from the head of the union obtained by the Herald.")
    assert [q.speaker for q in quotes] == ["the head of the union"]
