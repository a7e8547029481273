"""Exports of made-up articles in the structure that Nexis gives, in each of its formats; as many articles as are wanted."""

import random
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

PLACES = ("Port Linde", "Harrow", "Selmouth", "Quarry Hill", "Lower Tarn", "East Bexley", "Ostrava Bay", "Millrace")
PEOPLE = ("Ilse Vogt", "Tomas Arkady", "Ruth Okonjo", "Per Lindqvist", "Maeve Dunn", "Adil Rahimi")
OUTLETS = ("The Tidewater Herald (Linde)", "Harrow Evening Post", "Selmouth Gazette", "The Quarry Times")
MONTHS = ("January", "March", "May", "June", "August", "October")
SENTENCES = (
    "The mayor of {place}, {person}, said on Monday that {n} people were still missing after the flood.",
    "“We heard the dam go before we saw the water,” {person} told reporters at the town hall.",
    "Officials of the district said at least {n} houses had been destroyed and that more would have to be pulled down.",
    "The fire brigade of {place} said it had brought {n} people to safety with boats.",
    "Residents blamed the water board, which had put off repairs for years, according to documents seen by the paper.",
    "{person} denied that anybody had been warned, and said that an inquiry would begin next week.",
    "The hospital in {place} treated {n} people, most of them for cuts and cold, a spokeswoman said.",
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ENTRIES = ("Client/Matter: -None-", "Search Terms: flood", "Search Type: Terms and Connectors", "Narrowed by:")


class Story(NamedTuple):
    """A made-up article."""

    title: str
    outlet: str
    day: str
    section: str
    author: str
    item: str
    paragraphs: tuple[str, ...]


def stories(n: int) -> Iterator[Story]:
    """Articles, the same ones each time."""
    dice = random.Random(5)
    for number in range(n):
        place, person = dice.choice(PLACES), dice.choice(PEOPLE)
        lines = [
            template.format(place=dice.choice(PLACES), person=dice.choice(PEOPLE), n=dice.randint(2, 400))
            for template in dice.choices(SENTENCES, k=16)
        ]
        yield Story(
            f"Flood in {place} leaves {number + 2} streets under water",
            dice.choice(OUTLETS),
            f"{dice.choice(MONTHS)} {dice.randint(1, 28)}, 2031",
            f"NEWS; Pg. {dice.randint(1, 40)}",
            person,
            f"{number:04d}-7T11-F021-636K-00000-00",
            tuple(" ".join(lines[i : i + 2]) for i in range(0, 16, 2)),
        )


def link_to(story: Story) -> str:
    return f"https://advance.lexis.com/api/document?collection=news&id=urn:contentItem:{story.item}&context="


# --- Word ----------------------------------------------------------------------------------------------------------


def paragraph(words: str, bookmark: str = "", link: str = "", style: str = "", before: str = "") -> str:
    run = f'<w:r><w:rPr><w:sz w:val="20"/><w:color w:val="000000"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
    run = f'<w:hyperlink r:id="{link}">{run}</w:hyperlink>' if link else run
    number = sum(map(ord, bookmark)) if bookmark else 0
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/><w:bookmarkEnd w:id="{number}"/>' if bookmark else ""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{before}<w:spacing w:before='80'/></w:pPr>{mark}{run}</w:p>"


def write_docx(path: Path, n: int, *, cover: bool = True) -> Path:
    """Nexis Uni's file: a cover with a list, then an article after the other, in sections of their own."""
    section = "<w:p><w:pPr><w:sectPr><w:type w:val='nextPage'/></w:sectPr></w:pPr></w:p>"
    relations, styles = [], '<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w") as part:

            def write(text: str) -> None:
                part.write(text.encode())

            write(f'<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:body>')
            if cover:
                write(paragraph("Date and Time: Friday, 5 May 2031 09:31:00 CEST") + paragraph("Job Number: 00000001"))
                write(paragraph(f"Documents ({n})"))
                for number, story in enumerate(stories(n), 1):
                    write(paragraph(f"{number}. {story.title}", link=f"c{number}"))
                    write("".join(map(paragraph, ENTRIES)))
                write(section)
            for number, story in enumerate(stories(n), 1):
                relations += [f"c{number}", link_to(story)], [f"a{number}", link_to(story)]
                write(
                    paragraph("", bookmark=f"Bookmark_{number}") + paragraph(story.title, link=f"a{number}", style="H")
                )
                write("".join(map(paragraph, (story.outlet, f"{story.day} Monday 9:20 AM GMT"))))
                write(paragraph(f"Copyright 2031 {story.outlet} Limited All Rights Reserved"))
                fields = ((f"Section:\xa0{story.section}"), "Length:\xa0320 words", f"Byline:\xa0{story.author}")
                write("".join(map(paragraph, fields)) + paragraph("Body", bookmark=f"Body_{number}"))
                write("".join(map(paragraph, story.paragraphs)))
                write(paragraph("Classification", bookmark=f"Classification_{number}"))
                terms = ("Language:\xa0ENGLISH", "Publication-Type:\xa0Newspaper", "Subject:\xa0FLOODS (90%)")
                write("".join(map(paragraph, (*terms, "Load-Date:\xa0May 4, 2031", "End of Document"))) + section)
            write("</w:body></w:document>")
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>')
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(
                f'<Relationship Id="{name}" Type="{RELATIONS}/hyperlink" Target="{escape(address)}" TargetMode="External"/>'
                for name, address in relations
            )
            + "</Relationships>",
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        )
    return path


