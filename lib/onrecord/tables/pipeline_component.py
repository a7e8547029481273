"""The component `onrecord` of a spaCy pipeline: `nlp.add_pipe("onrecord")` finds quotes, mentions and figures in any text.

It is an entry point of the package, so that spaCy knows it where On Record is installed. Whoever loads any pipeline there
imports this module: what analyses is imported when the component is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from onrecord.system.models import DEFAULT_MODEL

if TYPE_CHECKING:
    from onrecord.tables.component import OnRecord


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
    from onrecord.tables.component import OnRecord
    from onrecord.tables.record import register_extensions

    register_extensions()
    return OnRecord(model, scorer)
