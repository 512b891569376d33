"""One page of an OFD as the PDF reader knows pages: glyphs with their places, ruled tables, pictures."""

import math
from collections.abc import Iterator

from lxml import etree

from pipeline.readers.limits import Limits
from pipeline.readers.ofd.container import Container
from pipeline.readers.ofd.documents import Box, OfdDocument, box_of, each
from pipeline.readers.ofd.glyphs import glyphs_of
from pipeline.readers.ofd.matrix import POINTS, on_page
from pipeline.readers.ofd.strokes import edges_of
from pipeline.readers.package import local
from pipeline.readers.pdf.glyphs import Glyph, lines_of
from pipeline.readers.pdf.grids import enclosed
from pipeline.readers.pdf.page import Page, Rule, crowded

READER = "ofd"
TOLERANCE = 3.0
MOST_EDGES = 20_000
OBJECTS = ("TextObject", "PathObject", "ImageObject", "CompositeObject")


def read_page(container: Container, document: OfdDocument, path: str, limits: Limits) -> Page | None:
    """The page at `path`, None when it is broken."""
    if container.root(path) is None:
        return None
    left, top, width, height = paper_of(container, document, path)
    drawn = list(drawn_on(container, document, path))
    glyphs: list[Glyph] = []
    for element in drawn:
        if local(element) == "TextObject":
            glyphs += glyphs_of(element, left, top)
        if len(glyphs) > limits.page_glyphs:
            return crowded(READER)
    edges = [edge for one in drawn if local(one) == "PathObject" for edge in edges_of(one, left, top)]
    pictures = [one for one in drawn if local(one) in ("ImageObject", "CompositeObject")]
    return Page(
        reader=READER,
        width=width * POINTS,
        height=height * POINTS,
        glyphs=glyphs,
        grids=list(enclosed(edges, TOLERANCE)) if len(edges) <= MOST_EDGES else [],
        filled=bool(drawn),
        pictures=sum(_area(one, left, top) for one in pictures),
        rules=tuple(Rule(one["x0"], one["top"], one["x1"]) for one in edges if one["orientation"] == "h"),
    )


def paper_of(container: Container, document: OfdDocument, path: str) -> Box:
    """Where the paper of a page begins, its width and its height, in millimetres."""
    return box_of(container.root(path)) or document.box


def drawn_on(container: Container, document: OfdDocument, path: str) -> Iterator[etree._Element]:
    """What is drawn on a page and on the template that is its alone."""
    root = container.root(path)
    yield from _objects(root)
    for template in each(root, "Template"):
        key = template.get("TemplateID", "")
        if key in document.templates and key not in document.shared:
            yield from _objects(container.root(document.templates[key]))


def template_lines(container: Container, document: OfdDocument) -> Iterator[str]:
    """The lines that several pages are printed on: no text of the document, but perhaps a mark on it."""
    for key in sorted(document.shared & document.templates.keys()):
        objects = list(_objects(container.root(document.templates[key])))
        texts = [one for one in objects if local(one) == "TextObject"]
        yield from (line.text for line in lines_of(glyph for one in texts for glyph in glyphs_of(one, 0, 0)))


def _objects(root: etree._Element | None) -> Iterator[etree._Element]:
    """What is drawn on a page, hidden layers and objects left out."""
    for content in each(root, "Content"):
        for element in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject", "{*}CompositeObject"):
            ancestors = (element, *element.iterancestors())
            if all(one.get("Visible", "true").lower() not in ("false", "0") for one in ancestors):
                yield element


def _area(element: etree._Element, left: float, top: float) -> float:
    """How much of the page a picture covers; its own square of side 1 is stretched over it."""
    matrix = on_page(element, left, top)
    boundary = [abs(float(one)) for one in element.get("Boundary", "").split()[2:4]] if matrix else []
    return math.prod(boundary) * POINTS**2 if boundary else 0.0
