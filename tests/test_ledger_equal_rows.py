"""A letter that demands what the ledger has word for word: named when it is read, merged when asked for."""

import pytest
from test_ledger_twins import DAY, NEAR, SAME, paper

from models import Act
from pipeline.batch import find_files, run_batch
from pipeline.commands.app import main
from pipeline.ledger import Ledger, Setting, check
from pipeline.ledger.equal_rows import equal_rows
from pipeline.ledger.merging import kept_apart

LETTER = "县水利局要在2025年6月30日前完成东干渠12处险工险段加固。\n"


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (paper("函", SAME), 1),
        (paper("函", NEAR), 0),
        (paper("函", SAME, due="2025-07-31"), 0),
        (paper("函", SAME, unit="县交通运输局"), 0),
    ],
    ids=["word for word", "a word more", "another day", "another unit"],
)
def test_only_what_is_the_same_in_all_is_found(address, other, found):
    with Ledger.open(address) as ledger:
        ledger.add(paper("讲话", SAME), DAY)
        ledger.add(other, DAY)
        assert len(equal_rows(ledger, {other.record.id})) == found
        assert equal_rows(ledger, {"D-none"}) == []


def test_what_a_person_keeps_apart_is_not_named_again(address):
    with Ledger.open(address) as ledger:
        for one in (paper("讲话", SAME), paper("函", SAME)):
            ledger.add(one, DAY)
        papers = [document.id for document in ledger.state().documents]
        (pair,) = equal_rows(ledger, papers)
        ledger.append([kept_apart(pair.key)], DAY, "督查室")
        assert equal_rows(ledger, papers) == []


@pytest.mark.parametrize("merge", [False, True])
def test_a_letter_is_read_into_a_ledger_that_has_its_demand(tmp_path, capsys, merge):
    where = str(tmp_path / "台账.db")
    for name in ("纪要", "来函"):
        (tmp_path / name).mkdir()
        text = f"关于{name}的通知\n2025年6月1日\n" + LETTER
        (tmp_path / name / f"{name}.txt").write_text(text, "utf-8")
    asked = ["--ledger", where, "--today", "2025-06-09"]
    assert main(["batch", str(tmp_path / "纪要"), *asked]) == 0
    capsys.readouterr()
    assert main(["batch", str(tmp_path / "来函"), *asked, *["--merge"] * merge]) == 0
    said = capsys.readouterr().out
    with Ledger.open(where) as ledger:
        rows = ledger.state().entries
        assert check(ledger).problems == ()
    assert len(rows) == 2
    kept = [row for row in rows if row.status == "draft"]
    if merge:
        assert f"已并入 {kept[0].id}（纪要.txt），来源保留" in said
        assert [source.document for source in kept[0].sources] == ["纪要.txt", "来函.txt"]
        count = len(Ledger.open(where).events())
        assert main(["batch", str(tmp_path / "来函"), *asked, "--merge"]) == 0
        assert len(Ledger.open(where).events()) == count
    else:
        assert "有 1 条与另一份文件的任务完全相同" in said
        assert "--merge" in said
        assert len(kept) == 2


def test_a_run_broken_off_before_its_merging_is_made_good_by_the_next(tmp_path, capsys):
    where, folder = str(tmp_path / "台账.db"), tmp_path / "来文"
    folder.mkdir()
    for name in ("纪要", "来函"):
        (folder / f"{name}.txt").write_text(f"关于{name}的通知\n2025年6月1日\n" + LETTER, "utf-8")
    asked = ["batch", str(folder), "--ledger", where, "--today", "2025-06-09"]
    with Ledger.open(where) as ledger:  # all that a run does before it is killed
        run_batch(find_files([folder]), ledger, on=DAY, actor="导入")
    assert main(asked) == 0
    assert "有 1 条与另一份文件的任务完全相同" in capsys.readouterr().out
    assert main([*asked, "--merge"]) == 0
    with Ledger.open(where) as ledger:
        assert sorted(row.status for row in ledger.state().entries) == ["draft", "merged"]
        count = ledger.last_seq()
    assert main([*asked, "--merge"]) == 0
    with Ledger.open(where) as ledger:
        assert ledger.last_seq() == count


def test_rows_that_people_work_on_are_not_merged_by_reading_again(tmp_path):
    with Ledger.open(tmp_path / "台账.db") as ledger:
        papers = [paper("讲话", SAME), paper("函", SAME)]
        for one in papers:
            ledger.add(one, DAY)
            act = Act(entry=one.entries[0].id, action="file")
            assert not ledger.act([act], "督查室", Setting(DAY)).problems
        assert equal_rows(ledger, {one.record.id for one in papers}) == []
