"""Damage to files, the same for the same seed: bits turned, pieces lost or doubled, members swapped."""

import io
import random
import re
import warnings
import zipfile
import zlib

ODD = (b"", b"-1", b"0", b"1", b"99999999999", b"65536", b"%s", "一".encode(), b"true", b"\xff")
ATTRIBUTE = re.compile(rb'"[^"<>]*"')
ELEMENT = re.compile(rb"<(\w[\w:]*)[^<>]*>")
NUMBER = re.compile(rb"(?<![\w.])\d{1,5}(?![\w.])")
STREAM = re.compile(rb"stream\r?\n")
MOST_MEMBERS = 400


def mutated(content, seed):
    """One damaged form of `content`; what is damaged, and how, depends on the seed alone."""
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    if content.startswith(b"PK") and chance.random() < 0.75:
        return _archive(content, chance)
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice(BYTES)(content, chance)
    return content


def _cut(content, chance):
    """Two places in the content, in order and seldom far apart."""
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 8, 64, 512, 4096)))


def _flip(content, chance):
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 8, 64)) if damaged else 0):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _truncate(content, chance):
    return content[: chance.randrange(len(content) + 1)]


def _lose(content, chance):
    start, end = _cut(content, chance)
    return content[:start] + content[end:]


def _double(content, chance):
    start, end = _cut(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 1, 50)) + content[end:]


def _noise(content, chance):
    start, end = _cut(content, chance)
    return content[:start] + chance.randbytes(end - start) + content[end:]


def _odd_number(content, chance):
    """A figure becomes another: counts, offsets and lengths that no program wrote."""
    return _replace_one(content, NUMBER, chance)


BYTES = (_flip, _truncate, _lose, _double, _noise, _odd_number)


def _replace_one(content, pattern, chance):
    found = list(pattern.finditer(content))
    if not found:
        return content
    hit = chance.choice(found)
    odd = chance.choice(ODD)
    quoted = b'"' + odd + b'"' if pattern is ATTRIBUTE else odd
    return content[: hit.start()] + quoted + content[hit.end() :]


def _archive(content, chance):
    """The archive with a member lost, doubled, swapped or damaged, and whole again as an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [[name, archive.read(name)] for name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError):
        return _flip(content, chance)
    for _ in range(chance.choice((1, 1, 1, 3))):
        if members:
            chance.choice(MEMBERS)(members, chance)
    return _packed(members[:MOST_MEMBERS])


def _packed(members):
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # that a name comes twice is the point
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), body)
    return stream.getvalue()


def _lose_member(members, chance):
    del members[chance.randrange(len(members))]


def _double_member(members, chance):
    name, body = chance.choice(members)
    members.append([name, _markup(body, chance)])


def _swap_members(members, chance):
    one, other = chance.choice(members), chance.choice(members)
    one[1], other[1] = other[1], one[1]


def _damage_member(members, chance):
    one = chance.choice(members)
    one[1] = chance.choice(BYTES)(one[1], chance)


def _damage_markup(members, chance):
    one = chance.choice([member for member in members if member[1].lstrip().startswith(b"<")] or members)
    one[1] = _markup(one[1], chance)


MEMBERS = (_lose_member, _double_member, _swap_members, _damage_member) + (_damage_markup,) * 6


def _markup(body, chance):
    """XML that is still XML: attributes with odd values, elements lost, doubled, nested or renamed."""
    for _ in range(chance.choice((1, 2, 8, 32))):
        body = chance.choice(MARKUP)(body, chance)
    return body


def _odd_attribute(body, chance):
    return _replace_one(body, ATTRIBUTE, chance)


def _element(body, chance):
    """The extent of some element, by its first closing tag; empty when there is none."""
    found = list(ELEMENT.finditer(body))
    if not found:
        return 0, 0, b""
    opened = chance.choice(found)
    if opened[0].endswith(b"/>"):
        return opened.start(), opened.end(), opened[1]
    close = body.find(b"</" + opened[1] + b">", opened.end())
    end = close + len(opened[1]) + 3 if close >= 0 else opened.end()
    return opened.start(), end, opened[1]


def _lose_element(body, chance):
    start, end, _ = _element(body, chance)
    return body[:start] + body[end:]


def _double_element(body, chance):
    start, end, _ = _element(body, chance)
    return body[:end] + body[start:end] * chance.choice((1, 2, 20)) + body[end:]


def _wrap(body, chance):
    """An element inside others of its own name, shallow or deep."""
    start, end, name = _element(body, chance)
    depth = chance.choice((1, 2, 30, 120)) if name else 0
    return body[:start] + b"<%s>" % name * depth + body[start:end] + b"</%s>" % name * depth + body[end:]


def _rename(body, chance):
    names = sorted({found[1] for found in ELEMENT.finditer(body)})
    if len(names) < 2:
        return body
    one, other = chance.sample(names, 2)
    return body.replace(b"<" + one, b"<" + other).replace(b"</" + one, b"</" + other)


MARKUP = (_odd_attribute, _odd_attribute, _lose_element, _double_element, _wrap, _rename)
