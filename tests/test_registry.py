"""The unit registry: the shipped table, local tables over it, and what a printed name means."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from models import Severity
from pipeline.registry import load_registry, resolve

CASES = Path(__file__).parent / "data" / "normaliser" / "unit_names.csv"
HEADER = "key,name,aliases,former,kind,valid_from,valid_to,successor,assignable,note"
REGISTRY, PROBLEMS = load_registry()


def cases():
    with CASES.open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=f"{row['name']}@{row['date']}") for row in csv.DictReader(file)]


@pytest.fixture
def table(tmp_path):
    def write(*lines, header=HEADER, encoding="utf-8"):
        path = tmp_path / "本地单位.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding=encoding)
        return path

    return write


def test_shipped_table_is_whole():
    assert PROBLEMS == ()
    assert len(REGISTRY.units) == 120
    assert len({unit.key for unit in REGISTRY.units}) == 120
    assert {unit.key for unit in REGISTRY.units if not unit.assignable} == {"s_sj"}


def test_only_names_known_to_be_ambiguous_stand_for_two_functions():
    bearers = {}
    for unit in REGISTRY.units:
        for name in {unit.name, *unit.aliases, *unit.former}:
            bearers.setdefault(name, []).append(unit.key)
    assert {name for name, keys in bearers.items() if len(keys) > 1} == {"教科局", "金融监管局"}


@pytest.mark.parametrize("case", cases())
def test_name_is_linked(case):
    on = dt.date.fromisoformat(case["date"]) if case["date"] else None
    found = resolve(case["name"], REGISTRY, on)
    assert (found.key, found.level, found.match) == (case["key"], case["level"], case["match"])
    assert [problem.code for problem in found.problems] == case["code"].split()
    assert found.name == case["name"]


def test_untimely_name_is_told_with_its_successor_and_never_replaced():
    found = resolve("区乡村振兴局", REGISTRY, dt.date(2025, 6, 11))
    (problem,) = found.problems
    assert problem.severity is Severity.WARNING
    assert "名称与时点不符" in problem.message
    assert "农业农村局" in problem.message
    assert found.name == "区乡村振兴局"


def test_local_table_replaces_by_key_and_adds(table):
    path = table(
        "nyncj,农牧和水务局,农牧水局,农业局,government,2019-04-01,,,是,本县合设",
        "bl_hz,河湖长制工作中心,河湖中心；河长中心,,institution,,,,是,",
    )
    registry, problems = load_registry(path)
    assert problems == ()
    assert len(registry.units) == 121
    assert resolve("县农牧水局", registry).key == "nyncj"
    assert resolve("县农业农村局", registry).key == ""
    assert resolve("县河长中心", registry).key == "bl_hz"


def test_local_table_settles_an_ambiguous_name(table):
    registry, _ = load_registry(
        table("jyj,教育和科学技术局,教科局;教育局,,,,,,,", "kjj,科学技术局,科技局,,,,,,,")
    )
    assert resolve("县教科局", registry).key == "jyj"


def test_table_saved_by_a_spreadsheet_in_gb18030_is_read(table):
    registry, problems = load_registry(table("bl_zb,防汛专班,,,temporary,,,,,", encoding="gb18030"))
    assert problems == ()
    assert resolve("县防汛专班", registry).key == "bl_zb"


def test_every_bad_row_is_told_at_once_and_the_good_ones_kept(table):
    path = table(
        ",没有代号,,,government,,,,,",
        "bl_1,白鹭一局,,,衙门,2019年1月,,,也许,",
        "bl_2,白鹭二局,,,government,2020-01-01,2019-01-01,,,",
        "bl_3,白鹭三局,别名一,别名二,government,,,,,备注,多一格",
        "bl_4,白鹭四局,,,government,,2024-01-01,不存在的局,,",
        "bl_4,白鹭四局又一行,,,government,,,,,",
    )
    registry, problems = load_registry(path)
    assert [(problem.code, problem.place) for problem in problems] == [
        ("N004", "本地单位.csv 第2行"),
        ("N004", "本地单位.csv 第3行"),
        ("N004", "本地单位.csv 第3行"),
        ("N004", "本地单位.csv 第3行"),
        ("N004", "本地单位.csv 第4行"),
        ("N004", "本地单位.csv 第5行"),
        ("N005", "本地单位.csv 第7行"),
        ("N006", "bl_4"),
    ]
    assert all(problem.severity is Severity.WARNING and problem.action for problem in problems)
    assert {unit.key for unit in registry.units if unit.key.startswith("bl_")} == {"bl_4"}


def test_table_that_cannot_be_used_at_all_is_an_error_that_names_it(table, tmp_path):
    (tmp_path / "图.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xff")
    for path, code in (
        (tmp_path / "没有.csv", "N001"),
        (tmp_path / "图.csv", "N002"),
        (table("财政局", header="单位"), "N003"),
    ):
        registry, (problem,) = load_registry(path)
        assert (problem.code, problem.severity, problem.place) == (code, Severity.ERROR, path.name)
        assert registry == REGISTRY
