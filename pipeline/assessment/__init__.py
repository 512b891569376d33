"""An assessment made workable: which unit answers for which indicator, and what losing points costs.

What lives here: proposals of units (always marked 推定 until a person confirms them), indicators in tables,
units that sentences name for them, the arithmetic of deductions. What does not: indicators, vetoes and rules
in sentences (`extractors.assessment`), printing (`pipeline.exports`).
"""

from pipeline.assessment.confirmed import Answering
from pipeline.assessment.deductions import Deduction, Scoring, deduct, scoring_of
from pipeline.assessment.proposals import Proposal, propose

__all__ = ["Answering", "Deduction", "Proposal", "Scoring", "deduct", "propose", "scoring_of"]
