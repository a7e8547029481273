"""Markup of Markdown: what nobody reads as words goes, all else stays, character for character."""

import time

import pytest
from made_up_texts import PROSE, write

from onrecord import analyse
from onrecord.text import read
from onrecord.text.sources._markup import words_of


@pytest.mark.parametrize(
    "marked, words",
    [
        ("We **will** _never_ *forget* it", "We will never forget it"),
        ("***both*** **a *b* c** __a__", "both a b c a"),
        ("**Published:** 3 May 2021", "Published: 3 May 2021"),
        ("*By Ada Penn | Coast Wire*", "By Ada Penn | Coast Wire"),
        ("He lost ~~40~~ 42 men", "He lost  42 men"),
        ("Lindsay *said “no*.”", "Lindsay said “no.”"),
        ("[Ada Penn](https://a.example/b_(c) “x”)", "[Ada Penn](https://a.example/b_(c) “x”)"),
        ('[Ada Penn](https://a.example/b_(c) "x") said', "Ada Penn said"),
        ("[Ada Penn](<https://a.example/b c>){: .x} said", "Ada Penn said"),
        ("[Ada][1], [Bo][] and [Cy] [sic]\n\n[1]: /x\n[bo]: <y>\n[cy]: z 'Z'", "Ada, Bo and Cy [sic]\n\n\n\n"),
        ("So it was.[^1]\n\n[^1]: The ministry, 4 May.", "So it was.\n\nThe ministry, 4 May."),
        ("a ![the “quoted” quay](q.png) b", "a  b"),
        ("[![quay](q.png)](https://a.example)", ""),
        ("[[Ada Penn|the mayor]] and [[Bo Lind]] ![[x.png]]", "the mayor and Bo Lind "),
        ("<https://a.example/x>", "https://a.example/x"),
        ("`Ada` said ``yes``", "Ada said yes"),
        (
            "<p>One.</p><p>Two<br/>three &amp; four&nbsp;&#8220;five&#x201d;</p>",
            "\n\nOne.\n\n\n\nTwo\nthree & four\xa0“five”\n\n",
        ),
        ('<em class="x">so</em> <a href="/y">it</a> was', "so it was"),
        ("a<!-- “no” -->b <!-- open", "ab <!-- open"),
        ("<figure><img src=x><figcaption>“No.”</figcaption></figure>Yes.", "Yes."),
        ("<FIGURE a=b>x</figure >a <script>x</script>b<style>c</style><del>40</del> 42", "a b 42"),
        ("<figure>never closed", "never closed"),
        ('[caption id="a"]<img src="x"/> A quay[/caption]One. [gallery ids="1,2"] [embed]x[/embed]', "One.  x"),
        ('{{< tweet 1 >}}a {% include "x" %}b {{ page.url }}c\n{: .lead}', "a b c\n"),
        ("a\n\n```python\nprint('x')\n```\n\nb", "a\n\n\n\nb"),
        ("a\n~~~~\n“no”\n~~~\nx\n~~~~~\nb", "a\n\nb"),
        ("a\n```\nnever closed", "a\n\nnever closed"),
        ("> One\n> > two\nthree", "One\ntwo\nthree"),
        ("> [!note] One", "One"),
        ("## Two killed ##\n\n### #2 is safe", "Two killed\n\n#2 is safe"),
        ("::: {.box}\nOne\n:::", "\nOne\n"),
        (r"2 \* 3 \[x\] \\ a\_b", r"2 * 3 [x] \ a_b"),
        ("a line\\\nbroken", "a line\nbroken"),
    ],
)
def test_words(marked, words):
    assert words_of(marked) == words


@pytest.mark.parametrize(
    "text",
    [
        "# A heading\n\n- an item\n* and one\n1. and one\n\n---\n\n* * *\n",
        "5 * 3 * 2 < 7 & 8 > 4; snake_case_name, 2*3*4? AT&T; f_1 and g_2",
        "*one star, **two stars and __one row\n\nand* another** paragraph__",
        "He [the mayor] said (x). [A list] [of two] [sic]. “It's <not> ‘so’…”",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "Mail ada@example.org, C:\\files, <3 hearts, a < b and c > d.\n\n\n  Indented.\t\n",
        PROSE,
        "",
    ],
)
def test_what_is_no_markup_stays(text):
    assert words_of(text) == text.replace("<not>", "")


def test_rows_have_the_words_only(tmp_path):
    text = (
        "# A flood at the *quay*\n\n"
        "“We **lost** our <em>bridge</em> and [our school](https://a.example/x),” said **Ada Penn**, the mayor.[^1]\n\n"
        "![“A picture,” said Bo Lind.](x.png)\n\n"
        "<figure><figcaption>“A caption,” said Cy Dahl.</figcaption></figure>\n\n"
        "At least **12 people** were killed in the flood, she said, and ~~400~~ 40 houses were destroyed.\n"
    )
    record = analyse(read(write(tmp_path / "a.md", text)))
    assert record.article.title == "A flood at the quay"
    first = record.quotes.iloc[0]
    assert (first["text"], first["speaker"]) == ("“We lost our bridge and our school,”", "Ada Penn")
    assert {"12 people", "40 houses"} == set(record.figures["text"].str.removeprefix("At least "))
    assert set(record.quotes["speaker"]) == {"Ada Penn"}
    for table in (record.quotes, record.figures):
        assert all(record.article.text[row.start : row.end] == row.text for row in table.itertuples())


@pytest.mark.parametrize(
    "pump",
    ["<!--", "{{<", "<figure>", "[caption]", "![", "[a](", "[a](b \"", "[a][", "*a ", "**a** ", "_", "`a", "```\n", "&amp", "\\", "> ", "## a ", "## # ",
     "[a\\", "<a ", "[[a|", "[x a=", "~~a ", "*_a", "a_*", "[^a", "[a]: b\n", "<http://a"],
)  # fmt: skip
def test_hostile_markup_takes_time_in_proportion(pump):
    begun = time.monotonic()
    words_of(pump * (400_000 // len(pump)))
    assert time.monotonic() - begun < 5
