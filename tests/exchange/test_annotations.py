"""Annotations: what programs that annotate texts read are the very characters of the rows."""

import json

import pytest
from tables_to_export import EMOJI, hostile_record

import onrecord
from onrecord.exchange import export
from onrecord.exchange.annotations import NoAddress
from onrecord.exchange.folders import find_tables


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    record = hostile_record()
    record.articles.loc[0, "url"] = "https://example.org/a?b=1"
    record.save(folder)
    return folder


@pytest.fixture(params=["samples", "hostile"])
def folder(request):
    return request.getfixturevalue(request.param)


def texts_of(folder):
    return {row["article_id"]: row["text"] for row in find_tables(folder).rows("articles")}


def n_marks(folder):
    record = onrecord.load(folder)
    neutral = (record.portrayals["kind"] == "cue") & record.portrayals["loaded"].isna()
    return len(record.quotes) + len(record.figures) + len(record.uncounted) + (~neutral).sum()


def test_web_annotations(folder, tmp_path):
    collection = json.loads(export(folder, tmp_path / "x.jsonld").read_text(encoding="utf-8"))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items = collection["first"]["items"]
    assert len(items) == n_marks(folder) == len({item["id"] for item in items})
    whole = list(texts_of(folder).values())
    for item in items:
        place, words = item["target"]["selector"]
        assert (place["type"], words["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        around = words["prefix"] + words["exact"] + words["suffix"]
        assert words["exact"] and any(
            text[place["start"] : place["end"]] == words["exact"] and around in text for text in whole
        )
        assert item["target"]["source"].startswith(("https://example.org/", "urn:uuid:"))
        assert {body["purpose"] for body in item["body"]} == {"tagging", "describing"}


def test_tasks_of_label_studio(folder, tmp_path):
    tasks = json.loads(export(folder, tmp_path / "x.json").read_text(encoding="utf-8"))
    assert [task["data"]["text"] for task in tasks] == list(texts_of(folder).values())
    regions = [(task, region) for task in tasks for region in task["predictions"][0]["result"]]
    labelled = [(task, region) for task, region in regions if region["type"] == "labels"]
    assert len(labelled) == n_marks(folder)
    for task, region in labelled:
        value = region["value"]
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"] != ""
        assert (region["from_name"], region["to_name"], len(value["labels"])) == ("label", "text", 1)
    for task in tasks:
        ids = [region["id"] for region in task["predictions"][0]["result"] if "id" in region]
        related = [region for region in task["predictions"][0]["result"] if region["type"] == "relation"]
        assert len(ids) == len(set(ids)) and {end for r in related for end in (r["from_id"], r["to_id"])} <= set(ids)
    assert any(region["type"] == "relation" for _, region in regions)


def test_lines_of_doccano_count_as_browsers_do(folder, tmp_path):
    lines = [
        json.loads(line) for line in export(folder, tmp_path / "x.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    ]
    assert [line["text"] for line in lines] == list(texts_of(folder).values())
    read = []
    for line in lines:
        units = line["text"].encode("utf-16-le")
        read += [(units[2 * start : 2 * end].decode("utf-16-le"), label) for start, end, label in line["label"]]
    assert len(read) == n_marks(folder)
    record = onrecord.load(folder)
    kinds = [(row.text, f"quote: {row.kind}") for row in record.quotes.itertuples()]
    assert sorted(each for each in read if each[1].startswith("quote")) == sorted(kinds)


def test_annotations_that_hypothesis_imports(hostile, tmp_path):
    file = export(hostile, tmp_path / "x.json", "hypothesis")
    notes = json.loads(file.read_text(encoding="utf-8"))["annotations"]
    (quote,) = [note for note in notes if "quote: direct" in note["tags"]]
    (selector,) = quote["target"][0]["selector"]
    assert selector["type"] == "TextQuoteSelector" and EMOJI in selector["exact"]
    assert quote["uri"] == quote["target"][0]["source"] == "https://example.org/a?b=1"


def test_hypothesis_needs_an_address(samples, tmp_path):
    with pytest.raises(NoAddress, match="no article here has an address"):
        export(samples, tmp_path / "x.json", "hypothesis")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x.jsonld", "x.json", "x.jsonl"])
def test_the_same_tables_give_the_same_bytes(samples, tmp_path, name):
    first, second = (export(samples, tmp_path / folder / name) for folder in "ab")
    assert first.read_bytes() == second.read_bytes()
