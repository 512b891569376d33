"""Drawing places to inspect: by strata, reproducible from a recorded seed, without chance.

What lives here: the roster of villages, the draw, and what cannot be drawn. What does not: printing, and
deciding how many are wanted.
"""

from pipeline.sampling.drawing import Draw, Drawn, draw
from pipeline.sampling.village_roster import Village, read_villages

__all__ = ["Draw", "Drawn", "Village", "draw", "read_villages"]
