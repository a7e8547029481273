"""The machine's figures beside our hand marks, and evidence that is judged by these."""

from onrecord import classroom
from onrecord.classroom import check

FUNERALS = "meridian-wire_2021-04-16"


def test_figures_as_people_read_them_are_the_key_of_evidence():
    record = classroom.record(FUNERALS)
    read = classroom.as_read(record.figures)
    whole = read.query("event == 'killed' and not part")
    sixty, sixty_two = (whole[whole["value_low"] == number] for number in (60, 62))
    assert list(sixty["speaker"]) == ["the Interior Ministry"] and list(sixty_two["speaker"]) == [
        "the hospital in Pellin"
    ]
    children = read.loc[read["text"] == "Twelve children"]
    assert list(read.loc[read["part"], "text"]) == ["Twelve children", "Twenty-two of the dead"]
    given = f"{FUNERALS}/{sixty_two['figure_id'].iloc[0]}"
    assert check.evidence(record, given, sixty_two, at_least=1).right
    for other in (sixty, children, record.quotes[:1]):
        assert "something else" in check.evidence(record, given, other, at_least=1).hint


def test_what_was_taken_back_and_what_nobody_marked_is_left_out():
    record = classroom.record("meridian-wire_2021-04-15")
    read = classroom.as_read(record.figures)
    assert len(record.figures.query("text == '100'")) == 1 and read.query("text == '100'").empty
    assert classroom.as_read(record.figures[:0]).empty
