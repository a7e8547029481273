"""The house: what stands where in the library, read from its source. See docs/architecture.md."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 40
MOST_FLOORS = 15

# What notebooks and other people's code import; the rest is nobody's business but the library's.
PUBLIC = (
    "onrecord",
    "onrecord.show",
    "onrecord.statistics",
    "onrecord.charts",
    "onrecord.classroom",
    "onrecord.classroom.check",
    "onrecord.classroom.gallery",
    "onrecord.classroom.marking",
)


def load(path: Path) -> ModuleType:
    """A module that stands in a file outside of all packages."""
    spec = spec_from_file_location(path.stem, path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


architecture = load(ROOT / "docs" / "make_architecture.py")
MODULES = architecture.modules()
IMPORTS = architecture.imports()
FLOOR_OF = {package: number for number, floor in enumerate(architecture.FLOORS) for package in floor}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
PACKAGES = {name for name, path in MODULES.items() if path.name == "__init__.py"}


def exported(module: str) -> set[str]:
    """The names in a module's `__all__`."""
    for node in TREES[module].body:
        if isinstance(node, ast.Assign) and [t.id for t in node.targets if isinstance(t, ast.Name)] == ["__all__"]:
            return set(ast.literal_eval(node.value))
    return set()


def below(package: str) -> set[str]:
    """The last names of the modules and packages right below a package."""
    return {name.rpartition(".")[2] for name in MODULES if name.rpartition(".")[0] == package}


# --- imports -------------------------------------------------------------------------------------------------------


def test_imports_are_read():
    """None of the tests below can fail for want of imports to look at."""
    read = {(each.importer, each.imported) for each in IMPORTS}
    assert ("onrecord.tone.scorers", "onrecord.tone.vader") in read, "from PACKAGE import MODULE"
    assert ("onrecord.tone.scoring", "onrecord.tone.scorers") in read, "from MODULE import NAME"
    assert ("onrecord", "onrecord.show") in read, "for the type checker only"
    assert len(MODULES) > 100 and len(read) > 300


@pytest.mark.parametrize(
    ("code", "imported"),
    [
        ("import onrecord.text.parse", {"onrecord.text.parse"}),
        ("from onrecord.text.parse import parse", {"onrecord.text.parse"}),
        ("from onrecord.text import parse", {"onrecord.text.parse"}),
        ("from onrecord.words import read_words", {"onrecord.words"}),
        ("from . import b", {"onrecord.quotes.b"}),
        ("from .b import c", {"onrecord.quotes.b"}),
        ("from ..text import parse", {"onrecord.text.parse"}),
        ("def f():\n    from onrecord.text import parse", {"onrecord.text.parse"}),
        ("if TYPE_CHECKING:\n    from onrecord.text import parse", {"onrecord.text.parse"}),
        ("import_module('onrecord.text.parse')", {"onrecord.text.parse"}),
        ("KERNEL = 'onrecord.text.parse:main'", {"onrecord.text.parse"}),
        ("'onrecord'; 'see onrecord.text.parse'; import json; from pandas import DataFrame", set()),
    ],
)
def test_every_form_of_import_is_seen(tmp_path, code, imported):
    files = {"quotes/a.py": code, "quotes/b.py": "", "text/parse.py": "", "words/__init__.py": ""}
    files |= {"__init__.py": "", "quotes/__init__.py": "", "text/__init__.py": ""}
    for name, text in files.items():
        file = tmp_path / "onrecord" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    assert {each.imported for each in architecture.imports(tmp_path / "onrecord")} == imported


def test_every_package_has_its_floor():
    assert {architecture.package_of(name) for name in MODULES} == set(FLOOR_OF)
    assert len(architecture.FLOORS) <= MOST_FLOORS


def test_packages_import_only_from_floors_below():
    crossing = [
        (each.importer, each.imported, f"line {each.line}")
        for each in IMPORTS
        if (here := architecture.package_of(each.importer)) != (there := architecture.package_of(each.imported))
        and FLOOR_OF[here] >= FLOOR_OF[there]
    ]
    assert crossing == []


def test_no_modules_import_one_another_in_a_circle():
    assert circle({name: {each.imported for each in IMPORTS if each.importer == name} for name in MODULES}) == []


