"""Teaching the program: what is written, what is refused and why, and what the registry makes of it."""

import csv
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.local_words import LocalWords
from models import Problem
from pipeline.commands.app import main
from pipeline.lexicon import FILE_NAME, LocalLexicon, load_lexicon, save_lexicon
from pipeline.registry import load_registry, resolve

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data" / "learning"
REGISTRY, _ = load_registry()
FULL = LocalLexicon(
    units=("稻香湖湿地管护点",),
    actions=("踏勘", "会诊"),
    findings=("挂“空挡”",),
    not_tasks=("仅供参考",),
    aliases=(("农办", "区委农办"), ("湿管点", "稻香湖湿地管护点")),
    events=(("国庆", dt.date(2026, 10, 1)), ("国庆", dt.date(2025, 10, 1))),
)

with (DATA / "lessons.csv").open(encoding="utf-8", newline="") as table:
    LESSONS = [tuple(row.values()) for row in csv.DictReader(table)]


@pytest.fixture
def learn(tmp_path, monkeypatch, capsys):
    """Teach in a folder of its own; the exit code, what was said, and the problem line."""
    monkeypatch.chdir(tmp_path)

    def call(*words):
        code = main(["learn", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def taught(path=FILE_NAME):
    lexicon = load_lexicon(Path(path))
    assert isinstance(lexicon, LocalLexicon), lexicon
    return lexicon


# The file


def test_file_gives_back_what_was_written(tmp_path):
    path = tmp_path / "词表.toml"
    save_lexicon(path, FULL)
    assert load_lexicon(path) == FULL
    before = path.read_bytes()
    save_lexicon(path, taught(path))
    assert path.read_bytes() == before


def test_file_can_be_read_by_a_person(tmp_path):
    save_lexicon(tmp_path / "词表.toml", FULL)
    text = (tmp_path / "词表.toml").read_text("utf-8")
    assert '"农办" = "区委农办"' in text
    assert '"国庆" = [2025-10-01, 2026-10-01]' in text


def test_old_file_stays_whole_when_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "词表.toml"
    save_lexicon(path, FULL)
    before = path.read_bytes()

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        save_lexicon(path, LocalLexicon())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "content",
    ["units = [", "units = '点'", "[events]\n'国庆' = ['十月']", "[aliases]\n'农办' = 3", "colours = ['红']"],
)
def test_broken_file_is_a_problem_and_is_never_overwritten(learn, content):
    Path(FILE_NAME).write_text(content, "utf-8")
    code, _, err = learn("unit", "稻香湖湿地管护点")
    assert code == 3
    assert err.startswith("[X940]")
    assert err.count("\n") == 1
    assert Path(FILE_NAME).read_text("utf-8") == content


def test_named_lexicon_that_is_not_there_is_told(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("区财政局要在6月底前拨付资金。", "utf-8")
    assert main(["extract", str(tmp_path / "a.txt"), "--lexicon", str(tmp_path / "无.toml")]) == 3
    assert capsys.readouterr().err.startswith("[X941]")


# Lessons


@pytest.mark.parametrize(("lesson", "code", "said"), LESSONS)
def test_lesson_is_written_or_refused_with_its_reason(learn, lesson, code, said):
    words = lesson.split()
    exit_code, out, err = learn(*words)
    if not code:
        assert (exit_code, err) == (0, "")
        assert words[-1] in Path(FILE_NAME).read_text("utf-8")
    else:
        assert err.startswith(f"[{code}]")
        assert said in err
        assert exit_code == (0 if code == "X943" else 3)
        assert (out, Path(FILE_NAME).exists()) == ("", False)


def test_what_is_known_is_told_and_nothing_changes(learn):
    for words in (("alias", "农办", "区委农办"), ("unit", "湿地管护点"), ("event", "国庆", "2026-10-01")):
        assert learn(*words)[0] == 0
        before = Path(FILE_NAME).read_bytes()
        code, out, err = learn(*words)
        assert (code, out, err[:6]) == (0, "", "[X943]")
        assert Path(FILE_NAME).read_bytes() == before


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("alias 农办 区委农办", "alias 农办 县委农办"),
        ("alias 湿管点 稻香湖湿地管护中心", "alias 小点 湿管点"),
        ("cue action 踏勘", "cue finding 踏勘"),
        ("cue action 踏勘", "unit 踏勘"),
        ("event 国庆 2026-10-01", "event 国庆 2026-10-02"),
        ("event 国庆 2026-10-01", "event 国庆节 2026-10-02"),
    ],
)
def test_contradiction_is_refused_until_the_first_is_forgotten(learn, first, second):
    assert learn(*first.split())[0] == 0
    before = taught()
    code, _, err = learn(*second.split())
    assert (code, err[:6]) == (3, "[X944]")
    assert taught() == before


def test_forgotten_word_is_gone_from_every_list(learn):
    save_lexicon(Path(FILE_NAME), FULL)
    for word in ("农办", "国庆", "踏勘", "稻香湖湿地管护点"):
        assert learn("forget", word)[0] == 0
    assert taught() == LocalLexicon(
        actions=("会诊",),
        findings=FULL.findings,
        not_tasks=FULL.not_tasks,
        aliases=(("湿管点", "稻香湖湿地管护点"),),
    )


