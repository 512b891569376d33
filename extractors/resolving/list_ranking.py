"""Papers that say how their lists of units are to be read: 「责任单位排在第一位的为牵头单位」.

Where a paper says so, the first of every list that a bracket, a line or a cell assigns leads; the others
answer or, where it says that too (其余为配合单位), help.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.sentence_reading import Owned
from models import Role

_FIRSTS = ("第一", "首", "最前")
_FIRST = r"(?:第一|首)(?:位|个|家)?|最前面?"
_FIRST_LEADS = re.compile(
    rf"(?:单位|部门|名单|其中|表中),?[^。;\n]{{0,20}}?(?:排|列|居|位|的)(?:名|序)?(?:在|于)?(?:{_FIRST})[^。;\n“]{{0,12}}?[为是系]?(?:总)?牵头"
    rf"|牵头(?:责任)?(?:单位|部门)[^。;\n“]{{0,4}}?(?:排|列|居)(?:名|序)?(?:在|于)?(?:{_FIRST})"
    rf"|(?:排|列)(?:名|序)?(?:在|于)?(?:{_FIRST})的?(?:单位|部门)?[为是系](?:总)?牵头"
    r"|(?:第一|首)(?:位|个|家)(?:责任)?(?:单位|部门)?(?:为|是|系)(?:总)?牵头"
)
_REST_HELPS = re.compile(
    r"(?:其余|其他|余下|后面)的?(?:单位|部门)?[均都]?[为是系](?:配合|协办|参与|协同|支持)"
)


class Ranking:
    """What one paper, given as its folded text, says of the order of its lists."""

    def __init__(self, view: str) -> None:
        told = "牵头" in view and any(first in view for first in _FIRSTS)
        self._first_leads = told and _FIRST_LEADS.search(view) is not None
        self._others = Role.SUPPORT if _REST_HELPS.search(view) else Role.RESPONSIBLE

    def ranked(self, assigned: Sequence[Owned]) -> list[Owned]:
        """The units of one list, the first of them as the leader where the paper says so."""
        told = any(o.claim.role is not Role.RESPONSIBLE for o in assigned)
        if not self._first_leads or told:
            return list(assigned)
        roles = [Role.LEAD, *([self._others] * len(assigned))]
        return [replace(o, claim=o.claim._replace(role=r)) for o, r in zip(assigned, roles, strict=False)]
