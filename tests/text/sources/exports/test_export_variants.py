"""Variants of exports: other years, programs and menus give the same fields in other places."""

import csv
import json

import made_up_exports as made
import openpyxl
import pytest
from reading_exports import read_path, read_text

TOLD = [made.told(number) for number in range(3)]
RIGHTS = "© 2031 A Company. Tous droits réservés."


def factiva_lines(between, *, la=False):
    """Factiva's labelled fields as text: one below the other, the text's paragraphs with blank lines between them."""
    articles = []
    for one in TOLD:
        body = (*one.body, "LA police sent two boats, which the county had asked for.") if la else one.body
        fields = {
            "HD": one.title,
            "BY": f"By {one.author}" if one.author else None,
            "WC": "312 words",
            "PD": f"{one.day} May 2031",
            "SN": one.outlet,
            "SC": "SALTC",
            "LA": "English",
            "CY": "(c) 2031 A Company",
            "LP": f"{body[0]}\n",
            "TD": "\n\n".join(body[1:]),
            "NS": "gflood : Floods",
            "AN": f"Document SALTC0002031{one.number:04d}e75a0{one.number:04d}",
        }
        articles.append("\n".join(f"{code}{between}{words}" for code, words in fields.items() if words))
    return "\n\n".join(articles)


@pytest.mark.parametrize("between", ["  ", " ", "\t", "\n"])
def test_fields_of_factiva_without_blank_lines_between_them(tmp_path, between):
    articles, errors, notes = read_text(tmp_path, "a.txt", factiva_lines(between))
    assert errors == [] and notes[0].endswith("3 articles in the file (Factiva), 3 read")
    for article, told in zip(articles, TOLD, strict=True):
        assert article.text == "\n\n".join((told.title, *told.body))
        stated = (article.title, article.outlet, article.date, article.author)
        assert stated == (told.title, told.outlet, told.date, told.author)
        assert article.article_id.startswith("SALTC")


def test_a_word_at_the_beginning_of_a_paragraph_is_no_label(tmp_path):
    articles, errors, _ = read_text(tmp_path, "a.txt", factiva_lines("  ", la=True))
    assert errors == [] and all(article.text.endswith("which the county had asked for.") for article in articles)


def test_dates_in_russian_menus(tmp_path):
    text = made.factiva_labelled(TOLD).replace(" May 2031", " Май 2031")
    assert [article.date for article in read_text(tmp_path, "a.html", text)[0]] == [one.date for one in TOLD]


def europresse_of_2012(one):
    header = f'<span class="DocHeader">World, </span><span class="DocHeader">lundi </span>{one.day} mai 2031'
    return (
        f'<table><tbody><tr><td><span class="DocPublicationName">{one.outlet}, no. 120</span><br>'
        f"{header.replace('</span>' + str(one.day), '</span><span class=DocHeader>' + str(one.day))}</span>"
        f'<span class="DocHeader">, p. 4</span><br><br><span class="TitreArticleVisu">{one.title}</span><br>'
        f"{one.author or ''}<br><br>{'<br><br>'.join(one.body)}<br><br>Copyright {RIGHTS}<br><br><table><tr>"
        f'<td align="center">news·203105{one.day:02d}·SC·{one.number:05d}<br>Ce certificat est émis à une université '
        "à des fins de visualisation personnelle et temporaire.</td></tr></table></td></tr></tbody></table>"
    )


def europresse_of_2015(one):
    author = f"<div>{one.author}</div>" if one.author else ""
    return (
        f'<article><header><span class="DocPublicationName"> {one.outlet} </span><div><span class="DocHeader">World, '
        f'lundi {one.day} mai 2031, p. 4</span></div><div class="titreArticle"><p class="titreArticleVisu">{one.title}</p>'
        f"<b><p>What is known so far</p></b>{author}</div></header>"
        f'<section><div class="DocText clearfix"><div class="docOcurrContainer">'
        f"{''.join(f'<p>{words}</p>' for words in one.body)}</div></div></section><footer><small>{RIGHTS}</small>"
        f"<p>Numéro de document : news·203105{one.day:02d}·SC·{one.number:05d}</p></footer></article>"
    )


@pytest.mark.parametrize("layout", [europresse_of_2012, europresse_of_2015])
def test_older_layouts_of_europresse(tmp_path, layout):
    text = f"<html><body>{''.join(map(layout, TOLD))}</body></html>"
    articles, errors, _ = read_text(tmp_path, "a.html", text)
    assert errors == []
    for article, told in zip(articles, TOLD, strict=True):
        assert article.text == "\n\n".join((told.title, *told.body))
        stated = (article.outlet, article.date, article.author, article.section, article.page)
        assert stated == (told.outlet, told.date, told.author, "World", "4")
        assert article.article_id == f"news·203105{told.day:02d}·SC·{told.number:05d}"


def test_labels_in_the_text_of_an_article_cut_nothing_off(tmp_path):
    body = (*TOLD[0].body[:3], "Location: the pier of Saltby", "Notes: the fund is open", *TOLD[0].body[3:])
    told = TOLD[0]._replace(body=body)
    articles, _, _ = read_text(tmp_path, "a.txt", made.proquest_text([told, *TOLD[1:]]))
    assert articles[0].text == "\n\n".join((told.title, *body))


