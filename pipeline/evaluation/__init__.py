"""How good the program is on an office's own papers: records against a careful clerk's gold.

What lives here: the gold, when two printed names are one, the judgement of a document, folders of gold.
What does not: printing the figures (`pipeline/commands`), keeping them (`tests/test_floor.py`).
"""
