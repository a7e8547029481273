"""Parts: what of a page is no part of its article, told by the page's own markup, and taken out before the page is read."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.text.sources.web.measures import NOTHING, Size, measure
from onrecord.text.sources.web.stated_pages import StatedPage
from onrecord.text.sources.web.trees import NO_WORDS, Element, blank, letters_of, words_of
from onrecord.words import read_words

NAMED = (
    "div",
    "section",
    "aside",
    "ul",
    "ol",
    "p",
    "span",
    "form",
    "figure",
    "nav",
    "header",
    "footer",
    "table",
    "h2",
    "h3",
)
HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b", "header", "td", "dt", "legend", "summary")
LEAVES = ("p", "h2", "h3", "h4", "h5", "h6", "div", "li")
CARDS = ("div", "li", "article", "section")
BOXES = frozenset(("div", "section", "aside", "nav", "table", "li", "form", "ul", "ol"))
MOST_OF_PAGE = 0.2  # of the page's letters: what has more is no side matter, however it is named
LONGEST_HEADING = 70  # characters of a heading above links
MIN_STORY = 400  # letters of a story with its headline
CARD_LETTERS = 400  # of a teaser, with its link
MIN_CARDS = 3  # teasers side by side
LINKED = 0.9  # of the letters are in links: nothing but links
MOSTLY_LINKED = 0.6
MIN_LINK_LETTERS = 12  # of a link to a story
MOST_ELEMENTS = 60  # in a heading, a teaser or a line


class Parts:
    """The parts of a page, while those that are not its article are taken out.

    Attributes:
        tree: of the page; changed.
        sizes: of its elements, as they were at the beginning.
    """

    def __init__(self, tree: Element) -> None:
        self.tree = tree
        self.sizes = measure(tree)
        self.letters = max(self._size(tree).letters, 1)
        self._running: dict[Element, int] = {}
        self._neighbours: dict[Element, int] = {}

    def remove_all(self, stated: StatedPage) -> None:
        """Take out stories that follow, popups, side matter by its name, lists of links, and links to other stories."""
        self._remove_following(stated)
        self._remove_popups()
        self._remove_named()
        self._remove_lists_under_headings()
        self._remove_cards()
        self._remove_link_lines()

    def _size(self, element: Element) -> Size:
        return self.sizes.get(element, NOTHING)

    def _is_side_matter(self, element: Element) -> bool:
        """Whether an element is small enough to be taken out, and holds no headline."""
        size = self._size(element)
        return not size.first_heading and size.letters <= MOST_OF_PAGE * self.letters

    def _remove_following(self, stated: StatedPage) -> None:
        """Take out whole stories that follow the page's own: built as it is, each with a headline of its own."""
        own = own_heading(self.tree, stated)
        box = own
        while box is not None and (parent := box.getparent()) is not None:
            for other in box.itersiblings(box.tag) if box.tag in ("div", "section", "article") else ():
                is_alike = other.get("class") == box.get("class") and (box.get("class") or box.tag == "article")
                if is_alike and self._size(other).first_heading and self._size(box).letters > MIN_STORY:
                    blank(other)
            box = parent

    def _remove_popups(self) -> None:
        """Take out what shows when the mouse is over a link in the text: links glued to it."""
        for box in list(self.tree.iter("span", "div", "ul")):
            before = box.getprevious()
            size = self._size(box)
            is_glued = before is not None and before.tag == "a" and not before.tail
            if is_glued and size.links > 1 and size.linked_share >= LINKED:
                blank(box)

    def _remove_named(self) -> None:
        """Take out what the page's own names for its parts say is no part of the article."""
        for element in list(self.tree.iter(*NAMED)):
            names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
            if names and any(_is_named(name) for name in names) and self._is_side_matter(element):
                blank(element)

    def _remove_lists_under_headings(self) -> None:
        """Take out links to other stories below the words that sites set above them."""
        for heading in list(self.tree.iter(*HEADINGS)):
            size = self._size(heading)
            if not 0 < size.letters <= LONGEST_HEADING or size.elements > MOST_ELEMENTS:
                continue
            if _parts("heading").fullmatch(words_of(heading).strip(" :»>|-–—")):
                self._remove_below(heading)

    def _remove_below(self, heading: Element) -> None:
        """Take out a heading with the links that follow it, or the box that begins with it and holds nothing else."""
        while (parent := heading.getparent()) is not None and self._size(parent).letters == self._size(heading).letters:
            heading = parent
        if parent is None:
            return
        below = []
        for sibling in heading.itersiblings():
            if self._size(sibling).letters and not self._is_links(sibling):
                break
            below.append(sibling)
        if any(self._size(sibling).links for sibling in below):
            for element in [*below, heading]:
                blank(element)
        elif parent.tag in BOXES and self._is_side_matter(parent) and self._size(parent).linked_share > MOSTLY_LINKED:
            blank(parent)

    def _is_links(self, element: Element) -> bool:
        """Whether an element holds links to other stories: nothing else, or teasers that begin with a link."""
        size = self._size(element)
        if element.tag in ("p", "h2", "h3", "h4", "h5", "h6", "a", "span", "strong", "b") or not size.links:
            return size.linked_share >= MOSTLY_LINKED
        is_teasers = size.letters <= CARD_LETTERS * size.links and not self._is_text(element)
        return is_teasers and (size.linked_share >= 0.5 or _begins_with_link(element))

    def _is_text(self, element: Element) -> bool:
        """Whether paragraphs that run on, with a link here and there, are in an element."""
        if element not in self._running:
            sizes = (self._size(p).letters for p in element.iter("p"))
            self._running[element] = sum(letters for letters in sizes if letters > CARD_LETTERS / 2)
        return self._running[element] > self._size(element).letters / 2

    def _remove_cards(self) -> None:
        """Take out teasers that stand side by side: each begins with a link that reads like a headline."""
        for parent in list(self.tree.iter("div", "section", "ul", "ol", "aside", "td", "main", "article", "body")):
            cards = [child for child in parent if child.tag in CARDS and self._is_card(child)]
            for card in cards if len(cards) >= MIN_CARDS else []:
                blank(card)

    def _is_card(self, element: Element) -> bool:
        size = self._size(element)
        if (
            not 0 < size.links <= 3
            or not MIN_LINK_LETTERS < size.letters <= CARD_LETTERS
            or size.first_heading
            or size.elements > MOST_ELEMENTS
        ):
            return False
        link = next((a for a in element.iter("a") if self._size(a).letters), None)
        words = words_of(element)
        title = words_of(link) if link is not None else ""
        goes_on = words[len(title) :].lstrip()[:1]
        is_title = (
            len(title.split()) >= 3
            and title[-1] not in ".,;"
            and not goes_on.islower()
            and goes_on not in set(",.;:'’")
        )
        return words.startswith(title) and is_title

    def _remove_link_lines(self) -> None:
        """Take out lines of the text that are nothing but a link, or a link behind words such as "Read more:"."""
        for element in list(self.tree.iter(*LEAVES)):
            size = self._size(element)
            if (
                not size.links
                or size.letters < MIN_LINK_LETTERS
                or size.letters > CARD_LETTERS
                or size.elements > MOST_ELEMENTS
            ):
                continue
            is_story = self._is_link_to_a_story(element) or (
                element.tag == "div" and size.linked_share >= MOSTLY_LINKED and self._is_card(element)
            )
            if _is_labelled(element, size) or (is_story and self._has_neighbours(element)):
                blank(element)

    def _has_neighbours(self, element: Element) -> bool:
        """Whether paragraphs of a text stand beside an element."""
        parent = element.getparent()
        if parent is not None and parent not in self._neighbours:
            sizes = (self._size(child) for child in parent if child.tag in ("p", "div"))
            self._neighbours[parent] = sum(size.linked_share < 0.5 and size.letters > LONGEST_HEADING for size in sizes)
        return parent is not None and self._neighbours[parent] > 1

    def _is_link_to_a_story(self, element: Element) -> bool:
        words = words_of(element)
        return self._size(element).linked_share >= LINKED and len(words.split()) >= 4 and words[-1] not in '.,;:”"’'


