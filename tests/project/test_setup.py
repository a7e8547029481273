"""The files that say what to install are in step: pyproject.toml, requirements.txt, environment.yml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
ENVIRONMENT = (ROOT / "environment.yml").read_text(encoding="utf-8")


def locked() -> dict[str, list[Requirement]]:
    entries = re.sub(r"\\\n", " ", LOCK).splitlines()
    found: dict[str, list[Requirement]] = {}
    for entry in entries:
        if entry.strip() and not entry.startswith("#"):
            requirement = Requirement(entry.split(" --hash")[0])
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.mark.parametrize("wanted", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
def test_lock_holds_what_the_project_asks_for(wanted):
    wanted = Requirement(wanted)
    pins = [next(iter(r.specifier)) for r in locked().get(canonicalize_name(wanted.name), [])]
    assert pins, f"{wanted.name} is not in requirements.txt: run `make lock`"
    assert all(pin.operator == "==" and wanted.specifier.contains(pin.version) for pin in pins)


def test_every_line_of_the_lock_is_pinned_and_hashed():
    entries = [e for e in re.sub(r"\\\n", " ", LOCK).splitlines() if e.strip() and not e.startswith("#")]
    assert len(entries) > 50
    assert [e for e in entries if "==" not in e or "--hash=sha256:" not in e] == []


def test_lock_names_no_index_and_no_address():
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host|(^|\s)-[if]\s", LOCK)


def test_environment_takes_everything_else_from_the_lock():
    listed = re.findall(r"^ *- (.+)$", ENVIRONMENT, re.MULTILINE)
    python = next(entry for entry in listed if entry.startswith("python="))
    assert listed == ["conda-forge", python, "pip", "pip:", "-r requirements.txt"]
    assert re.search(r"^name: onrecord$", ENVIRONMENT, re.MULTILINE)
    minor = python.removeprefix("python=")
    assert re.fullmatch(r"3\.\d+", minor)
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(minor)


def test_build_backend_is_in_the_lock():
    # `pip install --no-build-isolation -e .` builds with what the lock installed.
    assert "setuptools" in locked()
