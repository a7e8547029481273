"""Who speaks, and who claims a figure: names, compared by their words."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.classroom.check import _names
from onrecord.classroom.check._checked import Checked
from onrecord.classroom.check._places import picked
from onrecord.classroom.check._stopped import unless_stopped


@unless_stopped
def speaker(of: str, words: str, given: object) -> Checked:
    """Check who says a quote.

    Args:
        of: name of the text.
        words: words that pick out the quote.
        given: the answer: a full name as the article has it; "nobody" where the article names none.

    Raises:
        LessonError: the text or the words are not there.
    """
    text, mark = picked(of, words, "quotes")
    others = [quote["speaker_canonical"] for quote in text["quotes"]]
    return _names.checked("speaker", given, [mark["speaker_canonical"]], others, text["text"], mark)


@unless_stopped
def claimant(of: str, words: str, given: object) -> Checked:
    """Check who claims a figure.

    Args:
        of: name of the text.
        words: words that pick out the figure.
        given: the answer: a full name as the article has it; "the article" where nobody else claims it.

    Raises:
        LessonError: the text or the words are not there.
    """
    text, mark = picked(of, words, "figures")
    right = [mark["source"], *_alternatives(mark)]
    others = [figure["source"] for figure in text["figures"]]
    others += [quote["speaker_canonical"] for quote in text["quotes"]]
    return _names.checked("claimant", given, right, others, text["text"], mark)


def _alternatives(mark: dict) -> Sequence[str | None]:
    return mark.get("source_alt") or ()
