"""Plain characters: typographic marks and dashes as the parser reads them."""

# One character for one character, so that offsets into the parsed text are offsets into the article.
INVISIBLE = "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
PLAIN_CHARACTERS = str.maketrans(INVISIBLE, " " * len(INVISIBLE)) | str.maketrans(
    "‘’‚‛“”„‟«»″′–\u00a0\u202f\u2009", '\'\'\'\'"""""""\'-   '
)
