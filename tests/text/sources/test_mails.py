"""Mails and mailboxes: newsletters, articles that somebody sent or passed on, attachments; and pages saved as mails."""

import base64
import mailbox
import zipfile
from email.message import EmailMessage

import pytest
from made_up_nexis import WRITERS, stories, write_html
from made_up_texts import FIXTURES, LONG, PNG, PROSE, error, write

from onrecord.text import count_articles, read, read_many
from onrecord.text.sources.formats import mails, mime

SAVED = FIXTURES / "saved" / "quay_fire.mhtml"
STORY = "\n\n".join(
    [
        "Four people died when a fire swept through a warehouse on the old quay, the harbour police said on Thursday.",
        "“We heard a bang and ran,” said Mira Olsen, 41, who works in the fish hall next door.",
        "Firefighters from three towns worked until morning to put the blaze out, and a school took people in.",
    ]
)
HTML = "<html><body>" + "".join(f"<p>{part}</p>" for part in STORY.split("\n\n")) + "</body></html>"


def mail(text=STORY, html=None, **headers):
    message = EmailMessage()
    message["Subject"] = headers.pop("subject", "Quay fire kills four")
    message["From"] = headers.pop("sender", "Bo Lind <bo@mail.example>")
    message["Date"] = headers.pop("date", "Fri, 07 May 2021 23:30:00 -0500")
    message["Message-ID"] = "<1@mail.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        (message.add_alternative if text is not None else message.set_content)(html, subtype="html")
    return message


def read_all(path):
    errors, notes = [], []
    articles = list(read_many([path], errors.append, on_note=notes.append))
    assert not any("\n" in str(line) for line in [*errors, *notes])
    return articles, [str(problem) for problem in errors], notes


def read_mail(tmp_path, message):
    return read(write(tmp_path / "a.eml", message.as_bytes() if isinstance(message, EmailMessage) else message))


def test_an_article_that_somebody_sent(tmp_path):
    article = read_mail(tmp_path, mail(subject="Fwd: Re: [EXT] Quay fire kills four"))
    assert article.text == f"Quay fire kills four\n\n{STORY}" and article.title == "Quay fire kills four"
    assert (article.outlet, article.author, article.date) == (None, None, "2021-05-07")
    assert article.source == str(tmp_path / "a.eml")


@pytest.mark.parametrize(
    ("sender", "outlet", "author"),
    [
        ("The Harbour Courier <news@courier.example>", "The Harbour Courier", None),
        ("Breaking News from The Harbour Courier <news@courier.example>", "The Harbour Courier", None),
        ("Bo Lind at Harbour Notes <bo@notes.example>", "Harbour Notes", "Bo Lind"),
        ('"Bo Lind, The Harbour Courier" <bo@courier.example>', "The Harbour Courier", "Bo Lind"),
        ("news@courier.example", None, None),
    ],
)
def test_the_sender_of_a_newsletter(tmp_path, sender, outlet, author):
    article = read_mail(tmp_path, mail(sender=sender, List_Unsubscribe="<https://courier.example/leave>"))
    assert (article.outlet, article.author, article.date) == (outlet, author, "2021-05-07")


@pytest.mark.parametrize("text", [None, "View this mail in a browser.", STORY])
def test_the_page_of_a_mail_is_read_by_the_reader_of_pages(tmp_path, text):
    article = read_mail(tmp_path, mail(text, HTML))
    assert article.text == f"Quay fire kills four\n\n{STORY}"


def test_a_page_with_less_than_the_plain_text_is_not_taken(tmp_path):
    html = f"<html><body><p>{PROSE}</p></body></html>"
    assert read_mail(tmp_path, mail(html=html)).text.endswith(STORY)


FORWARDS = {
    "gmail": "Look.\n\n---------- Forwarded message ---------\nFrom: The Courier <a@b.example>\nDate: Thu, May 6, 2021 at 9:15 AM\n"
    f"Subject: Quay fire\nTo: <bo@mail.example>\n\n\n{STORY}\n",
    "apple": "\n\nBegin forwarded message:\n\n> From: The Courier <a@b.example>\n> Subject: Quay fire\n> Date: 6 May 2021 at 09:15:00 GMT\n"
    "> To: Bo Lind <bo@mail.example>\n> \n" + "".join(f"> {line}\n" for line in STORY.split("\n")),
    "outlook": f"FYI\n\n________________________________\nFrom: The Courier <a@b.example>\nSent: Thursday, May 6, 2021 9:15 AM\n"
    f"To: Bo Lind; Mira\n Olsen\nSubject: Quay fire\n\n{STORY}\n",
    "old outlook": f"-----Original Message-----\n*From:* The Courier\n*Sent:* 6 May 2021 09:15\n*To:* Bo\n*Subject:* FW: Quay fire\n\n{STORY}",
}  # fmt: skip


@pytest.mark.parametrize("program", FORWARDS)
def test_an_article_that_somebody_passed_on(tmp_path, program):
    article = read_mail(tmp_path, mail(FORWARDS[program], subject="FW: look at this"))
    assert (article.title, article.date, article.outlet) == ("Quay fire", "2021-05-06", None)
    assert article.text == f"Quay fire\n\n{STORY}"


