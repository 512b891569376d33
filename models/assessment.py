"""What a paper says of an assessment: indicators, deductions, how goals hang together, sampling."""

from models.base import Frozen, Grounded
from models.problem import Problem
from models.task import Role, Source


class Indicator(Grounded):
    """Something that is measured. `weight` counts in points, `veto` says that failing it fails all.

    `units` are those that the paper itself names for it, `support` those that it says help them, `target` its
    words of what is to be reached.
    """

    text: str
    veto: bool = False
    weight: float | None = None
    units: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    target: str = ""
    source: Source
    rule: str

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.text


class DeductionRule(Grounded):
    """How points are taken from a role: `factor` times the base, or (`of_lead`) of what the lead loses."""

    text: str
    role: Role
    factor: float
    of_lead: bool = False
    source: Source
    rule: str

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.text


class GoalLink(Grounded):
    """One goal is a part of another: failing the part puts the whole at risk. `weight` in points, if told."""

    text: str
    part: str
    whole: str
    weight: float | None = None
    source: Source
    rule: str

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.text


class SamplingRule(Grounded):
    """How places to inspect are drawn: so many townships over the strata, so many villages in each."""

    text: str
    strata: tuple[str, ...] = ()
    townships: int
    villages: int
    source: Source
    rule: str

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.text


class Assessment(Frozen):
    """All that one paper says of an assessment; `consequences` are its sentences on what failing leads to.

    `mentioned` are units that the paper names for the indicators as a whole, without saying which for which.
    """

    title: str
    indicators: tuple[Indicator, ...] = ()
    deductions: tuple[DeductionRule, ...] = ()
    links: tuple[GoalLink, ...] = ()
    sampling: SamplingRule | None = None
    consequences: tuple[Source, ...] = ()
    mentioned: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
