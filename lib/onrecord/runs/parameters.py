"""Parameters: which notebooks are meant, and values for their parameters, checked before any kernel starts.

Papermill itself writes an unknown name, or a text where a number belongs, into the notebook as it comes.
"""

from __future__ import annotations

import ast
import difflib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from onrecord.runs.allowed import SHOWN, fault_of_value
from onrecord.system.resources import NOTEBOOKS
from onrecord.system.text_lines import one_line
from onrecord.system.wrong_calls import WrongCall
from onrecord.text.article import HALF_PAIR

SET_BY_RUN = {"article": "name the article as a SOURCE", "out": "use --out", "corrections": "use --corrections"}
# In a notebook over all articles.
SET_OVER_ALL = {
    "articles": "name the articles as SOURCES",
    "tables": "they are those of the run",
    "pages": "they are those of the run",
}
LISTED = 1_000  # characters of the names that there are
TOO_DEEP = (RecursionError, MemoryError)  # what Python says of code that is nested too deeply
WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
TYPES: dict[str, tuple[type, ...]] = {
    "None": (type(None),),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "list": (list,),
    "dict": (dict,),
    "str": (str,),
}
# How text is read as each of them; the first that fits counts.
READ: dict[str, Callable[[str], object]] = {
    "None": lambda text: {"none": None}[text.lower()],
    "int": int,
    "float": float,
    "bool": lambda text: WORDS[text.lower()],
    "list": ast.literal_eval,
    "dict": ast.literal_eval,
}


class CallError(WrongCall):
    """A call that cannot work, whatever the article; the message says what to change."""


def plan(notebooks: Sequence[str | Path], parameters: Mapping[str, object]) -> dict[Path, dict[str, object]]:
    """Say which notebooks will run and with which parameter values, before any kernel starts.

    Args:
        notebooks: as in `rerun`; none means each of the project's that has a parameter `article` or `tables`.
        parameters: values by name; text is read as the type that the parameters cell states.

    Raises:
        CallError: no such notebook, no such parameter, or a value that is not of the parameter's type, or none that it may be.
    """
    paths = [find_notebook(n) for n in notebooks] or sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
    types = {path: types_of(path) for path in paths}
    if not notebooks:
        types = {path: by_name for path, by_name in types.items() if {"article", "tables"} & set(by_name)}
    if not types:
        raise CallError(f"{NOTEBOOKS}: holds no notebooks; name yours with --notebook PATH")
    for path, by_name in types.items():
        if missing := {"out", "tables" if _is_over_all(by_name) else "article"} - set(by_name):
            raise CallError(
                f"{path}: has no parameter {' and no parameter '.join(sorted(missing))}; add to it a cell with the tag "
                '"parameters" in which they stand, as in: article: str = "sample"'
            )
    if len({path.stem for path in types}) < len(types):
        raise CallError("two notebooks have the same file name; their outputs would overwrite each other. Rename one.")
    set_by_run = dict(SET_BY_RUN)
    if any(map(_is_over_all, types.values())):
        set_by_run |= SET_OVER_ALL
    _refuse_others(parameters, {name for by_name in types.values() for name in by_name}, set_by_run)
    return {
        path: {name: _checked(path, name, parameters[name], by_name[name]) for name in parameters if name in by_name}
        for path, by_name in types.items()
    }


def _checked(notebook: Path, name: str, given: object, wanted: str) -> object:
    """The value as the type that the parameters cell states, if the parameter may be that."""
    value = typed(name, given, wanted)
    if fault := fault_of_value(notebook, name, value):
        raise CallError(f"parameter {name!r}: {one_line(repr(value), SHOWN)} {fault}")
    return value


def is_over_all(notebook: Path) -> bool:
    """Whether a notebook reads the tables of all articles (it has a parameter `tables`) and not one article.

    Raises:
        CallError: the file is no notebook.
    """
    return _is_over_all(types_of(notebook))


def _is_over_all(types: Mapping[str, str]) -> bool:
    return "tables" in types and "article" not in types


def check_takes_corrections(notebooks: Iterable[Path]) -> None:
    """See that notebooks read their article with the corrections that a run is given.

    Args:
        notebooks: those of each article.

    Raises:
        CallError: one has no parameter `corrections`.
    """
    for path in notebooks:
        if "corrections" not in types_of(path):
            raise CallError(
                f"{path}: has no parameter corrections, so it would show the tables without them; add to its parameters "
                'corrections: str = "", and to its call onrecord.analyse(…, corrections=corrections)'
            )


def find_notebook(name: str | Path) -> Path:
    """Find a notebook: a path, or the name or number of one of the project's.

    Raises:
        CallError: there is none, or several begin like this.
    """
    path = Path(name)
    if path.suffix == ".ipynb" and path.is_file():
        return path.resolve()
    of_project = sorted(NOTEBOOKS.glob("*.ipynb"))
    meant = [p for p in of_project if p.stem == path.stem] or [p for p in of_project if p.stem.startswith(str(name))]
    if len(meant) != 1:
        names = ", ".join(p.stem for p in of_project) or "none"
        raise CallError(
            f"notebook {one_line(repr(str(name)), SHOWN)}: {'several begin so' if meant else 'not found'}. There are: {names}."
        )
    return meant[0]


