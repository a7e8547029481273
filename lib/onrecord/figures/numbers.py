"""Numbers: number phrases in running text -> ranges. No grammar is needed here, and no spaCy."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from text_to_num import text2num

from onrecord.words import read_words

# White space inside a phrase: spaces and one line break, never a blank line.
GAP = r"(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)"
DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]{1,3}, 000"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?: [0-9]{3})+(?![0-9,.]*[0-9])|[0-9]+(?:\.[0-9]+)?)(?!,?[0-9])"
)
# Digits glued to a word are read only where they are grouped in thousands ("18,000people"), as PDF text often has them.
GLUED = r"(?:(?<=[a-z])(?=[0-9]{1,3},[0-9]{3})|(?<![\w.,#/])|(?<=\bs\$)|(?<=\brs))"
CURRENCY = re.compile(r"(?:us\$|[$€£¥₹]|\brs\.? ?)[ ]?$")
ABOUT = 0.05  # "about 400" is 380 to 420 (see words/approximators.csv)
SMALL = "(?:one|two|three|four|five|six|seven|eight|nine|ten|[1-9]|10)"  # the numbers of "nine in ten"
DURATION = "(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?)"
LARGEST = 1e15  # no count of people or things is larger; longer digit strings are codes
LONGEST_RUN = 12  # words in one cardinal ("nine hundred ... and ninety-nine" of the millions has fewer)


@dataclass(frozen=True)
class NumberPhrase:
    """A number in a text, with the words that open, close or widen it.

    `start`, `end` hold the approximators; `number_start`, `number_end` only the number. A `low` or `high` of None is
    open. `kind` is count, share (percentages and fractions) or money; `adds` is True where the words say that
    the number comes on top of another one.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    approx: str
    adds: bool
    kind: str
    rule: str


def find_numbers(text: str) -> list[NumberPhrase]:
    """Find the number phrases of a text that may be counts, shares or sums of money, in the order of the text.

    Ranges follow the conventions of words/number_words.csv and words/approximators.csv: "about 400" is 380 to 420,
    "at least 12" is 12 to open, "hundreds of thousands" 200,000 to 900,000.

    Args:
        text: running text with plain quotation marks and dashes (`ParsedArticle.doc.text`).

    Returns:
        Phrases that do not overlap. Ages, dates, times, ordinals, numbers used as names, and the other cases
        of words/not_figures.csv are left out.

    Limits:
        Years without a month or a preposition, durations and distances are numbers here: their noun tells them apart.
        Numbers in other scripts than ASCII digits are not read.
    """
    lower = _lower(text)
    phrases = _join_ranges(lower, _without_names(lower, _atoms(lower)))
    return [_with_approximators(lower, phrase) for phrase in phrases]


