"""Rows with very many names: the time to look them up grows with their number."""

import time

from onrecord.text.sources._rows import looked_up


def seconds(number):
    names = [f"Key {n}" for n in range(number)]
    start = time.process_time()
    assert looked_up([*names, "Text", "text", "TEXT", "text", "key 0"])[number:] == ["", "text", "", "", "key 0"]
    return time.process_time() - start


def test_names_of_a_row_are_looked_up_in_proportion_to_their_number():
    assert seconds(20_000) < 0.5 and seconds(100_000) < 2.5  # each against each of 20,000 took five seconds


def test_of_names_that_are_the_same_that_which_is_written_so_counts_else_the_first():
    assert looked_up(["Text", "TEXT", "id", "ID", " id"]) == ["text", "", "id", "", ""]
    assert looked_up(["Id", "id ", "id", "id"]) == ["", "", "id", ""]
