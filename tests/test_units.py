"""Who acts: unit names at the start of a text (names.csv) and the role a sentence gives them (roles.csv)."""

from functools import cache

import pytest
from extraction_builders import cases, listed, owners_said, read_framed, registry, rows

from extractors.fold import fold
from extractors.units.lists.list_reader import ListReader, UnitList
from extractors.units.names.name_reader import NameReader
from extractors.units.roles import RoleReader
from extractors.vocabulary import vocabulary
from models import DocumentKind


@cache
def reader() -> ListReader:
    return ListReader(NameReader(registry(), vocabulary(registry().by_name).tags))


def read(text: str) -> UnitList | None:
    view = fold(text)
    return reader().read(view, 0, len(view))


@pytest.mark.parametrize("case", cases("names.csv"))
def test_names_at_the_start_are_read_in_full(case: dict[str, str]):
    if not case["names"]:
        view = fold(case["text"])
        assert RoleReader(reader()).subjects(view, 0, len(view), []) == []
        return
    found = read(case["text"])
    assert found
    assert list(found.full) == listed(case["names"])
    assert {name.kind for name in found.names} == {case["kind"]} or not case["kind"]


@pytest.mark.parametrize(
    "text", [row["text"] for row in rows("names.csv") if row["names"] and not row["known_fault"]]
)
def test_names_stand_one_after_another_inside_the_text(text: str):
    found = read(text)
    assert found
    assert found.names[0].start == 0
    ends = [name.end for name in found.names]
    assert all(name.start < name.end for name in found.names)
    assert all(end <= later.start for end, later in zip(ends, found.names[1:], strict=False))
    assert ends[-1] <= found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "is_open"), [("县发改局、财政局等部门要会审", True), ("县发改局、财政局要会审", False)]
)
def test_open_list_is_marked(text: str, is_open: bool):
    found = read(text)
    assert found
    assert found.open_list is is_open


@pytest.mark.parametrize("case", cases("roles.csv"))
def test_owner_has_the_role_that_the_text_gives(case: dict[str, str]):
    extraction = read_framed(case["sentence"], DocumentKind(case["kind"]))
    tasks = [task for task in extraction.tasks if case["task"] in task.source.quote]
    assert tasks
    assert {said for task in tasks for said in owners_said(task.owners)} == set(listed(case["owners"]))


def test_group_and_open_list_reach_the_record():
    [task] = read_framed("县发改局、财政局等部门要在4月底前完成项目评审。").tasks
    assert {owner.open_list for owner in task.owners} == {True}
    [task] = read_framed("各镇街要在4月底前完成农房复核。").tasks
    assert [(owner.name, owner.group) for owner in task.owners] == [("各镇街", True)]
