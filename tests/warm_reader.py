"""Imported once by the process from which the tests' reading processes are forked: all that loading takes."""

from pipeline.office import Office, tools

tools(Office())