def _begins_with_link(element: Element) -> bool:
    """Whether the first words of an element are those of a link."""
    for each in element.iter():
        if each.tag == "a" and words_of(each):
            return True
        if each is not element and each.tag not in NO_WORDS and (each.text or "").strip():
            return False
    return False


def _is_labelled(element: Element, size: Size) -> bool:
    words = words_of(element)
    label, mark, _ = words.partition(":") if ":" in words[:60] else words.partition("|")
    is_label = bool(mark) and _parts("label").fullmatch(label.strip(" »>*•-–—")) is not None
    return is_label and size.linked_share >= 0.5


def own_heading(tree: Element, stated: StatedPage) -> Element | None:
    """The heading of the page's own article: a first-level one that says what the page states as its title."""
    titles = [letters_of(title) for title in stated.titles]
    for heading in tree.iter("h1"):
        letters = letters_of(words_of(heading))
        if len(letters) >= 8 and any(letters in title or (len(title) >= 8 and title in letters) for title in titles):
            return heading
    return None


@cache
def _parts(kind: str) -> re.Pattern[str]:
    """The patterns of a kind in the lexicon words/page_parts.csv, as one."""
    rows = read_words("page_parts.csv")
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows if row["kind"] == kind), re.IGNORECASE)


@lru_cache(maxsize=5_000)
def _is_named(name: str) -> bool:
    return len(name) <= 60 and _parts("name").fullmatch(name.replace("_", "-")) is not None
