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
