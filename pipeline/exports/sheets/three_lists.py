"""三张清单: what is wrong, what is to be done, who has to do it, by the same ids."""

from models import LedgerState
from pipeline.exports.sheets.duty_list import add_duty_list
from pipeline.exports.sheets.issue_list import add_issue_list
from pipeline.exports.sheets.listing import Begin
from pipeline.exports.sheets.task_list import add_task_list


def add_three_lists(begin: Begin, state: LedgerState) -> None:
    """问题清单, 任务清单 and 责任清单, in the order in which an office names them."""
    add_issue_list(begin, state)
    add_task_list(begin, state)
    add_duty_list(begin, state)
