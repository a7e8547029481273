"""Cluster: the same work done by the workers of a Dask scheduler, on this machine or on others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from importlib import metadata
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from onrecord.system.fingerprints import of_library
from onrecord.system.wrong_calls import WrongCall
from onrecord.text.pipelines import load_model

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 5  # seconds to wait for a scheduler that answers, and for its first worker
TOGETHER = 4  # items that go to a worker and come back together: that costs this process 3 ms, however many they are
WINDOW = 4  # such pieces of work in flight for each thread of the workers
MUST_AGREE = ("onrecord", "spacy", "numpy", "nltk", "vaderSentiment")  # what the tables depend on, besides the model
RUNS_SCORER = {"minilm": ("onnxruntime", "tokenizers")}  # and what the tone of a scorer depends on

_one_at_a_time = Lock()  # a spaCy pipeline is not made for several threads


class ClusterError(WrongCall):
    """A cluster that cannot be used; the message says what to change."""


def on_cluster(
    work: Callable[[Item], Result], items: Iterable[Item], address: str, model: str, scorer: str
) -> Generator[tuple[Item, Callable[[], Result]]]:
    """Do the same work on many items, on the workers of a Dask scheduler.

    Args:
        work: what to do; a function of a module that the workers have, too.
        items: taken one after the other, as they are needed.
        address: of the scheduler, such as "tcp://10.0.0.5:8786".
        model: the pipeline, which every worker process loads once.
        scorer: of tone; what runs it must be on the workers, too.

    Yields:
        Each item, in the order given, with a function that gives its result or raises what the work raised. What a
        worker had when it died is done by another one; the function raises Dask's KilledWorker where four died of it.

    Raises:
        ClusterError: Dask is not installed, nothing answers at the address or it falls silent, there are no workers, or
            they have another library or other versions than this machine.
    """
    client = _connected(address)
    try:
        _check_workers(client, address, model, scorer)
        items, begin = iter(items), partial(client.submit, _each, work, pure=False)
        window = WINDOW * sum(client.nthreads().values())
        waiting: deque[tuple[list[Item], Future]] = deque()
        while some := list(islice(items, TOGETHER)):
            waiting.append((some, begin(some)))
            if len(waiting) >= window:
                yield from _results(*waiting.popleft(), begin, address)
        while waiting:
            yield from _results(*waiting.popleft(), begin, address)
    finally:
        with suppress(TimeoutError, OSError):  # of a scheduler that is gone, no farewell is heard
            client.close(timeout=PATIENCE)


def _results(
    items: list[Item], future: Future, begin: Callable[[list[Item]], Future], address: str
) -> Iterator[tuple[Item, Callable[[], Any]]]:
    """Items that were sent together, each with a function that gives its result; where one failed, each is sent anew, alone."""
    try:
        together = _wait(future, address)
    except ClusterError:
        raise
    except Exception:
        futures = [begin([item]) for item in items]
        yield from ((item, partial(_only, future, address)) for item, future in zip(items, futures, strict=True))
    else:
        yield from ((item, partial(_same, result)) for item, result in zip(items, together, strict=True))


def _only(future: Future, address: str) -> Any:
    (result,) = _wait(future, address)
    return result


def _same(result: Result) -> Result:
    return result


def _wait(future: Future, address: str) -> list:
    try:
        results: list = future.result()
    except CancelledError:
        raise ClusterError(f"{address}: the connection to the scheduler is lost; start the call again") from None
    return results


def _each(work: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    with _one_at_a_time:
        return [work(item) for item in items]


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as problem:
        raise ClusterError("--cluster needs Dask; in the project's folder: pip install '.[cluster]'") from problem
    client: Client = Client.__new__(Client)  # at hand where its constructor fails halfway: it has begun to work by then
    try:
        Client.__init__(client, address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as problem:
        # Left to the garbage collector, which may run in the thread that the next client starts, the two would wait
        # for one another until Dask gives up.
        with suppress(AttributeError, TimeoutError, OSError):
            client.close(timeout=PATIENCE)
        raise ClusterError(
            f"{address}: no Dask scheduler answers; check the address, which a scheduler prints when it starts"
        ) from problem
    return client


def _check_workers(client: Client, address: str, model: str, scorer: str) -> None:
    """See that there are workers, and that what they find will be what this machine would find."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as problem:
        raise ClusterError(f"{address}: has no workers; start some: dask worker {address} --nthreads 1") from problem
    try:
        there = client.run(_versions, model, scorer)
    except ImportError as problem:
        raise ClusterError(f"{address}: its workers lack On Record ({problem}); install it there, too") from problem
    here = _versions(model, scorer)
    for worker, versions in there.items():
        if other := [
            f"{name} {versions[name]} there, {here[name]} here" for name in here if versions[name] != here[name]
        ]:
            raise ClusterError(f"{address}: worker {worker} has other versions: {', '.join(other)}; make them agree")


def _versions(model: str, scorer: str) -> dict[str, str | None]:
    """The versions that tables depend on; the model is loaded by the way."""
    versions: dict[str, str | None] = {"model": f"{load_model(model).meta['name']} {load_model(model).meta['version']}"}
    for package in (*MUST_AGREE, *RUNS_SCORER.get(scorer, ())):
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            versions[package] = None
    return versions | {"code and word lists": of_library()}
