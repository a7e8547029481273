"""The component that `pipeline_component` makes: it analyses the text of each Doc that it gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.tables.columns import TABLES
from onrecord.tables.docs import GROUPS, add_spans
from onrecord.tables.record import analyse
from onrecord.text.article import make_article
from onrecord.tone.scoring import check_scorer

if TYPE_CHECKING:
    from spacy.tokens import Doc


class OnRecord:
    """Adds to a Doc what `Record.to_doc` adds: groups of spans, and the record as `doc._.onrecord`."""

    def __init__(self, model: str, scorer: str) -> None:
        check_scorer(scorer)
        self._model, self._scorer = model, scorer

    def __call__(self, doc: Doc) -> Doc:
        """Analyse the text of a Doc; one without text gets empty groups.

        Raises:
            SourceError: the text is in another language than English, or too long.
        """
        if not doc.text.strip():
            doc.spans.update({group: [] for group in GROUPS})
            return doc
        record = analyse(make_article(doc.text, "the text of a Doc"), self._model, scorer=self._scorer)
        add_spans(doc, {name: record.rows(name) for name in TABLES})
        return doc
