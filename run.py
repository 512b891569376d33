"""The one entry: `python run.py COMMAND`. Everything it does lives in `pipeline.commands`."""

import sys

from pipeline.commands.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
