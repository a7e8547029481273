"""Notebooks: their form, and what they do on other articles."""

import ast
import base64
import json
import re
import shutil
import statistics
import unicodedata
from pathlib import Path

import nbformat
import papermill
import papermill.cli
import pytest
from click.testing import CliRunner
from executed_notebooks import ALL, cells_of, check, outputs_of, words_of
from nbformat.v4 import new_code_cell

from onrecord.runs.parameters import NOTEBOOKS

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
OF_ONE_ARTICLE = [path for path in ALL if re.match("0[0-3]_", path.name)]
NAMES = ["00_start_here", "01_quoting_patterns", "02_casualty_and_damage_figures", "03_sentiment_by_speaker"]
COMMON = """\
article: str = "sample"  # path, web address, or "sample": the article that comes with the project
out: str = ""  # folder for charts and tables; empty: nothing is written
corrections: str = ""  # a sheet of `onrecord correct` that you have filled in; empty: as it is found
model: str = "en_core_web_sm"  # spaCy pipeline that parses the article
seed: int = 0  # fixes the random draws of intervals
""".splitlines()
PARAMETER = re.compile(r"(?P<name>[a-z_]+): (?P<type>str|int|float|bool) = (?P<default>.+?)  # (?P<help>\S.+)")
# What an article without any quote or figure must make the notebooks say.
SAID = {"00": "Quotes found: 0", "01": "No quotes found", "02": "No figures found", "03": "No quotes found"}
LARGEST = 1_500_000  # bytes: people read the notebooks on the web


def by_name(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


# --- form ------------------------------------------------------------------------------------------------------


def test_the_four_notebooks_of_one_article_are_there():
    assert [path.stem for path in OF_ONE_ARTICLE] == NAMES


@by_name(ALL)
def test_second_cell_states_the_parameters(path):
    cells = nbformat.read(path, as_version=4).cells
    assert [at for at, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", ())] == [1]
    for line in cells[1].source.splitlines():
        stated = PARAMETER.fullmatch(line)
        assert stated, line
        assert type(ast.literal_eval(stated["default"])).__name__ == stated["type"], line


@by_name(OF_ONE_ARTICLE)
def test_common_parameters_are_the_same_everywhere(path):
    assert nbformat.read(path, as_version=4).cells[1].source.splitlines()[: len(COMMON)] == COMMON


@by_name(ALL)
def test_papermill_shows_every_parameter_with_type_and_help(path):
    called = CliRunner().invoke(papermill.cli.papermill, ["--help-notebook", str(path)])
    shown = " ".join(called.output.split())
    assert called.exit_code == 0
    for line in nbformat.read(path, as_version=4).cells[1].source.splitlines():
        stated = PARAMETER.fullmatch(line)
        expected = f"{stated['name']}: {stated['type']} (default {stated['default']}) {stated['help']}"
        assert " ".join(expected.split()) in shown, shown


@by_name(ALL)
def test_code_is_short_and_plain(path):
    sources = [cell.source for cell in cells_of(path, "code")]
    lengths = [len(source.splitlines()) for source in sources]
    assert max(lengths) <= 12
    assert statistics.median(lengths) <= 4
    for node in ast.walk(ast.parse("\n".join(sources))):
        assert not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.While)), ast.unparse(node)
        assert not isinstance(node, ast.For) or node.end_lineno - node.lineno < 3, ast.unparse(node)
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= {"onrecord", "pandas", "nltk", "pathlib"}, ast.unparse(node)
        if isinstance(node, ast.ImportFrom):
            assert node.module == "onrecord", ast.unparse(node)
            assert {alias.name for alias in node.names} <= {"charts", "show", "statistics"}, ast.unparse(node)


@by_name(ALL)
def test_more_than_half_is_prose(path):
    prose, code = ([cell.source for cell in cells_of(path, kind)] for kind in ("markdown", "code"))
    assert len(" ".join(prose).split()) > len(" ".join(code).split())
    assert len("\n".join(prose).splitlines()) > len("\n".join(code).splitlines())


@by_name(ALL)
def test_prose_before_and_after_every_result(path):
    cells = nbformat.read(path, as_version=4).cells
    kinds = [cell.cell_type for cell in cells]
    assert 20 <= len(cells) <= 34
    assert cells[0].source.startswith("# ")
    assert kinds[:4] == ["markdown", "code", "code", "code"]
    assert set(kinds[4::2]) == {"markdown"}
    assert set(kinds[5::2]) == {"code"}
    assert kinds[-1] == "markdown"


