"""The command line as a clerk meets it: help, mistakes, exit codes, files good and bad."""

import csv
import datetime as dt
import fcntl
import json
import os
import resource
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from pipeline.batch import Outcome, find_files, run_batch
from pipeline.commands.app import cli
from pipeline.extract_records import IssueRecord, TaskRecord
from pipeline.ledger import Ledger
from pipeline.reading import read_file

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
SPEECH, FEEDBACK = sorted((DATA / "commands").glob("*.txt"), key=lambda path: "讲话" not in path.name)
DAY = dt.date(2026, 3, 20)

with (DATA / "usage_errors.csv").open(encoding="utf-8", newline="") as table:
    USAGE_ERRORS = [tuple(row.values()) for row in csv.DictReader(table)]


@pytest.fixture
def inbox(tmp_path):
    """A folder as an office has it: two documents, a broken one, a hidden one and a lock file."""
    folder = tmp_path / "材料"
    (folder / "子目录").mkdir(parents=True)
    shutil.copy(SPEECH, folder)
    shutil.copy(FEEDBACK, folder / "子目录")
    (folder / "坏文件.docx").write_bytes(b"PK\x03\x04 no archive at all")
    (folder / ".隐藏.txt").write_text("各部门要在5月底前完成整改。", "utf-8")
    (folder / "~$反馈.docx").write_bytes(b"lock")
    return folder


