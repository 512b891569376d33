"""A damaged ledger says so, whatever is asked of it, and takes nothing more; copies and backups hold all."""

import random
import shutil
import sqlite3

import pytest
from ledger_builders import numbered
from ledger_lives import assigned
from test_ledger_adversary import DAY
from test_ledger_schema import forge

from models import Act
from pipeline.commands.app import main
from pipeline.ledger import Ledger, LedgerError, Setting, check
from pipeline.ledger.stored_events import PROVEN

ASKED = [
    ["ledger", "check"],
    ["ledger", "list"],
    ["ledger", "stats"],
    ["ledger", "events"],
    ["ledger", "events", "--format", "jsonl"],
    ["export", "--format", "csv", "--out"],
    ["ledger", "backup"],
    ["ledger", "remind", "--by", "督查室"],
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A small ledger, in one file."""
    path = tmp_path_factory.mktemp("完好") / "台账.db"
    with Ledger.open(path) as ledger:
        assigned(ledger)
        for number in range(3, 6):
            ledger.add(numbered(number), DAY)
    return path


@pytest.fixture
def path(sound, tmp_path):
    return shutil.copy(sound, tmp_path / "台账.db")


def asked_of(path, words, out):
    """The words of a command on a ledger."""
    if words[:2] == ["ledger", "remind"]:
        with Ledger.open(path) as ledger:
            words = [*words[:2], ledger.events()[-1].subject, *words[2:]]
    target = {"--out": [str(out)], "backup": [str(out / "备份.db")]}.get(words[-1], [])
    return [*words, *target, "--ledger", str(path)]


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE events SET payload = '{' WHERE seq = 2", {"L040", "L041"}),
        ("UPDATE events SET payload = CAST(X'7B22FF' AS TEXT) WHERE seq = 2", {"L040", "L041"}),
        ("UPDATE events SET payload = X'7B7D' WHERE seq = 2", {"L040", "L041"}),
        ("UPDATE events SET stated_on = '2025-13-01' WHERE seq = 2", {"L040", "L041"}),
        ("UPDATE events SET kind = 'entry_adder' WHERE seq = 2", {"L040", "L041"}),
        ("""UPDATE events SET payload = '{"entry":{"status":"draft"}}' WHERE seq = 2""", {"L040", "L041"}),
        ("UPDATE entries SET record = CAST(X'7B22FF' AS TEXT)", {"L041"}),
    ],
)
def test_check_counts_what_cannot_be_read_and_goes_on(path, statement, codes):
    forge(path, statement)
    with Ledger.open(path) as ledger:
        assert {fault.code for fault in check(ledger).problems} == codes


@pytest.mark.parametrize(
    ("words", "statement"),
    [
        (["ledger", "events"], "UPDATE events SET payload = '{' WHERE seq = 2"),
        (["ledger", "events"], "UPDATE events SET payload = CAST(X'7B22FF' AS TEXT) WHERE seq = 2"),
        (["ledger", "list"], "UPDATE entries SET record = '{'"),
        (["ledger", "stats"], "UPDATE entries SET standing = '{'"),
        (["export", "--format", "csv", "--out"], "UPDATE entries SET record = CAST(X'7B22FF' AS TEXT)"),
        (["ledger", "backup"], "UPDATE events SET kind = 'entry_adder' WHERE seq = 2"),
    ],
)
def test_what_cannot_be_read_is_damage_of_the_ledger(path, words, statement, tmp_path, capsys):
    asked = asked_of(path, words, tmp_path)
    forge(path, statement)
    assert main(asked) == 3
    told = capsys.readouterr().err
    assert "[L008]（台账.db" in told
    assert "ledger restore --replace" in told


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bits_never_end_in_a_fault_of_ours(path, seed, tmp_path, capsys):
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    asked = [asked_of(path, words, tmp_path) for words in ASKED]
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 8, 400))):
        content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
    for words in asked:
        for beside in tmp_path.iterdir():
            if beside.is_file():
                beside.unlink()
        path.write_bytes(content)
        assert main(words) in (0, 3)
        assert "X900" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET actor = '他人' WHERE seq = 3", "DELETE FROM events WHERE seq = 4"]
)
def test_nothing_is_written_behind_events_that_were_changed(path, statement, capsys):
    with Ledger.open(path) as ledger:
        row = ledger.state().entries[0].id
        count = len(ledger.events())
    forge(path, statement)
    assert main(["ledger", "remind", row, "--by", "督查室", "--ledger", str(path)]) == 3
    assert "[L008]（台账.db 第 " in capsys.readouterr().err
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM events").fetchone()[0] <= count


def test_only_the_newest_events_are_proven_before_writing(path, monkeypatch):
    monkeypatch.setattr("pipeline.ledger.stored_events.PROVEN", 3)
    assert PROVEN > 3
    with Ledger.open(path) as ledger:
        last = ledger.last_seq()
        row = ledger.events()[-1].subject
    forge(path, "UPDATE events SET actor = '他人' WHERE seq = 1")
    with Ledger.open(path) as ledger:
        assert not ledger.act([Act(entry=row, action="file", pending=True)], "督查室", Setting(DAY)).problems
    forge(path, "UPDATE events SET actor = '他人' WHERE seq = (SELECT max(seq) - 1 FROM events)")
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match=f"第 {last} 条记录"):
        ledger.act([Act(entry=row, action="void", note="误列")], "督查室", Setting(DAY))


def test_file_alone_holds_all_while_somebody_has_the_ledger_open(path, tmp_path):
    with Ledger.open(path) as page:
        page.state()
        with Ledger.open(path) as other:
            other.add(numbered(9), DAY)
            count = other.last_seq()
        copy = shutil.copy(path, tmp_path / "复制.db")
        assert (tmp_path / "台账.db-wal").stat().st_size == 0
        with Ledger.open(copy) as copied:
            assert (copied.last_seq(), check(copied).problems) == (count, ())


def test_restore_puts_a_ledger_in_the_place_of_a_damaged_one(path, sound, tmp_path, capsys):
    damaged = path.read_bytes()[:20_000]
    path.write_bytes(damaged)
    words = ["ledger", "restore", str(sound), "--ledger", str(path)]
    assert main(words) == 3
    path.write_bytes(damaged)
    for end in ("-wal", "-shm"):
        (tmp_path / f"台账.db{end}").write_bytes(b"of the damaged one")
    assert main([*words, "--replace"]) == 0
    assert "原来的台账改名留在旁边：台账.换下1.db" in capsys.readouterr().out
    assert (tmp_path / "台账.换下1.db").read_bytes() == damaged
    assert {file.name for file in tmp_path.iterdir()} == {
        "台账.db",
        "台账.换下1.db",
        "台账.换下1.db-wal",
        "台账.换下1.db-shm",
    }
    with Ledger.open(path) as restored, Ledger.open(sound) as first:
        assert restored.events() == first.events()
        assert check(restored).problems == ()


def test_a_backup_that_is_damaged_replaces_nothing(path, tmp_path):
    before = path.read_bytes()
    bad = shutil.copy(path, tmp_path / "备份.db")
    forge(bad, "UPDATE events SET actor = '他人' WHERE seq = 3")
    assert main(["ledger", "restore", str(bad), "--ledger", str(path), "--replace"]) == 3
    assert path.read_bytes() == before
    left = {file.name for file in tmp_path.iterdir() if not file.name.endswith(("-wal", "-shm"))}
    assert left == {"台账.db", "备份.db"}
