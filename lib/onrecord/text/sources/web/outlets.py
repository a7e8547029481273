"""Outlets: the name of the newspaper or site that a page is of."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from onrecord.text.sources.web.stated_pages import StatedPage, meta_names
from onrecord.text.sources.web.trees import letters_of

MIN_LETTERS = 4  # of an outlet that nothing but a title states
LONGEST_NAME = 80  # characters: longer ones are slogans
NO_NAME = re.compile(
    r"(?i)[\d.:]+|localhost(?::\d+)?|home|index|untitled|news|wordpress|my (?:site|blog)|.{0,20}//.*|@.*"
)
DOMAIN = re.compile(r"(?i)(?:www\.)?[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,12}")
RIGHTS = re.compile(r"(?i)(?:\s|©|&copy;|\(c\)|copyright|\d{4}|[-–,]|by\b)+")
KIND_OF_SITE = re.compile(
    r"(?i) (?:news|online|newspaper|website|digital|live|uk|us|usa|world|world news|news online)$"
)
AFTER_RIGHTS = re.compile(r"(?i)[,.]? ?(?:all rights reserved|\b(?:inc|ltd|llc|plc|co|corp)\b\.?).*")


def find_outlet(stated: StatedPage, guess: str | None, address: str | None) -> str | None:
    """The outlet of a page.

    Args:
        stated: what the page states.
        guess: what the reader of pages takes for the site's name.
        address: of the page, where it is known.

    Returns:
        The first name that is one, of those stated, of the line about rights, and of the guess; one that is no more than
        a domain only where there is nothing better. None where there is none.
    """
    rights = [_owner(line) for name in meta_names()["rights"] for line in stated.metas.get(name, [])]
    names = [name for each in (*stated.outlets, *rights, guess or "") if (name := _as_name(each))]
    real = [name for name in names if not DOMAIN.fullmatch(name)]
    if not real:
        return outlet_in_title(stated, address) or next(iter(names), None)
    return max((name for name in real if _same(name, real[0])), key=_capitals)


def outlet_in_title(stated: StatedPage, address: str | None) -> str | None:
    """The outlet that the page's title names beside its headline, where address, logo or line about rights do, too."""
    host, called = site_letters(address or stated.url), {_core(name) for name in stated.site_names}
    for title in stated.titles:
        parts = re.split(r" [|–—·»:-] | ?\| ?|: ", title)
        for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
            letters = _core(part)
            if _as_name(part) and len(letters) >= MIN_LETTERS and (letters in host or letters in called):
                return part.strip()
    return None


def site_letters(address: str | None) -> str:
    """The letters of the name of a site in its address: "harbourcourier" for https://www.harbour-courier.co.uk/."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
    parts = [part for part in host.split(".")[:-1] if part not in ("www", "m", "amp", "news", "edition", "co", "com")]
    return letters_of("".join(parts))


def same_site(name: str, outlet: str | None, address: str | None) -> bool:
    """Whether a name is that of the outlet, or of its site."""
    letters, site = _core(name), site_letters(address)
    return bool(letters) and (
        (outlet is not None and letters == _core(outlet))
        or letters == site
        or (bool(DOMAIN.fullmatch(name.strip())) and letters_of(name).removeprefix("www").startswith(site or "\0"))
    )


def _as_name(stated: str) -> str | None:
    """A name as it is shown; None for an address, a handle, a slogan, a number, a word for any site."""
    name = " ".join(stated.split()).strip(" |-–—·")
    is_name = re.search(r"[^\W\d_]", name) and len(name) <= LONGEST_NAME and not NO_NAME.fullmatch(name)
    return name if is_name else None


def _owner(line: str) -> str:
    """Who has the rights, in a line such as "© 2021 Harbour Courier. All rights reserved"."""
    begin = RIGHTS.match(line)
    return AFTER_RIGHTS.sub("", line[begin.end() if begin else 0 :]).strip(" .,")


def _core(name: str) -> str:
    """The letters of a site's name without what sites put before and behind it: "harbourcourier" for "Harbour Courier News"."""
    name = re.sub(r"(?i)^www\.|(?:\.co)?\.[a-z]+$", "", name.strip()) if DOMAIN.fullmatch(name.strip()) else name
    return _without_article(KIND_OF_SITE.sub("", name))


def _without_article(name: str) -> str:
    return letters_of(re.sub(r"(?i)^the\s+", "", name.strip()))


def _same(a: str, b: str) -> bool:
    return _without_article(a) == _without_article(b)


def _capitals(name: str) -> tuple[bool, int]:
    """The better of two ways to write a name: capitals and small letters, "The" in front."""
    return name != name.lower() and (name != name.upper() or len(name) <= 5), len(name)
