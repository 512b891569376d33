"""The group `ledger`: looking at rows, acting on them, and keeping the ledger safe."""

import click

from pipeline.commands.chinese import ChineseGroup
from pipeline.commands.ledger.acts import act_commands
from pipeline.commands.ledger.adopting import adopt
from pipeline.commands.ledger.correcting import edit
from pipeline.commands.ledger.events import events
from pipeline.commands.ledger.importing import import_rows
from pipeline.commands.ledger.looking import list_rows, show
from pipeline.commands.ledger.rosters import expand, roster
from pipeline.commands.ledger.safety import backup, check, restore
from pipeline.commands.ledger.stats import stats
from pipeline.commands.ledger.twins import twins
from pipeline.commands.ledger.unread import unread

HELP = """管台账：查看、交办、填进展、延期、销号、统计。

谁办的用 --by 写明，哪一天办的用 --today（不给就用今天）。
编号可以只写开头几位，一次可以写几个。
违反规则的一步不会登记，会说明原因和该怎么做。"""


@click.group(cls=ChineseGroup, help=HELP)
def ledger() -> None:
    """The group of commands on one ledger."""


for _command in (
    list_rows,
    show,
    edit,
    *act_commands(),
    import_rows,
    adopt,
    roster,
    expand,
    twins,
    stats,
    events,
    unread,
    check,
    backup,
    restore,
):
    ledger.add_command(_command)
