"""Event rules for totals: how far a number may be from its total."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.figures._event_totals import by_total
from onrecord.figures.units import Unit
from onrecord.text.tokens import Tokens


@pytest.mark.parametrize(("steps", "event"), [(6, "killed"), (7, None)])
def test_a_number_is_so_many_heads_from_its_total(steps, event):
    """Each word hangs on the one before it; the first is the toll, the last the number."""
    words = ["toll", *["x"] * (steps - 1), "45"]
    doc = Doc(Vocab(), words=words, lemmas=words, pos=["NOUN"] * (steps + 1), deps=["dep"] * (steps + 1),
              heads=[max(i - 1, 0) for i in range(steps + 1)])  # fmt: skip
    found = by_total(Unit(Tokens(doc)[steps], None, None, 0))
    assert (found and found.event) == event
