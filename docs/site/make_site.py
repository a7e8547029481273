"""Make the site: `make site`. See docs/site.md.

It executes what has changed since the last time, gathers pages and files under `build/site`, and lets Sphinx make HTML of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

import nbformat
from articles import articles_page, copied_runs, write_boards
from execution import executed
from links import Links
from mending import mended
from notebook_pages import Page

import onrecord
from onrecord import runs
from onrecord.classroom.guides import GUIDES
from onrecord.cli.messages import say
from onrecord.cli.progress import shown
from onrecord.pages.addresses import folder_of
from onrecord.runs.manifest import ACROSS
from onrecord.system.steps import tell
from onrecord.text.article import Article

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "site"
SAMPLES, CLASS = "articles/samples", "articles/class"  # folders of the site
SAMPLE = Path("data/articles/brief_2022-03-24.txt")
ON_SAMPLE = ("00", "01", "02", "03")
OVER_ALL = "04"
NOT_SHOWN = {"answers.md"}  # of docs/teaching
OURS = ".made-by-on-record"  # a file in the folder of the site, which may then be made anew


def main() -> int:
    """Make the site; 1 where Sphinx finds a fault."""
    options = _arguments()
    site, began = Path(options.to).resolve(), time.monotonic()
    if not _may_be_replaced(site):
        sys.exit(f"{options.to}: there is something that `make site` did not make. Name an empty folder, or a new one.")
    source, extra = WORK / "source", WORK / "extra"
    for folder in (source, extra):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    notebooks = {**_notebooks(), **_lessons()}
    tell("gathering the pages")
    texts = _texts()
    pages = {file: file for file in (*texts, *notebooks)}
    pages |= {"README.md": "index.md", "articles.md": "articles.md", "lessons.md": "lessons.md"}
    pages |= {f"notebooks/class/{name}": f"docs/teaching/{name}" for name in GUIDES}
    links = Links(_with_short_versions(pages), options.repository.rstrip("/"))
    _write_texts(texts, source, links)
    _write_notebooks(notebooks, source, extra, links, options.binder)
    _write(source / "articles.md", articles_page(WORK, CLASS, SAMPLES))
    _write(source / "lessons.md", _lessons_page(links))
    copied_runs(WORK / SAMPLES, extra / SAMPLES)
    copied_runs(WORK / CLASS, extra / CLASS)
    write_boards(extra)
    tell("making HTML of the pages")
    code = _html(source)
    if not code:
        _publish(extra, site)
        say(f"The site: {Path(options.to) / 'index.html'} ({time.monotonic() - began:.0f} s)")
    return code


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make the site: static pages in a folder.")
    parser.add_argument("--to", default=ROOT / "site", help="folder: a new or empty one, or a site made before")
    parser.add_argument("--repository", default="", help="address of the repository, for links to its files")
    parser.add_argument("--binder", default="", help="address that opens the repository on Binder")
    return parser.parse_args()


# --- what is executed ----------------------------------------------------------------------------------------------


def _notebooks() -> dict[str, tuple[Path, str]]:
    """The project's notebooks, executed: file in the repository, and where it was executed, with the article's folder."""
    os.chdir(ROOT)
    samples = WORK / SAMPLES
    articles = _articles("data/articles", samples)
    sample = next(article for article in articles if Path(article.source) == SAMPLE)
    _rerun(ON_SAMPLE, [sample], samples)
    _rerun([OVER_ALL], articles, samples)
    _rerun([OVER_ALL], _articles("data/class/articles", WORK / CLASS), WORK / CLASS)
    folder = folder_of(sample.title, sample.article_id)
    found = {}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        of_sample, of_all = (samples / name / "notebooks" / path.name for name in (folder, ACROSS))
        if of_sample.exists():
            found[f"notebooks/{path.name}"] = (of_sample, folder)
        elif of_all.exists():
            found[f"notebooks/{path.name}"] = (of_all, "")
        else:
            found[f"notebooks/{path.name}"] = (executed([path], WORK / "executed")[0], "")
    return found


def _articles(source: str, out: Path) -> list[Article]:
    """The articles of a folder; runs of texts that are no more there, or no more the same, are taken away.

    Args:
        source: folder of articles.
        out: folder of their runs.
    """
    articles = list(onrecord.read_many([source]))
    known = {folder_of(article.title, article.article_id) for article in articles}
    if any(path.parent.name not in known for path in out.glob("*/summary.json")):
        shutil.rmtree(out)
    return articles


def _rerun(notebooks: Sequence[str], articles: Sequence[Article], out: Path) -> None:
    tell("executing the notebooks")
    result = runs.rerun(notebooks, articles, out=out)
    problems = [line for run in result.runs for line in run.problems] + list(result.problems_across)
    if problems:
        sys.exit("\n".join(problems))


def _lessons() -> dict[str, tuple[Path, str]]:
    """Students' copies of the lessons, executed; the long version of those that have two."""
    tell("executing the lessons")
    copies = WORK / "class"
    shutil.rmtree(copies, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "onrecord", "class", "--to", copies], check=True, stdout=subprocess.DEVNULL)
    shown = [path for path in sorted(copies.glob("*.ipynb")) if not path.stem.endswith("_50")]
    done = executed(shown, WORK / "executed")
    return {f"notebooks/class/{path.name}": (target, "") for path, target in zip(shown, done, strict=True)}


