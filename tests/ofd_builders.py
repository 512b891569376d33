"""OFD files for the tests of the readers: containers, pages, text objects as printing programs write them."""

import io
import zipfile

NAMESPACE = "http://www.ofdspec.org/2016"
SPELLINGS = {
    "prefix": ("ofd:", f'xmlns:ofd="{NAMESPACE}"'),
    "default": ("", f'xmlns="{NAMESPACE}"'),
    "none": ("", ""),
}
WIDTH, HEIGHT = 210.0, 297.0
SIZE = 5.0


def text(words, x, y, size=SIZE, **attributes):
    """A text object whose first character stands with its left end at `x`, its baseline at `y`."""
    delta = " ".join(["g", str(len(words) - 1), str(size)]) if len(words) > 1 else ""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    box = f"{x} {y - size} {size * len(words)} {size * 1.2}"
    return (
        f'<TextObject ID="1" Boundary="{box}" Font="1" Size="{size}"{given}>'
        f'<TextCode X="0" Y="{size}" DeltaX="{delta}">{words}</TextCode></TextObject>'
    )


def single(words, x, y, size=SIZE):
    """The same with an object for each character, as programs write that place every glyph."""
    return "".join(
        f'<TextObject ID="1" CTM="0.5 0 0 0.5 0 0" Boundary="{x + at * size} {y - size} {size} {size * 1.2}" '
        f'Font="1" Size="{size * 2}"><CGTransform CodePosition="0" CodeCount="1" GlyphCount="1">'
        f'<Glyphs>77</Glyphs></CGTransform><TextCode X="0" Y="{size * 2}">{char}</TextCode></TextObject>'
        for at, char in enumerate(words)
    )


def paragraphs(*rows, x=25.0, top=40.0, step=9.0, columns=32, write=text):
    """Paragraphs set line by line, the first line of each indented by two characters."""
    objects, y = [], top
    for row in rows:
        indent = 2
        while row:
            line, row = row[: columns - indent], row[columns - indent :]
            objects.append(write(line, x + indent * SIZE, y))
            y, indent = y + step, 0
    return "".join(objects)


def ruled(rows, widths, x=25.0, y=120.0, height=9.0):
    """A table with all its rules drawn, one path for each cell."""
    objects = []
    for down, row in enumerate(rows):
        left = x
        for width, words in zip(widths, row, strict=True):
            above = y + down * height
            objects.append(
                f'<PathObject ID="2" Boundary="{left} {above} {width} {height}" LineWidth="0.2">'
                f"<AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C</AbbreviatedData>"
                "</PathObject>"
            )
            if words:
                objects.append(text(words, left + 1, above + 6, size=4.0))
            left += width
    return "".join(objects)


def picture(key="9", top=0.0, height=HEIGHT):
    """A picture over the whole width of the page, as a scanner leaves it."""
    return (
        f'<ImageObject ID="3" Boundary="0 {top} {WIDTH} {height}" CTM="{WIDTH} 0 0 {height} 0 0" '
        f'ResourceID="{key}"/>'
    )


def media(**files):
    """The list of a document's pictures: file names by number, the numbers written with an x before them."""
    listed = "".join(
        f'<MultiMedia ID="{key[1:]}" Type="Image"><MediaFile>{name}</MediaFile></MultiMedia>'
        for key, name in files.items()
    )
    return f'<Res BaseLoc="Res"><MultiMedias>{listed}</MultiMedias></Res>'


def page(*objects, template=None, layer=""):
    used = f'<Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    return (
        f"<Page><Area><PhysicalBox>0 0 {WIDTH} {HEIGHT}</PhysicalBox></Area>{used}"
        f'<Content><Layer ID="4" {layer}>{"".join(objects)}</Layer></Content></Page>'
    )


def ofd_bytes(*documents, spelling="prefix", extra=None, paths=str):
    """A container of documents; each is a dict with `pages`, perhaps `templates`, `title` and others.

    `parts` are further members by name, `listed` are elements of Document.xml, `body` of its DocBody. `paths`
    may change every path that is written down.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        bodies = []
        for number, one in enumerate(documents):
            folder = f"Doc_{number}"
            bodies.append(
                f"<DocBody><DocInfo><DocID>0</DocID><Title>{one.get('title', '')}</Title></DocInfo>"
                f"<DocRoot>{paths(f'{folder}/Document.xml')}</DocRoot>{one.get('body', '')}</DocBody>"
            )
            pages, templates = one["pages"], one.get("templates", [])
            listed = "".join(
                f'<Page ID="{at}" BaseLoc="{paths(f"Pages/Page_{at}/Content.xml")}"/>'
                for at in range(len(pages))
            )
            shared = "".join(
                f'<TemplatePage ID="{at}" BaseLoc="{paths(f"Tpls/Tpl_{at}/Content.xml")}"/>'
                for at in range(1, len(templates) + 1)
            )
            box = f"<PageArea><PhysicalBox>0 0 {WIDTH} {HEIGHT}</PhysicalBox></PageArea>"
            head = f"<CommonData>{box}{shared}</CommonData>"
            document = f"<Document>{head}<Pages>{listed}</Pages>{one.get('listed', '')}</Document>"
            members = {f"{folder}/Document.xml": document}
            members |= {f"{folder}/Pages/Page_{at}/Content.xml": body for at, body in enumerate(pages)}
            members |= {f"{folder}/Tpls/Tpl_{at}/Content.xml": body for at, body in enumerate(templates, 1)}
            members |= {f"{folder}/{name}": body for name, body in one.get("parts", {}).items()}
            for name, body in members.items():
                archive.writestr(name, _spelled(body, spelling))
        archive.writestr(
            "OFD.xml", _spelled(f'<OFD Version="1.0" DocType="OFD">{"".join(bodies)}</OFD>', spelling)
        )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


def _spelled(body, spelling):
    """The XML with its names in one of the ways that are found in the wild."""
    prefix, declared = SPELLINGS[spelling]
    named = body.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    end = min(at for at in (named.find(">"), named.find(" ")) if at > 0)
    return f'<?xml version="1.0" encoding="UTF-8"?>{named[:end]} {declared}{named[end:]}'
