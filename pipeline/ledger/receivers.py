"""To whom a row is handed over while it is under way: the new owners in the place of the old. Pure."""

from models import EntryOwner, LedgerEntry, Problem, Registry, Role
from pipeline.ledger.problems import problem
from pipeline.ledger.setting import Setting
from pipeline.rosters import read_units, same_body


def receivers(entry: LedgerEntry, to: str, setting: Setting) -> tuple[EntryOwner, ...]:
    """The owners after it: who is named takes the place of those who led or were responsible; helpers stay.

    The first leads where somebody led, unless the words say more (县水利局（牵头）、县财政局（配合）).
    """
    units = _units(to, setting.registry)
    if isinstance(units, str):
        return entry.owners
    led = any(owner.role is Role.LEAD for owner in entry.owners)
    if led and all(unit.role is not Role.LEAD for unit in units):
        units = (units[0].model_copy(update={"role": Role.LEAD}), *units[1:])
    new = {unit.name for unit in units}
    helpers = [owner for owner in entry.owners if owner.role is Role.SUPPORT and owner.name not in new]
    return tuple(sorted((*units, *helpers), key=lambda owner: [*Role].index(owner.role)))


def no_receiver(entry: LedgerEntry, to: str, setting: Setting) -> Problem | None:
    """Why the row cannot be handed over to whom the words name."""
    units = _units(to, setting.registry)
    if isinstance(units, str):
        return problem("not_units", entry.id, words=units)
    if not any(unit.role is not Role.SUPPORT for unit in units):
        return problem("no_receiver", entry.id)
    mains = [owner for owner in entry.owners if owner.role is not Role.SUPPORT]
    strangers = [
        unit
        for unit in units
        if not any(same_body(unit.name, own.name, unit.unit, own.unit) for own in mains)
    ]
    return None if strangers or len(units) != len(mains) else problem("same_owner", entry.id)


def _units(to: str, registry: Registry | None) -> tuple[EntryOwner, ...] | str:
    return read_units(to, Role.RESPONSIBLE, registry)
