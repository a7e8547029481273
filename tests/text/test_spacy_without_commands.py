"""spaCy without its commands: whoever uses spaCy afterwards finds all that a plain import has."""

import subprocess
import sys

import pytest

LOADED = "from onrecord.text.pipelines import load_model; nlp = load_model(); import spacy"


def run(code):
    done = subprocess.run([sys.executable, "-c", f"import sys; {code}"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_pipeline_is_loaded_without_the_commands():
    heavy = "{'spacy.cli', 'typer', 'weasel', 'requests', 'rich', 'httpx', 'pandas'}"
    assert run(f"{LOADED}; print(sorted({heavy} & set(sys.modules)), len(nlp('It rained.')))") == "[] 3\n"


def test_all_that_spacy_has_is_there():
    later = ("cli", "displacy", "info")
    names = f"print(sorted(name for name in vars(spacy) if name[0] != '_' and name not in {later}))"
    ours = "from onrecord.text._spacy_without_commands import import_spacy; import_spacy(); import spacy"
    assert run(f"{ours}; {names}") == run(f"import spacy; {names}")


@pytest.mark.parametrize(
    "use",
    [
        "print(spacy.cli.download.__module__)",
        "import spacy.cli; print(spacy.cli.download.__module__)",
        "from spacy.cli import download; print(download.__module__)",
        "print(spacy.info.__module__)",
        "print(spacy.displacy.__name__)",
        "from spacy import info; print(info.__module__)",
        "print(hasattr(spacy, 'no_such_name'))",
    ],
)
def test_commands_come_when_they_are_asked_for(use):
    assert run(f"{LOADED}; {use}") == run(f"import spacy; {use}") != ""


def test_who_has_imported_spacy_before_keeps_it():
    assert run(f"import spacy; before = spacy.cli, spacy.info; {LOADED}; print(before == (spacy.cli, spacy.info))") == (
        "True\n"
    )


def test_several_threads_load_a_pipeline_at_once():
    code = (
        "from concurrent.futures import ThreadPoolExecutor; from onrecord.text.pipelines import load_model; "
        "sys.setswitchinterval(1e-5); pool = ThreadPoolExecutor(4); "
        "print(set(pool.map(lambda _: load_model().lang, range(4))))"
    )
    assert run(code) == "{'en'}\n"