def types_of(notebook: Path) -> dict[str, str]:
    """The type of each parameter, as the parameters cell states it, or else that of its default; "" where neither can
    be told.

    The lines that count are those that papermill reads, `name: type = default`; but the cell is read as Python, so a
    default may have several lines, and papermill, which takes a second to import, need not be there.

    Raises:
        CallError: the file is no notebook.
    """
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        tagged = [c for c in cells if "parameters" in c.get("metadata", {}).get("tags", ())]
        source = "".join(tagged[0]["source"]) if tagged else ""
        # Lines for IPython alone are no Python.
        lines = ("" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines())
        return _stated_types(ast.parse("\n".join(lines)).body)
    except OSError as problem:
        raise CallError(f"{notebook}: cannot be read ({problem.strerror})") from problem
    except SyntaxError as problem:
        raise CallError(
            f"{notebook}: its parameters cell is no Python ({problem.msg}, line {problem.lineno})"
        ) from None
    except (ValueError, LookupError, TypeError, AttributeError, *TOO_DEEP) as problem:
        raise CallError(f"{notebook}: cannot be read as a notebook") from problem


def _stated_types(statements: list[ast.stmt]) -> dict[str, str]:
    types = {}
    for statement in statements:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
            types[statement.target.id] = ast.unparse(statement.annotation).strip("'\"")
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            if isinstance(statement.targets[0], ast.Name):
                types[statement.targets[0].id] = _type_of(statement.value)
    return types


def _type_of(default: ast.expr) -> str:
    try:
        value = ast.literal_eval(default)
    except (ValueError, TypeError):  # no value, or one that is none, such as {[]: 1}
        return ""
    return "" if value is None else type(value).__name__


def _refuse_others(parameters: Mapping[str, object], names: set[str], set_by_run: Mapping[str, str]) -> None:
    free = names - set(set_by_run)
    for name in parameters:
        if name in set_by_run:
            raise CallError(f"parameter {name!r} is set by the run itself; {set_by_run[name]}.")
        if name not in names:
            close = difflib.get_close_matches(name, free, n=1)
            there_are = one_line(", ".join(sorted(free)), LISTED)
            hint = f"did you mean {one_line(repr(close[0]), SHOWN)}?" if close else f"there are: {there_are}."
            raise CallError(f"parameter {one_line(repr(name), SHOWN)}: no notebook has it; {hint}")


def typed(name: str, value: object, wanted: str) -> object:
    """The value as the type that the parameters cell states; text such as `007` stays text where that is `str`.

    Args:
        name: of the parameter.
        value: text is read as `int`, `float`, `bool`, `None`, `list` or `dict`, or the first of them that it can be
            where the cell states several, as in `int | None`.
        wanted: the type; "" lets anything through. Where it is none of these, such as `Path`, text is accepted.

    Raises:
        CallError: it is not of this type; or the type is `tuple`, which papermill would hand over as text.
    """
    if _has_half_pairs(value):
        named, shown = one_line(repr(name), SHOWN), one_line(repr(value), SHOWN)
        raise CallError(f"parameter {named}: {shown} holds bytes that are no UTF-8; give text")
    if not wanted:
        return value
    stated = _alternatives(_annotation(wanted))
    if isinstance(value, str):
        tried = [made for kind, read in READ.items() if kind in map(_kind, stated) for made in _read(value, read)]
        candidates = [*tried, value]
    else:
        candidates = [value]
    for candidate in candidates:
        if any(_fits(candidate, annotation) for annotation in stated):
            return candidate
    shown, named = one_line(repr(value), SHOWN), one_line(repr(name), SHOWN)
    hint = "; papermill cannot hand over a tuple, state a list" if "tuple" in map(_kind, stated) else ""
    raise CallError(f"parameter {named}: {shown} is not of type {one_line(wanted, SHOWN)}{hint}")


def _has_half_pairs(value: object) -> bool:
    """Whether a text in a value has half surrogate pairs, as bytes of the command line have that are no UTF-8: no notebook can hold them."""
    if isinstance(value, dict):
        return any(map(_has_half_pairs, [*value, *value.values()]))
    if isinstance(value, list | tuple):
        return any(map(_has_half_pairs, value))
    return isinstance(value, str) and HALF_PAIR.search(value) is not None


def _annotation(wanted: str) -> ast.expr:
    try:
        return ast.parse(wanted, mode="eval").body
    except SyntaxError:  # an annotation may be any text
        return ast.Name("str")


def _alternatives(annotation: ast.expr) -> list[ast.expr]:
    """The types that a union joins, or the one that there is."""
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        return _alternatives(annotation.left) + _alternatives(annotation.right)
    return [annotation]


def _kind(annotation: ast.expr) -> str:
    """Its type without what stands in brackets; "str" for a type that is not known here."""
    outer = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return ast.unparse(outer) if ast.unparse(outer) in (*TYPES, "tuple") else "str"


def _read(text: str, read: Callable[[str], object]) -> list[object]:
    try:
        return [read(text)]
    except (KeyError, ValueError, SyntaxError, TypeError, *TOO_DEEP):
        return []


def _fits(value: object, annotation: ast.expr) -> bool:
    """Whether a value is of a type, and what it holds of the types in brackets."""
    kind = _kind(annotation)
    if not isinstance(value, TYPES.get(kind, ())) or (isinstance(value, bool) and kind in ("int", "float")):
        return False
    if not isinstance(annotation, ast.Subscript) or kind not in ("list", "dict"):
        return True
    inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    held = (
        [list(value), list(value.values())] if isinstance(value, dict) else [value if isinstance(value, list) else []]
    )
    return all(
        any(_fits(each, one) for one in _alternatives(stated))
        for values, stated in zip(held, inner, strict=False)
        for each in values
    )