def _lower(text: str) -> str:
    """Lower case that keeps every offset (one letter of the Turkish alphabet becomes two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


NEAR = 60  # characters beside a number that may make it a name, a date or an age


def _without_names(lower: str, atoms: list[NumberPhrase]) -> list[NumberPhrase]:
    """The numbers that no pattern of words/not_figures.csv covers; only the text near a number is searched."""
    windows: list[list[int]] = []
    for atom in atoms:
        start = max(lower.rfind(" ", 0, max(atom.number_start - NEAR, 0)), 0)
        if windows and start <= windows[-1][1]:
            windows[-1][1] = atom.number_end + NEAR
        else:
            windows.append([start, atom.number_end + NEAR])
    taken = [match.span() for start, end in windows for match in _not_figures().finditer(lower, start, end)]
    ends = [end for _, end in taken]
    nexts = (bisect_right(ends, atom.number_start) for atom in atoms)
    return [a for a, i in zip(atoms, nexts, strict=True) if i == len(taken) or taken[i][0] >= a.number_end]


@cache
def _not_figures() -> re.Pattern:
    """The patterns of words/not_figures.csv; a space in them stands for any white space short of a blank line."""
    spaces = {" ?": rf"{GAP}?", " ": GAP}
    parts = [
        re.sub(r"\[[^]]*]| \?| ", lambda piece: spaces.get(piece.group(), piece.group()), row["pattern"])
        for row in read_words("not_figures.csv")
    ]
    return re.compile("|".join(f"(?:{part})" for part in parts))


@cache
def _words(kind: str) -> dict[str, tuple[float, float]]:
    """Number words of one kind: {word: (low, high)}, high a factor where the kind is plural."""
    rows = [row for row in read_words("number_words.csv") if row["kind"] == kind]
    return {row["word"]: (float(row["low"] or 0), float(row["high"] or 0)) for row in rows}


def _any_of(words) -> str:
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", GAP) for w in sorted(words, key=len, reverse=True)) + ")"


@cache
def _atom_pattern() -> re.Pattern:
    scale, plural = _any_of(_words("scale")), _any_of(_words("plural"))
    cardinal = _any_of([*_words("cardinal"), "hundred", "thousand", "million", "billion", "trillion"])
    run = rf"{cardinal}\b(?:(?:{GAP}|-)(?:and{GAP})?{cardinal}\b){{0,{LONGEST_RUN}}}"
    fraction = _any_of([*_words("fraction"), *(w + "s" for w in _words("fraction") if w != "half")])
    singular = r"(?:half|quarter|third)"
    patterns = {
        "ratio": rf"(?<![\w.,$-])(?:(?:one|1){GAP}in{GAP}(?:every{GAP})?(?P<one_in>{SMALL}|[0-9]{{1,3}}(?:,[0-9]{{3}})?)"
        rf"|(?P<share>{SMALL}|[0-9]{{1,3}}){GAP}(?:out{GAP}of{GAP}(?:every{GAP})?(?P<out_of>{SMALL}|[0-9]{{1,3}})|in{GAP}(?P<in_ten>ten|10)))\b"
        rf"(?!,?[0-9]|[.:%-][0-9a-z]|{GAP}(?:{DURATION}|{scale})\b)",
        "part": rf"\b(?:(?:three[ -])?(?:a{GAP})?(?P<part>{singular})s?{GAP}(?:of{GAP})?(?:an?|one){GAP})(?P<part_scale>{scale})\b",
        "vague": rf"\b(?P<vague>{_any_of(_words('vague'))}){GAP}(?P<vague_scales>{scale}s?\b(?:{GAP}(?:of{GAP})?{scale}s?\b)*)",
        "plural": rf"\b(?:[0-9]+0?0s|{plural})(?:{GAP}of{GAP}{plural}|{GAP}{scale})*\b",
        "digits": rf"{GLUED}(?P<digits>{DIGITS})(?:(?:{GAP}|-)?(?P<scales>{scale}\b(?:{GAP}{scale}\b)*)|(?P<m>m\b))?",
        "fraction": rf"\b(?:(?P<over>(?:a|one|two|three|four|nine)(?:{GAP}|-))?(?P<fraction>{fraction}))\b(?={GAP}(?:of|the|its|their)\b)",
        "words": rf"\b(?P<words>(?:an?{GAP}(?={scale}\b))?{run}|an?(?={GAP}{scale}\b))(?P<and_half>{GAP}and{GAP}a{GAP}half)?"
        rf"(?:(?:{GAP}|-)(?P<word_scale>{scale}\b))?",
        "pair": rf"\b(?P<pair>{_any_of(_words('cardinal_phrase'))}){GAP}of\b",
        "alone": r"\b(?P<alone>several|a few)\b",
    }
    return re.compile("|".join(f"(?P<is_{name}>{pattern})" for name, pattern in patterns.items()))


def _atoms(lower: str) -> list[NumberPhrase]:
    """Single numbers, before ranges and approximators."""
    found, position = [], 0
    while match := _atom_pattern().search(lower, position):
        # The last group to close is the outermost: one of the "is_" groups.
        atom = READERS[match.lastgroup.removeprefix("is_")](lower, match)
        position = max(atom.number_end if atom else match.end(), match.start() + 1)
        if atom and (atom.low or 0) <= LARGEST:
            found.append(_with_kind(lower, atom))
    return found


def _atom(match: re.Match, low: float, high: float, approx: str, rule: str, end: int | None = None) -> NumberPhrase:
    start, end = match.start(), match.end() if end is None else end
    return NumberPhrase(start, end, start, end, low, high, approx, False, "count", rule)


def _product(scales: str) -> float:
    """The product of scale words: "hundred thousand" -> 100,000."""
    value = 1.0
    for word in re.findall(r"[a-z]+", scales):
        plain = word if word in _words("scale") else word.removesuffix("s")
        value *= _words("scale").get(plain, (1, 0))[0]
    return value


def _read_digits(lower: str, match: re.Match) -> NumberPhrase | None:
    digits = match["digits"]
    if re.match(r"0[0-9]", digits) or re.search(r"[a-z]-$", lower[max(0, match.start() - 2) : match.start()]):
        return None  # a code, a time of day, a name: 0640, Covid-19
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    value = float(re.sub(r"[, ]", "", digits))
    end = match.end()
    if match["m"] and not (CURRENCY.search(lower[: match.start()]) or _before_plural(lower, end)):
        return None
    value *= 1e6 if match["m"] else _product(match["scales"] or "")
    after = lower[end : end + 4]
    if after[:1].isalpha() and not ("," in match["digits"] and after.isalpha() and len(after) == 4):
        return None
    return _atom(match, value, value, "exact", "digits")


def _before_plural(lower: str, end: int) -> bool:
    """Whether a plural noun follows: "2.3m people", but not "2.3m tall"."""
    return bool(re.match(rf"{GAP}(?:[a-z-]+s|people|children|men|women)\b", lower[end : end + 40]))


def _read_words(lower: str, match: re.Match) -> NumberPhrase | None:
    if re.search(r"[a-z]-$", lower[max(0, match.start() - 2) : match.start()]):
        return None  # a name or a compound: Covid-19, mid-twenty
    words = re.sub(r"[\s-]+", " ", match["words"]).strip()
    words = re.sub(r"^an?\b ?", "one ", words).strip()
    value = _cardinal(words)
    end = match.end()
    if value is None:
        # "one two": the longest beginning that is one number; what is left is looked at again.
        pieces = list(re.finditer(r"[a-z]+", match["words"]))[:LONGEST_RUN]
        for cut in range(len(pieces) - 1, 0, -1):
            value = _cardinal(" ".join(piece.group() for piece in pieces[:cut]))
            if value is not None:
                return _atom(match, value, value, "exact", "words", match.start() + pieces[cut - 1].end())
        return None
    if match["and_half"]:
        value += 0.5
    if match["word_scale"]:
        value *= _product(match["word_scale"])
    return _atom(match, value, value, "exact", "words", end)


def _cardinal(words: str) -> float | None:
    if len(words.split()) > LONGEST_RUN:
        return None
    try:
        return float(text2num(words, "en"))
    except ValueError:
        return None


def _read_plural(lower: str, match: re.Match) -> NumberPhrase | None:
    """Plurals without a number: 2 to 9 times the product of the scales."""
    low, factor = 2.0, 9.0
    for word in re.findall(r"[0-9]+|[a-z]{2,}", match.group()):
        if word in _words("plural"):
            scale, most = _words("plural")[word]
            low, factor = low * scale, min(factor, most)
        elif word.isdigit():
            low *= float(word)
        else:
            low *= _words("scale").get(word, (1, 0))[0]
    if low > 2 * LARGEST:
        return None
    return _atom(match, low, low / 2 * factor, "vague", "vague_plural")


def _read_vague(lower: str, match: re.Match) -> NumberPhrase:
    low, high = _words("vague")[re.sub(r"\s+", " ", match["vague"])]
    scale = _product(match["vague_scales"])
    return _atom(match, low * scale, high * scale, "vague", "vague_scale")


def _read_alone(lower: str, match: re.Match) -> NumberPhrase:
    low, high = _words("vague")[match["alone"]]
    return _atom(match, low, high, "vague", "vague_few")


def _read_pair(lower: str, match: re.Match) -> NumberPhrase:
    value = _words("cardinal_phrase")[re.sub(r"\s+", " ", match["pair"])][0]
    return _atom(match, value, value, "exact", "words", match.end("pair"))


def _read_part(lower: str, match: re.Match) -> NumberPhrase:
    value = _words("fraction")[match["part"]][0] * _product(match["part_scale"])
    value *= 3 if match.group().startswith("three") else 1
    return _atom(match, value, value, "exact", "part_of_scale")


def _read_ratio(lower: str, match: re.Match) -> NumberPhrase | None:
    """A share in two numbers: "one in four", "18 out of 34"; "three in six" may be three things in six places."""
    part, whole = _small(match["share"] or "1"), _small(match["out_of"] or match["in_ten"] or match["one_in"])
    if not part < whole:
        return _atom(match, part, part, "exact", "digits", match.start() + len(match["share"] or "1"))
    return replace(_atom(match, *[round(part / whole, 4)] * 2, "exact", "ratio"), kind="share")


def _small(number: str) -> float:
    """A number in words or digits, 0 where there is none."""
    return float(number.replace(",", "")) if number[0].isdigit() else _cardinal(number) or 0.0


def _read_fraction(lower: str, match: re.Match) -> NumberPhrase | None:
    if re.search(
        rf"\b(?:first|second|other|last|latter|final|better){GAP}$", lower[max(0, match.start() - 12) : match.start()]
    ):
        return None
    over = re.sub(r"[\s-]", "", match["over"] or "one")
    name = match["fraction"] if match["fraction"] in _words("fraction") else match["fraction"].removesuffix("s")
    if name != "half" and not match["over"]:
        return None
    value = _words("fraction")[name][0] * (_cardinal("one" if over == "a" else over) or 1)
    return replace(_atom(match, round(value, 4), round(value, 4), "exact", "fraction"), kind="share")


READERS = {
    "ratio": _read_ratio,
    "part": _read_part,
    "vague": _read_vague,
    "plural": _read_plural,
    "digits": _read_digits,
    "fraction": _read_fraction,
    "words": _read_words,
    "pair": _read_pair,
    "alone": _read_alone,
}


def _with_kind(lower: str, atom: NumberPhrase) -> NumberPhrase:
    """Money and percentages are told by the signs and words at their sides."""
    if sign := CURRENCY.search(lower[max(0, atom.start - 5) : atom.start]):
        return replace(atom, start=atom.start - len(sign.group()), kind="money")
    if percent := re.match(
        r"\s?(?:%|per\s?cent\b|percent\b|pct\b|percentage points\b)", lower[atom.end : atom.end + 20]
    ):
        return replace(atom, end=atom.end + percent.end(), kind="share")
    if re.match(
        rf"{GAP}(?:worth of|in){GAP}(?:\w+{GAP})?(?:loss|losses|damages?|sales|aid|profits|debts?|funds)\b",
        lower[atom.end : atom.end + 40],
    ):
        return replace(atom, kind="money")
    return atom


def _join_ranges(lower: str, atoms: list[NumberPhrase]) -> list[NumberPhrase]:
    joined: list[NumberPhrase] = []
    for atom in atoms:
        whole = _range(lower, joined[-1], atom) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(atom)
    return joined


CHANGE = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|grew|grow|grown|growing|increase\w*|drop\w*|fell|fall|fallen|falling|decrease\w*"
    r"|jump\w*|climb\w*|declin\w*|reduc\w*|revis\w*|up|down|went|go|gone|soar\w*|rais\w*|cut|shr[aiu]nk)\b[^.;]{0,40}$"
)


def _range(lower: str, a: NumberPhrase, b: NumberPhrase) -> NumberPhrase | None:
    """Two numbers that are the two ends of one, or None."""
    between = lower[a.end : b.start]
    before = lower[max(0, a.start - 60) : a.start]
    link = re.fullmatch(
        rf"(?:{GAP}|-)?(?:-|to|or|{GAP}and|{GAP}to|{GAP}or)(?:{GAP}(?:about|around|some|even|as many as|nearly|perhaps){GAP}|{GAP})?",
        between,
    )
    if not link or a.approx != "exact" or b.approx != "exact":
        return None
    word = link.group().strip().split()[0] if link.group().strip() else ""
    opened = re.search(rf"\b(?P<word>between|from)(?:{GAP}(?:about|around|some|an estimated))?{GAP}$", before)
    if word == "and" and not (opened and opened["word"] == "between"):
        return None
    if word == "to" and opened and opened["word"] == "from" and CHANGE.search(before[: opened.start()]):
        return None
    if word == "to" and not opened and a.end > a.number_end and CHANGE.search(before):
        return None  # "rose 5 percent to 40 percent"
    low, high = _shared_scale(lower, a, b), b.low
    if low is None or low >= high or (word.startswith("-") and high >= 1000 * max(low, 1)):
        return None
    start = a.start - (len(before) - opened.start()) if opened else a.start
    kind = "share" if "share" in (a.kind, b.kind) else a.kind if a.kind != "count" else b.kind
    return NumberPhrase(start, b.end, a.number_start, b.number_end, low, high, "range", False, kind, "range")


def _shared_scale(lower: str, a: NumberPhrase, b: NumberPhrase) -> float | None:
    """The low end; "5 to 6 million" means 5 million, "20-30,000" means 20,000."""
    low = a.low
    said = re.search(r"[a-z]+$", lower[b.number_start : b.number_end])
    scale = _words("scale").get(said.group(), (0, 0))[0] if said else 0
    if (
        scale
        and low < scale
        and low < b.low / scale
        and not re.search(r"(?:hundred|thousand|illion|lakh|crore|dozen|k)$", lower[a.number_start : a.number_end])
    ):
        return low * scale
    hyphen = lower[a.end : b.start].strip() == "-"
    if hyphen and low < 1000 <= b.low and low * 1000 < b.low and b.low % 1000 == 0:
        return low * 1000
    return low


@cache
def _approximators(place: str) -> tuple[re.Pattern, dict[str, dict[str, str]]]:
    rows = {row["phrase"]: row for row in read_words("approximators.csv") if row["place"] == place}
    words = _any_of(rows)
    if place == "before":
        return re.compile(rf"(?:(?<=[\s(\[\"'-])|^)(?P<phrase>{words})(?:{GAP}(?:the|of|a))?{GAP}?$"), rows
    return re.compile(rf"{GAP}?(?P<phrase>{words})(?![a-z])(?!{GAP}than\b)"), rows


def _with_approximators(lower: str, phrase: NumberPhrase) -> NumberPhrase:
    """Take in the approximators on both sides, up to three before; an open end wins over "about"."""
    said, adds = [], False
    start, end = phrase.start, phrase.end
    before, rows = _approximators("before")
    for _ in range(3):
        match = before.search(lower, max(0, start - 30), start)  # 30 characters: the longest approximator has 19
        if not match:
            break
        row = rows[re.sub(r"\s+", " ", match["phrase"])]
        start = match.start("phrase")
        said.append(row["approx"])
        adds = adds or row["adds"] == "1"
    for place in ("inside", "after"):
        after, rows = _approximators(place)
        if match := after.match(lower[end : end + 30]):
            row = rows[re.sub(r"\s+", " ", match["phrase"])]
            if place == "after":
                end += match.end()
            said.append(row["approx"])
            adds = adds or row["adds"] == "1"
    return _widen(replace(phrase, start=start, end=end, adds=adds), said)


def _widen(phrase: NumberPhrase, said: list[str]) -> NumberPhrase:
    low, high = phrase.low, phrase.high
    for approx in ("at_least", "more_than"):
        if approx in said:
            return replace(phrase, high=None, approx=approx)
    for approx in ("up_to", "less_than"):
        if approx in said:
            return replace(phrase, low=None, approx=approx)
    if "about" in said and phrase.approx == "exact":
        return replace(phrase, low=_round(low * (1 - ABOUT)), high=_round(high * (1 + ABOUT)), approx="about")
    return phrase


def _round(value: float) -> float:
    """Rid a bound of the last digits that binary fractions add (0.95 * 400,000 is 380,000)."""
    return float(f"{value:.10g}")
