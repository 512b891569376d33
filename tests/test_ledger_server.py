"""A ledger on a PostgreSQL server: it guards itself as a file does; the same year gives the same report."""

import datetime as dt
import json

import pytest
from ledger_builders import numbered
from ledger_lives import assigned, live

from pipeline.commands.app import main
from pipeline.ledger import Ledger, LedgerError, Setting, check, copy_ledger

psycopg = pytest.importorskip("psycopg")
DAY = dt.date(2025, 6, 12)


@pytest.fixture
def server_address(postgres):
    from postgres_server import new_database

    return new_database(postgres)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET actor = '他人'",
        "DELETE FROM events",
        "TRUNCATE events",
        "INSERT INTO events SELECT 99, '2025-01-01', '', 'noted', 'D-9', '{}', ''",
        "INSERT INTO events SELECT max(seq) + 1, '', '', 'action_taken', 'E0', '{}', '' FROM events",
        "INSERT INTO events SELECT max(seq) + 1, '', '', 'entry_added', max(subject), '', '' FROM events",
    ],
)
def test_database_itself_refuses_to_lose_or_forge_history(server_address, statement):
    with Ledger.open(server_address) as ledger:
        ledger.add(numbered(1), DAY)
        before = ledger.events()
        with psycopg.connect(server_address) as other, pytest.raises(psycopg.errors.IntegrityError):
            other.execute(statement)
        assert ledger.events() == before


def test_views_are_there(server_address):
    with Ledger.open(server_address) as ledger:
        assigned(ledger)
    with psycopg.connect(server_address) as other:
        history = other.execute("SELECT action, status FROM ledger_history ORDER BY seq").fetchall()
        assert history == [("file", "filed"), ("assign", "assigned")]
        units = other.execute("SELECT unit, role, rows_in_all FROM ledger_units ORDER BY role").fetchall()
        assert units == [("县水利局", "lead", 1), ("县财政局", "support", 1)]
        assert other.execute("SELECT count(*) FROM ledger_rows WHERE due = '2025-06-30'").fetchone() == (1,)


def test_database_without_a_ledger_and_server_that_is_not_there(server_address, tmp_path):
    with pytest.raises(LedgerError) as refused:
        Ledger.open(server_address, create=False)
    assert refused.value.problem.code == "L004"
    with pytest.raises(LedgerError) as refused:
        Ledger.open(f"postgresql://clerk:secret@/nowhere?host={tmp_path}")
    assert refused.value.problem.code == "L014"
    assert "secret" not in refused.value.problem.line()


def test_a_copy_goes_to_the_server_and_comes_back(server_address, tmp_path):
    with Ledger.open(tmp_path / "台账.db") as ledger:
        assigned(ledger)
        proof = copy_ledger(ledger, server_address)
    with Ledger.open(server_address) as ledger:
        assert copy_ledger(ledger, tmp_path / "回来.db") == proof
    assert proof.problems == ()


@pytest.mark.slow
def test_a_year_gives_the_same_reports_on_a_file_and_on_a_server(server_address, tmp_path, capsys):
    """Every month papers come in, every row goes its own way, every month is reported."""
    reports = {}
    for where in (str(tmp_path / "台账.db"), server_address):
        with Ledger.open(where) as ledger:
            for month in range(1, 13):
                _month(ledger, month)
            assert check(ledger).problems == ()
            last = ledger.events()[-1].seq
        said = []
        for month in range(1, 13):
            day = f"2025-{month:02}-28"
            for command in (
                ["stats", "--format", "json", "--today", day],
                ["list", "--format", "jsonl", "--today", day],
            ):
                assert main(["ledger", *command, "--upto", str(last * month // 12), "--ledger", where]) == 0
                said.append(capsys.readouterr().out)
        reports[where] = said
    one, other = reports.values()
    assert one == other
    final = json.loads(one[-2])
    assert final["all"]["total"] > 100
    assert all(final["all"][name] for name in ("closed", "overdue", "extended", "reopened", "standing"))


PHOTO = {"evidence": [["register", "登记表"], ["photo", "照片"]]}
WAYS = (
    [("12", "县水利局", "progress", {"percent": 30})],
    [("12", "县水利局", "apply", PHOTO), ("20", "督查室", "close", {"note": "属实"})],
    [
        ("12", "县水利局", "apply", PHOTO),
        ("20", "督查室", "close", {"note": "属实"}),
        ("26", "督查室", "reopen", {"note": "反弹", **PHOTO}),
    ],
    [("12", "督查室", "stand", {"note": "达标", "every": "每季度"})],
    [("12", "县水利局", "extend", {"note": "汛期", "due": "2026-01-31"}), ("13", "督查室", "grant", {})],
)


def _month(ledger, month):
    for number in range(month * 10, month * 10 + 2):
        ledger.add(numbered(number), dt.date(2025, month, 1))
    paper = [
        e for e in ledger.state().entries if e.document in (f"河段{month * 10 + n:03}.txt" for n in (0, 1))
    ]
    setting = Setting(dt.date(2025, month, 2))
    for place, entry in enumerate(sorted(paper, key=lambda e: e.measure)):
        from pipeline.ledger.acting import corrected_deadline, event_of_correction

        due = dt.date(2025, month, 15 + place)
        ledger.decide(
            entry.id,
            lambda row, due=due: event_of_correction(row, {"deadline": corrected_deadline(row, due)}),
            "督查室",
            setting.on,
        )
        steps = [("02", "督查室", "file", {}), ("02", "督查室", "assign", {})]
        steps += [("05", "县水利局", "receive", {}), ("08", "县水利局", "progress", {"percent": 20})]
        live(
            ledger,
            entry.id,
            [(f"{month:02}-{day}", *rest) for day, *rest in [*steps, *WAYS[place % len(WAYS)]]],
        )
