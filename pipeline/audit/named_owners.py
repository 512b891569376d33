"""Whom a sentence surely names as owners: the units that a row must have too."""

import re
from collections.abc import Sequence
from itertools import pairwise

from models import Basis, Commitment, LedgerRow, Owner
from pipeline.audit.unit_names import UnitNames, is_generic, is_ward

_GOOD_PART = 0.3
_HEADS_IT = re.compile(
    "(?:[、和及][^,，;；。]{1,10})?(?:分别)?担?任[^,，;；。]{0,4}(?:组长|总指挥|指挥长|召集人)"
)
_GETS = re.compile("(?:都|均|要|至少|必须)*(?:配备|配齐|配置|配|建成|建|设|储备|安装)")
_TOLD_TO = re.compile("[^,，。;；]{0,6}(?:要(?!求)|必须|应当?|须|负责|牵头|会同|不得|一律|自行)")


def surely_named(commitment: Commitment, rows: Sequence[LedgerRow], names: UnitNames) -> list[Owner]:
    """The units that the sentence itself surely names.

    A thing that the row acts upon is no unit (大户和合作社, 网吧), nor then are others that nobody knows.
    """
    own = [
        owner
        for owner in commitment.owners
        if owner.basis is Basis.EXPLICIT
        and not is_generic(owner.name)
        and not _tells_who_for(commitment, owner)
    ]
    unknown = [owner for owner in own if not names.is_known(owner.name)]
    things = any(_acted_upon(owner.name, row.measure) for owner in unknown for row in rows)
    return [
        owner
        for owner in own
        if owner not in unknown
        or names.is_post_or_class(owner.name)
        or (names.is_unit(owner.name) and not things)
    ]


def _acted_upon(name: str, measure: str) -> bool:
    """Whether the row speaks of the thing so called: its measure has the noun, or a good part of the name."""
    pairs = [first + second for first, second in pairwise(name)]
    return name[-2:] in measure or sum(pair in measure for pair in pairs) >= _GOOD_PART * max(1, len(pairs))


def _tells_who_for(commitment: Commitment, owner: Owner) -> bool:
    """Whether it tells who will head a group (由书记、市长任双组长), what each gets, or of wards."""
    source = commitment.source
    behind = owner.end - source.start
    return 0 < behind <= len(source.quote) and bool(
        _HEADS_IT.match(source.quote, behind)
        or (is_ward(owner.name) and not _TOLD_TO.match(source.quote, behind))
        or (owner.name[0] == "每" and _GETS.match(source.quote, behind))
    )
