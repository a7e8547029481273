"""Markup: the words of a Markdown text as its reader sees them, without the marks, tags and codes between them.

What is no markup stays as it is, character for character. So do the mark of a heading of the first level, by which the
headline is found, and those of items of lists.
"""

from __future__ import annotations

import html
import re

# What is taken away with all that stands in it: pictures and films with their captions, what was struck, what is run.
UNREAD = (
    "script style figure iframe noscript svg video audio object del s strike template head math picture form".split()
)
# Tags that end a paragraph, and those that end a line.
BLOCKS = (
    "address article aside blockquote body center dd details div dl dt fieldset footer h1 h2 h3 h4 h5 h6 header hr html li main nav "
    "ol p pre section summary table tbody thead tr ul"
).split()
LINES = ("br", "td", "th")

OPENED = re.compile(rf"<({'|'.join(UNREAD)})(?=[\s/>])[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,40})(?:[\s/][^<>]*)?>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# Codes of generators of sites and of WordPress.
SHORTCODE = re.compile(
    r"\[/?(?:caption|embed|gallery|video|audio|playlist|youtube|tweet|toc|more|vc_\w{1,40})(?:[ \t][^\[\]\n]*)?/?\](?!\()"
    r"|\[[a-z][a-z0-9_-]{1,40}(?:[ \t]+[a-z_-]{1,40}=(?:\"[^\"\[\]\n]*\"|'[^'\[\]\n]*'|[^\s\"'\[\]]+))+[ \t]*/?\](?!\()"
    r"|\{[:#.][^{}\n]{0,200}\}",
    re.IGNORECASE,
)
CALLOUT = re.compile(r"^([ \t>]{0,20})\[!\w{1,30}\][+-]?[ \t]*", re.MULTILINE)
FENCED_DIV = re.compile(r"^:{3,}[^\n]*$", re.MULTILINE)
CODE_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
SUBHEADING = re.compile(r"^ {0,3}#{2,6}[ \t]+([^\n]*?)(?:[ \t]+#{1,6})?[ \t]*$", re.MULTILINE)
QUOTED_BLOCK = re.compile(r"^(?: {0,3}>[ \t]?){1,10}", re.MULTILINE)

DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]\n^][^\[\]\n]{0,300})\]:[ \t]*(?:<[^<>\n]*>|[^\s<>]+)[^\n]{0,300}$", re.MULTILINE
)
FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\[\]\s]{1,60}\]:[ \t]*", re.MULTILINE)
FOOTNOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,60}\]")
TARGET = (
    r"""\([ \t\n]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*){0,5})(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
ATTRIBUTES = r"(?:\{[^{}\n]{0,200}\})?"
SHOWN = r"(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,2000}"
IMAGE = re.compile(rf"!\[{SHOWN}\](?:{TARGET}|\[[^\[\]\n]{{0,300}}\]){ATTRIBUTES}")
LINK = re.compile(rf"(?<!\\)\[({SHOWN})\]{TARGET}{ATTRIBUTES}")
REFERENCE = re.compile(r"\[([^\[\]\n]{1,300})\](?:\[([^\[\]\n]{0,300})\])?(?![\[(:])")
WIKI = re.compile(r"(!?)\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})\]\]")
ADDRESS = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>", re.IGNORECASE)

CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,2000})(?<!`)\1(?!`)")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
HARD_BREAK = re.compile(r"\\$", re.MULTILINE)
RUN = re.compile(r"\\[!-~]|(\*+|_+|~~)")
LONGEST_RUN = 3  # marks of emphasis in a row; more are a line
PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


def words_of(text: str) -> str:
    """The words of a Markdown text.

    Args:
        text: Markdown without its front matter, line ends `\\n`.

    Returns:
        The text without what nobody reads as words: tags, comments, codes of generators of sites, addresses behind
        links, pictures, marks of emphasis and of footnotes, struck words, blocks of code. Entities are the characters
        that they stand for. Tags of blocks end paragraphs.

    Limits:
        A tag that breaks off, and a mark without its other half, stay.
    """
    for begin, end in (("<!--", "-->"), ("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")):
        text = _without_between(text, begin, end)
    text = _without_code_blocks(_without_captions(text))
    text = SHORTCODE.sub("", _without_elements(text))
    text = FENCED_DIV.sub("", QUOTED_BLOCK.sub("", CALLOUT.sub(r"\1", text)))
    text = _without_links(SUBHEADING.sub(r"\1", text))
    text = TAG.sub(_tag_as_space, text)
    text = CODE.sub(r"\2", text)
    text = "".join(map(_without_emphasis, _paragraphs(text)))
    text = HARD_BREAK.sub("", ESCAPED.sub(r"\1", text))
    return ENTITY.sub(_character, text)


def _without_between(text: str, begin: str, end: str) -> str:
    """A text without what stands between two marks, and without the marks; one that is never closed stays."""
    pieces, place = [], 0
    while (start := text.find(begin, place)) >= 0:
        stop = text.find(end, start + len(begin))
        if stop < 0:
            break
        pieces.append(text[place:start])
        place = stop + len(end)
    return "".join([*pieces, text[place:]])


def _without_captions(text: str) -> str:
    """A text without WordPress's pictures with captions."""
    pieces, place = [], 0
    for opened in re.finditer(r"\[caption(?:[ \t][^\[\]\n]*)?\]", text):
        stop = text.find("[/caption]", opened.end())
        if stop < 0:
            break
        if opened.start() >= place:
            pieces.append(text[place : opened.start()])
            place = stop + len("[/caption]")
    return "".join([*pieces, text[place:]])


def _without_elements(text: str) -> str:
    """A text without elements that nobody reads as words, and what is in them; the tag of one that is never closed goes later."""
    pieces, place = [], 0
    lower = text.lower()
    never_closed: set[str] = set()
    if len(lower) != len(text):  # some letters have no small one of their own length
        return text
    for opened in OPENED.finditer(text):
        name = opened[1].lower()
        if opened.start() < place or name in never_closed:
            continue
        closing = re.compile(rf"</{name}\s*>").search(lower, opened.end())
        if closing is None:
            never_closed.add(name)
            continue
        pieces.append(text[place : opened.start()])
        place = closing.end()
    return "".join([*pieces, text[place:]])


def _without_code_blocks(text: str) -> str:
    """A text without fenced blocks of code; of one that is never closed only the fence goes."""
    pieces, place, opened = [], 0, None
    for fence in CODE_FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            pieces.append(text[place : opened.start()])
            place, opened = fence.end(), None
    if opened is not None:
        pieces.append(text[place : opened.start()])
        place = opened.end()
    return "".join([*pieces, text[place:]])


def _without_links(text: str) -> str:
    """A text with links as the words that are shown of them, and without pictures and marks of footnotes."""
    text = WIKI.sub(lambda link: "" if link[1] else link[2], text)
    text = LINK.sub(r"\1", IMAGE.sub("", text))
    text = FOOTNOTE_MARK.sub("", FOOTNOTE.sub("", text))
    defined = {_name(found[1]) for found in DEFINITION.finditer(text)}
    if defined:
        text = REFERENCE.sub(
            lambda link: link[1] if _name(link[2] or link[1]) in defined else link[0], DEFINITION.sub("", text)
        )
    return ADDRESS.sub(r"\1", text)


def _name(label: str) -> str:
    return " ".join(label.split()).casefold()


def _tag_as_space(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    return "\n\n" if name in BLOCKS else "\n" if name in LINES else ""


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0]).replace("\r", "\n").replace("\0", "\ufffd")


