"""The unit registry: the shipped table, an office's own table over it, and the unit that a name means.

What lives here: reading the tables, laying what an office has taught over them, linking a name to its unit.
What does not: which bodies an office has of its own (`pipeline.rosters`), and finding names in a text
(`extractors.units`).
"""

from pipeline.registry.local_names import with_local_names
from pipeline.registry.resolving import Resolution, resolve
from pipeline.registry.tables import load_registry, shipped_registry

__all__ = [
    "Resolution",
    "load_registry",
    "resolve",
    "shipped_registry",
    "with_local_names",
]
