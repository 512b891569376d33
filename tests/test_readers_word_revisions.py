"""Word files: revisions taken as accepted and told, hidden text counted, comments listed, headers apart."""

import pytest
from readers_builders import (
    codes,
    par,
    row,
    run,
    table,
    texts,
    word,
)

from models import Severity

DELETED = run("删掉").replace("w:t", "w:delText")


def test_revisions_are_taken_as_accepted_and_told_one_by_one(tmp_path):
    changed = par(
        run("由县林业局于") + "<w:del>" + DELETED.replace("删掉", "9月底") + "</w:del>"
        + "<w:ins>" + run("10月底") + "</w:ins>" + run("前完成。")
    )  # fmt: skip
    away = par(
        "<w:moveFrom>" + run("挂牌保护。") + "</w:moveFrom>", properties="<w:rPr><w:moveFrom/></w:rPr>"
    )
    there = par("<w:moveTo>" + run("挂牌保护。") + "</w:moveTo>")
    document = word(tmp_path, changed, away, par("逐株登记。"), there)
    assert texts(document) == ["由县林业局于10月底前完成。", "逐株登记。", "挂牌保护。"]
    assert codes(document) == ["R025", "R121", "R121"]
    assert [(one.place, one.message) for one in document.problems[1:]] == [
        ("第1段", "修订：删去“9月底”，插入“10月底”。"),
        ("第3段", "修订：移来“挂牌保护。”。"),
    ]
    assert all(problem.severity is Severity.NOTE for problem in document.problems)


def test_deleted_paragraph_end_joins_two_paragraphs(tmp_path):
    first = par("逐株登记", properties="<w:rPr><w:del/></w:rPr>")
    assert texts(word(tmp_path, first, par("造册建档"), par("下一段"))) == ["逐株登记造册建档", "下一段"]
    before_table = word(tmp_path, first, table(row("甲", "乙")), first)
    assert before_table.raw == "逐株登记\n甲\t乙\n逐株登记"


def test_block_level_insertions_and_controls_are_kept(tmp_path):
    control = "<w:sdt><w:sdtPr/><w:sdtContent>" + par("控件里的段落") + "</w:sdtContent></w:sdt>"
    wrapped = "<w:customXml>" + par("标签里的段落") + "</w:customXml>"
    either = (
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    content = par("甲"), control, wrapped, either.format(par("新版"), par("旧版"))
    assert texts(word(tmp_path, *content)) == ["甲", "控件里的段落", "标签里的段落", "新版"]


STYLED = '<w:style w:type="{}" w:styleId="Gone"><w:name w:val="隐去"/><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize(
    ("paragraph", "styles"),
    [
        (par(run("公开"), run("不公开", "<w:vanish/>")), ""),
        (par(run("公开"), run("不公开", '<w:rStyle w:val="Gone"/>')), STYLED.format("character")),
        (
            par(
                run("公开", '<w:vanish w:val="0"/>'),
                run("不公开"),
                properties='<w:pStyle w:val="Gone"/>',
            ),
            STYLED.format("paragraph"),
        ),
    ],
)
def test_hidden_text_is_left_out_and_counted(paragraph, styles, tmp_path):
    document = word(tmp_path, paragraph, styles=styles)
    assert texts(document) == ["公开"]
    assert codes(document) == ["R024"]
    assert "3字" in document.problems[0].message


def test_comments_are_listed_with_their_author_and_place(tmp_path):
    comments = "".join(
        f'<w:comment w:id="{key}" w:author="{author}">{par(text)}</w:comment>'
        for key, author, text in ((1, "复核员", "请核实时限"), (2, "", "同意"), (3, "甲", "没有挂处"))
    )
    hung = '<w:r><w:commentReference w:id="{}"/></w:r>'
    document = word(
        tmp_path, par("正文"), par(run("时限") + hung.format(2) + hung.format(1)), comments=comments
    )
    assert document.raw == "正文\n时限"
    assert codes(document) == ["R026", "R120", "R120", "R120"]
    assert "3条" in document.problems[0].message
    assert [(one.place, one.message) for one in document.problems[1:]] == [
        ("第2段", "批注（未署名）：“同意”。"),
        ("第2段", "批注（复核员）：“请核实时限”。"),
        ("", "批注（甲）：“没有挂处”。"),
    ]


def test_header_is_read_apart(tmp_path):
    document = word(tmp_path, par("正文"), header="云岫县林业局　古树专刊", title="古树保护")
    assert document.raw == "正文"
    assert document.metadata == {"title": "古树保护", "header": "云岫县林业局　古树专刊"}
    assert codes(document) == ["R127"]
    assert document.problems[0].message.startswith("页眉文字没有读入正文：“云岫县林业局 古树专刊”。")


def test_page_number_alone_is_no_header(tmp_path):
    assert word(tmp_path, par("正文"), header="— 3 —").problems == ()
