"""Licences: the committed table has every package that the lock pins, in its version, and none whose licence would bind ours."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-zA-Z0-9][\w.-]*)==([^\s;]+)", re.MULTILINE)
STRONG, OR_ELSE = re.compile(r"\bA?GPL|\bGeneral Public"), re.compile(r"\bOR\b|MPL|LGPL|Lesser|Mozilla")


def table() -> dict[str, tuple[str, str]]:
    rows = re.findall(
        r"^\| (\S+) \| (\S.*?) \| (.*?) \|$", (ROOT / "docs" / "licences.md").read_text("utf-8"), re.MULTILINE
    )
    return {name: (versions, licence) for name, versions, licence in rows if name != "package"}


def is_binding(licence: str) -> bool:
    return bool(STRONG.search(licence)) and not OR_ELSE.search(licence)


def test_the_table_has_what_the_lock_pins():
    pinned: dict[str, list[str]] = {}
    for name, version in PINNED.findall((ROOT / "requirements.txt").read_text("utf-8")):
        pinned.setdefault(name, []).append(version)
    missing = "run `make licences`"
    assert {name: ", ".join(versions) for name, versions in pinned.items()} == {
        n: v for n, (v, _) in table().items()
    }, missing


def test_no_package_binds_whoever_uses_it():
    assert [name for name, (_, licence) in table().items() if is_binding(licence)] == []


@pytest.mark.parametrize(
    ("licence", "binds"),
    [("GPL-3.0-or-later", True), ("AGPL-3.0", True), ("MPL-1.1 OR GPL-2.0", False), ("MIT", False)],
)
def test_what_binds(licence, binds):
    assert is_binding(licence) == binds
