"""The recogniser: RapidOCR with the models in its own package, on one thread, never from the network."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

NAME = "rapidocr"
NEEDED = ("rapidocr", "onnxruntime")
MODELS = {"Det": "*_det_*.onnx", "Rec": "*_rec_*.onnx"}
LONGEST = 1280


class Written(NamedTuple):
    """One recognised character: from where to where it reaches, in pixels, and how sure it is (0 to 1)."""

    char: str
    x0: float
    x1: float
    score: float


class Strip(NamedTuple):
    """One recognised line: its characters, and the box around it, in pixels."""

    characters: tuple[Written, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def score(self) -> float:
        """How sure the line is: the mean over its characters, from 0 to 1."""
        return sum(one.score for one in self.characters) / len(self.characters)


Corners = tuple[tuple[float, float], ...]


def installed() -> bool:
    """Whether the recogniser is there, with its models."""
    return all(find_spec(name) for name in NEEDED) and all(_models().values())


def find(picture: Any) -> list[Corners]:
    """The corners of each stretch of text, clockwise from the top left one; nothing is recognised."""
    found = _engine()(picture, use_det=True, use_rec=False, use_cls=False)
    boxes = found.boxes if found.boxes is not None else []
    return [tuple((float(x), float(y)) for x, y in box) for box in boxes]


def recognise(picture: Any) -> list[Strip]:
    """The lines on an upright picture, in no order that means anything."""
    found = _engine()(picture, use_det=True, use_rec=True, use_cls=False)
    return list(_strips(found)) if found.txts else []


def _strips(found: Any) -> Iterator[Strip]:
    for box, words in zip(found.boxes, found.word_results, strict=True):
        across, down = [float(x) for x, _ in box], [float(y) for _, y in box]
        characters = tuple(_written(*word) for word in words if word[0].strip())
        if characters:
            yield Strip(characters, min(across), min(down), max(across), max(down))


def _written(char: str, score: float, box: Any) -> Written:
    across = [float(x) for x, _ in box]
    return Written(char, min(across), max(across), float(score))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": 10_000,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Det.limit_type": "max",
            "Det.limit_side_len": LONGEST,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            **{f"{part}.model_path": str(path) for part, path in _models().items()},
        }
    )


@cache
def _models() -> dict[str, Path | None]:
    """The model files in the package; named outright, so that the package never looks for them elsewhere."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else None
    found = {part: sorted(folder.glob(name)) if folder else [] for part, name in MODELS.items()}
    return {part: paths[0] if paths else None for part, paths in found.items()}
