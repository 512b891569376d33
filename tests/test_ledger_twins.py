"""The same demand in a speech, its minutes and a letter: shown, merged with all sources, or kept apart."""

import datetime as dt

import pytest
from ledger_builders import deadline, document, owner, rows, task
from ledger_lives import act, live

from models import Act, EventKind
from pipeline.commands.app import main
from pipeline.ledger import Ledger, NewEvent, Setting, check
from pipeline.ledger.demands import demands_of
from pipeline.ledger.queries import first_seen
from pipeline.ledger.twins import twins

DAY = dt.date(2025, 6, 9)
SAME = "完成东干渠12处险工险段加固"
NEAR = "完成东干渠全部12处险工险段加固"


def paper(name, measure, *, unit="县水利局", due="2025-06-30"):
    words = f"{int(due[5:7])}月{due[8:]}日前"
    made = document(f"{unit}要在{words}{measure}。", name=name, identity=f"D-{name}")
    limit = deadline(made, words, "date", due=due)
    return rows(made, task(made, measure, owners=[owner(made, unit)], deadline=limit))


def enter(ledger, *papers):
    for one in papers:
        ledger.add(one, DAY)
    return [one.entries[0].id for one in papers]


def pairs(ledger):
    return [
        (pair.keep.document, pair.other.document, pair.equal)
        for pair in twins(demands_of(ledger.state().entries), first_seen(ledger))
    ]


def test_equal_rows_of_two_documents_are_seen(ledger):
    enter(ledger, paper("讲话", SAME), paper("纪要", SAME))
    assert pairs(ledger) == [("讲话", "纪要", True)]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (paper("函", NEAR), [("讲话", "函", False)]),
        (paper("函", SAME, due="2025-07-31"), []),
        (paper("函", SAME, unit="县交通运输局"), []),
        (paper("函", "编制东干渠防汛抢险应急预案"), []),
        (paper("函", f"倒排工期，{SAME}，县财政局、县交通运输局做好资金和运输保障"), [("讲话", "函", False)]),
        (paper("函", f"{SAME}，县财政局、县交通运输局做好资金和运输保障", due="2025-07-31"), []),
    ],
    ids=[
        "a word more",
        "another day",
        "another unit",
        "another demand",
        "who helps, too",
        "that, another day",
    ],
)
def test_what_is_shown_and_what_is_not(ledger, other, expected):
    enter(ledger, paper("讲话", SAME), other)
    assert pairs(ledger) == expected


def test_short_words_are_no_demand_to_be_recognised(ledger):
    enter(ledger, paper("讲话", "加强领导"), paper("纪要", "加强领导"))
    assert pairs(ledger) == []


def test_the_one_that_people_work_on_is_kept(ledger):
    _, minutes = enter(ledger, paper("讲话", SAME), paper("纪要", SAME))
    live(ledger, minutes, [("06-10", "督查室", "file", {})])
    assert pairs(ledger) == [("纪要", "讲话", True)]


def test_a_merge_keeps_all_sources_and_a_second_adds_nothing(ledger):
    speech, minutes, letter = enter(ledger, paper("讲话", SAME), paper("纪要", SAME), paper("函", SAME))
    for other in (minutes, letter):
        assert len(ledger.merge(speech, other, "督查室", Setting(DAY), "同一项要求").events) == 2
    state = {entry.id: entry for entry in ledger.state().entries}
    assert [source.document for source in state[speech].sources] == ["讲话", "纪要", "函"]
    assert {state[name].status.value for name in (minutes, letter)} == {"merged"}
    assert state[letter].handling.into == speech
    assert ledger.merge(speech, letter, "督查室", Setting(DAY), "同一项要求").repeated == (letter,)
    assert ledger.merge(minutes, letter, "督查室", Setting(DAY), "同一项要求").problems[0].code == "L010"
    assert ledger.merge("E0", letter, "督查室", Setting(DAY), "同一项要求").problems[0].code == "L009"
    before = ledger.events()
    for one in (paper("讲话", SAME), paper("纪要", SAME), paper("函", SAME)):
        assert ledger.add(one, DAY) == ()
    assert (ledger.events(), pairs(ledger)) == (before, [])
    assert act(ledger, letter, "06-12", "督查室", "assign", {}).problems[0].code == "L010"
    assert check(ledger).problems == ()


