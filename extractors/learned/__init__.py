"""What was learned from our own labelled papers: two small networks, and how far they are to be believed.

The rules speak first. `outlook.py` reads a document sentence by sentence without them, `tagger.py` marks
letter by letter who acts in a task; `resolving/unit_review.py` and `review.toml` say whom to believe. The
weights are made by `python tests/train.py` (`tests/training/README.md`). All of it runs on numpy alone and
knows nothing that our own papers do not show.
"""