def test_list_shows_everything_in_words(learn):
    assert "还没有教过" in learn("list")[1]
    save_lexicon(Path(FILE_NAME), FULL)
    code, out, _ = learn("list")
    assert code == 0
    for word in ("踏勘", "挂“空挡”", "仅供参考", "区委农办", "2026-10-01", "任务动词", "非任务说法"):
        assert word in out


def test_lexicon_can_lie_elsewhere(learn, tmp_path):
    shared = tmp_path / "共用" / "词表.toml"
    assert learn("unit", "稻香湖湿地管护点", "--lexicon", str(shared))[0] == 0
    assert taught(shared).units == ("稻香湖湿地管护点",)
    assert not Path(FILE_NAME).exists()


# Units and names, in the registry


def test_local_unit_is_linked():
    registry = FULL.registry_over(REGISTRY)
    assert resolve("稻香湖湿地管护点", registry).match == "full"
    assert resolve("湿管点", registry).key == resolve("稻香湖湿地管护点", registry).key
    assert resolve("稻香湖湿地管护点", REGISTRY).key == ""


def test_local_name_is_the_offices_and_nobody_elses():
    assert resolve("教科局", REGISTRY).key == ""
    registry = LocalLexicon(aliases=(("教科局", "县教育局"),)).registry_over(REGISTRY)
    assert resolve("教科局", registry).key == "jyj"


def test_several_names_of_one_unit_all_hold():
    names = (
        ("湿管点", "湿地管护中心"),
        ("湿点", "湿地管护中心"),
        ("三农办", "区委农办"),
        ("农村办", "区委农办"),
    )
    registry = LocalLexicon(aliases=names).registry_over(REGISTRY)
    assert len({resolve(name, registry).key for name, _ in names}) == 2
    assert resolve("农村办", registry).key == resolve("区委农办", REGISTRY).key


def test_nothing_taught_changes_nothing():
    assert LocalLexicon().registry_over(REGISTRY) == REGISTRY


# Events, as the extractor gets them


def test_event_means_its_first_day_within_a_year_of_the_document():
    words = FULL.words()
    assert words.events_on(dt.date(2026, 3, 1))["国庆节"] == dt.date(2026, 10, 1)
    assert words.events_on(dt.date(2025, 3, 1))["国庆"] == dt.date(2025, 10, 1)
    assert words.events_on(dt.date(2026, 11, 1)) == {}
    assert words.events_on(None, 2025)["国庆"] == dt.date(2025, 10, 1)
    assert words.events_on(None) == {}


def test_words_are_found_longest_first_and_none_where_none_was_taught():
    words = LocalWords(actions=frozenset({"踏勘", "踏勘定界"}))
    assert words.action
    assert words.action.findall("组织踏勘定界，再踏勘") == ["踏勘定界", "踏勘"]
    assert words.finding is None


# What a run makes of it


NOTE = "三农办要在6月底前印发方案。"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with one note, where the commands run."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(NOTE, "utf-8")


@pytest.mark.usefixtures("office")
def test_taught_name_is_written_out_and_the_words_of_the_text_stay(capsys):
    assert main(["learn", "alias", "三农办", "区委农办"]) == 0
    capsys.readouterr()
    assert main(["extract", "a.txt", "--format", "jsonl", "--date", "2026-03-01"]) == 0
    said = capsys.readouterr()
    (owner,) = json.loads(said.out)["owners"]
    assert (owner["name"], owner["mention"]) == ("区委农办", "三农办")
    assert NOTE[owner["start"] : owner["end"]] == "三农办"
    assert FILE_NAME in said.err


@pytest.mark.usefixtures("office")
def test_batch_reads_a_lexicon_and_links_the_unit():
    assert main(["learn", "alias", "三农办", "区委农办", "--lexicon", "词表.toml"]) == 0
    arguments = ["batch", "a.txt", "--ledger", "l.db", "--out", "out", "--lexicon", "词表.toml"]
    assert main([*arguments, "--workers", "2"]) == 0
    (row,) = map(json.loads, Path("out/整改台账.jsonl").read_text("utf-8").splitlines())
    assert [(owner["name"], owner["unit"]) for owner in row["owners"]] == [("区委农办", "nb")]


@pytest.mark.usefixtures("office")
def test_broken_lexicon_ends_every_command_that_reads_with_a_line(capsys):
    Path(FILE_NAME).write_text("units = [", "utf-8")
    for arguments in (["extract", "a.txt"], ["batch", "a.txt", "--ledger", "l.db"], ["demo"]):
        assert main(arguments) == 3
        assert capsys.readouterr().err.startswith("[X940]")
    assert not Path("demo-out").exists()


def test_lexicon_problem_is_a_value():
    assert isinstance(load_lexicon(Path("/无/词表.toml")), Problem)


def test_lessons_of_several_people_at_once_are_all_kept(tmp_path):
    """Each of them has read the file before the others write, unless it waits."""
    words = [f"稻香湖{number}号管护点" for number in "一二三四五"]
    run = [sys.executable, ROOT / "run.py", "learn", "unit"]
    lessons = [
        subprocess.Popen([*run, word, "--lexicon", str(tmp_path / FILE_NAME)], stdout=subprocess.DEVNULL)
        for word in words
    ]
    assert [lesson.wait() for lesson in lessons] == [0] * len(words)
    assert set(taught(tmp_path / FILE_NAME).units) == set(words)
    assert [file.name for file in tmp_path.iterdir() if not file.name.endswith(".lock")] == [FILE_NAME]
