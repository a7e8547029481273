"""Resolution: the rows of speakers."""

from onrecord.tables.record import analyse
from onrecord.text.article import make_article


def test_a_name_is_one_speaker_whatever_it_is_taken_for():
    """The language model takes such a word for a person once, and once for something else."""
    name = "ZmxvZA+1"
    text = f"{name}, the fire chief, said 12 people had been killed.\n\n{name} said on its website that 9 people had been killed."
    speakers = analyse(make_article(text, "x")).speakers
    assert list(speakers.speaker) == [name]
    assert list(speakers.n_quotes) == [2] and len(speakers.mentions[0]) == 2