def test_a_corrected_document_shows_what_differs(tmp_path, monkeypatch, capsys):
    """What stayed goes to the rows that people work on; what is new or gone is listed."""
    monkeypatch.chdir(tmp_path)

    def draft(name, *measures):
        made = document("\n".join(f"县水利局要{measure}。" for measure in measures), name=name, identity=name)
        return rows(made, *(task(made, one, owners=[owner(made, "县水利局")]) for one in measures))

    gone, fresh = "清理北干渠沿线垃圾和障碍物", "安装西干渠自动测流设备8套"
    with Ledger.open("台账.db") as ledger:
        old, new = draft("方案.docx", SAME, gone), draft("方案（修改稿）.docx", SAME, fresh)
        ledger.add(old, DAY)
        row = next(entry.id for entry in old.entries if entry.measure == SAME)
        live(ledger, row, [("06-10", "督查室", "file", {"pending": True})])
        ledger.add(new, DAY)
    command = ["ledger", "twins", "--ledger", "台账.db", "--today", "2025-06-11"]
    assert main([*command, "--document", "修改稿"]) == 0
    said = capsys.readouterr().out
    assert "相同 1 对" in said
    ours, theirs = said.split("只在这份里有：1 条")[1].split("只在原来那份里有：1 条")
    assert (fresh in ours, gone in theirs) == (True, True)
    assert main([*command, "--exact"]) == 0
    with Ledger.open("台账.db") as ledger:
        (kept,) = [entry for entry in ledger.state().entries if entry.id == row]
        assert (kept.status, [source.document for source in kept.sources]) == (
            "filed",
            ["方案.docx", "方案（修改稿）.docx"],
        )


def two_papers(folder, names):
    """A paper and its corrected copy, under these names; they are two papers, whatever they are called."""
    gone, fresh = "清理北干渠沿线垃圾和障碍物", "安装西干渠自动测流设备8套"
    with Ledger.open(folder / "台账.db") as ledger:
        for name, identity, measures in zip(names, ("D1", "D2"), ((SAME, gone), (SAME, fresh)), strict=True):
            text = "\n".join(f"县水利局要{measure}。" for measure in measures)
            made = document(text, name=name, identity=identity)
            ledger.add(rows(made, *(task(made, o, owners=[owner(made, "县水利局")]) for o in measures)), DAY)
    return gone, fresh


def test_two_papers_of_one_name_are_compared_and_told_apart(tmp_path, capsys):
    gone, fresh = two_papers(tmp_path, ["方案.docx", "方案.docx"])
    command = ["ledger", "twins", "--ledger", str(tmp_path / "台账.db"), "--today", "2025-06-11"]

    def rest(*words):
        assert main([*command, *words]) == 0
        said = capsys.readouterr().out
        return said, *said.split("只在这份里有：1 条")[1].split("只在原来那份里有：1 条")

    said, ours, theirs = rest("--document", "方案")
    assert "有 2 份文件符合“方案”，看最后读入的一份" in said
    assert (fresh in ours, gone in theirs) == (True, True)
    _, ours, theirs = rest("--document", "D1")
    assert (gone in ours, fresh in theirs) == (True, True)
    assert main([*command, "--exact"]) == 0
    said, ours, theirs = rest("--document", "方案")  # what was merged still tells which paper was the other
    assert (fresh in ours, gone in theirs, "已并案：1 条" in theirs) == (True, True, True)


def test_a_paper_that_the_ledger_has_not_is_said(tmp_path, capsys):
    two_papers(tmp_path, ["方案.docx", "方案（修改稿）.docx"])
    command = ["ledger", "twins", "--ledger", str(tmp_path / "台账.db"), "--document", "通报"]
    assert main(command) == 3
    told = capsys.readouterr().err
    assert ("X960" in told, "“方案（修改稿）.docx”" in told) == (True, True)