def spawn(*arguments, **environment):
    return subprocess.run(
        [sys.executable, ROOT / "run.py", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def columns(line):
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def line_of(output, word):
    return next(line for line in output.splitlines() if word in line)


# Help and mistakes


def test_help_costs_less_than_a_third_of_a_second():
    def cpu():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    costs = []
    for _ in range(3):
        before = cpu()
        assert spawn("--help").returncode == 0
        costs.append(cpu() - before)
    assert min(costs) < 0.3


def test_looking_at_a_ledger_loads_no_grammar():
    code = "import sys, pipeline.commands.ledger.screen; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    assert not {"spacy", "jieba", "extractors.deadlines.finder"} & set(ran.stdout.split())


@pytest.mark.parametrize(
    "command",
    [[], *([name] for name in cli.commands), *(["ledger", name] for name in cli.commands["ledger"].commands)],
    ids=" ".join,
)
def test_help_fits_a_narrow_screen(run, command):
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    assert max(map(columns, out.splitlines())) <= 80
    assert "Usage" not in out
    assert "Options" not in out


def test_no_command_shows_the_help(run):
    assert run() == run("--help")


@pytest.mark.parametrize(("arguments", "message"), USAGE_ERRORS)
def test_wrong_usage_is_one_chinese_line(run, arguments, message):
    code, out, err = run(*arguments.split())
    assert (code, out) == (2, "")
    assert err.startswith("[X910]")
    assert message in err
    assert "--help" in err
    assert err.count("\n") == 1


def test_output_is_utf8_wherever_it_goes():
    done = spawn("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.stdout.decode("utf-8").startswith("用法：run.py")


def test_a_reader_that_leaves_early_is_no_fault():
    with subprocess.Popen(
        [sys.executable, ROOT / "run.py", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as process:
        assert process.stdout
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait() == 0


# extract


def test_extract_prints_records_and_nothing_else():
    done = spawn("extract", SPEECH, FEEDBACK, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    records = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert {record["kind"] for record in records} >= {"task", "issue"}
    for record in records:
        for computed in ("page", "paragraph", "cell"):
            del record["source"][computed]
        (IssueRecord if record["kind"] == "issue" else TaskRecord).model_validate(record)


def test_extract_reads_owner_role_and_deadline(run):
    _, out, _ = run("extract", SPEECH, "--format", "jsonl")
    census = next(record for record in map(json.loads, out.splitlines()) if "停车位普查" in record["measure"])
    assert [(owner["name"], owner["role"]) for owner in census["owners"]] == [("区住建局", "responsible")]
    assert (census["deadline"]["text"], census["deadline"]["due"]) == ("4月15日前", "2026-04-15")
    assert census["source"]["paragraph"]


def test_extract_counts_from_the_date_that_the_user_gives(run):
    _, out, _ = run("extract", SPEECH, "--format", "jsonl", "--date", "2024-01-10")
    census = next(record for record in map(json.loads, out.splitlines()) if "停车位普查" in record["measure"])
    assert census["deadline"]["due"] == "2024-04-15"


def test_extract_json_holds_what_a_person_must_see_besides_the_records(run):
    code, out, _ = run("extract", FEEDBACK, "--format", "json", "--kind", "feedback")
    (document,) = json.loads(out)
    assert code == 0
    assert document["kind"] == "feedback"
    assert document["anchor"]["date"] == "2026-03-09"
    assert {"gaps", "problems", "rejected", "records"} <= set(document)


@pytest.mark.parametrize(("word", "kind", "told"), [("通知", "notice", False), ("report", "feedback", True)])
def test_extract_takes_a_kind_in_either_language_and_looks_itself_at_others(run, word, kind, told):
    code, out, err = run("extract", FEEDBACK, "--format", "json", "--kind", word)
    assert code == 0
    assert json.loads(out)[0]["kind"] == kind
    assert ("[X911]" in err) is told


def test_extract_table_shows_owners_by_role(run):
    code, out, _ = run("extract", SPEECH, FEEDBACK)
    assert code == 0
    assert "牵头：区消防救援大队" in out
    assert "配合：区水务局" in out
    assert "2026-04-15" in out


@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
def test_extract_names_the_file_it_cannot_read(run, inbox, form):
    code, out, err = run("extract", inbox / "坏文件.docx", SPEECH, "--format", form)
    assert code == 1
    assert "停车位普查" in out
    assert "坏文件.docx" in err
    assert err.count("\n") == 1
    assert "[R" in err


def test_extract_of_nothing_readable_is_3(run, inbox):
    assert run("extract", inbox / "坏文件.docx")[0] == 3
    code, _, err = run("extract", inbox / "没有.txt")
    assert code == 3
    assert err.count("\n") == 1
    assert "没有.txt" in err


def test_broken_unit_register_ends_the_command_with_a_line(run, tmp_path):
    code, out, err = run("extract", SPEECH, "--units", tmp_path / "没有.csv")
    assert (code, out) == (3, "")
    assert err.startswith("[")
    assert "没有.csv" in err


# batch and export


def test_batch_reads_a_folder_and_reports_each_file(run, inbox, tmp_path):
    code, out, err = run("batch", inbox, "--ledger", tmp_path / "l.db", "--out", tmp_path / "out")
    assert (code, err) == (1, "")
    assert "失败" in line_of(out, "坏文件.docx")
    assert SPEECH.name in out
    assert FEEDBACK.name in out
    assert "隐藏" not in out
    assert "~$" not in out
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"整改台账.xlsx", "整改台账.jsonl"}


def test_batch_reads_a_document_once(run, inbox, tmp_path):
    again = inbox / "同一份.txt"
    shutil.copy(SPEECH, again)
    ledger = tmp_path / "l.db"
    _, first, _ = run("batch", inbox, "--ledger", ledger)
    assert sum("已读过" in line for line in first.splitlines() if ".txt" in line) == 1
    before = ledger_events(ledger)
    _, second, _ = run("batch", inbox, "--ledger", ledger)
    assert sum("已读过" in line for line in second.splitlines() if ".txt" in line) == 3
    assert ledger_events(ledger) == before


def ledger_events(path):
    with Ledger.open(str(path)) as ledger:
        return tuple(ledger.events(0))


def test_batch_dates_the_events_with_the_day_it_is_given(run, tmp_path):
    run("batch", SPEECH, "--ledger", tmp_path / "l.db", "--today", "2026-03-20")
    assert {event.on for event in ledger_events(tmp_path / "l.db")} == {DAY}


def exported(run, ledger, out):
    for form in ("xlsx", "jsonl", "csv"):
        code, said, _ = run("export", "--ledger", ledger, "--format", form, "--out", out)
        assert code == 0
        assert str(out) in said
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_any_order_of_paths_gives_the_same_bytes(run, tmp_path):
    run("batch", SPEECH, FEEDBACK, "--ledger", tmp_path / "a.db", "--today", DAY)
    run("batch", FEEDBACK, SPEECH, "--ledger", tmp_path / "b.db", "--today", DAY)
    one, other = (exported(run, tmp_path / f"{name}.db", tmp_path / name) for name in "ab")
    assert one == other
    assert one == exported(run, tmp_path / "a.db", tmp_path / "a")


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same_bytes(run, tmp_path):
    results = []
    for workers in (1, 2):
        ledger, out = tmp_path / f"{workers}.db", tmp_path / str(workers)
        arguments = ("--ledger", ledger, "--out", out, "--workers", workers, "--today", DAY)
        assert run("batch", ROOT / "corpus" / "inbox", *arguments)[0] == 0
        results.append((ledger_events(ledger), {path.name: path.read_bytes() for path in out.iterdir()}))
    assert results[0] == results[1]


def test_folder_walk_is_sorted_and_leaves_our_own_output_out(inbox):
    (inbox / "坏文件.docx-wal").touch()  # what SQLite keeps beside an open ledger
    assert find_files([inbox / "子目录", inbox], leave_out=[inbox / "坏文件.docx"]) == tuple(
        sorted([inbox / SPEECH.name, inbox / "子目录" / FEEDBACK.name])
    )


def test_folders_that_lead_back_to_themselves_are_walked_once(inbox):
    usual = find_files([inbox])
    for name in ("甲", "乙"):
        (inbox / name).symlink_to(inbox, target_is_directory=True)
    assert find_files([inbox]) == usual


LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links and long paths are otherwise there")


@LINKS
def test_what_cannot_be_followed_is_a_line_and_ends_nothing(run, tmp_path):
    folder = tmp_path / "来文"
    folder.mkdir()
    (folder / SPEECH.name).write_bytes(SPEECH.read_bytes())
    for name, other in (("a.txt", "b.txt"), ("b.txt", "a.txt")):
        (folder / name).symlink_to(other)
    deep = _deep(folder)
    too_long = tmp_path / f"{'长' * 100}.txt"
    code, out, _ = run("batch", folder, too_long, "--ledger", tmp_path / "l.db", "--today", DAY)
    assert (code, "文件 5 份：" in out, "失败 4" in out) == (1, True, True)
    assert [path.name for path in find_files([folder])] == sorted(["a.txt", "b.txt", SPEECH.name, deep])


def _deep(folder):
    """Folders in folders until no path reaches the innermost one; its name."""
    name, here = "层" * 80, os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir(name, dir_fd=here)
        here, above = os.open(name, os.O_RDONLY, dir_fd=here), here
        os.close(above)
    os.close(here)
    return name


@LINKS
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root lists every folder")
def test_folder_that_cannot_be_listed_is_a_line(run, inbox, tmp_path):
    (inbox / "锁着").mkdir(mode=0)
    code, out, _ = run("batch", inbox, "--ledger", tmp_path / "l.db", "--today", DAY)
    assert (code, "[R012]" in out) == (1, True)


def test_empty_folder_is_said_to_be_empty(run, tmp_path):
    (tmp_path / "空").mkdir()
    code, out, err = run("batch", tmp_path / "空", "--ledger", tmp_path / "l.db")
    assert (code, out) == (3, "")
    assert err.startswith("[X902]")


def test_a_fault_of_ours_is_a_line_of_that_file():
    def faulty(document, **_):
        raise ZeroDivisionError(document.name)

    reading = read_file(SPEECH, faulty)
    assert reading.extraction is None
    assert [problem.code for problem in reading.problems] == ["X900"]
    assert "ZeroDivisionError" in reading.problems[0].line()


class Deadly(type(Path())):
    """A path that kills the process that is to read it, as a crash in a native library does."""

    def __reduce__(self):
        return os._exit, (9,)


@pytest.mark.slow
def test_a_process_that_dies_costs_one_file(tmp_path):
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        reports = run_batch([Deadly("死.pdf"), SPEECH], ledger, on=DAY, actor="test", workers=2)
    assert [report.outcome is Outcome.FAILED for report in reports] == [True, False]
    assert reports[0].reason.startswith("[X901]")


def test_export_of_a_ledger_that_is_not_there(run, tmp_path):
    code, out, err = run(
        "export", "--ledger", tmp_path / "无.db", "--format", "xlsx", "--out", tmp_path / "out"
    )
    assert (code, out) == (3, "")
    assert err.startswith("[L004]")
    assert not (tmp_path / "无.db").exists()


def test_file_that_is_no_ledger_is_refused_with_a_line(run, tmp_path):
    (tmp_path / "假.db").write_text("不是台账" * 50, "utf-8")
    code, _, err = run("batch", SPEECH, "--ledger", tmp_path / "假.db")
    assert code == 3
    assert err.startswith("[L")
    assert err.count("\n") == 1


def test_output_that_cannot_be_written_is_said_so(run, tmp_path):
    (tmp_path / "占用").write_text("", "utf-8")
    code, _, err = run("batch", SPEECH, "--ledger", tmp_path / "l.db", "--out", tmp_path / "占用")
    assert code == 3
    assert err.startswith("[X903]")


# demo


def test_demo_does_the_whole_job_on_a_fresh_ledger(run, tmp_path):
    run("batch", SPEECH, "--ledger", tmp_path / "demo.db", "--today", DAY)
    code, out, err = run("demo", "--out", tmp_path)
    assert (code, err) == (0, "")
    written = {path.suffix for path in tmp_path.glob("整改台账.*")}
    assert written == {".xlsx", ".html", ".jsonl"}
    assert str(tmp_path / "整改台账.xlsx") in out
    with Ledger.open(tmp_path / "demo.db") as ledger:
        read = {document.name for document in ledger.state().documents}
    assert read == {path.name for path in (ROOT / "corpus" / "inbox").iterdir()}


def test_python_without_the_packages_is_told_what_to_run(tmp_path):
    shutil.copy(ROOT / "run.py", tmp_path)
    bare = subprocess.run(
        [sys.executable, "-S", "-I", tmp_path / "run.py", "schema"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert bare.returncode == 3
    assert bare.stderr.startswith("[X920]")
    assert "pip install" in bare.stderr
    assert "Traceback" not in bare.stderr


def test_paper_of_a_day(run, tmp_path):
    ledger, out = tmp_path / "l.db", tmp_path / "out"
    run("batch", SPEECH, "--ledger", ledger, "--today", DAY)
    asked = ("export", "--ledger", ledger, "--out", out, "--today", DAY, "--paper")
    code, said, told = run(*asked, "督查通报")
    assert (code, said) == (0, f"已写：{out / '督查通报.docx'}\n")
    assert told == "注意：督查通报里一项任务也没有。草稿不列入通报，要先用 ledger file 立项。\n"
    assert run(*asked, "时间表")[2] == ""
    assert "还没有登记" in run(*asked, "时间表", "--today", "2001-01-01")[2]
    code, _, told = run(*asked, "延期申请表")
    assert code == 3
    assert told.startswith("[E002]没有要写延期申请表的任务。")
    code, _, told = run(*asked, "延期申请表", "--id", "Ezz")
    assert code == 3
    assert "[E001]" in told
    one = next(event.subject for event in ledger_events(ledger) if event.subject.startswith("E"))
    code, said, _ = run(*asked, "销号申请表", "--id", one)
    assert (code, said) == (0, f"已写：{out / '销号申请表' / one}.docx\n")
