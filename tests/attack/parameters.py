"""Parameters: hostile values for every parameter of the notebooks and every option of the commands; none of it is executed."""

from __future__ import annotations

import ast
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attacking import Extent, Tried
from papermill.translators import PythonTranslator

from onrecord.runs.parameters import CallError, plan, types_of
from onrecord.system.resources import NOTEBOOKS

NAME = "parameters and options"
CODE = "__import__('pathlib').Path({!r}).touch()"
BREAKS = [
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    '\\"',
    "\n",
    "\r",
    "\u2028",
    "\x0c",
    "\0",
    "#",
    "}",
    "{",
    ")",
    "]",
    "$(",
    "`",
    "%",
    "!",
    "\x1b",
]
NUMBERS = [
    "9" * 4000,
    "9" * 5000,
    "-1",
    "1e309",
    "inf",
    "-inf",
    "nan",
    "0x10",
    "1_000",
    "٣",
    "²",
    "1;2",
    "1 or 2",
    "True",
    "--1",
]
LISTS = ["[1]", "[[]]", "{}", "{'a': 1}", "(1,)", "[" * 9000, "{1: {2: [3]}}", "[__import__('os')]", "b'x'", "..."]
PATHS = [
    "",
    " ",
    "/dev/null",
    "../" * 40 + "etc/passwd",
    "n" * 5000,
    "~",
    "C:\\x",
    "con",
    "a\nb",
    "x.ipynb",
    "https://[::1",
    "\x1b[2J",
]
BYTES = ["\udcff", "\ud800"]
LONGEST = 6_500  # characters of a message
FEW = 15  # values for each parameter, where there is little time
USAGE = 30  # lines that the parser of the command line writes, at most


def attacks(extent: Extent) -> Iterator[Tried]:
    """Values in the cell that papermill writes, then options of commands, then notebooks that are executed."""
    canary = extent.folder / "executed"
    values = [*_codes(canary), *NUMBERS, *LISTS, *PATHS, *BYTES, *(_drawn(extent.random) for _ in range(60))]
    seen = _fault_of_cell({"x": values[0]}, lambda given: f'x = "{given["x"]}"')
    yield Tried("control: a value between quotation marks as it came is seen", None if seen else "it was not")
    for notebook in sorted(NOTEBOOKS.glob("0[0-4]_*.ipynb")):
        for name in types_of(notebook):
            for value in values if extent.seconds is None else extent.random.sample(values, FEW):
                yield Tried(f"{notebook.stem[:2]}, {name} = {value!r:.60}", _of_parameter(notebook, name, value))
    yield from _options(extent, values)
    yield from _executed(extent, canary)


def _codes(canary: Path) -> list[str]:
    """Code behind whatever could end a text, a comment or a line."""
    code = CODE.format(str(canary))
    return (
        [f"{end}\n{code}\n#" for end in BREAKS]
        + [f"{end}; {code} #" for end in BREAKS]
        + [code, f"{{{code}}}", f"{{{{{code}}}}}"]
    )


def _drawn(draws: random.Random) -> str:
    return "".join(
        draws.choice([*BREAKS, "a", "0", ";", "=", ",", "(", " ", chr(draws.randrange(32, 0xD000))]) for _ in range(20)
    )


def _of_parameter(notebook: Path, name: str, value: object) -> str | None:
    """What a value brings about that is neither the value itself in the cell nor a line that refuses it."""
    try:
        values = plan([notebook], {name: value})[notebook]
    except CallError as problem:
        return None if len(str(problem)) < LONGEST else "a message of the length of the value"
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return _fault_of_cell(values, PythonTranslator.codify)


def _fault_of_cell(values: Mapping[str, Any], written: Callable[[Mapping[str, Any]], str]) -> str | None:
    """What else than the values the cell says that is made of them."""
    try:
        statements = ast.parse(cell := written(values)).body
        cell.encode()
        found = {
            ast.unparse(each.targets[0]): ast.literal_eval(each.value)
            for each in statements
            if isinstance(each, ast.Assign)
        }
    except (ValueError, SyntaxError, AttributeError) as problem:
        return f"the cell is none: {problem}"
    if len(found) < len(statements) or found != dict(values):
        return f"the cell says {cell!r:.200}"
    return None


def _options(extent: Extent, values: list[str]) -> Iterator[Tried]:
    """Options of the commands, each with values that it must refuse, or take for what they are."""
    missing = str(extent.folder / "there_is_none.txt")
    given = [value for value in values if not set(value) & {"\0", "\ud800"}]  # what a command line can hold
    numbers = [value for value in NUMBERS if value not in ("٣", "1_000")]
    calls = [
        *(["run", missing, f"--jobs={value}"] for value in numbers),
        *(["run", missing, f"--timeout={value}"] for value in ("inf", "nan", "1e300", "-1", "0", "1e309", "9" * 5000)),
        *(["tables", missing, "--to", "x", f"--jobs={value}"] for value in numbers),
        *(["run", missing, f"--notebook={value}"] for value in PATHS),
        *(
            [command, missing, f"{option}={value}"]
            for command, option in (("run", "--out"), ("tables", "--to"))
            for value in ("", "n" * 5000, "/dev/null")
        ),
        *([command, f"--to={value}"] for command in ("notebooks", "class") for value in ("", "n" * 5000, "/dev/null")),
        *(["tables", missing, "--to", "x", f"--scorer={value}"] for value in PATHS),
        *(["run", missing, "-p", value, "1"] for value in given),
        *(["run", missing, "-p", "speaker", value] for value in given),
    ]
    extent.random.shuffle(calls)
    for words in calls:
        yield Tried(f"{' '.join(words)!r:.80}", _fault_of_call(words, extent.folder))


def _executed(extent: Extent, canary: Path) -> Iterator[Tried]:
    """Code as values, in notebooks that are executed."""
    article = extent.folder / "article.txt"
    article.write_text(
        "The mayor said on Monday that 17 people were killed. “It is terrible,” said Ada Brandt.\n", encoding="utf-8"
    )
    codes = [code for code in _codes(canary) if "\0" not in code]
    for number, code in enumerate(extent.random.sample(codes, len(codes))):
        notebook, name = [("03", "speaker"), ("04", "about")][number % 2]
        words = ["run", str(article), "--out", str(extent.folder / "runs"), "--notebook", notebook, "-p", name, code]
        fault = _fault_of_call(words, extent.folder)
        yield Tried(
            f"executed: {notebook}, {name} = {code!r:.60}", "the code was executed" if canary.exists() else fault
        )


def _fault_of_call(words: list[str], folder: Path) -> str | None:
    """What a call brings about that it must not: a traceback, another exit code, a message without end."""
    command = [sys.executable, "-m", "onrecord", *words]
    ended = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=900, check=False, cwd=folder
    )
    lines = ended.stderr.splitlines()
    if "Traceback" in ended.stderr or ended.returncode not in (0, 1, 2):
        return f"exit code {ended.returncode}: {ended.stderr[-500:]}"
    if ended.returncode == 2 and (len(lines) > USAGE or not lines):
        return f"{len(lines)} lines"
    return "a message of the length of a value" if any(len(line) > LONGEST for line in lines) else None
