"""The verdict on one sentence: task, call, issue or nothing, by rules that each name themselves.

The rules are tried in order: what can never be an instruction first, then findings, then the strength of the
instruction against how concrete it is. A sentence with a finding and a concrete instruction is a task.
"""

from collections.abc import Callable

from extractors.sentences.background import background, never, sanction
from extractors.sentences.evidence import Evidence
from extractors.sentences.findings import finding, named_finding
from extractors.sentences.headings import heading
from extractors.sentences.instructions import instruction
from extractors.sentences.past import past, status
from extractors.sentences.reasons import Verdict, reasons_of

__all__ = ["UNDECIDED", "Evidence", "Verdict", "decide"]

UNDECIDED = Verdict("nothing", "none")
Rule = Callable[[Evidence], Verdict | None]


def decide(evidence: Evidence) -> Verdict:
    """The verdict of the first rule that has one."""
    for rule in _RULES:
        verdict = rule(evidence)
        if verdict:
            return verdict
    return Verdict("nothing", "none", reasons_of(evidence), 0.7)


_RULES: tuple[Rule, ...] = (
    never,
    heading,
    sanction,
    named_finding,
    background,
    finding,
    past,
    status,
    instruction,
)