def test_a_long_article_with_a_mail_in_it_is_not_taken_for_one_passed_on(tmp_path):
    text = f"{STORY}\n\n{FORWARDS['gmail']}"
    assert read_mail(tmp_path, mail(text)).text.startswith(f"Quay fire kills four\n\n{STORY}")


def test_encodings_of_headers_and_text(tmp_path):
    text = f"{LONG} It is in Łódź – „good“."
    packed = base64.b64encode(text.encode("utf-16")).decode()
    headers = (
        b"MIME-Version: 1.0\nSubject: =?utf-8?q?=C5=81=C3=B3d=C5=BA?= =?windows-1252?B?liBh?= bridge\nReceived: x\n"
    )
    for kind, body in {
        "text/plain; charset=utf-8": text.encode(),
        "text/plain; charset=no-such": text.encode(),
        "text/plain; charset=us-ascii": text.encode(),
        "text/plain; charset=utf-16\nContent-Transfer-Encoding: base64": packed.encode(),
    }.items():
        article = read_mail(tmp_path, headers + b"Content-Type: " + kind.encode() + b"\n\n" + body)
        assert article.title == "Łódź– a bridge" and article.text.endswith(text), kind
    raw = headers.replace(b"=?utf-8?q?=C5=81=C3=B3d=C5=BA?= =?windows-1252?B?liBh?= bridge", "Łódź".encode())
    assert read_mail(tmp_path, raw + b"\n" + text.encode()).title == "Łódź"


def test_lines_that_flow_and_signed_text(tmp_path):
    flowed = LONG.replace(" that", " \nthat")
    message = f"Received: x\nContent-Type: text/plain; format=flowed\n\n{flowed}\n"
    assert read_mail(tmp_path, message).text == LONG
    signed = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{LONG}\n-----BEGIN PGP SIGNATURE-----\n\niQ\n"
    assert read_mail(tmp_path, f"Received: x\n\n{signed}").text == LONG


def test_attachments_are_articles_of_their_own(tmp_path):
    message = mail("Please see the three files.\n\nBo")
    archive = tmp_path / "inner.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("d.txt", f"{PROSE} In a zip.")
    for name, data in {"../b.txt": PROSE.encode(), "c.html": HTML.encode(), "e.zip": archive.read_bytes(), "f.png": PNG, "g.pages": b"x"}.items():  # fmt: skip
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    message.add_attachment(mail(f"{LONG} A mail in a mail.", subject="Inner"))
    path = write(tmp_path / "a.eml", message.as_bytes())
    articles, errors, notes = read_all(path)
    names = ["b.txt", "c.html", "e.zip/d.txt", "Inner.eml"]
    assert [article.source for article in articles] == [f"{path}/{name}" for name in names] and not errors
    assert notes == [f"{path}/g.pages: left out, a Pages document. Open it in Pages and export it as Word (.docx)."]
    assert count_articles([str(path)]) == 5 and articles[3].title == "Inner"


def test_an_article_with_an_attachment_is_read_too(tmp_path):
    message = mail()
    message.add_attachment(PROSE.encode(), maintype="text", subtype="plain", filename="more.txt")
    articles, _, _ = read_all(write(tmp_path / "a.eml", message.as_bytes()))
    assert [article.text for article in articles] == [f"Quay fire kills four\n\n{STORY}", PROSE]


def test_mails_in_mails_end_somewhere(tmp_path):
    message = mail(f"{PROSE} 0")
    for n in range(1, 6):
        outer = mail(f"{PROSE} {n}", subject=f"Level {n}")
        outer.add_attachment(message)
        message = outer
    articles, errors, _ = read_all(write(tmp_path / "a.eml", message.as_bytes()))
    assert len(articles) <= mails.DEEPEST and "stands in too many mails and archives" in errors[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\xff\x00\x01" * 100, "is no mail: it has no headers"),
        (b"Received: x\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG", "is encrypted"),
        (b"Received: x\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n\nVersion: 1\n--b--\n", "is encrypted"),
        (b"Received: x\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n", "is encrypted"),
        (b"Received: x\n\n", "has no text"),
        (b"Received: x\nContent-Type: multipart/mixed\n\nno boundary", "has no text"),
        (b"Received: x\nContent-Type: text/html\n\n<p>x</p>", "no article text found"),
        (b"Received: x\nSubject: Der Hafen\n\n" + b"Die Feuerwehr sagte am Montag, dass vier Menschen ums Leben kamen. " * 5, "is not in English"),
        (b"Received: x\n" + b"Content-Type: multipart/mixed; boundary=b\n" * 201 + b"\n", "too many parts"),
        (b"Received: x\nContent-Type: message/rfc822\n\n" * 3000, "too many"),
    ],
)  # fmt: skip
def test_mails_that_cannot_be_read(tmp_path, content, says):
    assert says in error(write(tmp_path / "a.eml", content))


