"""`learn`: a clerk's correction into the local lexicon, in one line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import day, lexicon_option
from pipeline.commands.stop import DONE, Stop, writing_to

if TYPE_CHECKING:
    from models import Problem
    from pipeline.learning import Outcome
    from pipeline.lexicon import LocalLexicon

WORDS = {
    "alias": ("简称", "全称"),
    "unit": ("单位",),
    "cue": ("类别", "词语"),
    "event": ("事件", "日期"),
    "forget": ("词语",),
    "list": (),
}
"""What follows each kind of lesson."""
CUE_KINDS = ("action", "finding", "not-task")

HELP = """教程序认本地的词，写进本地词表，下次读材料就生效。

learn alias 农办 区委农办        简称或俗称，台账里写全称
learn unit 稻香湖湿地管护点      程序不认识的单位
learn cue action 踏勘            办完能拿出结果的动词
learn cue finding 挂空挡         说明查出了问题的词
learn cue not-task 仅供参考      句中有它就不是任务
learn event 国庆 2026-10-01      事件起始日，「国庆前」算到前一天
learn list                       看教过什么
learn forget 农办                忘掉教过的词
"""


@click.command(cls=ChineseCommand, help=HELP)
@click.argument("what", type=click.Choice(list(WORDS)), metavar="WHAT")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@lexicon_option
def learn(what: str, words: tuple[str, ...], lexicon: Path | None) -> int:
    """Change or show the local lexicon."""
    from models import Problem
    from pipeline.lexicon import FILE_NAME, one_at_a_time, save_lexicon

    _check(what, words)
    path = lexicon or Path(FILE_NAME)
    if what == "list":
        return _list(path, _held(path))
    with writing_to(path.parent, "--lexicon"), one_at_a_time(path):
        outcome = _lesson(what, words, _held(path))
        if isinstance(outcome, Problem):
            return _refuse(outcome)
        save_lexicon(path, outcome)
    done = "已忘掉" if what == "forget" else "已记下"
    click.echo(f"{done}：{' '.join(words)}（{path}）。下次读材料时生效。")
    return DONE


def _held(path: Path) -> LocalLexicon:
    """What was taught so far."""
    from models import Problem
    from pipeline.lexicon import LocalLexicon, load_lexicon

    held = load_lexicon(path) if path.exists() else LocalLexicon()
    if isinstance(held, Problem):
        raise Stop(held.line())
    return held


def _check(what: str, words: tuple[str, ...]) -> None:
    """Wrong usage is said before anything is read."""
    wanted = WORDS[what]
    if len(words) < len(wanted):
        raise click.UsageError(f"learn {what} 后面缺少 {wanted[len(words)]}", click.get_current_context())
    if len(words) > len(wanted):
        rest = " ".join(words[len(wanted) :])
        raise click.UsageError(f"learn {what} 后面多出了「{rest}」", click.get_current_context())
    if what == "cue" and words[0] not in CUE_KINDS:
        kinds = "、".join(CUE_KINDS)
        raise click.UsageError(f"没有「{words[0]}」这类词，只能是 {kinds} 之一", click.get_current_context())


def _lesson(what: str, words: tuple[str, ...], held: LocalLexicon) -> Outcome:
    from pipeline import learning
    from pipeline.registry import load_registry

    match what:
        case "forget":
            return learning.forget(held, words[0])
        case "cue":
            return learning.learn_cue(held, words[0], words[1])
        case "event":
            return learning.learn_event(held, words[0], _day(words[1]))
        case "unit":
            return learning.learn_unit(held, words[0], load_registry()[0])
    return learning.learn_alias(held, words[0], words[1], load_registry()[0])


def _day(word: str) -> dt.date:
    try:
        return day(word)
    except click.BadParameter as error:
        raise click.UsageError(error.message, click.get_current_context()) from None


def _refuse(problem: Problem) -> int:
    """Nothing is written; what is known already is no failure."""
    from models import Severity

    if problem.severity is Severity.ERROR:
        raise Stop(problem.line())
    click.echo(problem.line(), err=True)
    return DONE


def _list(path: Path, held: LocalLexicon) -> int:
    from pipeline.commands.screen import show_lexicon

    if held:
        show_lexicon(path, held)
    else:
        click.echo(f"还没有教过什么（{path}）。教法见：run.py learn --help")
    return DONE
