"""Rerun: the notebooks executed by papermill on new articles, a folder and a page for each article."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from onrecord import report
from onrecord.articles import Article
from onrecord.language import DEFAULT_MODEL, ModelError
from onrecord.record import analyse
from onrecord.writing import write_whole

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
# A loaded machine starts kernels slowly; a kernel's warnings about itself are no news to who reads an article.
KERNEL = {"start_timeout": 300, "extra_arguments": ["--log-level=CRITICAL"]}
SET_BY_RUN = {"article": "name the article as a SOURCE", "out": "use --out"}


class CallError(Exception):
    """A call that cannot work, whatever the article; the message says what to change."""


@dataclass(frozen=True)
class NotebookRun:
    """One notebook on one article. `error` is None when every cell ran."""

    name: str
    path: Path
    error: str | None


@dataclass(frozen=True)
class Run:
    """One article: its folder and its notebooks, or the `error` that stopped it before there were any."""

    source: str
    folder: Path
    notebooks: tuple[NotebookRun, ...] = ()
    error: str | None = None

    @property
    def problems(self) -> list[str]:
        """One line for each thing that went wrong; empty when all is done."""
        own = [f"{self.source}: {self.error}"] if self.error else []
        return own + [f"{self.source}: notebook {n.name}: {n.error}" for n in self.notebooks if n.error]


@dataclass(frozen=True)
class Runs:
    """What a call did: a run per article in the order given, and the page that lists all articles of the folder."""

    runs: tuple[Run, ...]
    index: Path | None

    @property
    def problems(self) -> list[str]:
        """One line for each thing that went wrong in any run."""
        return [line for run in self.runs for line in run.problems]


def rerun(
    notebooks: Sequence[str | Path],
    articles: Iterable[Article],
    *,
    out: str | Path = "runs",
    parameters: Mapping[str, object] | None = None,
    jobs: int = 2,
    on_done: Callable[[Run], None] | None = None,
) -> Runs:
    """Execute notebooks on articles, and write a folder with tables, charts and pages for each article.

    Args:
        notebooks: paths, or names of the project's notebooks ("01", "01_quoting_patterns"); none means every
            notebook of the project that has a parameter `article`.
        articles: what `read` or `read_many` gave, each id once.
        out: folder for the runs; made if it is not there.
        parameters: values by name, for every notebook that has the parameter; text is read as the type that the
            notebook's parameters cell states.
        jobs: notebooks executed at once, each in a kernel of its own.
        on_done: called with each run as soon as it is done.

    Returns:
        The runs, in the order of the articles. A failed cell or article never stops the others: see `Runs.problems`.

    Raises:
        CallError: no such notebook, no such parameter, or a value that is not of the parameter's type. Nothing has
            been executed then.
        ModelError: the language model is not installed.
    """
    out = Path(out)
    parameters = parameters or {}
    plans = plan(notebooks, parameters)
    runs = []
    for run in _runs(articles, plans, str(parameters.get("model", DEFAULT_MODEL)), out, jobs):
        runs.append(run)
        if on_done:
            on_done(run)
    return Runs(tuple(runs), report.write_overview(out) if runs else None)


# --- what to execute -------------------------------------------------------------------------------------------


def plan(notebooks: Sequence[str | Path], parameters: Mapping[str, object]) -> dict[Path, dict[str, object]]:
    """Say which notebooks will run and with which parameter values, before any kernel starts.

    Raises:
        CallError: see `rerun`.
    """
    paths = [find_notebook(n) for n in notebooks] or sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
    known = {path: _parameters_of(path) for path in paths}
    if not notebooks:
        known = {path: found for path, found in known.items() if "article" in found}
    if not known:
        raise CallError(f"{NOTEBOOKS}: holds no notebooks; name yours with --notebook PATH")
    for path, found in known.items():
        if missing := {"article", "out"} - set(found):
            raise CallError(f"{path}: its parameters cell lacks {', '.join(sorted(missing))}; add it and run again")
    if len({path.stem for path in known}) < len(known):
        raise CallError("two notebooks have the same file name; their outputs would overwrite each other. Rename one.")
    _refuse_unknown(parameters, {name for found in known.values() for name in found})
    return {
        path: {name: _typed(name, parameters[name], found[name]) for name in parameters if name in found}
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


def _parameters_of(notebook: Path) -> dict[str, dict]:
    from papermill import inspect_notebook

    try:
        return inspect_notebook(_no_template(notebook))
    except Exception as problem:
        raise CallError(f"{notebook}: cannot be read as a notebook ({first_line(problem)})") from problem


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


def _typed(name: str, value: object, parameter: Mapping[str, str]) -> object:
    """The value as the type that the parameters cell states; text such as `007` stays text where that is `str`."""
    wanted = parameter["inferred_type_name"]
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, str) and wanted in ("int", "float", "bool"):
        try:
            return words[value.lower()] if wanted == "bool" else {"int": int, "float": float}[wanted](value)
        except (KeyError, ValueError):
            raise CallError(f"parameter {name!r}: {value!r} is not of type {wanted}") from None
    accepted = {"str": (str,), "int": (int,), "float": (float, int), "bool": (bool,)}.get(wanted, (object,))
    if not isinstance(value, accepted) or (isinstance(value, bool) and wanted in ("int", "float")):
        raise CallError(f"parameter {name!r}: {value!r} is not of type {wanted}")
    return value


# --- executing it ----------------------------------------------------------------------------------------------


def _runs(articles: Iterable[Article], plans: dict, model: str, out: Path, jobs: int) -> Iterator[Run]:
    """Runs in the order of the articles; while the notebooks of one are executed, the next one is analysed."""
    folders: set[Path] = set()
    pending: deque[Callable[[], Run]] = deque()
    with ThreadPoolExecutor(jobs) as pool:
        try:
            for article in articles:
                run = partial(Run, source=article.source or article.article_id, folder=out / folder_name(article))
                if run.keywords["folder"] in folders:
                    pending.append(partial(run, error="another article of this call has the same id; left out"))
                else:
                    folders.add(run.keywords["folder"])
                    pending.append(_start(article, run, plans, model, pool))
                while len(pending) > jobs:
                    yield pending.popleft()()
            while pending:
                yield pending.popleft()()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _start(article: Article, run: partial[Run], plans: dict, model: str, pool: ThreadPoolExecutor) -> Callable[[], Run]:
    """Analyse an article and hand its notebooks to the pool; what comes back waits for them and writes the pages."""
    folder = run.keywords["folder"]
    try:
        record = analyse(article, model)
        record.save(folder / "tables")
        file = write_article(article, folder)
    except (ModelError, OSError):
        raise
    except Exception as problem:
        return partial(run, error=f"cannot be analysed ({first_line(problem)}); please report it with the article")
    waiting = [pool.submit(_execute, path, values, file, folder) for path, values in plans.items()]

    def finish() -> Run:
        notebooks = tuple(future.result() for future in waiting)
        report.write_pages(record, folder, {n.path: n.error for n in notebooks})
        return run(notebooks=notebooks)

    return finish


def _execute(notebook: Path, values: Mapping[str, object], article: Path, folder: Path) -> NotebookRun:
    """Execute one notebook; it appears in the folder whole, with the error in place where a cell failed."""
    import papermill

    target = folder / "notebooks" / notebook.name
    target.parent.mkdir(exist_ok=True)
    unfinished = target.with_name(f".partial-{notebook.name}")
    values = {**values, "article": str(article.resolve()), "out": str(folder.resolve())}
    error = None
    try:
        papermill.execute_notebook(
            _no_template(notebook),
            _no_template(unfinished),
            values,
            progress_bar=False,
            request_save_on_cell_execute=False,
            **KERNEL,
        )
    except papermill.PapermillExecutionError as problem:
        error = f"cell {problem.exec_count}: {problem.ename}: {first_line(problem.evalue)}"
    except Exception as problem:
        error = first_line(problem)
    if unfinished.exists():
        unfinished.replace(target)
    return NotebookRun(notebook.stem, target, error)


def refresh(notebook: str | Path) -> None:
    """Execute a notebook in place with the values of its parameters cell, for committing with its outputs.

    What differs between two executions of the same code (times, versions, papermill's notes) is left out.

    Raises:
        PapermillExecutionError: a cell failed; the notebook stays as it was.
    """
    import nbformat
    import papermill

    path = Path(notebook)
    executed = papermill.execute_notebook(_no_template(path), None, progress_bar=False, **KERNEL)
    executed.metadata = {"kernelspec": executed.metadata.kernelspec, "language_info": {"name": "python"}}
    for cell in executed.cells:
        cell.metadata = {"tags": cell.metadata.tags} if cell.metadata.get("tags") else {}
    unfinished = path.with_name(f".partial-{path.name}")
    nbformat.write(executed, unfinished)
    unfinished.replace(path)


def _no_template(path: Path) -> str:
    """Papermill takes a path for a format string; doubled braces stand for themselves."""
    return str(path).replace("{", "{{").replace("}", "}}")


# --- folders and files -----------------------------------------------------------------------------------------


def folder_name(article: Article) -> str:
    """A folder name from title and id: lower case letters, digits and hyphens only, one name per `article_id`."""
    plain = unicodedata.normalize("NFKD", article.title or "").encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:48].strip("-")
    own_id = article.article_id
    if not re.fullmatch(r"[a-z0-9]{1,16}", own_id):
        own_id = hashlib.sha256(own_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{slug}-{own_id}" if slug else own_id


def write_article(article: Article, folder: Path) -> Path:
    """Write the article as a corpus of one, so that notebooks read it once more from a file, whatever it came from."""
    row = {
        "id": article.article_id,
        "title": article.title,
        "outlet": article.outlet,
        "date": article.date,
        "url": article.source,
        "text": article.text,
    }
    path = folder / "article.jsonl"
    write_whole(path, json.dumps({k: v for k, v in row.items() if v is not None}) + "\n")
    return path


def first_line(problem: object) -> str:
    """What went wrong, in one line without control characters."""
    text = str(problem).strip() or type(problem).__name__
    return "".join(c if c.isprintable() else " " for c in text.splitlines()[0])
