"""A year of an office on a file and on a server: thirty papers, every kind of act, twelve reports, all kept.

The clerk's own commands read, export, take Excel back and report. Every report is made again at the end of
the year and must be the same to the byte, and the same on both.
"""

import datetime as dt
import json
from calendar import monthrange

import pytest
from ledger_lives import act_of
from openpyxl import load_workbook

from models import Status
from pipeline.commands.app import main
from pipeline.ledger import Ledger, Setting, check

RIVERS = "青白柳石沙清南北东西上下长新老龙凤虎马牛羊金银铜铁松竹梅兰菊"
"""One paper each: thirty."""
QUARTER = {1: RIVERS[:8], 4: RIVERS[8:16], 7: RIVERS[16:23], 10: RIVERS[23:]}
LAST = 12
"""The month whose report has the long lists, too."""
PROOF = {"evidence": [["register", "登记表"], ["photo", "整改前后照片"]]}
OPEN = (Status.ASSIGNED, Status.RECEIVED, Status.UNDER_WAY, Status.REOPENED, Status.EXTENDED)


def paper(river, month, more=""):
    """A notice with three tasks of three units, each due in one of the next three months."""
    lines = [
        f"关于{river}河整治的通知",
        f"县水利局要在2025年{month}月25日前修复{river}河险工险段{month}处。",
        f"县财政局要在2025年{month + 1}月20日前拨付{river}河整治资金{month}0万元。",
        f"县农业农村局、县林业局要在2025年{month + 2}月15日前清理{river}河两岸垃圾，电话13812345678。{more}",
    ]
    return "\n".join(lines) + "\n"


