"""The memory of this process: a bound on it, as far as the system has one."""

import os
import sys
import threading
import time
from pathlib import Path

HUNGRY = 77
"""The exit code of a process that took more memory than it was allowed."""

_STATM = Path("/proc/self/statm")
_LOOK_SECONDS = 0.2


def bound_memory(extra: int) -> None:
    """Allow this process `extra` bytes more than it has now.

    Linux refuses what goes beyond, which shows as a `MemoryError`. Other systems with `resource` do not
    refuse: there a thread looks at the peak and ends the process with `HUNGRY`. Windows has neither; the
    time limit still holds.
    """
    if sys.platform == "win32":
        return
    if _STATM.exists():
        _refuse_beyond(int(_STATM.read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE") + extra)
    else:
        limit = peak() + extra
        threading.Thread(target=watch, args=(limit,), daemon=True).start()


def peak() -> int:
    """The most memory that this process ever held, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def watch(limit: int) -> None:
    """End this process as soon as it has held more than `limit` bytes."""
    while peak() <= limit:
        time.sleep(_LOOK_SECONDS)
    os._exit(HUNGRY)


def _refuse_beyond(limit: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))
