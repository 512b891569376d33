"""Text boxes and notes of Word files: after the body, once, with numbers of their own."""

from readers_builders import (
    definition,
    level,
    numbered,
    par,
    run,
    texts,
    word,
)

OLD_BOX = "<w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
NEW_BOX = "<w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
BOX = (
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{NEW_BOX}</mc:Choice>"
    f"<mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent></w:r>"
)
NOTE = '<w:r><w:{}Reference w:id="{}"/></w:r>'


def test_text_boxes_follow_the_body_once(tmp_path):
    anchored = par(run("第一段") + BOX.format(par("框内一") + par("框内二")))
    old = par("<w:r>" + OLD_BOX.format(par("老式文本框")) + "</w:r>")
    document = word(tmp_path, anchored, par("第二段"), old)
    assert texts(document) == ["第一段", "第二段", "框内一", "框内二", "老式文本框"]
    assert texts(document, "textbox") == ["框内一", "框内二", "老式文本框"]
    assert [block.place.paragraph for block in document.blocks] == [1, 2, 1, 1, 2]


def test_text_boxes_and_notes_count_for_themselves(tmp_path):
    parts = definition([level(0, "decimal", "%1.")])
    note = f'<w:footnote w:id="2">{numbered("脚注")}</w:footnote>'
    anchored = par(
        run("正文") + BOX.format(numbered("框内") + numbered("框内续")) + NOTE.format("footnote", 2)
    )
    body = numbered("甲"), anchored, par(BOX.format(numbered("另一框"))), numbered("乙")
    document = word(tmp_path, *body, numbering=parts, notes=note)
    assert texts(document) == ["1. 甲", "正文", "2. 乙", "1. 框内", "2. 框内续", "1. 另一框", "1. 脚注"]


def test_notes_follow_the_text_boxes(tmp_path):
    notes = "".join(
        f'<w:footnote w:id="{key}">{par("<w:r><w:footnoteRef/></w:r>" + run(" " + text))}</w:footnote>'
        for key, text in ((-1, "分隔线"), (2, "指胸径一米以上。"), (3, "没有引用的脚注"))
    )
    content = run("古树名木") + NOTE.format("footnote", 2) + NOTE.format("footnote", 2) + run("逐株登记。")
    document = word(tmp_path, par(content), par(BOX.format(par("框内"))), notes=notes)
    assert texts(document) == ["古树名木逐株登记。", "框内", "指胸径一米以上。"]
    assert [block.kind for block in document.blocks] == ["paragraph", "textbox", "footnote"]
    assert document.blocks[2].place.paragraph == 1


def test_note_that_refers_to_itself_is_read_once(tmp_path):
    note = '<w:footnote w:id="2">' + par(run("循环") + NOTE.format("footnote", 2)) + "</w:footnote>"
    assert texts(word(tmp_path, par(run("正文") + NOTE.format("footnote", 2)), notes=note)) == [
        "正文",
        "循环",
    ]
