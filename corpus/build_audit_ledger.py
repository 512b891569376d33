"""Write the Excel ledger that the demo audits: as a town's clerk keeps it, two header rows and merged cells.

Run `python -m corpus.build_audit_ledger`; the same rows always give the same cells.
"""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

FILE = Path(__file__).parent / "audit" / "demo" / "春季防火和撂荒地整治台账.xlsx"
HEADS = ("序号", "类别", "工作任务", "责任单位", "", "完成时限", "办理状态", "进展情况")
SECOND = ("", "", "", "牵头", "配合", "", "", "")
ROWS = (
    ("森林防火", "设置进山卡口41处，落实人员、标牌、登记本", "各村", "", "2026年3月15日", "办理中", ""),
    ("森林防火", "卡口由包村干部带班值守", "各村", "", "禁火期内", "办理中", ""),
    ("森林防火", "护林员每日巡护一次，上传巡护轨迹", "各村", "镇林业站", "每周", "办理中", ""),
    ("森林防火", "检修灭火机39台、水泵16台", "镇林业站", "", "2026年3月12日", "已完成", "已开会部署"),
    ("森林防火", "组织半专业扑火队在白石岭拉练", "镇武装部", "", "2026年4月5日前", "未启动", ""),
    ("森林防火", "重点坟头割除枯草，开设5米隔离带", "各村", "", "2026年3月25日", "未启动", ""),
    ("森林防火", "清理无主坟周边可燃物", "各村", "", "2026年4月20日", "未启动", ""),
    (
        "森林防火",
        "登记特殊人群监护人，建立名册",
        "镇综治中心",
        "各村",
        "2026年3月16日",
        "已完成",
        "名册已报，共登记83人",
    ),
    ("森林防火", "香烛店检查，劝导不向进山人员售卖鞭炮", "镇市场监管所", "", "每周", "办理中", ""),
    (
        "撂荒整治",
        "撂荒图斑上图到户（312个）",
        "镇自然资源所",
        "镇农业服务中心",
        "2026年3月20日",
        "办理中",
        "",
    ),
    ("撂荒整治", "劝耕复种，村集体流转代耕", "各村", "", "2026年4月10日", "办理中", ""),
    ("撂荒整治", "村党支部领办示范片，每块不少于20亩", "各村党支部", "", "2026年5月31日", "未启动", ""),
    (
        "撂荒整治",
        "梳理水源、机耕道建设需求，争取县级项目",
        "镇水利站",
        "镇农业服务中心",
        "2026年4月30日",
        "未启动",
        "",
    ),
    ("撂荒整治", "复耕补助按每亩200元标准发放", "镇财政所", "", "2026年9月30日", "未启动", ""),
    ("农村改革", "完成农村集体资产年度清查", "镇农业服务中心", "各村", "2026年6月30日", "未启动", ""),
    ("人居环境", "清理主干道沿线垃圾死角18处", "各村", "", "2026年3月31日", "办理中", ""),
    ("医疗", "储备烧伤药品、担架，救护车保持半箱以上燃油", "镇卫生院", "", "长期坚持", "办理中", ""),
)
WIDTHS = (6, 10, 44, 16, 16, 16, 10, 24)


def build() -> Workbook:
    """The workbook."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "台账"
    sheet.append(["枫林桥镇春季森林防火和撂荒地整治工作台账"])
    sheet.merge_cells("A1:H1")
    sheet.append(list(HEADS))
    sheet.append(list(SECOND))
    for number, (kind, measure, lead, support, limit, status, progress) in enumerate(ROWS, 1):
        sheet.append([number, kind, measure, lead, support, limit, status, progress])
    for area in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3", "H2:H3", "B4:B12", "B13:B17"):
        sheet.merge_cells(area)
    _dress(sheet)
    return book


def _dress(sheet: Any) -> None:
    thin = Side(style="thin")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for column, width in zip("ABCDEFGH", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    build().save(FILE)
