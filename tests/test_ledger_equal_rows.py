"""A letter that demands what the ledger has word for word: named when it is read, merged when asked for."""

import pytest
from test_ledger_twins import DAY, NEAR, SAME, paper

from pipeline.commands.app import main
from pipeline.ledger import Ledger, check
from pipeline.ledger.equal_rows import equal_since
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
        before = ledger.last_seq()
        ledger.add(other, DAY)
        assert len(equal_since(ledger, before)) == found
        assert equal_since(ledger, ledger.last_seq()) == []


def test_what_a_person_keeps_apart_is_not_named_again(address):
    with Ledger.open(address) as ledger:
        ledger.add(paper("讲话", SAME), DAY)
        ledger.add(paper("函", SAME), DAY)
        (pair,) = equal_since(ledger, 0)
        ledger.append([kept_apart(pair.key)], DAY, "督查室")
        assert equal_since(ledger, 0) == []


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
