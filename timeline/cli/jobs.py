"""Work in several processes, in order and without holding more than a few pieces of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from typing import Any, TypeVar

from timeline.errors import TimelineError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_AHEAD = 3
"""So many pieces for each process may be under way, or done and waiting for their turn."""


def count(wanted: int) -> int:
    """Say how many processes are meant: 0 is one for each processor that we may use."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return wanted or available


def ordered(work: Callable[[_Item], _Result], items: Iterable[_Item], jobs: int) -> Generator[_Result, None, None]:
    """Yield ``work(item)`` for each item, in their order; ``work`` must be a function of a module.

    An error in ``items`` or in the work ends it all at once. Whoever stops early closes the iterator.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    from multiprocessing.connection import Connection, wait

    pool = _start(work, jobs)
    idle: list[Connection] = [connection for _, connection in pool]
    busy: dict[Connection, int] = {}
    done: dict[int, _Result] = {}
    source = enumerate(items)
    told, is_open = 0, True
    try:
        while is_open or busy or done:
            while is_open and idle and len(busy) + len(done) < _AHEAD * jobs:
                number, item = next(source, (-1, None))
                is_open = number >= 0
                if is_open:
                    busy[idle[-1]] = number
                    idle.pop().send(item)
            if told in done:
                yield done.pop(told)
                told += 1
                continue
            # To wait for nothing would be to wait for ever.
            for ready in wait(list(busy)) if busy else ():
                assert isinstance(ready, Connection)
                done[busy.pop(ready)] = _received(ready)
                idle.append(ready)
    finally:
        for process, _ in pool:
            process.terminate()
        for process, connection in pool:
            process.join()
            connection.close()


def _start(work: Callable[[Any], Any], jobs: int) -> list[tuple[Any, Any]]:
    """Start the processes; each is a new interpreter, the same on every system."""
    import multiprocessing
    import signal

    context = multiprocessing.get_context("spawn")
    pool = []
    # Ctrl-C reaches every process of the terminal. It is for this one to act on it: what is ignored here while they are
    # started, they ignore from their first moment.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(work, theirs), daemon=True)
            process.start()
            # The last end of theirs is then with them: that it is gone tells that they are.
            theirs.close()
            pool.append((process, ours))
    finally:
        signal.signal(signal.SIGINT, before)
    return pool


def _serve(work: Callable[[Any], Any], connection: Any) -> None:
    """Do what comes in, until nothing does; an error is an answer too."""
    try:
        while True:
            item = connection.recv()
            try:
                answer = work(item)
            except Exception as error:
                answer = error
            connection.send(answer)
    except (EOFError, OSError):
        return


def _received(connection: Any) -> Any:
    try:
        answer = connection.recv()
    except (EOFError, OSError):
        raise TimelineError("a process was ended from outside", "if memory is short, give fewer --jobs") from None
    if isinstance(answer, Exception):
        raise answer
    return answer