@by_name(ALL)
def test_kept_notebooks_are_light_and_clean(path):
    text = path.read_text(encoding="utf-8")
    assert len(text) < LARGEST
    assert "papermill" not in nbformat.read(path, as_version=4).metadata
    said = words_of(nbformat.read(path, as_version=4))
    assert not re.search(r"0x[0-9a-f]{6}|/(home|root|tmp|work|Users)/", said)


# --- other articles --------------------------------------------------------------------------------------------


@by_name(OF_ONE_ARTICLE)
def test_web_page_from_another_folder_with_files(path, execute, tmp_path):
    shutil.copy(ARTICLES / "fiction_ostrel-courier_2021-04-14.html", tmp_path / "my own page.html")
    made = tmp_path / "a folder" / "{made}"
    done = execute(path, article="my own page.html", out=str(made))
    check(done)
    assert SAID[path.name[:2]] not in words_of(done)
    pictures = [o for o in outputs_of(done) if "image/png" in o.get("data", {})]
    names = {f"{path.name[:2]}_" + re.match(r"<Chart (\w+):", o.data["text/plain"])[1]: o for o in pictures}
    written = {file.stem: file for file in made.rglob("*.png")}
    assert set(written) == set(names)
    for name, output in names.items():
        assert written[name].read_bytes() == base64.b64decode(output.data["image/png"])
        assert written[name].with_suffix(".csv").exists() == ("text/csv" in output.data)
    assert list(made.rglob("*.csv"))


NAMELESS = (
    "Two residents said the water had come at night. “Nobody told us,” one man said. Officials said help would come."
)
WHICH = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth".split()
CROWD = "\n\n".join(
    f"The {which} Regional Commission for the Reconstruction of Flooded Bridges and Harbour Roads in {name} said that "
    f"{name} {which}berg had left. “{name} was the last to leave,” {name} {which}berg warned."
    for which in WHICH
    for name in ("Anna", "Carl", "Eva", "Jon")
)
ODD = [
    # article, what the notebook says of it
    (NAMELESS, "Nobody on record here has a name."),
    (CROWD, "others: "),
]


@pytest.mark.parametrize("text, words", ODD, ids=["nobody named", "a crowd with long names"])
def test_quoting_patterns_of_odd_articles(text, words, execute, tmp_path):
    (tmp_path / "odd.txt").write_text(text, encoding="utf-8")
    done = execute(NOTEBOOKS / "01_quoting_patterns.ipynb", article="odd.txt")
    check(done)
    assert words in words_of(done)


@pytest.mark.parametrize("name", NAMES)
def test_no_character_of_an_article_steers_who_reads_the_output(name, execute, tmp_path):
    text = "“The \x1b[2Jflood\u202e took\x07 12\xad people,” said Mayor Anna\u2066 Brandt. 30 \x9b31mpeople were killed, Brandt said."
    (tmp_path / "odd.jsonl").write_text(json.dumps({"text": text}))
    done = execute(NOTEBOOKS / f"{name}.ipynb", article="odd.jsonl")
    check(done)
    shown = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs_of(done)]
    assert [
        line for line in "".join(shown).splitlines() if any(unicodedata.category(c) in ("Cc", "Cf") for c in line)
    ] == []


TONED = [
    # article, what the notebook says of it
    ("“We will mend the bridge,” said Mayor Anna Brandt.", "No quote here has a word that the scorer rates."),
    (CROWD, "No speaker has five quotes with a score"),
]


@pytest.mark.parametrize("text, words", TONED, ids=["no rated word", "a crowd with long names"])
def test_tone_of_odd_articles_with_one_scorer(text, words, execute, tmp_path):
    (tmp_path / "odd.txt").write_text(text, encoding="utf-8")
    done = execute(NOTEBOOKS / "03_sentiment_by_speaker.ipynb", article="odd.txt", scorer="vader")
    check(done)
    assert words in words_of(done)
    assert "No quote on which two scorers disagree." in words_of(done)


def test_tone_without_the_better_scorer(execute, tmp_path):
    """Where the extra `embeddings` is not installed, everything else is shown."""
    notebook = nbformat.read(NOTEBOOKS / "03_sentiment_by_speaker.ipynb", as_version=4)
    notebook.cells.insert(
        2, new_code_cell("import os, sys\nos.environ['ONRECORD_CACHE'] = ''\nsys.modules['tokenizers'] = None")
    )
    nbformat.write(notebook, tmp_path / "without.ipynb")
    done = execute(tmp_path / "without.ipynb")
    check(done)
    assert "Scored by VADER alone" in words_of(done)
