"""Processes that read files under guard: one that hangs, swells or dies costs its file and is replaced.

Each process loads its tools once and takes one file after the other, so a guarded file costs no more than an
unguarded one. Results come in the order of the files, however many processes there are. A process whose
memory runs out ends; the file gets a second chance in a fresh one, since others may have filled the old.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Generic, TypeVar

from models import Problem
from pipeline.faults import process_died, unexpected
from pipeline.memory import HUNGRY, bound_memory
from pipeline.readers import Limits
from pipeline.readers.problems import problem
from pipeline.readers.pulse import listen, on_hunger

Result = TypeVar("Result")
Work = Callable[[Path], Iterable[Result]]
"""What is done with a file; it may give several results, and the clock starts anew with each sign of life."""

_STARTING = threading.Lock()
_BEAT, _ONE, _FAULT, _END = "beat", "one", "fault", "end"


def new_processes() -> SpawnContext:
    """How processes are started: in the same way on every system."""
    return multiprocessing.get_context("spawn")


def guarded(
    start: Callable[[], Work[Result]],
    files: Sequence[Path],
    failed: Callable[[Path, Problem], Result],
    limits: Limits,
    workers: int = 1,
) -> Iterator[list[Result]]:
    """The results of each file, in the order of `files`.

    Args:
        start: called once in every process, makes the function that reads a file; must be importable.
        files: what to read.
        failed: the result that stands for what a file did not give, and why.
        limits: `seconds` until the next sign of life, `memory_bytes` on top of what the tools take.
        workers: how many processes.
    """
    crew = _Crew(start, limits, failed)
    try:
        yield from crew.results(files, min(workers, len(files)))
    finally:
        crew.dismiss()


@dataclass(eq=False)
class _Worker(Generic[Result]):
    """A process, the file that it was given (by number), and what it has sent of it.

    `jobs` counts the files that it was given, `again` says that another process should read the last one.
    """

    process: BaseProcess
    connection: Connection
    job: int = -1
    path: Path = field(default_factory=Path)
    sent: list[Result] = field(default_factory=list)
    deadline: float = float("inf")
    jobs: int = 0
    again: bool = False

    def take(self, job: int, path: Path) -> None:
        self.job, self.path, self.sent, self.deadline = job, path, [], float("inf")
        self.jobs += 1
        with suppress(OSError):  # it is gone already: that shows when its messages are waited for
            self.connection.send(path)

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class _Crew(Generic[Result]):
    def __init__(
        self,
        start: Callable[[], Work[Result]],
        limits: Limits,
        failed: Callable[[Path, Problem], Result],
    ) -> None:
        self._start, self._limits, self._failed = start, limits, failed
        self._busy: list[_Worker[Result]] = []
        self._idle: list[_Worker[Result]] = []

    def results(self, files: Sequence[Path], workers: int) -> Iterator[list[Result]]:
        """Each file's results as soon as they and those of all files before it are there."""
        waiting = deque(enumerate(files))
        done: dict[int, list[Result]] = {}
        for wanted in range(len(files)):
            while wanted not in done:
                while waiting and len(self._busy) < workers:
                    self._assign(*waiting.popleft())
                for worker in self._finished():
                    if worker.again:
                        waiting.appendleft((worker.job, worker.path))
                    else:
                        done[worker.job] = worker.sent
            yield done.pop(wanted)

    def dismiss(self) -> None:
        """End every process."""
        for worker in self._busy + self._idle:
            worker.stop()

    def _assign(self, job: int, path: Path) -> None:
        worker = self._idle.pop() if self._idle else self._hired()
        worker.take(job, path)
        self._busy.append(worker)

    def _hired(self) -> _Worker[Result]:
        """A fresh process."""
        context = new_processes()
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._start, self._limits), daemon=True)
        with _without_the_callers_script():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _finished(self) -> Iterator[_Worker[Result]]:
        """Wait for the next message; the workers that are through with their file, one way or another."""
        nearest = min(worker.deadline for worker in self._busy)
        timeout = None if nearest == float("inf") else max(0.0, nearest - time.monotonic())
        ready = wait([worker.connection for worker in self._busy], timeout)
        for worker in list(self._busy):
            if worker.connection in ready:
                through = self._heard(worker)
            else:
                through = time.monotonic() > worker.deadline
                if through:
                    self._lose(worker, problem("too_slow", limit=self._limits.seconds))
            if through:
                self._busy.remove(worker)
                yield worker

    def _heard(self, worker: _Worker[Result]) -> bool:
        """Take one message; whether it was the last of the file."""
        try:
            kind, result = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(1)
            hungry = worker.process.exitcode == HUNGRY
            worker.again = hungry and worker.jobs > 1
            self._lose(worker, problem("too_hungry") if hungry else process_died())
            return True
        if kind == _END:
            self._idle.append(worker)
            return True
        if kind == _ONE:
            worker.sent.append(result)
        if kind == _FAULT:
            worker.sent.append(self._failed(worker.path, result))
        worker.deadline = time.monotonic() + self._limits.seconds
        return False

    def _lose(self, worker: _Worker[Result], why: Problem) -> None:
        worker.stop()
        worker.sent.append(self._failed(worker.path, why))


@contextmanager
def _without_the_callers_script() -> Iterator[None]:
    """While a process is started, hide the script that runs here, which the new process would run once more.

    Nothing of it is needed there; a program that calls this one need not guard its own lines.
    """
    with _STARTING:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


def _serve(connection: Connection, start: Callable[[], Work[Result]], limits: Limits) -> None:
    """What a process of the crew does until nobody gives it files any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends us
    work = start()
    bound_memory(limits.memory_bytes)
    listen(lambda: connection.send((_BEAT, None)))
    on_hunger(lambda: os._exit(HUNGRY))
    with suppress(EOFError, OSError):
        while True:
            path = connection.recv()
            connection.send((_BEAT, None))
            _send_all(connection, work, path)
            connection.send((_END, None))


def _send_all(connection: Connection, work: Work[Result], path: Path) -> None:
    try:
        for result in work(path):
            connection.send((_ONE, result))
    except Exception as fault:
        connection.send((_FAULT, unexpected(fault)))