# --- what is gathered ----------------------------------------------------------------------------------------------


def _texts() -> list[str]:
    """The texts that are pages, as paths from the root, but README.md."""
    teaching = [path for path in (ROOT / "docs/teaching").glob("*.md") if path.name not in NOT_SHOWN]
    files = [*(ROOT / "docs").glob("*.md"), *teaching, ROOT / "data/README.md"]
    files += [ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")]
    return sorted(path.relative_to(ROOT).as_posix() for path in files)


def _with_short_versions(pages: dict[str, str]) -> dict[str, str]:
    """Pages, and which of them stands for the short version of a lesson."""
    return pages | {file.replace("_90.", "_50."): page for file, page in pages.items()}


def _write_texts(texts: list[str], source: Path, links: Links) -> None:
    for file in texts:
        _write(source / file, links.rewritten((ROOT / file).read_text(encoding="utf-8"), file))
    for picture in (path for ending in ("png", "svg") for path in (ROOT / "docs").glob(f"*.{ending}")):
        shutil.copy(picture, source / "docs")
    front, contents = ((HERE / name).read_text(encoding="utf-8") for name in ("front.md", "contents.md"))
    front = links.rewritten(front, "README.md")
    readme = links.rewritten((ROOT / "README.md").read_text(encoding="utf-8"), "README.md")
    before, picture, after = readme.partition("\n![")
    before = before.partition("<!--")[0]
    listed = "\n".join(_listed(contents, links))
    _write(source / "index.md", f"{before}\n{front}\n## The page of an article\n{picture}{after}\n{listed}\n")
    for folder in ("_static", "_templates"):
        shutil.copytree(HERE / folder, source / folder)
    shutil.copy(HERE / "conf.py", source)


def _listed(contents: str, links: Links) -> Iterator[str]:
    """The lines of the contents, without the pages that are not there."""
    known = set(links.pages.values())
    for line in contents.splitlines():
        is_page = line.endswith((".md", ".ipynb", "*"))
        if not is_page or any(fnmatch(page, line) for page in known):
            yield line


def _write_notebooks(
    notebooks: dict[str, tuple[Path, str]], source: Path, extra: Path, links: Links, binder: str
) -> None:
    for file, (path, folder) in notebooks.items():
        up = "../" * file.count("/")
        article = f"{up}{SAMPLES}/{folder}/index.html" if folder else ""
        is_lesson = file.startswith("notebooks/class/")
        page = Page(file, extra, links, article, f"{up}{SAMPLES}/", binder, hides_code=not is_lesson)
        made = page.made_from(nbformat.read(path, as_version=4))
        (source / file).parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(made, source / file)
        original = WORK / "class" / path.name if is_lesson else ROOT / file
        (extra / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(original, extra / file)


def _lessons_page(links: Links) -> str:
    """The page that lists what there is for class."""
    text = (HERE / "lessons.md").read_text(encoding="utf-8")
    return links.rewritten(text, "lessons.md")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- what is made --------------------------------------------------------------------------------------------------


def _html(source: Path) -> int:
    from sphinx.cmd.build import build_main

    jobs = str(min(2, os.cpu_count() or 1))
    return build_main(
        ["-q", "-W", "--keep-going", "-j", jobs, "-d", str(WORK / "trees"), str(source), str(WORK / "html")]
    )


def _may_be_replaced(site: Path) -> bool:
    """Whether nothing is lost with a folder: it is not there, or empty, or a site that was made here before."""
    return not site.exists() or (site.is_dir() and ((site / OURS).is_file() or not any(site.iterdir())))


def _publish(extra: Path, site: Path) -> None:
    """Put pages and files together in the folder of the site."""
    if site.exists():
        shutil.rmtree(site)
    site.mkdir(parents=True)
    (site / OURS).touch()
    shutil.copytree(
        WORK / "html", site, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".buildinfo*", "objects.inv", "*.map")
    )
    for page in site.rglob("*.html"):
        _write(page, mended(page.read_text(encoding="utf-8")))
    shutil.copytree(extra, site, dirs_exist_ok=True)
    (site / ".nojekyll").touch()  # a host that would take folders such as _static for its own leaves them


if __name__ == "__main__":
    sys.exit(shown(main))
