"""A small Word file that holds one of everything a reader must tell apart."""

import io
import zipfile

from readers_builders import cell, definition, docx_bytes, level, numbered, par, repacked, row, run, table

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
NEEDED = ("[Content_Types].xml", "_rels/", "docProps/core.xml", "word/")
NOT_NEEDED = ("word/theme/", "word/settings.xml", "word/stylesWithEffects.xml", "word/webSettings.xml")
STYLES = """
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="公文一级"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T2"><w:name w:val="公文二级"/><w:basedOn w:val="T1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="隐去"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def code(text):
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def rich_docx():
    """Numbers, merged and nested tables, a text box, notes, fields, controls, revisions, a formula."""
    levels = [level(0, "chineseCounting", "%1、", pStyle="T1"), level(1, "decimal", "%1.%2", isLgl=1)]
    box = "<w:drawing><wps:txbx><w:txbxContent>" + par("框内文字") + "</w:txbxContent></wps:txbx></w:drawing>"
    note = '<w:footnote w:id="2">' + par("指胸径一米以上。") + "</w:footnote>"
    content = docx_bytes(
        *_body(box),
        numbering=definition(levels),
        styles=STYLES,
        notes=note,
        comments='<w:comment w:id="1" w:author="甲">' + par("请核实") + "</w:comment>",
        title="古树保护",
        header="云岫县林业局",
    )
    return _trimmed(content)


def _body(box):
    yield par("总体要求", properties='<w:pStyle w:val="T1"/>')
    yield numbered("由县林业局牵头，9月底前逐株登记。", level=1)
    yield par(
        run("删改") + "<w:del><w:r><w:delText>9月</w:delText></w:r></w:del><w:ins>" + run("10月") + "</w:ins>"
    )
    yield par(
        BEGIN + code(" TOC ") + SEPARATE + run("一、总则 1") + END + run("公开") + run("隐去", "<w:vanish/>")
    )
    yield par("<w:r><mc:AlternateContent><mc:Choice Requires='wps'>" + box + "</mc:Choice><mc:Fallback>"
              + "<w:pict><v:textbox><w:txbxContent>" + par("旧框") + "</w:txbxContent></v:textbox></w:pict>"
              + "</mc:Fallback></mc:AlternateContent><w:footnoteReference w:id='2'/></w:r>")  # fmt: skip
    yield (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + par("请填写")
        + "</w:sdtContent></w:sdt>"
    )
    parts = "".join(
        f"<m:{one}><m:r><m:t>{text}</m:t></m:r></m:{one}>" for one, text in (("num", 1), ("den", 3))
    )
    hung = "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:commentReference w:id='1'/></w:r>"
    yield par(f"<m:oMath><m:f>{parts}</m:f></m:oMath>{hung}")
    inner = table(row("内一", "内二"))
    yield table(
        row("序号", cell("整改事项", properties='<w:gridSpan w:val="2"/>'), "时限"),
        row(
            cell("1", properties='<w:vMerge w:val="restart"/>'),
            cell(par("登记"), inner, par()),
            "挂牌",
            "6月底",
        ),
        row(cell(properties="<w:vMerge/>"), "复核", "验收", "9月底", properties='<w:gridBefore w:val="1"/>'),
    )


def _trimmed(content):
    """The file without what holds no words, so that damage falls on what does."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    kept = [name for name in names if name.startswith(NEEDED) and not name.startswith(NOT_NEEDED)]
    return repacked(content, kept=kept)