def test_as_a_clerk_does_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with Ledger.open("台账.db") as opened:
        speech, minutes, letter = enter(opened, paper("讲话", SAME), paper("纪要", SAME), paper("函", NEAR))

    def run(*words):
        code = main(["ledger", "twins", "--ledger", "台账.db", "--today", "2025-06-10", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    code, out, _ = run()
    assert (code, "相同 1 对，相近 1 对" in out) == (0, True)
    assert run("--exact")[1] == f"{minutes}  已并入 {speech}，来源保留。\n"
    assert run("--exact")[1] == "没有相同的任务。\n"
    assert "相近 1 对" in run("--document", "函")[1]
    assert run("--reject", f"{speech}={letter}")[0] == 0
    assert "相同 0 对，相近 0 对" in run()[1]
    assert run("--accept", f"{speech}={letter}")[1] == f"{letter}  已并入 {speech}，来源保留。\n"
    code, _, err = run("--accept", f"{speech}=E没有")
    assert (code, err.startswith("[L009]")) == (3, True)
    assert run("--accept", speech)[0] == 2


def test_a_merge_by_command_gives_sources_and_taking_it_back_returns_them(ledger, address, capsys):
    keep, other = enter(ledger, paper("讲话", SAME), paper("纪要", SAME))
    before = {entry.id: entry for entry in ledger.state().entries}

    def run(*words, code=0):
        options = ["--ledger", str(address), "--by", "督查室", "--today", "2025-06-20"]
        assert main(["ledger", *words, *options]) == code
        return capsys.readouterr()

    run("merge", other, "--into", keep, "--note", "同一项要求")
    kept = next(entry for entry in ledger.state().entries if entry.id == keep)
    assert [source.document for source in kept.sources] == ["讲话", "纪要"]
    said = run("twins", "--document", "纪要").out
    assert f"{other}  并入 {keep}" in said
    assert "只在这份里有：0 条" in said
    assert "撤销并案要写明理由" in run("unmerge", other, code=3).err
    assert "以后不再当作重复提出" in run("unmerge", other, "--note", "一件在干渠，一件在支渠").out
    after = {entry.id: entry for entry in ledger.state().entries}
    assert after[keep] == before[keep]
    assert (after[other].status, after[other].sources) == ("draft", before[other].sources)
    assert "相同 0 对" in run("twins").out
    assert check(ledger).problems == ()


def test_sources_taken_before_changes_said_from_whom_are_given_back_too(ledger):
    """Ledgers of earlier versions: the change names no row."""
    keep, other = enter(ledger, paper("讲话", SAME), paper("纪要", SAME))
    before = {entry.id: entry for entry in ledger.state().entries}
    sources = [s.model_dump(mode="json") for name in (keep, other) for s in before[name].sources]
    merge = {"action": "merge", "status": "merged", "note": "同一项", "into": keep}
    old = [
        NewEvent(EventKind.ACTION_TAKEN, other, merge),
        NewEvent(EventKind.ENTRY_CHANGED, keep, {"fields": {"sources": sources}, "origin": "merge"}),
    ]
    ledger.append(old, DAY, "督查室")
    assert ledger.act([Act(entry=other, action="unmerge", note="并错")], "督查室", Setting(DAY)).events
    after = next(entry for entry in ledger.state().entries if entry.id == keep)
    assert after.sources == before[keep].sources


def test_what_was_merged_last_is_taken_back_first(ledger):
    one, two, three = enter(ledger, paper("讲话", SAME), paper("纪要", SAME), paper("函", SAME))
    merge(ledger, two, three)
    merge(ledger, one, two)
    back = Act(entry=three, action="unmerge", note="并错")
    assert ledger.act([back], "督查室", Setting(DAY)).problems[0].code == "L063"
    assert ledger.act([back.model_copy(update={"entry": two}), back], "督查室", Setting(DAY)).problems == ()
    assert [len(entry.sources) for entry in ledger.state().entries] == [1, 1, 1]


def merge(ledger, keep, other):
    assert ledger.merge(keep, other, "督查室", Setting(DAY), "同一项要求").events
