"""The tasks of a gold, found by the place in the document that a sentence was read at."""

from models import Document
from pipeline.evaluation.gold import Gold, GoldSentence
from pipeline.evaluation.judging import located, meets


class ToldTasks:
    """What a clerk calls tasks in one document."""

    def __init__(self, document: Document, gold: Gold) -> None:
        self._text = document.text
        found = located(gold.sentences, "".join(document.text.split()))
        self._spans = [(span, s) for s, span in found if span and s.label == "T"]

    def at(self, start: int, end: int) -> GoldSentence | None:
        """The task that was read at a span of the document."""
        before = len("".join(self._text[:start].split()))
        own = (before, before + len("".join(self._text[start:end].split())))
        return next((s for span, s in self._spans if meets(own, span)), None)
