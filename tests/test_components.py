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

from extractors.components import build, factories

ROOT = Path(__file__).parent.parent
GOLDEN = json.loads((Path(__file__).parent / "golden" / "factories.json").read_text("utf-8"))


@cache
def pipeline() -> Language:
    return build(registry())[0]


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


def test_building_the_vocabulary_writes_no_file(tmp_path: Path):
    code = (
        "from extractors.vocabulary import vocabulary\n"
        "print('/'.join(vocabulary(['发展和改革局']).tokenizer.lcut('请发展和改革局报送', HMM=False)))"
    )
    settled = os.environ | {"TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=settled, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout.strip() == "请/发展和改革局/报送"
    assert ran.stderr == ""
    assert list(tmp_path.iterdir()) == []
