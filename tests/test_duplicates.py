"""The same paper under another name, and a revised one: both are told, neither is merged."""

import datetime as dt

from readers_builders import docx_bytes, par

from pipeline.batch import Outcome, run_batch
from pipeline.ledger import Ledger

DAY = dt.date(2026, 3, 12)
LINES = [
    "一、县水务局牵头，4月底前完成灌渠清淤。",
    "二、县财政局负责，3月25日前拨付首批资金。",
    "三、县审计局负责，6月底前完成专项审计。",
    "四、各乡镇负责，5月底前完成渠系登记造册。",
    "五、县农业农村局负责，9月底前完成验收。",
]
REVISED = [*LINES[:4], "五、县农业农村局负责，10月底前完成验收并报告。"]
OTHER = ["一、县教育局负责，8月底前完成校舍排查。", "二、县水务局牵头，4月底前完成灌渠清淤。"]


def reports(folder, papers):
    for name, content in papers.items():
        (folder / name).write_bytes(content)
    with Ledger.open(str(folder / "l.db")) as ledger:
        found = run_batch([folder / name for name in papers], ledger, on=DAY, actor="test")
        return found, ledger.state()


def text(lines):
    return "\n".join(lines).encode()


def test_same_paper_in_another_format_names_the_first(tmp_path):
    papers = {"定稿.txt": text(LINES), "扫描.docx": docx_bytes(*map(par, LINES))}
    (first, second), state = reports(tmp_path, papers)
    assert (first.outcome, second.outcome) == (Outcome.DONE, Outcome.KNOWN)
    assert "「定稿.txt」" in second.reason
    assert len(state.documents) == 1


def test_revised_paper_is_told_and_kept_apart(tmp_path):
    papers = {"初稿.txt": text(LINES), "定稿.txt": text(REVISED), "别的.txt": text(OTHER)}
    (first, second, other), state = reports(tmp_path, papers)
    assert (first.outcome, second.outcome, other.outcome) == (Outcome.DONE, Outcome.REMARKS, Outcome.DONE)
    assert "与「初稿.txt」相近（5 句要求和问题中 4 句相同）" in second.reason
    assert len(state.documents) == 3
