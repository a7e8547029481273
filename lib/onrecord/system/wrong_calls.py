"""Wrong calls: what all errors have in common whose message tells the caller what to change."""


class WrongCall(Exception):
    """A call that cannot work as it is; the message says what to change. The command line prints it alone, exit code 2."""
