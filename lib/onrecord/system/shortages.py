"""Shortages: what the machine has too little of, in one line with what to lower or to make room in."""

from __future__ import annotations

import errno

from onrecord.system.text_lines import first_line, one_line

MEMORY = "out of memory; lower --jobs (--jobs 1 takes the least), or end other programs"
PROCESSES = "the system starts no more processes or threads; lower --jobs, or raise the limit (ulimit -u)"
FILES = "too many files are open; lower --jobs, or raise the limit (ulimit -n)"
NOT_MAPPED = "failed to map segment from shared object"  # how the system's loader says that a library finds no memory
NO_THREAD = "can't start new thread"  # the whole message of Python's RuntimeError
# What is wrong with the disk, and would be for whatever is written next.
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_OF_SYSTEM = {errno.ENOMEM: MEMORY, errno.EAGAIN: PROCESSES, errno.EMFILE: FILES, errno.ENFILE: FILES}


class WorkerKilled(RuntimeError):
    """Work whose process was killed each time that it was tried."""


def shortage(problem: BaseException | None) -> str | None:
    """What the machine has too little of for any work, and what to do, in one line; None for any other problem."""
    if isinstance(problem, SystemError):  # how some C code fails when it gets no memory
        problem = problem.__cause__
    if isinstance(problem, MemoryError) or (isinstance(problem, ImportError) and NOT_MAPPED in str(problem)):
        return MEMORY
    if isinstance(problem, RuntimeError) and str(problem) == NO_THREAD:
        return PROCESSES
    return _OF_SYSTEM.get(problem.errno or 0) if isinstance(problem, OSError) else None


def in_words(problem: BaseException) -> str:
    """What went wrong, in one line: without the type of an error or its number, with the file that it is about, and what to do."""
    if short := shortage(problem):
        return short
    if not isinstance(problem, OSError) or not problem.strerror:
        return first_line(problem)
    where = f"{one_line(problem.filename)}: " if problem.filename else ""
    advice = "; check this place and your rights to it, or name another" if where else ""
    if problem.errno in _FULL:
        advice = "; make room there, or write to another place"
    return f"{where}{one_line(problem.strerror)}{advice}"