def _paragraphs(text: str) -> list[str]:
    """The text cut behind the ends of its paragraphs: no emphasis goes over one."""
    ends = [found.end() for found in PARAGRAPH_END.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _without_emphasis(paragraph: str) -> str:
    """A paragraph without pairs of marks of emphasis; `~~` takes what is between them away, too."""
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "~": []}
    cuts: list[tuple[int, int]] = []
    for run in RUN.finditer(paragraph):
        if not run[1] or len(run[1]) > LONGEST_RUN:
            continue
        mark, start, end = run[1][0], run.start(), run.end()
        before, after = paragraph[max(0, start - 1) : start], paragraph[end : end + 1]
        if before.isdigit() and after.isdigit():  # 2*3
            continue
        closes, opens = _closes(mark, before, after), _opens(mark, before, after)
        while closes and start < end and opened[mark]:
            first, last = opened[mark].pop()
            length = min(last - first, end - start)
            cuts += [(first, start + length)] if mark == "~" else [(last - length, last), (start, start + length)]
            start += length
            if first < last - length:
                opened[mark].append((first, last - length))
        if opens and start < end:
            opened[mark].append((start, end))
    return _without(paragraph, cuts)


def _opens(mark: str, before: str, after: str) -> bool:
    inside_word = mark == "_" and before.isalnum()
    punctuated = after and not after.isalnum() and before.isalnum()
    return bool(after) and not after.isspace() and not inside_word and not punctuated


def _closes(mark: str, before: str, after: str) -> bool:
    inside_word = mark == "_" and after.isalnum()
    punctuated = before and not before.isalnum() and after.isalnum()
    return bool(before) and not before.isspace() and not inside_word and not punctuated


def _without(text: str, cuts: list[tuple[int, int]]) -> str:
    pieces, place = [], 0
    for start, end in sorted(cuts):
        pieces.append(text[place : max(place, start)])
        place = max(place, end)
    return "".join([*pieces, text[place:]])
