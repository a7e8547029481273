"""GUM: its own files become marks in our form. The report is made up, in GUM's format."""

import subprocess
import sys

import pytest

from onrecord.evaluation._conllu import read_document
from onrecord.evaluation.gum import gum_marks, write_gum_marks

# A line for each word: form, lemma, part of speech, finer part of speech, head, relation, and what else is said of it.
REPORT = """\
# newpar
# newpar_block = head (1 s)
Bridge bridge NOUN NN 2 nsubj:pass Discourse=organization-heading:1->3:0|Entity=(1-object-new-sssss-cf1-1-coref)
shut shut VERB VBN 0 root _

# newpar
# newpar_block = p (4 s)
Mayor mayor NOUN NN 2 nmod:desc Discourse=attribution-positive:2->3:0:lex-1|Entity=(2-person-new-sssss-cf1-2-coref-Lena_Orsic
Lena Lena PROPN NNP 4 nsubj _
Orsic Orsic PROPN NNP 2 flat Entity=2)
said say VERB VBD 0 root _
that that SCONJ IN 8 mark Discourse=ROOT:3:0
it it PRON PRP 8 nsubj Entity=(1-object-giv-sssss-cf1-1-ana)
was be AUX VBD 8 cop _
unsafe unsafe ADJ JJ 4 ccomp SpaceAfter=No
, , PUNCT , 13 punct Discourse=joint-list_m:4->3:1
and and CCONJ CC 13 cc _
six six NUM CD 12 compound SpaceAfter=Yes
- - PUNCT HYPH 11 punct _
wheel wheel NOUN NN 14 compound _
lorries lorry NOUN NNS 4 conj SpaceAfter=No
. . PUNCT . 4 punct _

" " PUNCT `` 4 punct Discourse=elaboration-additional:5->3:2|SpaceAfter=No
2-3 Don't
Do do AUX VB 4 aux _
n't not PART RB 4 advmod _
cross cross VERB VB 0 root SpaceAfter=No
, , PUNCT , 4 punct SpaceAfter=No
" " PUNCT '' 4 punct _
she she PRON PRP 8 nsubj Discourse=attribution-positive:6->5:0|Entity=(2-person-giv-sssss-cf1-1-ana-Lena_Orsic)
told tell VERB VBD 4 parataxis _
reporters reporter NOUN NNS 8 obj Entity=(3-person-new-sssss-cf1-1-sgl)|SpaceAfter=No
. . PUNCT . 4 punct _

" " PUNCT `` 4 punct Discourse=attribution-positive:7->8:0|SpaceAfter=No
They they PRON PRP 3 nsubj Entity=(3-person-giv-sssss-cf1-1-ana)
say say VERB VBP 0 root _
it it PRON PRP 5 nsubj Discourse=elaboration-additional:8->5:0|Entity=(1-object-giv-sssss-cf1-1-ana)
holds hold VERB VBZ 3 ccomp SpaceAfter=No
. . PUNCT . 3 punct SpaceAfter=No
" " PUNCT '' 3 punct _

Engineers engineer NOUN NNS 2 nsubj Discourse=attribution-positive:9->10:0|Entity=(4-person-new-sssss-cf1-1-sgl)
hope hope VERB VBP 0 root _
it it PRON PRP 4 nsubj Discourse=elaboration-additional:10->5:1|Entity=(1-object-giv-sssss-cf1-1-ana)
lasts last VERB VBZ 2 ccomp SpaceAfter=No
. . PUNCT . 2 punct _

# newpar
# newpar_block = p (1 s)
According accord VERB VBG 7 case Discourse=attribution-positive:11->12:0
to to ADP IN 1 fixed _
the the DET DT 7 det Entity=(5-person-new-sssss-cf1-5-coref(6-organization-new-sssss-cf2-2-sgl
river river NOUN NN 5 compound _
board board NOUN NN 7 nmod:poss Entity=6)|SpaceAfter=No
's 's PART POS 5 case _
head head NOUN NN 12 obl SpaceAfter=No
, , PUNCT , 9 punct _
Tom Tom PROPN NNP 7 appos Entity=(5-person-giv-sssss-cf1-1-appos
Reed Reed PROPN NNP 9 flat Entity=5)5)|SpaceAfter=No
, , PUNCT , 7 punct _
rain rain NOUN NN 13 nsubj Discourse=elaboration-additional:12->5:1
caused cause VERB VBD 0 root _
this this PRON DT 13 obj SpaceAfter=No
. . PUNCT . 13 punct _
"""