class Office:
    """One ledger, and the clerk who keeps it."""

    def __init__(self, where, folder, capsys):
        self.where, self.folder, self.capsys = where, folder, capsys
        self.reports = {}

    def run(self, *words, code=0):
        """The output of a command that ends as it should."""
        assert main([str(word) for word in words]) == code
        return self.capsys.readouterr().out

    def act(self, ledger, entry, day, by, action, **facts):
        """One step; whether the rules allow it."""
        outcome = ledger.act([act_of(entry.id, action, facts)], by, Setting(day))
        return not outcome.problems

    def read(self, month, *papers):
        """Read papers on the first of the month."""
        inbox = self.folder / f"收文{month}-{len(papers)}"
        inbox.mkdir()
        for name, words in papers:
            (inbox / f"{name}.txt").write_text(words, "utf-8")
        self.run("batch", inbox, "--ledger", self.where, "--today", f"2025-{month:02}-01", "--workers", 1)

    def month(self, month):
        """What happens in a month."""
        if rivers := QUARTER.get(month):
            self.read(month, *((f"{river}河通知", paper(river, month)) for river in rivers))
        if month == 9:  # a corrected paper of July, after its rows have gone their way
            river = QUARTER[7][0]
            self.read(month, (f"{river}河通知", paper(river, 7, more="清理情况每月报告。")))
        with Ledger.open(self.where) as ledger:
            rows = sorted(ledger.state().entries, key=lambda row: (row.document, row.measure))
            for place, row in enumerate(rows):
                self.go_on(ledger, row, place % 6, month)
            self.merge(ledger, rows, month)
        self.excel(month)
        self.report(month)

    def go_on(self, ledger, row, way, month):
        """The next steps of a row: each way is another life."""
        first, middle, late = (dt.date(2025, month, day) for day in (3, 12, 20))
        unit = next((owner.name for owner in row.owners), "县水利局")
        if row.status is Status.DRAFT:
            if self.act(ledger, row, first, "督查室", "file", pending=True):
                self.act(ledger, row, first, "督查室", "assign", number=f"督办{month}号")
            return
        if way == 5 or row.status not in OPEN:
            if row.status is Status.CLOSED and way == 2 and row.handling.cycle == 1:
                self.act(ledger, row, middle, "督查室", "reopen", note="复查发现反弹", **PROOF)
            return
        self.act(ledger, row, first, unit, "receive")
        self.act(ledger, row, middle, unit, "progress", note=f"{month}月推进", percent=min(90, month * 7))
        if way == 3 and not row.handling.extensions:
            self.act(ledger, row, middle, unit, "extend", note="汛期", due=f"2026-0{1 + month % 3}-28")
            self.act(ledger, row, late, "督查室", "grant")
        if way == 1 or (way == 2 and month % 2):
            self.act(ledger, row, late, unit, "apply", **PROOF)
            self.act(ledger, row, late, "督查室", "close", note="现场核查属实")

    def merge(self, ledger, rows, month):
        """Two rows are taken for one in March, and told apart again in May."""
        papers = ("青河通知.txt", "白河通知.txt")
        keep, other = (row for row in rows if row.document in papers and "拨付" in row.measure)
        if month == 3:
            day = Setting(dt.date(2025, 3, 21))
            assert ledger.merge(keep.id, other.id, "督查室", day, "同一笔资金").problems == ()
        if month == 5:
            day = dt.date(2025, 5, 6)
            assert self.act(ledger, other, day, "督查室", "unmerge", note="是两笔资金")

    def excel(self, month):
        """Two rows of the fifth way come back filled in: one is under way, one asks to be closed."""
        day = f"2025-{month:02}-24"
        self.run("export", "--ledger", self.where, "--format", "xlsx", "--out", self.folder, "--today", day)
        path = self.folder / "整改台账.xlsx"
        book = load_workbook(path)
        sheet = book["整改台账"]
        at = {cell.value: cell.column for cell in sheet[4]}
        lines = range(5, sheet.max_row + 1)
        mine = [line for line in lines if sheet.cell(line, at["办理状态"]).value in ("已签收", "办理中")]
        for line, status in zip(mine[:2], ("办理中", "待验收"), strict=False):
            sheet.cell(line, at["办理状态"]).value = status
            sheet.cell(line, at["进展情况"]).value = f"{month}月填报，完成{50 + month}%，联系人138****5678"
            sheet.cell(line, at["佐证材料"]).value = f"照片影像:{month}月现场照片"
        book.save(path)
        words = ["ledger", "import", str(path), "--ledger", self.where, "--apply", "--today", day]
        assert main([*words, "--by", "县水利局"]) in (0, 1, 3)
        self.capsys.readouterr()

    def report(self, month):
        """The papers of the last day of the month, and what has to be known to print them again."""
        with Ledger.open(self.where) as ledger:
            upto = ledger.last_seq()
        self.reports[month] = (upto, self.printed(month, upto, f"月报{month}"))

    def printed(self, month, upto, folder):
        """All that is reported for a month, as bytes."""
        day = f"2025-{month:02}-{monthrange(2025, month)[1]}"
        out = self.folder / folder
        common = ("--ledger", self.where, "--today", day)
        for paper in ("督查通报", *(("时间表", "三张清单") if month == LAST else ())):
            self.run("export", *common, "--paper", paper, "--out", out)
        for form in ("csv", "jsonl", *(("xlsx",) if month == LAST else ())):
            self.run("export", *common, "--format", form, "--out", out, "--upto", upto)
        said = [
            self.run("ledger", "stats", *common, "--upto", upto, "--format", "json", "--group", group)
            for group in ("unit", "document", "kind", "month", "status")
        ]
        said.append(self.run("ledger", "list", *common, "--upto", upto, "--format", "jsonl"))
        written = {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*.*"))}
        return said, written


def year(where, folder, capsys):
    """The office at the end of its year."""
    folder.mkdir()
    office = Office(where, folder, capsys)
    for month in range(1, 13):
        office.month(month)
    return office


def differing(one, other):
    """What is not the same in two months' reports, by name."""
    (said, written), (said_too, written_too) = one, other
    names = {
        name for name in written.keys() | written_too.keys() if written.get(name) != written_too.get(name)
    }
    return sorted(names) + [at for at, (a, b) in enumerate(zip(said, said_too, strict=True)) if a != b]


def assert_lived(office):
    """The year had everything in it, and the ledger proves itself."""
    with Ledger.open(office.where) as ledger:
        assert check(ledger).problems == ()
        state = ledger.state()
        done = {event.payload.get("action") for event in ledger.events() if event.kind == "action_taken"}
    assert len({row.document for row in state.entries}) == len(RIVERS) == 30
    wanted = {"file", "assign", "receive", "progress", "extend", "grant", "apply", "close", "reopen"}
    assert wanted | {"merge", "unmerge"} <= done
    final = json.loads(office.reports[12][1][0][0])["all"]
    assert all(final[name] for name in ("closed", "overdue", "extended", "reopened", "not_begun"))
    assert final["total"] > 80


@pytest.mark.slow
def test_a_year_on_a_file_and_on_a_server(postgres, tmp_path, capsys):
    from postgres_server import new_database

    file = year(str(tmp_path / "台账.db"), tmp_path / "甲", capsys)
    assert_lived(file)
    for month, (upto, report) in file.reports.items():
        assert differing(report, file.printed(month, upto, f"重印{month}")) == [], f"{month}月的报告变了"
    server = year(new_database(postgres), tmp_path / "乙", capsys)
    assert_lived(server)
    for month, (upto, report) in server.reports.items():
        assert upto == file.reports[month][0]
        assert differing(report, file.reports[month][1]) == [], month
    upto, report = server.reports[5]
    assert differing(report, server.printed(5, upto, "重印5")) == []
