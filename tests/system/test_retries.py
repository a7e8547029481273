"""Retries and shortages: what may pass is tried again, as often as is said; what the machine lacks is said in one line."""

import errno
import os

import pytest

from onrecord.system.pool import in_order
from onrecord.system.retries import may_pass, pauses, persistently
from onrecord.system.shortages import FILES, MEMORY, PROCESSES, WorkerKilled, in_words, shortage


def os_error(number, *more):
    return OSError(number, os.strerror(number), *more)


PASSING = [WorkerKilled("killed"), MemoryError(), TimeoutError("late"), os_error(errno.EMFILE), ConnectionResetError()]
LASTING = [ValueError("wrong"), os_error(errno.ENOSPC), os_error(errno.EROFS), ZeroDivisionError()]


@pytest.mark.parametrize("problem", [*PASSING, *LASTING], ids=repr)
def test_what_may_pass_is_tried_again(problem):
    tried, waited = [], []

    def work():
        tried.append(1)
        if len(tried) < 4:
            raise problem
        return "done"

    assert may_pass(problem) == (problem in PASSING)
    if problem in PASSING:
        assert persistently(3, lambda: work, work, wait=waited.append) == "done"
        assert waited == [1, 2, 4]
        tried.clear()
    with pytest.raises(type(problem)):
        persistently(2, lambda: work, work, wait=waited.append)
    assert len(tried) == (3 if problem in PASSING else 1)


def test_pauses_grow_and_are_bounded():
    assert list(pauses(8)) == [1, 2, 4, 8, 16, 32, 60, 60]
    assert list(pauses(0)) == []


def sometimes(sign):
    """Fails for a reason that may pass, the first time."""
    if not os.path.exists(sign):
        open(sign, "w").close()
        raise os_error(errno.EAGAIN)
    return sign


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_of_a_pool_is_begun_again(jobs, tmp_path):
    signs = [str(tmp_path / str(n)) for n in range(3)]
    persist = lambda begin, first: persistently(1, begin, first, wait=lambda _: None)  # noqa: E731
    assert [result() for _, result in in_order(sometimes, signs, jobs, int, persist)] == signs


def without_memory_in_c():
    problem = SystemError("<built-in function load> returned a result with an exception set")
    problem.__cause__ = MemoryError()
    return problem


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (MemoryError(), MEMORY),
        (without_memory_in_c(), MEMORY),
        (os_error(errno.ENOMEM), MEMORY),
        (os_error(errno.EAGAIN), PROCESSES),
        (RuntimeError("can't start new thread"), PROCESSES),
        (os_error(errno.EMFILE), FILES),
        (
            os_error(errno.ENOSPC, "/x\n/y"),
            "/x /y: No space left on device; make room there, or write to another place",
        ),
        (
            os_error(errno.EACCES, "/x"),
            "/x: Permission denied; check this place and your rights to it, or name another",
        ),
        (ValueError("first\nsecond"), "first"),
        (ValueError(), "ValueError"),
    ],
)
def test_problems_in_one_line(problem, words):
    assert in_words(problem) == words
    assert (shortage(problem) is not None) == (words in (MEMORY, PROCESSES, FILES))
