"""Learns weights of the product anew: `python tests/train.py weights`; see `training/README.md`."""

import argparse
from importlib import import_module
from pathlib import Path

NAMES = ("weights", "inheriting", "tagger", "outlook", "review")


def main() -> None:
    """Learn what the command line names, and store it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("name", choices=NAMES)
    asked.add_argument(
        "--rules",
        type=Path,
        metavar="FOLDER",
        help="the folder of networks that have not learned from corpus/learning",
    )
    given = asked.parse_args()
    if given.name == "review" and given.rules is None:
        asked.error("review needs --rules FOLDER, and in it the networks taught with --rules FOLDER")
    if given.name in ("weights", "inheriting") and given.rules is not None:
        asked.error(f"{given.name} asks no network, so it takes no --rules")
    import_module(f"training.{given.name}").learn_and_store(given.rules)


if __name__ == "__main__":
    main()