@pytest.mark.parametrize(
    ("graph", "length"),
    [({"a": {"b"}, "b": {"c"}, "c": set()}, 0), ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, 2), ({"a": {"a"}}, 1)],
)
def test_a_circle_is_seen(graph, length):
    assert len(circle(graph)) == length


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules that import one another in a circle, [] if none do."""
    left = {name: set(imported) for name, imported in graph.items()}
    while free := {name for name, imported in left.items() if not imported}:
        left = {name: imported - free for name, imported in left.items() if name not in free}
    path = sorted(left)[:1]
    while path:
        following = min(left[path[-1]])
        if following in path:
            return path[path.index(following) :]
        path.append(following)
    return []


def test_private_modules_are_imported_only_within_their_package():
    private = [each for each in IMPORTS if re.search(r"\._[^_.]", each.imported)]
    assert private, "so there is something to look at"
    from_outside = [
        each for each in private if not f"{each.importer}.".startswith(re.split(r"\._[^_.]", each.imported)[0] + ".")
    ]
    assert from_outside == []


# --- sizes ---------------------------------------------------------------------------------------------------------


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module}.{node.name}", node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end; the docstring, which is for readers of the signature, does not count."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    return lines - (function.body[0].end_lineno - function.body[0].lineno + 1)


def test_length_is_counted_from_def_to_end():
    function = ast.parse(
        '@a\n@b\ndef f(\n    x,\n):\n    """One.\n\n    Two.\n    """\n    y = x\n\n    return y\n'
    ).body[0]
    assert length(function) == 6


def test_no_module_is_too_long():
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: n for name, n in lines.items() if n > MOST_LINES_OF_A_MODULE} == {}


def test_no_function_is_too_long():
    lengths = {name: length(function) for name, function in functions()}
    assert len(lengths) > 500
    assert {name: n for name, n in lengths.items() if n > MOST_LINES_OF_A_FUNCTION} == {}


# --- names and docstrings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(MODULES))
def test_the_first_line_says_what_a_module_is_for(name):
    lines = (ast.get_docstring(TREES[name]) or "").splitlines()
    assert lines, "has no docstring"
    assert lines[0].endswith(".") and lines[1:2] in ([], [""]), "is no sentence on one line"


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_no_submodule_has_the_name_of_a_public_function(package):
    packages_on_show = {name.rpartition(".")[2] for name in PUBLIC[1:]}
    public = exported("onrecord") - packages_on_show
    if package != "onrecord":
        public |= exported(package)
    assert below(package) & public == set()


PUBLIC_FUNCTIONS = [
    pytest.param(getattr(importlib.import_module(module), name), id=f"{module}.{name}")
    for module in PUBLIC
    for name in sorted(exported(module))
    if isinstance(getattr(importlib.import_module(module), name), FunctionType)
]


@pytest.mark.parametrize("function", PUBLIC_FUNCTIONS)
def test_public_functions_are_typed(function):
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    assert [p.name for p in signature.parameters.values() if p.annotation is inspect.Parameter.empty] == []


@pytest.mark.parametrize("function", PUBLIC_FUNCTIONS)
def test_public_functions_say_what_comes_in_and_out(function):
    signature, text = inspect.signature(function), inspect.getdoc(function) or ""
    assert text.partition("\n")[0].endswith("."), "has no sentence on its first line"
    assert described_arguments(text) == set(signature.parameters)
    # A Chart or a Record says by its class what it is; of a frame, the columns must be named.
    if str(signature.return_annotation) in ("pd.DataFrame", "pd.Series"):
        assert "\nReturns:\n" in text


def described_arguments(docstring: str) -> set[str]:
    """The arguments that a docstring describes: each on a line of its own, or several with commas between them."""
    section = re.search(r"^Args:\n((?:    .*\n)+)", docstring + "\n", re.MULTILINE)
    described = re.findall(r"^    (\w+(?:, \w+)*):", section[1], re.MULTILINE) if section else []
    return {name for names in described for name in names.split(", ")}


def test_descriptions_of_arguments_are_read():
    assert described_arguments(
        "Do.\n\nArgs:\n    a, b: both.\n        More: of it.\n    c: one.\n\nLimits:\n    d: no"
    ) == {*"abc"}


def test_there_are_public_functions():
    """Each public module has some: none of the tests above is of nothing."""
    assert {param.id.rpartition(".")[0] for param in PUBLIC_FUNCTIONS} == set(PUBLIC)


# --- the picture ---------------------------------------------------------------------------------------------------


def test_the_picture_is_that_of_the_code():
    assert architecture.drawn() == architecture.drawable(), "run `make architecture`"
