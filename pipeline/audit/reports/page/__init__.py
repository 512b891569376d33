"""The report as one page: the speech beside its rows, coloured by verdict, filtered, ready to print."""

from pipeline.audit.reports.page.html import page_of

__all__ = ["page_of"]
