"""The words of a role."""

import pytest
from resolving import resolved


@pytest.mark.parametrize(("number", "end"), [(14, "on the hill"), (15, "of stone")])
def test_a_role_behind_a_name_has_twenty_four_words_at_most(number, end):
    text = f"Ada Brandt, director of the {'very ' * number}old house of stone on the hill, said it was late."
    _, (speaker,) = resolved(text)
    assert (
        speaker.role == f"director of the {'very ' * number}old house of stone{' on the hill' if 'hill' in end else ''}"
    )
    assert speaker.role.endswith(end)
