"""Top lines: who wrote an article, for whom, and when it was published, as its byline and the line of its date say."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from onrecord.text.dates import find_date
from onrecord.text.layout import Span
from onrecord.words import read_words

LONGEST = 250  # characters of a line that is looked into
PARTICLES = "al bin da de del der di dos du el ibn la le ten ter van von".split()
# Words in capitals that no name of a person goes on with.
NO_NAMES = (
    "Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|June?|July?|Aug|"
    "Sept?|Oct|Nov|Dec|January|February|March|April|August|September|October|November|December|"
    "(?:Last )?[Uu]pdated|UPDATED|Published|PUBLISHED|Posted|POSTED|First|Last|Staff|STAFF|Senior|Special|Chief|Political|Foreign|"
    "Correspondents?|Reporters?|Editors?|Writers?|Contributors?|Columnists?|News|The|Our|A|An"
)
PAPERS = (
    "Agency|Broadcasting|Chronicle|Courier|Daily|Dispatch|Echo|Examiner|Express|Gazette|Globe|Guardian|Herald|Independent|"
    "Inquirer|Journal|Mail|Mercury|Mirror|News|Observer|Post|Press|Radio|Record|Review|Standard|Star|Sun|Telegraph|"
    "Television|Times|Tribune|Weekly|Wire"
)
WORD = r"[^\W\d_a-z][\w.'’-]*"
PERSON = rf"(?!(?:{NO_NAMES})\b){WORD}(?: (?:(?!(?:{NO_NAMES})\b){WORD}|(?:{'|'.join(PARTICLES)})\b)){{1,5}}"
PLACE = rf"(?: (?:in|at|from) {WORD}(?: {WORD}){{0,3}})?"
LEAD = r"(?:(?:[Ii]nterview|[Ww]ords|[Ss]tory|[Ww]ritten|[Rr]eporting|[Rr]eported|[Tt]ext|[Aa]nalysis) )?(?:[Bb]y|BY)\s?:? |[Aa]uthors?: "
BYLINE = re.compile(LEAD)
AUTHORS = re.compile(rf"({PERSON}){PLACE}((?:, {PERSON}{PLACE}){{0,8}}(?:,? (?:and|&|with) {PERSON}{PLACE}))?")
NEXT_AUTHOR = re.compile(rf"(?:, |,? (?:and|&|with) )({PERSON}){PLACE}")
BEFORE_OUTLET = re.compile(r"(?:,| \||;| ?[-–—•·/]|\()? ?(?:(?:of|for|in|at) )?")
AT_THE_END = re.compile(r" [/|•·–-] ([^/|•·–-]{2,60})$")
HANDLE = re.compile(r" ?\(?@\w{2,30}\)?")
JOB = re.compile(
    r"(?:,| \||;| ?[-–—•·/])? ?(?:[\w’'-]+ ){0,4}(?i:correspondents?|reporters?|editor|writers?|staff|columnist|producer|bureau chief)\b"
)
TOLD_BY_A_WORD = re.compile(rf"(?:The )?(?:{WORD} ){{0,4}}(?:{PAPERS})\b")
LEADS = re.compile(
    r"(?i)\b(?:(?P<update>updated?|modified|edited|revised)|published|posted|issued|created|uploaded|publi\w+ date|date)\b"
)
STATES_A_DAY = {"day", "figures"}
SAYS_WHEN = {"day", "figures", "short", "clock", "ago", "reading"}


@cache
def date_parts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rows of words/date_lines.csv: what a line of a date is made of, in the order in which it is tried."""
    return tuple((row["part"], re.compile(row["pattern"])) for row in read_words("date_lines.csv"))


@cache
def agencies() -> re.Pattern[str]:
    """The lexicon words/agencies.csv, as a pattern: agencies, broadcasters and papers that no word of theirs tells."""
    names = sorted((row["name"] for row in read_words("agencies.csv")), key=len, reverse=True)
    return re.compile(rf"(?:The )?(?:{'|'.join(map(re.escape, names))})(?![\w’'])")


def is_top_line(line: str) -> str | None:
    """Tell whether a line on top of a text is one of a date or a byline, and nothing else.

    Args:
        line: with single spaces.

    Returns:
        `date` or `byline`; None for any other line.
    """
    if len(line) > LONGEST:
        return None
    names = end = _end_of_names(line)
    if outlet := _outlet_at(line, end):
        end = outlet[1]
    parts = set()
    while end < len(line):
        found = _part_at(line, end)
        if found is None:
            return None
        part, end = found
        parts.add(part)
    if names and (outlet or "job" in parts or BYLINE.match(line)):
        return "byline"
    return "date" if parts & STATES_A_DAY or (parts & SAYS_WHEN and parts & {"lead", "update"}) else None


def published_on(line: str) -> tuple[str | None, bool]:
    """The day that a line states, and whether it is that of a change: that of publication counts first, wherever it stands."""
    cuts = [(0, False), *((lead.start(), bool(lead["update"])) for lead in LEADS.finditer(line)), (len(line), False)]
    parts = [(line[start:end], is_update) for (start, is_update), (end, _) in pairwise(cuts)]
    for of_updates in (False, True):
        for part, is_update in parts:
            if is_update == of_updates and (day := find_date(part)):
                return day, is_update
    return None, False


def authors_in(line: str) -> str | None:
    """The persons whom a byline names, "Ada Penn, Bo Lind and Cy Dahl"; None where it names none but an agency or a paper."""
    lead = BYLINE.match(line)
    found = AUTHORS.match(line, lead.end() if lead else 0)
    if found is None or (lead is None and not _says_whose(line, found.end())):
        return None
    names = [found[1], *(more[1] for more in NEXT_AUTHOR.finditer(found[2] or ""))]
    *first, last = [name for name in names if not _is_outlet(name)] or [""]
    return (f"{', '.join(first)} and {last}" if first else last) or None


def outlet_in(line: str) -> str | None:
    """The agency or paper that a byline or a line of a date names: behind the names, on top, or at its end."""
    if span := _outlet_at(line, _end_of_names(line)):
        return line[slice(*span)]
    at_the_end = AT_THE_END.search(line[:LONGEST])
    return at_the_end[1] if at_the_end and _is_outlet(at_the_end[1]) else None


def _end_of_names(line: str) -> int:
    """Where the names of a byline end; 0 where a line begins with none."""
    lead = BYLINE.match(line)
    start = lead.end() if lead else 0
    found = None if _outlet_at(line, start) else AUTHORS.match(line, start)
    if found and (lead or _says_whose(line, found.end())):
        return found.end()
    return start


def _says_whose(line: str, end: int) -> bool:
    """Whether behind a name stands for whom somebody writes."""
    return end < len(line) and bool(_outlet_at(line, end) or JOB.match(line, end))


def _outlet_at(line: str, start: int) -> Span | None:
    """The agency or paper whose name stands at a place, behind what parts it from what is before."""
    before = BEFORE_OUTLET.match(line, start)
    at = before.end() if before else start
    found = agencies().match(line, at) or TOLD_BY_A_WORD.match(line, at)
    return (at, found.end()) if found else None


def _is_outlet(name: str) -> bool:
    return _outlet_at(name, 0) == (0, len(name))


def _part_at(line: str, start: int) -> tuple[str, int] | None:
    """What stands at a place of a line of a date, and where it ends."""
    if line[start] == " ":
        return "space", start + 1
    for part, pattern in (("handle", HANDLE), ("job", JOB), *date_parts()):
        if (found := pattern.match(line, start)) and found.end() > start:
            return part, found.end()
    outlet = _outlet_at(line, start)
    return ("outlet", outlet[1]) if outlet else None