def test_a_mail_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(mime, "MAX_MAIL", 1_000_000)
    assert "is larger than 1 MB" in error(write(tmp_path / "a.eml", b"Received: x\n\n" + b"word " * 250_000))
    monkeypatch.setattr(mime, "MOST_LINES", 1000)
    assert "too many parts" in error(write(tmp_path / "c.eml", b"Received: x\n\n" + b"a\n" * 1001))
    monkeypatch.setattr(mime, "MOST_PARTS", 5)
    message = mail("Files.")
    for n in range(9):
        message.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{n}.txt")
    assert "too many parts" in error(write(tmp_path / "b.eml", message.as_bytes()))


def test_a_mailbox_as_python_writes_it(tmp_path, monkeypatch):
    path = tmp_path / "news.mbox"
    box = mailbox.mbox(path)
    for n in range(3):
        box.add(
            mail(f"From here, one sees the quay. {STORY} Mail {n}.\n\nFrom there one does not.", subject=f"Mail {n}")
        )
    box.close()
    articles, errors, _ = read_all(path)
    assert [article.title for article in articles] == ["Mail 0", "Mail 1", "Mail 2"] and not errors
    assert articles[2].source == f"{path}/mail 3.eml" and articles[0].text.endswith("\n\nFrom there one does not.")
    assert count_articles([str(path)]) == 3
    monkeypatch.setattr(mails, "MAX_MAIL", 600)
    write(path, path.read_bytes().replace(b"Mail 2.", b"Mail 2. " + b"x " * 100))
    assert "mail 3.eml: is larger than 0 MB; left out" in read_all(path)[1][-1]
    assert "is no mailbox" in error(write(tmp_path / "a.mbox", PROSE))


def test_a_page_as_chromium_saves_it():
    article = read(SAVED)
    assert (
        article.source == "http://courier.example/news/quay-fire"
        and article.title == "Quay fire kills four in Harbourton"
    )
    assert (article.outlet, article.date) == ("Harbour Courier", "2021-05-06")
    assert "Nobody knew what it was" in article.text and "Buy a boat" not in article.text


def test_an_old_page_of_internet_explorer_and_one_of_word(tmp_path):
    top = "From: <Saved by Windows Internet Explorer 8>\nMIME-Version: 1.0\nDate: Mon, 6 Aug 2012 10:00:00 +0000\n"
    part = f'Content-Type: text/html;\n\tcharset="Windows-1252"\nContent-Transfer-Encoding: 8bit\nContent-Location: %s\n\n{HTML}'
    single = (top + part % "https://courier.example/a").encode("cp1252")
    article = read(write(tmp_path / "a.mht", single))
    assert article.source == "https://courier.example/a" and "“We heard" in article.text and article.date is None
    related = top + 'Content-Type: multipart/related; boundary="b"\n\n--b\n' + part % "file:///C:/a.htm" + "\n--b--\n"
    path = write(tmp_path / "b.mht", related.encode("cp1252"))
    assert read(path).source == str(path)


@pytest.mark.parametrize("content", [b"", b"From: <Saved by Blink>\n\nno page", PNG, SAVED.read_bytes()[:600]])
def test_saved_pages_that_cannot_be_read(tmp_path, content):
    assert error(write(tmp_path / "a.mhtml", content)).startswith(f"{tmp_path / 'a.mhtml'}: ")


def test_torn_mails_give_articles_or_errors(tmp_path):
    message = mail(html=HTML)
    message.add_attachment(PROSE.encode(), maintype="text", subtype="plain", filename="more.txt")
    for name, whole in {"a.eml": message.as_bytes(), "a.mhtml": SAVED.read_bytes(), "a.mbox": b"From a b 10:00\n" + message.as_bytes()}.items():  # fmt: skip
        for place in range(0, len(whole), 97):
            for torn in (whole[:place], whole[:place] + b"\xff\0\xfe" + whole[place + 3 :]):
                articles, errors, _ = read_all(write(tmp_path / name, torn))
                assert articles or errors
                assert all(len(problem) < 600 for problem in errors)
                count_articles([str(tmp_path / name)])


# --- exports in mails and saved pages ------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "subtype"), [("txt", "plain"), ("html", "html")])
def test_an_export_in_a_mail_is_many_articles(tmp_path, kind, subtype):
    words = WRITERS[kind](tmp_path / f"export.{kind}", 3).read_text(encoding="utf-8").replace("\f", "\n")
    message = EmailMessage()
    message["Subject"], message["From"] = "What you asked for", "a@post.example"
    message.set_content(words, subtype=subtype)
    path = tmp_path / "mail.eml"
    path.write_bytes(bytes(message))
    assert [article.title for article in read_many([path])] == [story.title for story in stories(3)]


def test_an_export_saved_as_a_page_is_many_articles(tmp_path):
    words = write_html(tmp_path / "export.html", 3).read_text(encoding="utf-8")
    page = EmailMessage()
    page["Snapshot-Content-Location"] = "https://database.example/results"
    page.set_content(words, subtype="html")
    path = tmp_path / "page.mhtml"
    path.write_bytes(bytes(page))
    assert [article.title for article in read_many([path])] == [story.title for story in stories(3)]
    assert {article.source for article in read_many([path])} == {"https://database.example/results"}
