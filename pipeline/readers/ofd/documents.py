"""The documents of an OFD container: their pages and templates, attachments, notes and signatures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers.ofd.container import ENTRY, Container, located
from pipeline.readers.package import local

Box = tuple[float, float, float, float]
A4 = (0.0, 0.0, 210.0, 297.0)


@dataclass
class OfdDocument:
    """One document of the container: paths of its pages, and what it says apart from them.

    `templates` are paths by id; `shared` are the ids of those that several pages are printed on. `notes`
    counts annotations (watermarks, stamps, remarks), which are no text of the document.
    """

    path: str
    title: str = ""
    box: Box = A4
    pages: list[str] = field(default_factory=list)
    templates: dict[str, str] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    attachments: list[str] = field(default_factory=list)
    notes: int = 0
    signatures: int = 0


def documents(container: Container) -> list[OfdDocument]:
    """The documents of the container, in its order."""
    entry = container.root(ENTRY)
    bodies = list(each(entry, "DocBody")) if entry is not None else []
    return [one for body in bodies if (one := _document(container, body)) is not None]


def each(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """All elements of this name, whatever their namespace."""
    return iter(()) if root is None else root.iter(f"{{*}}{name}")


def words(root: etree._Element | None, name: str) -> str:
    """The text of the first element of this name."""
    return next(((one.text or "").strip() for one in each(root, name)), "")


def numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """`count` numbers as OFD writes boxes and matrices, None when it is something else."""
    try:
        found = tuple(float(one) for one in (text or "").split())
    except ValueError:
        return None
    return found if len(found) == count else None


def box_of(root: etree._Element | None) -> Box | None:
    """The size of the paper that an Area or PageArea gives."""
    found = numbers(words(root, "PhysicalBox"), 4)
    return (found[0], found[1], found[2], found[3]) if found and found[2] > 0 < found[3] else None


def _document(container: Container, body: etree._Element) -> OfdDocument | None:
    path = located(ENTRY, words(body, "DocRoot"))
    root = container.root(path)
    if root is None:
        return None
    document = OfdDocument(path, words(body, "Title"), box_of(root) or A4)
    for element in each(root, "TemplatePage"):
        document.templates[element.get("ID", "")] = located(path, element.get("BaseLoc", ""))
    pages = next((one for one in root if local(one) == "Pages"), None)
    document.pages = [located(path, one.get("BaseLoc", "")) for one in each(pages, "Page")]
    document.shared = _shared(container, document)
    document.attachments = list(_attachments(container, path, words(root, "Attachments")))
    document.notes = _notes(container, path, words(root, "Annotations"))
    document.signatures = _signatures(container, words(body, "Signatures"))
    return document


def _shared(container: Container, document: OfdDocument) -> set[str]:
    used = Counter(
        template
        for page in document.pages
        for template in {one.get("TemplateID", "") for one in each(container.root(page), "Template")}
    )
    return {template for template, times in used.items() if times > 1}


def _attachments(container: Container, source: str, location: str) -> Iterator[str]:
    if location:
        for one in each(container.root(located(source, location)), "Attachment"):
            yield one.get("Name") or words(one, "FileLoc").rpartition("/")[2] or "未命名"


def _notes(container: Container, source: str, location: str) -> int:
    if not location:
        return 0
    listing = located(source, location)
    pages = [located(listing, words(page, "FileLoc")) for page in each(container.root(listing), "Page")]
    return sum(1 for page in pages for _ in each(container.root(page), "Annot"))


def _signatures(container: Container, location: str) -> int:
    if not location:
        return 0
    return sum(1 for _ in each(container.root(located(ENTRY, location)), "Signature"))
