"""Names of articles' folders: one for each id, and none that means something else."""

import pytest

from onrecord.pages.addresses import folder_of

IDS = [
    "A",
    "a",
    "con",
    "CON",
    "nul",
    "com1",
    "tables",
    "..",
    "../x",
    "a/b",
    "a\\b",
    "a.",
    "a ",
    "",
    "\0",
    "x" * 300,
    "ﬀ",
    "ff",
]


def test_each_id_has_a_folder_of_its_own_on_every_system():
    names = [folder_of(None, name) for name in IDS]
    assert len({name.lower() for name in names}) == len(IDS)
    assert not {"tables", "con", "nul", "com1"} & set(names)


@pytest.mark.parametrize("title", ["../../x", "con", "a\0b", "x" * 5000, "\u202e", "C:\\x", "~"])
def test_a_title_leads_nowhere_else(title):
    name = folder_of(title, "a1")
    assert name.isascii() and name.replace("-", "").isalnum() and name.endswith("a1") and len(name) < 80
