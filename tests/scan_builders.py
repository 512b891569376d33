"""Scans made of PDFs: pages drawn as pictures, with a seal, grain, a slant and a turn."""

import io
import math

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw

DOTS = 200
RED = (214, 36, 40)


def pages(content, dots=DOTS):
    """The pages of a PDF as pictures at so many dots an inch."""
    pdf = pypdfium2.PdfDocument(content)
    return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in pdf]


def sealed(page, x, y, radius=230):
    """The page with a red round seal of 38 mm or so, printed over its words."""
    ink = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(ink)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=radius // 20)
    star = [(x + across * radius * 0.35, y + down * radius * 0.35) for across, down in map(_corner, range(5))]
    draw.polygon(star, fill=RED)
    for at in range(10):  # strokes where a seal has its characters
        angle = math.radians(150 + at * 24)
        left, top = x + math.cos(angle) * radius * 0.78, y + math.sin(angle) * radius * 0.78
        draw.rectangle((left - 18, top - 18, left + 18, top + 18), outline=RED, width=6)
    return ImageChops.multiply(page, ink)


def _corner(number):
    angle = math.pi * number * 4 / 5
    return math.sin(angle), -math.cos(angle)


def worn(page, slant=0.0, seed=0, grain=10.0):
    """The page as a cheap scanner sees it: askew, a little out of focus, grainy."""
    askew = page.rotate(slant, resample=Image.Resampling.BICUBIC, fillcolor="white")
    soft = cv2.GaussianBlur(np.asarray(askew).astype(float), (0, 0), 0.8)
    noise = np.random.default_rng(seed).normal(0, grain, soft.shape)
    return Image.fromarray((soft + noise).clip(0, 255).astype(np.uint8))


def photographed(page, lean, ground=90, seed=0):
    """The page on a dark desk as a telephone sees it that is held aslant, in light from one side.

    `lean` says by what share of its width the far edge of the sheet is shorter than the near one.
    """
    sheet = np.asarray(page)
    down, across = sheet.shape[:2]
    size = round(across * 1.25), round(down * 1.2)
    left, top, inset = across * 0.1, down * 0.06, across * lean / 2
    corners = [
        (left + inset, top),
        (left + across - inset, top + inset / 2),
        (left + across, top + down),
        (left, top + down * (1 - lean / 8)),
    ]
    flat = [(0, 0), (across, 0), (across, down), (0, down)]
    turn = cv2.getPerspectiveTransform(np.array(flat, np.float32), np.array(corners, np.float32))
    seen = cv2.warpPerspective(sheet, turn, size, flags=cv2.INTER_AREA)
    covered = cv2.warpPerspective(np.ones((down, across), np.float32), turn, size)[..., None]
    light = np.linspace(1.0, 0.75, size[0])[None, :, None]
    picture = (seen * covered + ground * (1 - covered)) * light
    return worn(Image.fromarray(picture.astype(np.uint8)), seed=seed, grain=5.0)


def as_file(*pictures, file_format="PNG", **options):
    """The pictures as one image file; several only as TIFF."""
    stream = io.BytesIO()
    first, *others = pictures
    if others:
        options |= {"save_all": True, "append_images": others}
    first.save(stream, file_format, **options)
    return stream.getvalue()


def as_pdf(*pictures):
    """A PDF of which each page is a picture of A4 size or so."""
    stream = io.BytesIO()
    first, *others = pictures
    first.save(stream, "PDF", resolution=DOTS, save_all=True, append_images=others)
    return stream.getvalue()
