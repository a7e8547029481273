"""Parameters: which notebooks are meant, and values for their parameters, checked before any kernel starts.

Papermill itself writes an unknown name, or a text where a number belongs, into the notebook as it comes.
"""

from __future__ import annotations

import ast
import difflib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SET_BY_RUN = {"article": "name the article as a SOURCE", "out": "use --out"}
WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class CallError(Exception):
    """A call that cannot work, whatever the article; the message says what to change."""


def plan(notebooks: Sequence[str | Path], parameters: Mapping[str, object]) -> dict[Path, dict[str, object]]:
    """Say which notebooks will run and with which parameter values, before any kernel starts.

    Args:
        notebooks: as in `rerun`; none means each of the project's that has a parameter `article`.
        parameters: values by name; text is read as the type that the parameters cell states.

    Raises:
        CallError: no such notebook, no such parameter, or a value that is not of the parameter's type.
    """
    paths = [find_notebook(n) for n in notebooks] or sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
    known = {path: types_of(path) for path in paths}
    if not notebooks:
        known = {path: found for path, found in known.items() if "article" in found}
    if not known:
        raise CallError(f"{NOTEBOOKS}: holds no notebooks; name yours with --notebook PATH")
    for path, found in known.items():
        if missing := {"article", "out"} - set(found):
            raise CallError(
                f"{path}: has no parameter {' and no parameter '.join(sorted(missing))}; add to it a cell with the tag "
                '"parameters" in which they stand, as in: article: str = "sample"'
            )
    if len({path.stem for path in known}) < len(known):
        raise CallError("two notebooks have the same file name; their outputs would overwrite each other. Rename one.")
    _refuse_unknown(parameters, {name for found in known.values() for name in found})
    return {
        path: {name: typed(name, parameters[name], found[name]) for name in parameters if name in found}
        for path, found in known.items()
    }


def find_notebook(name: str | Path) -> Path:
    """Find a notebook: a path, or the name or number of one of the project's.

    Raises:
        CallError: there is none, or several begin like this.
    """
    path = Path(name)
    if path.suffix == ".ipynb" and path.is_file():
        return path.resolve()
    own = sorted(NOTEBOOKS.glob("*.ipynb"))
    found = [p for p in own if p.stem == path.stem] or [p for p in own if p.stem.startswith(str(name))]
    if len(found) != 1:
        names = ", ".join(p.stem for p in own) or "none"
        raise CallError(f"notebook {str(name)!r}: {'several begin so' if found else 'not found'}. There are: {names}.")
    return found[0]


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
        statements = ast.parse("\n".join(lines)).body
    except OSError as problem:
        raise CallError(f"{notebook}: cannot be read ({problem.strerror})") from problem
    except SyntaxError as problem:
        raise CallError(
            f"{notebook}: its parameters cell is no Python ({problem.msg}, line {problem.lineno})"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise CallError(f"{notebook}: cannot be read as a notebook") from problem
    found = {}
    for statement in statements:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
            found[statement.target.id] = ast.unparse(statement.annotation).strip("'\"")
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            if isinstance(statement.targets[0], ast.Name):
                found[statement.targets[0].id] = _type_of(statement.value)
    return found


def _type_of(default: ast.expr) -> str:
    try:
        value = ast.literal_eval(default)
    except ValueError:
        return ""
    return "" if value is None else type(value).__name__


def _refuse_unknown(parameters: Mapping[str, object], known: set[str]) -> None:
    for name in parameters:
        if name in SET_BY_RUN:
            raise CallError(f"parameter {name!r} is set by the run itself; {SET_BY_RUN[name]}.")
        if name not in known:
            close = difflib.get_close_matches(name, known - set(SET_BY_RUN), n=1)
            hint = (
                f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(sorted(known - set(SET_BY_RUN)))}."
            )
            raise CallError(f"parameter {name!r}: no notebook has it; {hint}")


def typed(name: str, value: object, wanted: str) -> object:
    """The value as the type that the parameters cell states; text such as `007` stays text where that is `str`.

    Raises:
        CallError: it is not of this type.
    """
    if isinstance(value, str) and wanted in ("int", "float", "bool"):
        try:
            return WORDS[value.lower()] if wanted == "bool" else {"int": int, "float": float}[wanted](value)
        except (KeyError, ValueError):
            raise CallError(f"parameter {name!r}: {value!r} is not of type {wanted}") from None
    accepted = {"str": (str,), "int": (int,), "float": (float, int), "bool": (bool,)}.get(wanted, (object,))
    if not isinstance(value, accepted) or (isinstance(value, bool) and wanted in ("int", "float")):
        raise CallError(f"parameter {name!r}: {value!r} is not of type {wanted}")
    return value
