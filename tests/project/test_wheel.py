"""The wheel: built, installed into an empty environment and used outside the checkout."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import nbformat
import pytest

from onrecord.classroom.guides import GUIDES
from onrecord.tables.record import load

ROOT = Path(__file__).parents[2]
PROJECTS = (".", "lib/onrecord-minilm")
TEXT = "Mayor Ada Brandt said 12 people were killed. “We had no warning that the dam would break,” she said.\n"


def call(*command, cwd, timeout=100):
    """Run a program as somebody does who never had the checkout: no setting of this process points there."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH" and not k.startswith("ONRECORD_")}
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, timeout=timeout
    )
    assert done.returncode == 0, done.stderr
    return done


def names(folder: Path, pattern: str = "*") -> set[str]:
    return {path.name for path in folder.glob(pattern)}


def shipped(folder: Path) -> set[Path]:
    """The files of a folder of the repository; none that an editor or the system left there."""
    found = {
        path for path in folder.rglob("*") if path.is_file() and path.suffix in (".txt", ".csv", ".jsonl", ".ipynb")
    }
    assert found
    return {path for path in found if ".ipynb_checkpoints" not in path.parts}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A copy of what is built, so that nothing is written to the checkout."""
    copy = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    skipped = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
    for folder in ("lib", "notebooks", "data", "docs/teaching"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=skipped)
    (copy / "data" / "class" / "articles" / ".DS_Store").touch()
    return copy


@pytest.fixture(scope="module")
def wheels(source, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheels")
    for project in PROJECTS:
        pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
        call(*pip, "--wheel-dir", folder, source / project, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def installed(wheels, tmp_path_factory):
    """The python of a new environment that holds the wheels, and sees what this one has but for its own On Record."""
    folder = tmp_path_factory.mktemp("environment")
    call(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    call(*pip, *wheels.glob("*.whl"), cwd=folder)
    site = Path(call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip())
    # A folder on the path; its own .pth files, that of an editable install among them, do not count.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (folder / "share").mkdir(exist_ok=True)
    (folder / "share" / "jupyter").symlink_to(Path(sys.prefix, "share", "jupyter"))  # templates of their pages
    program = "import onrecord, onrecord_minilm; print(onrecord.__file__, onrecord_minilm.__file__, sep='\\n')"
    for place in call(python, "-c", program, cwd=folder).stdout.splitlines():
        assert Path(place).is_relative_to(site), "it is the wheel that runs"
    return python


@pytest.fixture
def onrecord(installed, tmp_path):
    return lambda *arguments: call(installed, "-m", "onrecord", *arguments, cwd=tmp_path).stdout


def test_the_wheel_holds_all_that_the_library_reads(wheels):
    (wheel,) = wheels.glob("onrecord-*.whl")
    held = {Path(name) for name in zipfile.ZipFile(wheel).namelist()}
    library = ROOT / "lib" / "onrecord"
    files = {path.relative_to(ROOT / "lib") for path in library.rglob("*") if path.is_file()}
    assert {path for path in files if "__pycache__" not in path.parts} <= held
    assert {path.name for path in held if path.parent == Path("onrecord/notebooks")} == names(
        ROOT / "notebooks", "*.ipynb"
    )
    assert {path.name for path in held if path.parent == Path("onrecord/samples")} == names(ROOT / "data" / "articles")
    packed = {path.relative_to("onrecord").as_posix() for path in held if path.parts[0] == "onrecord"}
    for folder, home in (("class", "data/class"), ("marked", "data/marked"), ("lessons", "notebooks/class/solutions")):
        there = shipped(ROOT / home)
        assert there and {f"{folder}/{path.relative_to(ROOT / home).as_posix()}" for path in there} <= packed
    assert {f"teaching/{name}" for name in GUIDES} <= packed and "teaching/answers.md" not in packed
    assert not any(Path(path).name.startswith(".") for path in packed)
    assert wheel.stat().st_size < 3_000_000, "the weights are a package of their own"


def test_the_wheel_of_the_weights(wheels):
    (wheel,) = wheels.glob("onrecord_minilm-*.whl")
    held = {Path(name).name for name in zipfile.ZipFile(wheel).namelist()}
    assert held >= names(ROOT / "lib" / "onrecord-minilm" / "onrecord_minilm", "*.*") - {"__pycache__"}


def test_a_source_distribution_holds_what_the_wheel_is_made_from(source, tmp_path):
    program = f"from setuptools.build_meta import build_sdist; print(build_sdist({str(tmp_path)!r}))"
    name = call(sys.executable, "-c", program, cwd=source).stdout.splitlines()[-1]
    with tarfile.open(tmp_path / name) as archive:
        held = {Path(*Path(member).parts[1:]) for member in archive.getnames()}
    wanted = [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("data/articles/*"), ROOT / "setup.py"]
    wanted += [
        path for home in ("data/class", "data/marked", "notebooks/class/solutions") for path in shipped(ROOT / home)
    ]
    wanted += [ROOT / "docs/teaching" / name for name in GUIDES]
    assert {path.relative_to(ROOT) for path in wanted} <= held
    assert Path("lib/onrecord/words/units.csv") in held


def test_show_the_sample(onrecord):
    assert "Mikhail Mizintsev" in onrecord("show", "sample")


def test_students_copies_and_their_checks(installed, onrecord, tmp_path):
    copies = [Path(line).name for line in onrecord("class", "--to", "mine").splitlines()]
    assert "1_who_speaks_50.ipynb" in copies and names(tmp_path, "mine/*") == set(copies)
    asked = "check.speaker('brief_2022-03-24', '402,000 people', 'she'), len(classroom.names())"
    program = f"from onrecord import classroom; from onrecord.classroom import check; print({asked})"
    said = call(installed, "-c", program, cwd=tmp_path).stdout
    assert said.startswith("Not yet. That is a pronoun.") and said.endswith(" 24\n")


def test_run_an_article(onrecord, tmp_path):
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    onrecord("run", "article.txt", "--notebook", "02_casualty_and_damage_figures")
    assert names(tmp_path, "runs/*/notebooks/*.ipynb") == {"02_casualty_and_damage_figures.ipynb"}
    (page,) = tmp_path.glob("runs/*/index.html")
    assert "Ada Brandt" in page.read_text(encoding="utf-8")


def test_spacy_knows_the_component_of_pipelines(installed, tmp_path):
    program = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('onrecord'); doc = nlp('“No,” said Ana Ruiz.'); print(*doc.spans['quotes'])"
    assert call(installed, "-c", program, cwd=tmp_path).stdout == "“No,”\n"


def test_tables_with_the_scorer_whose_weights_are_apart(onrecord, tmp_path):
    onrecord("tables", "sample", "--to", "tables", "--scorer", "minilm")
    written = load(tmp_path / "tables")
    assert list(written.articles["source"]) == ["sample"]
    assert len(written.tone) > 10


def test_plain_papermill_on_a_notebook_of_the_package(installed, onrecord, tmp_path):
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    copies = [Path(line) for line in onrecord("notebooks", "--to", "mine").splitlines()]
    where = "from onrecord.system.resources import NOTEBOOKS; print(NOTEBOOKS)"
    packaged = Path(call(installed, "-c", where, cwd=tmp_path).stdout.strip())
    assert not packaged.is_relative_to(ROOT)
    assert [(tmp_path / copy).read_bytes() for copy in copies] == [p.read_bytes() for p in sorted(packaged.iterdir())]
    papermill = (installed, "-m", "papermill", "--no-progress-bar", "-p", "article", "article.txt")
    call(*papermill, packaged / "00_start_here.ipynb", "out.ipynb", cwd=tmp_path)
    assert "Ada Brandt" in json.dumps(nbformat.read(tmp_path / "out.ipynb", as_version=4))
