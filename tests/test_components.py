"""The language pipeline: its components, its tokenizer, and a vocabulary that leaves nothing behind."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from extraction_builders import registry, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import corpus
from extractors.components import build, factories
from extractors.local_words import LocalWords
from extractors.vocabulary import compiled_cutter, python_cutter
from pipeline.readers import read

ROOT = Path(__file__).parent.parent
GOLDEN = json.loads((Path(__file__).parent / "golden" / "factories.json").read_text("utf-8"))


@cache
def pipeline() -> Language:
    return build(registry(), LocalWords())[0]


def test_no_component_vanishes():
    assert list(factories) == GOLDEN
    assert pipeline().pipe_names == GOLDEN
    assert all(Language.has_factory(name) for name in GOLDEN)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_tokens_join_to_exactly_the_text(text: str):
    doc = pipeline().make_doc(text)
    assert doc.text == text
    assert all(doc.text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_sentences_of_officials_are_cut_without_loss():
    for row in rows("verdicts.csv"):
        assert pipeline().make_doc(row["sentence"]).text == row["sentence"]


def test_known_unit_is_one_word():
    words = [token.text for token in pipeline().make_doc("县发展和改革局、退役军人事务局要会审")]
    assert "退役军人事务局" in words


def test_compiled_and_pure_tokenizer_cut_alike():
    names = sorted(name for name in registry().by_name if 2 <= len(name) <= 12)
    compiled, pure = compiled_cutter(names), python_cutter(names)
    inbox = [read(path).raw for path in sorted(corpus.path("inbox").iterdir())]
    lines = [line for text in inbox for line in text.splitlines()]
    lines += [row["sentence"] for row in rows("verdicts.csv")]
    assert len(lines) > 500
    assert [line for line in lines if compiled(line) != pure(line)] == []


def test_building_the_vocabulary_writes_no_file(tmp_path: Path):
    code = (
        "from extractors.vocabulary import vocabulary\n"
        "print('/'.join(vocabulary(['发展和改革局']).cut('请发展和改革局报送')))"
    )
    settled = os.environ | {"TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=settled, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout.strip() == "请/发展和改革局/报送"
    assert ran.stderr == ""
    assert list(tmp_path.iterdir()) == []
