"""The component `onrecord` of a spaCy pipeline: `nlp.add_pipe("onrecord")` finds quotes, mentions and figures in any text.

It is an entry point of the package, so that spaCy knows it where On Record is installed.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.tables.columns import TABLES
from onrecord.tables.docs import GROUPS, add_spans
from onrecord.tables.record import analyse, register_extensions
from onrecord.text.article import make_article
from onrecord.text.pipelines import DEFAULT_MODEL
from onrecord.tone.scoring import check_scorer


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


@Language.factory("onrecord", assigns=["doc.spans"], default_config={"model": DEFAULT_MODEL, "scorer": "vader"})
def make_component(nlp: Language, name: str, model: str, scorer: str) -> OnRecord:
    """Make the component.

    Args:
        nlp: the pipeline; its own tokens are those of the spans, the analysis parses the text with a pipeline of its own.
        name: of the component in the pipeline.
        model: name of the spaCy pipeline that parses the text.
        scorer: of tone, one of `onrecord.SCORERS`.

    Returns:
        The component.
    """
    register_extensions()
    return OnRecord(model, scorer)
