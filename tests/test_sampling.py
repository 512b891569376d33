"""Drawing places: by strata, from a seed, the same on every machine and in any order of the roster."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.commands.app import main
from pipeline.sampling import Village, draw, read_villages

ROSTER = Path(__file__).parent / "data" / "assessment" / "嘎查花名册.csv"


@pytest.fixture(scope="module")
def villages():
    return read_villages(ROSTER)


def test_roster(villages):
    assert len(villages) == 10
    assert villages[3] == Village(township="达来苏木", village="东牧", stratum="牧区")


def test_every_stratum_gives_its_part(villages):
    drawn = draw(villages, seed="0903", townships=3, villages=1)
    assert Counter(place.stratum for place in drawn.drawn) == {"林区": 1, "牧区": 1, "农区": 1}
    assert all(len(place.villages) == 1 for place in drawn.drawn)
    assert drawn.problems == ()


def test_the_draw_is_pinned(villages):
    drawn = draw(villages, seed="0903", townships=3, villages=2)
    assert [(place.township, place.villages) for place in drawn.drawn] == PINNED


PINNED = [("新渠镇", ("下渠", "上渠")), ("松岭镇", ("林二", "林一")), ("巴音苏木", ("北牧",))]


ROWS = read_villages(ROSTER)


@given(st.text(max_size=12), st.integers(1, 6), st.integers(1, 3), st.permutations(ROWS))
def test_order_of_the_roster_does_not_matter(seed, townships, wanted, shuffled):
    rows = list(ROWS)
    one = draw(rows, seed=seed, townships=townships, villages=wanted)
    assert one == draw(shuffled, seed=seed, townships=townships, villages=wanted)
    places = {(row.stratum, row.township, row.village) for row in rows}
    assert all((p.stratum, p.township, v) in places for p in one.drawn for v in p.villages)
    assert len({p.township for p in one.drawn}) == len(one.drawn)
    assert one.problems or sum(len(p.villages) for p in one.drawn) == townships * wanted


def test_seeds_reach_every_village(villages):
    reached = set()
    for number in range(60):
        for place in draw(villages, seed=str(number), townships=3, villages=1).drawn:
            reached.update(place.villages)
    assert reached == {village.village for village in villages}


def test_what_the_roster_cannot_give_is_told(villages):
    drawn = draw(villages, seed="1", townships=9, villages=3)
    assert {problem.code for problem in drawn.problems} == {"X954"}
    assert {problem.place for problem in drawn.problems} >= {"林区", "松岭镇"}


def test_command_prints_and_records(tmp_path, capsys):
    arguments = ["sample", str(ROSTER), "--seed", "0903", "--villages", "1"]
    assert main([*arguments, "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "种子 0903" in told
    first = (tmp_path / "抽样记录.docx").read_bytes()
    assert main([*arguments, "--out", str(tmp_path)]) == 0
    assert (tmp_path / "抽样记录.docx").read_bytes() == first


def test_a_file_without_villages_is_told(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("单位,电话\n县水利局,1\n", "utf-8")
    assert main(["sample", str(path), "--seed", "1"]) == 3
    assert capsys.readouterr().err.startswith("[X953]")
