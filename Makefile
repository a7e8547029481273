# On Record. `make report` and `make test` need Python 3.11 or newer, git and make, and nothing else.

PYTHON  = python3
ARTICLE = sample
OUT     = runs
MARKED  =
MINUTES =
GUM     =
REPOSITORY ?=
BINDER ?=
export ARTICLE OUT GUM REPOSITORY BINDER

VENV  = .venv
BIN   = $(VENV)/bin
READY = $(VENV)/.ready
SITE_READY = $(VENV)/.site
GRADING = $(VENV)-grading
QUICK = words text quotes speakers figures tone statistics evaluation
NOTEBOOKS = $(wildcard notebooks/*.ipynb)
SHOWN = from onrecord.cli.progress import shown

.PHONY: report class test test-quick test-course test-lowest attack notebooks site accuracy rules pictures previews architecture licences lock grading lint clean
.DELETE_ON_ERROR:

report: $(READY)  ## run the notebooks over ARTICLE, write its page, print what was found
	@$(BIN)/onrecord run "$$ARTICLE" --out "$$OUT"

class: $(READY)  ## make the students' copies of the lessons in notebooks/class, and say how to open the first
	@$(BIN)/onrecord class --to notebooks/class
	@echo 'Lesson 1 is ready. Open it with:  $(BIN)/jupyter lab notebooks/class/1_who_speaks_50.ipynb'
	@echo '(1_who_speaks_90.ipynb is the same lesson for 90 minutes.)'

test: $(READY)  ## run all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-quick: $(READY)  ## run the tests that need no notebook, no browser and no second process
	$(BIN)/python -m pytest -n 2 --dist loadfile $(addprefix tests/,$(QUICK))

test-course: $(SITE_READY) $(GRADING)/.ready  ## run the slow tests of the class pack, the site and the walk from Nexis: every lesson, copy and page, both graders
	$(BIN)/python -m pytest -n 2 --dist loadfile -m course

attack: $(READY)  ## try everything that we know of against the program (SECURITY.md); MINUTES=2 tries a part
	$(BIN)/python tests/attack/attack.py $(if $(MINUTES),--minutes $(MINUTES))

test-lowest: $(READY)  ## run the core tests with the lowest versions that pyproject.toml allows
	.ci/lowest $(BIN)/python $(VENV)-lowest

grading: $(GRADING)/.ready  ## make the environment of the graders, nbgrader and otter-grader (docs/teaching/grading.md)

notebooks: $(READY)  ## execute the notebooks in place over the sample
	$(BIN)/python -c "import sys; from onrecord.runs import refresh; [refresh(n) for n in sys.argv[1:]]" $(NOTEBOOKS)

site: $(SITE_READY)  ## make static pages of notebooks, lessons, articles and docs: site/ (docs/site.md)
	@$(BIN)/python docs/site/make_site.py --repository "$$REPOSITORY" --binder "$$BINDER"

ifeq ($(strip $(GUM)),)
accuracy: $(READY)  ## measure the library and each rule on the hand-marked articles, and on the files MARKED (docs/accuracy.md)
	$(BIN)/python -c "$(SHOWN); from onrecord.evaluation.row_accuracy import write_accuracy; shown(write_accuracy, 'data/marked')"
	$(BIN)/python -c "$(SHOWN); from onrecord.evaluation.figure_rules import write_figure_rule_accuracy as write; shown(write, 'data/marked/figures.jsonl')"
	$(BIN)/python -m onrecord.evaluation.compare $(MARKED)
	$(BIN)/python -c "import sys; $(SHOWN); from onrecord.evaluation.rules import write_rule_accuracy as write; shown(write, 'data/marked/quotes.jsonl', sys.argv[1:])" $(MARKED)
else
accuracy: $(READY)  ## with GUM=path: measure the library on a clone of the GUM corpus, and on the files MARKED (docs/accuracy.md)
	$(BIN)/python -m onrecord.evaluation.gum "$$GUM" "$$OUT/marks"
	$(BIN)/python -m onrecord.evaluation.compare "$$OUT/marks/gum_news.jsonl" "$$OUT/marks/gum_interview.jsonl" $(MARKED)
endif

rules: $(READY)  ## make the page of rules: docs/rules.md, and its sections for the pages of runs
	$(BIN)/python -c "from onrecord.pages.rules_page import write; write('docs/rules.md')"

pictures: $(READY)  ## make the picture of the README: the page of the sample (needs a Chromium)
	$(BIN)/python docs/make_pictures.py

previews: $(READY)  ## make the tables in docs/teaching from data/class and from the lessons
	$(BIN)/python docs/make_previews.py

architecture: $(READY)  ## draw the packages and their imports for docs/architecture.md
	$(BIN)/python docs/make_architecture.py

licences: $(READY)  ## list the packages of requirements.txt with their licences: docs/licences.md
	$(BIN)/python docs/make_licences.py

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-emit-package onrecord-minilm

lock: $(READY)  ## solve the dependencies of pyproject.toml: the project's, with these the site's, and the graders' by themselves
	$(LOCK) pyproject.toml --all-extras -o requirements.txt
	$(LOCK) --group site -c requirements.txt -o requirements-site.txt
	$(LOCK) pyproject.toml --extra embeddings --group grading -o requirements-grading.txt

lint: $(READY)  ## check form, style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:  ## remove what reruns and tests left
	rm -rf runs site build dist .pytest_cache .hypothesis .ruff_cache .mypy_cache
	find lib tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made anew only when what it is made from has changed.
$(READY): requirements.txt pyproject.toml lib/onrecord-minilm/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
	  "On Record needs Python 3.11 or newer; \`$(PYTHON)\` is older or missing. Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo \
	  "\`$(PYTHON)\` cannot make environments; install its venv package (on Debian and Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	$(call environment,$(VENV),requirements.txt)

$(GRADING)/.ready: requirements-grading.txt pyproject.toml $(READY)
	$(call environment,$(GRADING),requirements-grading.txt)

# An environment with this repository in it: $(call environment,FOLDER,LOCK).
define environment
@echo "Installing what $2 lists into $1, once; this can take some minutes."
$(PYTHON) -m venv $1
$1/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $2
$1/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
  -e lib/onrecord-minilm -e .
@touch $1/.ready
endef

# What makes the site comes on top, once: nobody else needs it.
$(SITE_READY): requirements-site.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-site.txt
	@touch $@
