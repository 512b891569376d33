"""When somebody is to act, as a speaker says it between the unit and what it does: 28号晚上之前, 下个礼拜."""

from extractors.lexicon import load

WHEN: str = load("parts")["parts"]["when"]
"""A pattern without a group."""
