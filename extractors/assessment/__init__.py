"""What a paper says of an assessment: pure, over a document whose sentences are cut."""

from extractors.assessment.finding import find_assessment

__all__ = ["find_assessment"]