def test_pages_with_fields_in_cells_are_not_read_as_one(tmp_path):
    record = "".join(
        f"<div>{label} </div><div>{words}</div>"
        for label, words in {"Publication title": "The Courier", "ProQuest document ID": "9900001"}.items()
    )
    page = "".join(f"<h1>{one.title}</h1><p>{'</p><p>'.join(one.body)}</p>{record}" for one in TOLD[:2])
    articles, errors, _ = read_text(tmp_path, "a.html", f"<html><body>{page}</body></html>")
    assert articles == [] and "looks like many articles" in errors[0] and "ProQuest document ID" in errors[0]


def write_rows(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_outlets_that_programs_wrote_into_cells(tmp_path):
    rows = json.loads(made.newsapi(TOLD))["articles"]
    for row in rows:
        row["title"] += f" - {row['source']['name']}"
    write_rows(tmp_path / "a.csv", rows)  # as a program writes an object: {'id': None, 'name': …}
    articles, errors, _ = read_path(tmp_path / "a.csv")
    assert errors == [] and [(a.outlet, a.title) for a in articles] == [(one.outlet, one.title) for one in TOLD]


def test_articles_that_newsapi_removed_are_named(tmp_path):
    answer = json.loads(made.newsapi(TOLD))
    answer["articles"][1] |= dict.fromkeys(("title", "description", "content"), "[Removed]")
    articles, errors, _ = read_text(tmp_path, "a.json", json.dumps(answer))
    assert len(articles) == 2 and len(errors) == 1 and "was removed" in errors[0]


def test_articles_in_an_object_in_an_object(tmp_path):
    found = [
        {"title": one.title, "body": "\n\n".join(one.body), "source": {"uri": "a.example", "title": one.outlet}}
        | {"authors": [{"name": one.author}] if one.author else [], "date": one.date}
        for one in TOLD
    ]
    answer = {"articles": {"page": 1, "results": found, "totalResults": 3}}
    articles, errors, _ = read_text(tmp_path, "a.json", json.dumps(answer))
    assert errors == []
    stated = [(a.title, a.outlet, a.author, a.date) for a in articles]
    assert stated == [(one.title, one.outlet, one.author, one.date) for one in TOLD]


def test_a_workbook_of_proquest_states_outlets_and_writers_as_people_write_them(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Title", "Authors", "pubtitle", "pubdate", "DocumentURL", "FullText"])
    url = "https://www.proquest.com/docview/99"
    book.active.append(
        ["A", "Marsh, Jo; Roe, Ada", "The Courier; Saltby", "May 3, 2031", url, "\n\n".join(TOLD[0].body)]
    )
    book.save(tmp_path / "a.xlsx")
    ((article,), errors, _) = read_path(tmp_path / "a.xlsx")
    assert errors == [] and (article.outlet, article.author) == ("The Courier", "Jo Marsh; Ada Roe")


def test_the_address_of_an_article_comes_before_that_of_its_site(tmp_path):
    row = {"content": "\n\n".join(TOLD[0].body), "source_url": "https://a.example", "link": "https://a.example/water"}
    write_rows(tmp_path / "a.csv", [row])
    ((article,), _, _) = read_path(tmp_path / "a.csv")
    assert article.source == "https://a.example/water"


MENUS = {
    "German": "Autor Volltext Thema Titel Titel_der_Publikation Publikationsdatum Bereich Seiten Publikationssprache Englisch",
    "Spanish": "Autor Texto_completo Materia Título Título_de_publicación Fecha_de_publicación Sección Páginas Idioma Inglés",
    "Italian": "Autore Testo_completo Soggetto Titolo Titolo_pubblicazione Data_di_pubblicazione Sezione Pagine Lingua Inglese",
    "Portuguese": "Autor Texto_completo Assunto Título Título_da_publicação Data_de_publicação Seção Páginas Idioma Inglês",
}


@pytest.mark.parametrize("menus", MENUS)
def test_proquest_in_other_menus(tmp_path, menus):
    *labels, english = [label.replace("_", " ") for label in MENUS[menus].split()]
    records = []
    for one in TOLD:
        values = [
            "Marsh, Jo",
            "\n\n".join(one.body),
            "Floods",
            one.title,
            f"{one.outlet}; Saltby",
            f"May {one.day}, 2031",
        ]
        fields = zip(labels, [*values, "World", "A4", english], strict=True)
        lines = [
            one.title,
            *(f"{label}: {words}" for label, words in fields),
            "URL: https://www.proquest.com/docview/9",
        ]
        records.append(f"{made.RULE}\n\n" + "\n\n".join(lines))
    articles, errors, _ = read_text(tmp_path, "a.txt", "\n\n".join(records))
    assert errors == []
    for article, told in zip(articles, TOLD, strict=True):
        assert article.text == "\n\n".join((told.title, *told.body))
        stated = (article.outlet, article.date, article.author, article.section, article.page)
        assert stated == (told.outlet, told.date, "Jo Marsh", "World", "A4")
