"""Which states count as what: a new state is put into every group here that it belongs to."""

from models import Status

DROPPED = frozenset({Status.MERGED, Status.VOID})
"""No longer asked: no list shows it, no figure counts it."""
UNCOUNTED = DROPPED | {Status.DRAFT}
"""In no figure: what no person has confirmed, or what is no longer asked."""
NOT_BEGUN = frozenset({Status.FILED, Status.ASSIGNED, Status.RECEIVED})
"""The unit has not yet said that it does anything."""
LANDED = frozenset({Status.CLOSED, Status.STANDING})
"""着落: the matter itself is settled, though it may be looked at again."""
SETTLED = LANDED | DROPPED
"""Nobody has to do anything more for it: what of the parts of a row counts as done, or as not asked."""
FINISHED = DROPPED | {Status.CLOSED}
"""It has no light but the one that says so."""
UNLIT = FINISHED | {Status.SUSPENDED}
"""The state alone decides its light: none, or purple."""
TIMELESS = frozenset({Status.STANDING, Status.SUSPENDED})
"""Its last day is not waited for."""
WAITING = frozenset({Status.APPLIED, Status.STANDING})
"""The unit has done its part: it is not warned of a day, nor called slow."""
NOT_NOTIFIED = LANDED | {Status.DRAFT, Status.SUSPENDED}
"""No unit gets a notice about it unless it is asked for by its id."""
