"""The frame of `make attack` counts what it tried, and fails where something was not survived or nothing was tried."""

import importlib
import os
import re
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "attack"
SURVIVES = """\
from attacking import Tried

NAME = "a wall"


def attacks(extent):
    yield Tried(f"a blow of {extent.random.randrange(10**9)}")
    yield Tried("a push")
"""


@pytest.fixture
def frame(monkeypatch):
    """The module, with whatever it imports from its folder, for one test."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(FOLDER))
    yield importlib.import_module("attack")
    for name in set(sys.modules) - before:
        if (
            Path(getattr(sys.modules[name], "__file__", None) or os.devnull).parent == FOLDER
            or "made_up_attack" in name
        ):
            del sys.modules[name]


@pytest.fixture
def tried(frame, monkeypatch, tmp_path, capsys):
    """A function that lets the frame try made-up classes: (exit code, what it printed)."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delenv("ONRECORD_REQUIRE_BROWSER", raising=False)

    def tried(*codes, options=("--seed", "7"), weights=()):
        names = [f"made_up_attack_{number}" for number in range(len(codes))]
        for name, code in zip(names, codes, strict=True):
            (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
        monkeypatch.setattr(frame, "CLASSES", dict(zip(names, weights or [1] * len(names), strict=True)))
        monkeypatch.setattr(sys, "argv", ["attack.py", *options])
        return frame.main(), capsys.readouterr().out

    return tried


def test_all_was_survived(tried):
    code, printed = tried(SURVIVES)
    assert code == 0 and "NOT SURVIVED" not in printed
    assert re.search(r"^a wall +2 +2 +0 s$", printed, re.MULTILINE)


def test_what_was_not_survived_is_named_and_counted(tried):
    code, printed = tried(SURVIVES.replace('Tried("a push")', 'Tried("a push", "it fell")'), SURVIVES)
    assert code == 1 and "NOT SURVIVED  a wall: a push: it fell" in printed
    assert [line.split()[2:4] for line in printed.splitlines()[-2:]] == [["2", "1"], ["2", "2"]]


def test_a_class_that_tries_nothing_has_not_survived(tried):
    code, printed = tried('NAME = "nothing"\n\n\ndef attacks(extent):\n    yield from ()\n')
    assert code == 1 and re.search(r"^nothing +0 +0 ", printed, re.MULTILINE)


@pytest.mark.parametrize("broken", [SURVIVES.replace('yield Tried("a push")', "1 / 0"), "1 / 0"])
def test_a_class_that_crashes_is_named_and_the_next_one_is_tried(tried, broken):
    code, printed = tried(broken, SURVIVES)
    assert code == 1 and "the class itself: Traceback" in printed and "ZeroDivisionError" in printed
    assert printed.splitlines()[-1].split()[:4] == ["a", "wall", "2", "2"]


def test_what_this_machine_cannot_try_is_said(tried, monkeypatch):
    class_ = SURVIVES.replace("import Tried", "import LeftOut, Tried") + '    raise LeftOut("there is no Chromium")\n'
    code, printed = tried(class_)
    assert code == 0 and printed.splitlines()[-1].endswith("LEFT OUT: there is no Chromium")
    monkeypatch.setenv("ONRECORD_REQUIRE_BROWSER", "1")
    assert tried(class_)[0] == 1


def test_the_same_seed_draws_the_same(tried):
    draws = SURVIVES.replace('Tried("a push")', 'Tried("a push", str(extent.random.random()))')
    first, second = (re.search(r"a push: (.+)", tried(draws)[1])[1] for _ in range(2))
    assert first == second != re.search(r"a push: (.+)", tried(draws, options=("--seed", "8"))[1])[1]


WAITS = SURVIVES.replace("from attacking", "import time\nfrom attacking").replace(
    '    yield Tried("a push")', '    for _ in range(20):\n        yield Tried("a push")\n        time.sleep(0.1)'
)


def test_classes_share_the_minutes(tried):
    code, printed = tried(WAITS, WAITS, options=("--minutes", str(0.8 / 60)))
    assert code == 0 and all(3 <= int(line.split()[2]) <= 8 for line in printed.splitlines()[-2:])


def test_a_class_of_whole_calls_has_more_of_the_minutes_than_a_quick_one(tried):
    code, printed = tried(WAITS, WAITS, options=("--minutes", str(1.6 / 60)), weights=(1, 7))
    quick, slow = (int(line.split()[2]) for line in printed.splitlines()[-2:])
    assert code == 0 and quick <= 5 and slow >= 9


def test_every_class_of_the_folder_is_tried(frame):
    modules = {
        path.stem for path in FOLDER.glob("*.py") if re.search(r"^NAME\b", path.read_text("utf-8"), re.MULTILINE)
    }
    assert sorted(frame.CLASSES) == sorted(modules)
