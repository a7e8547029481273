import pytest

from onrecord.text.hyphens import LineJoiner, known_words


@pytest.mark.parametrize(
    ("text", "line", "joined"),
    [
        ("the govern-", "ment said", "the government said"),
        ("two air-", "strikes on", "two airstrikes on"),
        ("the so-", "called plan", "the so-called plan"),
        ("a state-of-", "the-art car", "a state-of-the-art car"),
        ("a state-", "of-the-art car", "a state-of-the-art car"),
        ("the Anglo-Dra-", "vian plan", "the Anglo-Dravian plan"),
        ("was re-", "elected in", "was re-elected in"),
        ("a long-", "range missile", "a long-range missile"),
        ("a rebel-", "held town", "a rebel-held town"),
        ("the Al-", "Shifa hospital", "the Al-Shifa hospital"),
        ("Moscow-", "backed forces", "Moscow-backed forces"),
        ("Mr Zelen-", "sky said", "Mr Zelensky said"),
        ("Ludmila Deni-", "sova warned", "Ludmila Denisova warned"),
        ("a 15-year-", "old boy", "a 15-year-old boy"),
        ("an F-", "16 fighter", "an F-16 fighter"),
        ("in 2014-", "15 they", "in 2014-15 they"),
        ("the Interi-", "or Ministry", "the Interior Ministry"),
        ("two- or three-", "storey houses", "two- or three-storey houses"),
        ("two-", "and three-year terms", "two- and three-year terms"),
        ("anti-", "government protests", "anti-government protests"),
        ("counter-terror-", "ism police", "counter-terrorism police"),
        ("the GOVERN-", "MENT FELL", "the GOVERNMENT FELL"),
        ("evacu\u00ad", "ated", "evacuated"),
        ("he came—", "late", "he came—late"),
        ("he came —", "late", "he came — late"),
        ("dead and/", "or missing", "dead and/or missing"),
        ("it rose", "again", "it rose again"),
        ("a dash -", "again", "a dash - again"),
    ],
)
def test_hyphens_at_the_end_of_a_line(text, line, joined):
    assert LineJoiner([]).join(text, line) == joined


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["The Brackmoor road", "the Brack-"], "the Brackmoor road"),
        (["The Brack-moor road", "the Brack-"], "the Brack-moor road"),
        (["a policymaker", "the policy-"], "the policymaker"),
    ],
)
def test_the_document_writes_its_words_as_elsewhere(lines, joined):
    line = {"the policymaker": "maker"}.get(joined, "moor road")
    assert LineJoiner([*lines, line]).join(lines[-1], line) == joined


def test_the_language_models_files_still_hold_words():
    assert {"government", "long-range", "evacuation"} <= known_words().listed | known_words().seen and len(
        known_words().listed
    ) > 50_000
