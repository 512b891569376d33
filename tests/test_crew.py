"""Processes under guard: one that hangs, swells, dies or fails costs its file, the others are as ever."""

import datetime as dt
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from extraction_builders import registry, text_document

from extractors import load_extractor
from models import Problem, Severity
from pipeline import memory
from pipeline.batch import find_files, run_batch
from pipeline.crew import guarded
from pipeline.ledger import Ledger
from pipeline.readers import Limits

ROOT = Path(__file__).parent.parent
DAY = dt.date(2026, 3, 12)
LIMITS = Limits(seconds=2, memory_bytes=200 << 20)


_taken = []


def behaving(path):
    """What the name of the file asks for."""
    yield f"{path.name} 1"
    if path.name == "hangs":
        time.sleep(60)
    if path.name == "swells":
        yield len(bytearray(2 << 30))
    if path.name == "dies":
        os._exit(9)
    _taken.append(path.name)
    if path.name == "does not fit beside others" and len(_taken) > 1:
        raise MemoryError
    if path.name == "hungry":
        os._exit(memory.HUNGRY)
    if path.name == "fails":
        raise ValueError("words of the document")
    yield f"{path.name} 2"


def start(log):
    with Path(log).open("a") as file:
        file.write(f"{os.getpid()}\n")
    return behaving


def lost(path: Path, why: Problem):
    assert why.severity is Severity.ERROR
    return f"{path.name} {why.code}"


def results(names, log, workers=1):
    return list(guarded(partial(start, str(log)), [Path(name) for name in names], lost, LIMITS, workers))


@pytest.mark.usefixtures("cold_readers")
@pytest.mark.parametrize("workers", [1, 3])
def test_each_bad_file_is_one_result_and_the_order_holds(workers, tmp_path):
    names = ["a", "hangs", "b", "dies", "hungry", "swells", "fails", "c"]
    assert results(names, tmp_path / "log", workers) == [
        ["a 1", "a 2"],
        ["hangs 1", "hangs R060"],
        ["b 1", "b 2"],
        ["dies 1", "dies X901"],
        ["hungry 1", "hungry R061"],
        ["swells 1", "swells R061"],
        ["fails 1", "fails X900"],
        ["c 1", "c 2"],
    ]


def test_one_process_serves_all_files_until_it_misbehaves(tmp_path):
    log = tmp_path / "log"
    results(["a", "b", "c", "fails", "d"], log)
    assert len(log.read_text().split()) == 1
    results(["a", "dies", "b"], log)
    assert len(log.read_text().split()) == 3


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_for_which_only_a_used_process_is_too_full_is_read_in_a_fresh_one(workers, tmp_path):
    names = ["a", "does not fit beside others", "b", "c", "does not fit beside others"]
    found = results(names, tmp_path / "log", workers)
    assert found == [[f"{name} 1", f"{name} 2"] for name in names]


def test_nothing_stays_behind_when_the_results_are_not_all_taken(tmp_path):
    log = tmp_path / "log"
    found = guarded(partial(start, str(log)), [Path("a"), Path("hangs")], lost, LIMITS)
    next(found)
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(log.read_text()), 0)


def test_peak_is_watched_where_the_system_does_not_refuse():
    script = (
        "import time; from pipeline import memory; import threading\n"
        "threading.Thread(target=memory.watch, args=(memory.peak() + (50 << 20),), daemon=True).start()\n"
        "held = b'x' * (memory.peak() + (60 << 20)); time.sleep(5)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=30)
    assert done.returncode == memory.HUNGRY


def test_ledger_is_the_same_at_any_number_of_workers(tmp_path):
    files = find_files([ROOT / "corpus" / "inbox"])[:6]
    states = []
    for workers in (1, 3):
        with Ledger.open(str(tmp_path / f"{workers}.db")) as ledger:
            reports = run_batch(files, ledger, on=DAY, actor="test", workers=workers)
            states.append((reports, ledger.events()))
    assert states[0] == states[1]


def test_a_document_shows_signs_of_life_between_the_steps_of_its_reading():
    signs: list[str] = []
    extractor = load_extractor(registry(), alive=lambda: signs.append("alive"))
    assert extractor(text_document("县水务局要在6月底前完成清淤。\n")).tasks
    assert len(signs) > 1
