"""Places of figures: where it happened, not where those who tell it are."""

import pytest
from made_up_figures import figures_of

SENTENCES = [
    ("Twelve people were killed in Lyon.", "Lyon"),
    ("Police in Lyon said 12 people were killed near Rouen.", "Rouen"),
    ("Police in Lyon said 12 people were killed.", None),
    ("The Monitor, a London-based group, said strikes had killed 131 civilians.", None),
    ("A bomb in Madrid killed 12 people.", "Madrid"),
    ("The fire killed 20 people, including citizens of Norway.", None),
    ("The war with Norway has killed 20 people.", None),
    ("The minister of Norway said 20 people were killed.", None),
    ("Twenty people from Norway were killed in Madrid.", "Madrid"),
    ("One man was killed in the city of Toledo, south of Madrid.", "Toledo"),
    ("Nine people drowned on Friday.", None),
    ("Nine people drowned, said Jack Paris. The gangs around Paris killed 30 people.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), SENTENCES)
def test_place(text, place):
    assert figures_of(text)[-1].place == place
