"""The colours of the lights on a line of time, soft enough to print and to read letters on."""

from pipeline.ledger.lights import Colour

FILLS = {
    Colour.RED: "E06666",
    Colour.YELLOW: "FFD966",
    Colour.GREEN: "93C47D",
    Colour.GREY: "BDD7EE",
    Colour.PURPLE: "B4A7D6",
    Colour.DONE: "BFBFBF",
}
GUESSED = "FFFFFF"
"""What shows between the stripes of a bar whose beginning is only that of its document."""
