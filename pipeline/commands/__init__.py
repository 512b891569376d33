"""The command line: what a person types, what the screen answers, and the exit code.

What lives here: one module per command, click spoken in Chinese, tables and progress on the screen, and the
only place that may ask what day it is. What does not: any work on documents or ledgers; a command calls the
part that does it, imported when the command runs, so that `--help` answers at once.
"""
