"""What people have to decide: questions that follow from the findings, never answered by the program."""

from collections.abc import Iterator, Sequence
from itertools import chain

from models import CommitmentFinding, Extraction, Untraceable, Verdict
from pipeline.audit.quotes import unnumbered

_SHOWN = 30


def questions_of(
    findings: Sequence[CommitmentFinding], untraceable: Sequence[Untraceable], extraction: Extraction
) -> tuple[str, ...]:
    """The questions, in the order in which a clerk would take them up."""
    asked = (
        _about(findings, Verdict.MISSING, "“{quote}”：台账以别的名称列入，还是确未列入？"),
        _about(findings, Verdict.OWNER_MISMATCH, "“{quote}”：责任单位的调整有无依据？"),
        _about(findings, Verdict.DEADLINE_WEAKER, "“{quote}”：时限的调整是否经过批准？"),
        _about(findings, Verdict.TARGET_WEAKER, "“{quote}”：目标的变化有无依据？"),
        (f"“{_short(f.source.quote)}”：{note}" for f in findings for note in f.notes if "请核对" in note),
        _sources(untraceable),
    )
    gaps = [f"{gap.message}。能否补齐？补齐前，缺失部分不在核对范围内。" for gap in extraction.document.gaps]
    return (*gaps, *chain.from_iterable(asked))


def _about(findings: Sequence[CommitmentFinding], verdict: Verdict, words: str) -> Iterator[str]:
    for finding in findings:
        if finding.verdict is verdict:
            yield words.format(quote=_short(finding.source.quote))


def _sources(untraceable: Sequence[Untraceable]) -> Iterator[str]:
    bare = [each.entry.id for each in untraceable if "没有注明来源" in each.reason]
    if bare:
        named = "、".join(bare[:_SHOWN]) + ("等" if len(bare) > _SHOWN else "")
        yield f"讲话中没有对应语句、又没有注明来源的{len(bare)}行（{named}）出自哪里？"


def _short(quote: str) -> str:
    bare = unnumbered(quote)
    return bare if len(bare) <= _SHOWN else bare[:_SHOWN] + "……"
