"""How often rows, rules and scorers are right, measured on texts that people marked."""

from onrecord.evaluation.published import (
    accuracy_note,
    agreement_of_readers,
    hints_sentence,
    how_often_right,
    published_accuracy,
    reliability,
    rule_shares,
    shares_on_others_news,
)
from onrecord.evaluation.row_accuracy import accuracy, measure_rows, write_accuracy
from onrecord.evaluation.rules import (
    described_rules,
    described_sets,
    measure_rules,
    rule_accuracy,
    rule_in_words,
    rules_of_all_tables,
    write_rule_accuracy,
)
from onrecord.evaluation.scorers import (
    hard_sentences,
    measure_scorer,
    scorer_accuracy,
    scorer_sentence,
    write_scorer_accuracy,
)

__all__ = [
    "accuracy",
    "accuracy_note",
    "agreement_of_readers",
    "described_rules",
    "described_sets",
    "hard_sentences",
    "hints_sentence",
    "how_often_right",
    "measure_rows",
    "measure_rules",
    "measure_scorer",
    "published_accuracy",
    "reliability",
    "rule_accuracy",
    "rule_in_words",
    "rule_shares",
    "rules_of_all_tables",
    "scorer_accuracy",
    "scorer_sentence",
    "shares_on_others_news",
    "write_accuracy",
    "write_rule_accuracy",
    "write_scorer_accuracy",
]
