"""Units and names of units that an office has taught, over the registry."""

from collections.abc import Iterable

from models import Registry, Unit
from pipeline.registry.resolving import folded_name, resolve


def with_local_names(
    registry: Registry, units: Iterable[str], aliases: Iterable[tuple[str, str]]
) -> Registry:
    """`registry` with further units, and with other names of units, as `(other name, full name)`.

    A full name that the registry cannot link becomes a unit of its own. A local name means what the office
    says, so it is taken from every other unit that bore it.
    """
    table = {unit.key: unit for unit in registry.units}
    table.update({(unit := _local_unit(name)).key: unit for name in units})
    registry = Registry(units=tuple(table.values()))
    for alias, name in aliases:
        table = {key: _without_name(unit, alias) for key, unit in table.items()}
        key = resolve(name, registry).key or _local_unit(name).key
        unit = table.get(key, _local_unit(name))
        table[unit.key] = unit.model_copy(update={"aliases": (*unit.aliases, alias)})
    return Registry(units=tuple(table.values()))


def _local_unit(name: str) -> Unit:
    return Unit(key=f"local.{folded_name(name)}", name=name, kind="institution")


def _without_name(unit: Unit, name: str) -> Unit:
    if name not in unit.aliases and name not in unit.former:
        return unit
    return unit.model_copy(
        update={
            "aliases": tuple(other for other in unit.aliases if other != name),
            "former": tuple(other for other in unit.former if other != name),
        }
    )