def conllu(report: str) -> str:
    """The ten columns of CoNLL-U, and the comments that stand first in a file of GUM."""
    blocks = ["# newdoc id = GUM_news_bridge\n# meta::title = Bridge shut"]
    for block in report.strip().split("\n\n"):
        lines, number = [], 0
        for line in block.split("\n"):
            if line.startswith("#"):
                lines.append(line)
            elif len(cells := line.split(" ")) == 2:
                lines.append("\t".join([*cells, *"________"]))
            else:
                form, lemma, upos, xpos, head, relation, more = cells
                number += 1
                lines.append("\t".join([str(number), form, lemma, upos, xpos, "_", head, relation, "_", more]))
        blocks.append("\n".join(lines))
    return f"{blocks[0]}\n" + "\n\n".join(blocks[1:]) + "\n"


@pytest.fixture
def clone(tmp_path):
    folder = tmp_path / "gum" / "dep"
    folder.mkdir(parents=True)
    for kind in ("news", "interview"):
        (folder / f"GUM_{kind}_bridge.conllu").write_text(conllu(REPORT), encoding="utf-8")
    return folder.parent


def test_the_text_is_laid_out(clone):
    document = read_document(clone / "dep" / "GUM_news_bridge.conllu")
    assert document.text == (
        "Bridge shut\n\nMayor Lena Orsic said that it was unsafe, and six-wheel lorries. "
        '"Don\'t cross," she told reporters. "They say it holds." Engineers hope it lasts.\n\n'
        "According to the river board's head, Tom Reed, rain caused this."
    )
    assert all(document.text[word.start : word.end] == word.form for word in document.words)


def test_attributions_become_quotes_with_cue_speaker_and_name(clone):
    marks = gum_marks(read_document(clone / "dep" / "GUM_news_bridge.conllu"))
    assert (marks["id"], marks["title"]) == ("GUM_news_bridge", "Bridge shut")
    for quote in marks["quotes"]:
        for what in ("cue", "speaker"):
            assert quote[what] == marks["text"][quote[f"{what}_start"] : quote[f"{what}_end"]]
    assert [
        (marks["text"][q["start"] : q["end"]], q["kind"], q["cue"], q["speaker"], q["speaker_canonical"], q["core"])
        for q in marks["quotes"]
    ] == [
        ("that it was unsafe", "indirect", "said", "Mayor Lena Orsic", "Lena Orsic", True),
        ('"Don\'t cross,"', "direct", "told", "she", "Lena Orsic", True),
        ('"They say it holds."', "direct", "told", "she", "Lena Orsic", True),
        ('it holds."', "direct", "say", "They", "reporters", True),
        ("it lasts", "indirect", "hope", "Engineers", "Engineers", False),
        ("rain caused this", "indirect", "According to", "river board's head", "Tom Reed", True),
    ]  # fmt: skip


def test_a_clone_is_written_as_marks_and_another_folder_is_refused(clone, tmp_path):
    paths = write_gum_marks(clone, tmp_path / "marks")
    assert [path.name for path in paths] == ["gum_news.jsonl", "gum_interview.jsonl"]
    (clone / "dep" / "GUM_interview_bridge.conllu").unlink()
    with pytest.raises(FileNotFoundError, match=r"dep/GUM_interview_\*.conllu. GUM is the repository amir-zeldes/gum"):
        write_gum_marks(clone, tmp_path / "marks")
    call = [sys.executable, "-m", "onrecord.evaluation.gum", str(tmp_path), str(tmp_path)]
    refused = subprocess.run(call, capture_output=True, text=True)
    assert refused.returncode == 2 and refused.stderr.count("\n") == 1 and "CC BY 4.0" in refused.stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("shut shut VERB VBN 0 root _", "shut 2", "ten columns"),
        ("Entity=2)", "Entity=9)", "entity 9 is closed at 'Orsic'"),
    ],
)
def test_a_file_in_another_form_is_refused(tmp_path, old, new, says):
    path = tmp_path / "GUM_news_bridge.conllu"
    path.write_text(conllu(REPORT.replace(old, new)).replace("shut\t2\t_\t_\t_\t_\t_\t_\t_\t_", "shut\t2"))
    with pytest.raises(ValueError, match=says):
        read_document(path)