# --- RTF -----------------------------------------------------------------------------------------------------------


def as_rtf(words: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in words)


def write_rtf(path: Path, n: int) -> Path:
    """Nexis Uni's file without a cover."""
    plain = "\\pard\\plain\\ql\\sb80\\f1\\fs20\\cf1 "
    with path.open("w") as file:
        file.write("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset0 Arial;}}\n")
        for number, story in enumerate(stories(n), 1):
            file.write(f"{{\\*\\bkmkstart Bookmark_{number}}}{{\\*\\bkmkend Bookmark_{number}}}\n")
            file.write(
                f'{plain}{{\\field{{\\*\\fldinst HYPERLINK "{link_to(story)}"}}{{\\fldrslt\\b {story.title}}}}}\\par\n'
            )
            head = (story.outlet, f"{story.day} Monday", f"Copyright 2031 {story.outlet} Limited All Rights Reserved")
            head += (f"Section:\\~{story.section}", "Length:\\~320 words", f"Byline:\\~{story.author}", "Body")
            tail = ("Classification", "Language:\\~ENGLISH", "Load-Date:\\~May 4, 2031", "End of Document")
            for words in (*head, *map(as_rtf, story.paragraphs), *tail):
                file.write(f"{plain}{words}\\par\n")
            file.write("\\sect\\sectd\\sbkpage\n")
        file.write("}")
    return path


# --- text and pages of the older service ---------------------------------------------------------------------------


def wrapped(words: str, width: int = 80) -> str:
    lines, line = [], ""
    for word in words.split(" "):
        if len(line) + len(word) >= width:
            lines, line = [*lines, line], ""
        line += f" {word}" if line else word
    return "\n".join([*lines, line])


def write_txt(path: Path, n: int) -> Path:
    """LexisNexis Academic's text: outlet and date in the middle of the line, labels in capitals."""
    with path.open("w", encoding="utf-8") as file:
        for number, story in enumerate(stories(n), 1):
            head = (f"{number} of {n} DOCUMENTS", story.outlet, f"{story.day} Monday", "Final Edition")
            file.write("\n\n\n".join(f"{words:^80}".rstrip() for words in head[:2]))
            file.write("\n\n" + "\n".join(f"{words:^80}".rstrip() for words in head[2:]))
            fields = (story.title, f"BYLINE: {story.author}", f"SECTION: {story.section}", "LENGTH: 320 words")
            tail = ("LOAD-DATE: May 4, 2031", "LANGUAGE: ENGLISH", "PUBLICATION-TYPE: Newspaper")
            file.write("\n\n" + "\n\n".join(map(wrapped, (*fields, *story.paragraphs, *tail))))
            file.write(f"\n\n{'Copyright 2031 ' + story.outlet:^80}\n{'All Rights Reserved':^80}\n\n\n\f")
    return path


def write_html(path: Path, n: int) -> Path:
    """LexisNexis Academic's page."""

    def block(*words: str) -> str:
        return "<BR><DIV CLASS='c5'>" + "".join(f"<P CLASS='c6'>{each}</P>\n" for each in words) + "</DIV>\n"

    with path.open("w", encoding="utf-8") as file:
        file.write(
            "<HTML><HEAD><STYLE><!-- .c10 { page-break-before: always; } --></STYLE><TITLE>&nbsp;</TITLE></HEAD><BODY>\n"
        )
        for number, story in enumerate(stories(n), 1):
            file.write(f"<!-- Hide XML section from browser\n<DOC NUMBER={number}>\n<DOCFULL> -->\n")
            for words in (f"{number} of {n} DOCUMENTS", story.outlet, f"<B>{story.day.split()[0]}</B>"):
                day = story.day.partition(" ")[2] + ", Monday, Late Edition - Final<BR>Correction Appended"
                file.write(block(f"{words} {day}" if words.startswith("<B>") else words))
            fields = {"BYLINE: ": story.author, "SECTION: ": story.section, "LENGTH: ": "320 words"}
            file.write(block(story.title) + "".join(block(f"<B>{name}</B>{value}") for name, value in fields.items()))
            file.write(block(*map(escape, story.paragraphs)))
            for name, value in {
                "LOAD-DATE: ": "May 4, 2031",
                "LANGUAGE: ": "ENGLISH",
                "GRAPHIC: ": "Photo: A dam.",
            }.items():
                file.write(block(f"<B>{name}</B>{value}"))
            file.write(block(f"Copyright 2031 {story.outlet}") + "<!--\n</DOCFULL>\n</DOC> -->\n<DIV CLASS='c10'/>\n")
        file.write("</BODY></HTML>")
    return path


WRITERS = {"docx": write_docx, "rtf": write_rtf, "txt": write_txt, "html": write_html}
