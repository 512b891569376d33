"""Image files as pictures of pages: decoded within bounds, upright, no larger than reading needs."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from models import Problem
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem

LONG_SIDE = 2_400
DEEP_GREY = ("I", "I;16", "I;16B", "I;16L", "F")


def decoded(data: bytes, limits: Limits) -> list[Any] | Problem:
    """The pages of an image file as RGB arrays; of a TIFF all, else one."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data))
            if image.width * image.height > limits.pixels:
                return problem("image_too_large", limit=limits.pixels // 1_000_000)
            return list(_frames(image, limits))
    except Image.DecompressionBombError:
        return problem("image_too_large", limit=limits.pixels // 1_000_000)
    except Exception:  # whatever a damaged image makes a decoder say
        return problem("image_damaged")


def _frames(image: Any, limits: Limits) -> Iterator[Any]:
    count = min(getattr(image, "n_frames", 1), limits.scan_pages + 1) if image.format == "TIFF" else 1
    for number in range(count):
        image.seek(number)
        if image.width * image.height > limits.pixels:
            raise ValueError("a frame is larger than the first one said")
        yield _array(image)


def _array(image: Any) -> Any:
    import numpy as np
    from PIL import Image, ImageOps

    upright = _coloured(ImageOps.exif_transpose(image))
    share = LONG_SIDE / max(upright.size)
    if share < 1:
        size = [max(1, round(side * share)) for side in upright.size]
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    return np.asarray(upright)


def _coloured(image: Any) -> Any:
    """In red, green and blue; what is transparent becomes white paper."""
    from PIL import Image

    if image.mode in DEEP_GREY:
        low, high = image.getextrema()
        image = image.point(lambda value: (value - low) * 255 / max(high - low, 1)).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")
