"""The two base classes: a frozen model, and a value that is grounded in a document's text."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable record; unknown fields are refused so that a typing slip never passes silently.

    Every field is printed, also one that was left at its default: the JSON Schema says so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Grounded(Frozen):
    """A value read out of a document: `document.text[start:end]` is exactly its `surface`.

    Offsets count code points of the canonical text (`Document.text`), end exclusive.
    """

    start: int
    end: int

    @property
    def surface(self) -> str:
        """The exact words at `[start, end)`; each kind of value says which of its fields holds them."""
        raise NotImplementedError
