"""Imported by the fork server of the tests: the model and the word lists, loaded once for all that are forked from it."""

from onrecord.tables.record import analyse
from onrecord.text.article import Article

analyse(Article("warm", "“It rained,” said Mara Lind, the mayor. About 12 people were killed, the council said."))
