"""The networks: what they compute, that nothing stands on what is read beside, what they are asked."""

import shutil

import numpy as np
import pytest
from extraction_builders import cases, extractor, framed, owners_said, read_framed, registry
from threadpoolctl import threadpool_info

import corpus
from extractors.extract import Extractor
from extractors.fold import fold
from extractors.learned.letters import PAIRS, RARE, Alphabet, codes, pairs
from extractors.learned.lstm import Layer, lanes
from extractors.learned.one_thread import one_thread
from extractors.learned.outlook import LONGEST, TOGETHER, Line, reader
from extractors.learned.readable import readable
from extractors.learned.stored import SHIPPED
from extractors.learned.tagger import FARTHEST, Named, Shown, Tags, tagger, units_in
from extractors.local_words import LocalWords
from models import DocumentKind, Role

SENTENCES = (
    "县水务局要逐站试机，6月底前报县防指。",
    "值班表贴上墙。",
    "各镇街、各有关单位要对辖区内的小型水库逐座排查，建立台账，8月15日前报区水务局汇总。",
    "",
)
NEAR = 1e-4


def shown(text: str) -> Shown:
    view = fold(text)
    return Shown(view, tuple(readable(view, extractor().lists)), DocumentKind.SPEECH)


def test_a_sentence_is_marked_alike_alone_and_among_others():
    given = [shown(text) for text in SENTENCES]
    together = tagger().read(given)
    for one, tags in zip(given, together, strict=True):
        [alone] = tagger().read([one])
        assert tags.units.shape == alone.units.shape
        assert np.abs(tags.units - alone.units).max() < NEAR
        assert np.abs(tags.limits - alone.limits).max() < NEAR


def test_cells_compute_what_their_equations_say():
    """One letter after the other, by the equations of the memory cell, without lanes."""
    chance = np.random.default_rng(7)

    def some(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float32)

    layer = Layer(some(2, 5, 12), some(2, 3, 12), some(2, 12))
    texts = [some(length, 5) for length in (6, 4, 1)]
    found = layer.run(np.concatenate(texts), lanes(np.array([6, 4, 1])))
    expected = [
        np.concatenate((_slowly(text, layer, 0), _slowly(text[::-1], layer, 1)[::-1]), 1) for text in texts
    ]
    assert np.abs(found - np.concatenate(expected)).max() < NEAR


def _slowly(letters: np.ndarray, layer: Layer, way: int) -> np.ndarray:
    out, cell, said = np.zeros(3), np.zeros(3), []
    for letter in letters:
        gates = letter @ layer.given[way] + out @ layer.kept[way] + layer.bias[way]
        opened, forgotten, told = (1 / (1 + np.exp(-gates[at : at + 3])) for at in (0, 3, 6))
        cell = forgotten * cell + opened * np.tanh(gates[9:])
        out = told * np.tanh(cell)
        said.append(out)
    return np.array(said)


def test_the_outlook_of_a_document_does_not_stand_on_another():
    lines = [Line(fold(text), True, True) for text in SENTENCES]
    alone = reader().read(lines)
    beside = reader().read(
        [*lines, *[Line("各位要守住底线。", True, False)] * (TOGETHER - len(lines)), *lines]
    )
    again = beside[TOGETHER:]
    for one, other in zip(alone, again, strict=True):
        assert np.abs(np.array(one.labels) - other.labels).max() < NEAR
        assert np.abs(np.array(one.owners) - other.owners).max() < NEAR
        assert sum(one.labels) == pytest.approx(1, abs=NEAR)
        assert sum(one.owners) == pytest.approx(1, abs=NEAR)


def test_what_is_read_of_a_line_without_end_is_bounded():
    [outlook] = reader().read([Line("要" * (3 * LONGEST), True, True)])
    assert len(outlook.labels) == 4
    [tags] = tagger().read([Shown("要" * (FARTHEST + 1), ((0, 2 * LONGEST),), DocumentKind.PLAN)])
    assert len(tags.units) == len(tags.limits) == FARTHEST
    assert reader().read([]) == []
    assert tagger().read([]) == []


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 2 * LONGEST - 1, 2 * LONGEST, 1_111])
def test_a_long_sentence_is_read_to_its_end_and_as_before_at_its_head(length):
    listed = "、".join(f"县{name}局" for name in ("水务", "教育", "公安", "民政", "财政"))
    one = shown(f"{listed}要在6月底前完成渠道清淤任务，" * (length // 30 + 1))
    one = one._replace(view=one.view[:length], names=[name for name in one.names if name[1] <= length])
    [head] = tagger().read([one._replace(view=one.view[:LONGEST])])
    [tags] = tagger().read([one])
    assert len(tags.units) == len(tags.limits) == length
    assert (tags.units[: LONGEST // 2] == head.units[: LONGEST // 2]).all()
    assert [one.view[unit.start : unit.end] for unit in units_in(tags)][-1].startswith("县")


def test_letters_have_numbers_of_their_own_where_they_were_seen_often():
    alphabet = Alphabet("县局")
    assert alphabet.numbers(codes("县局旗𠮷")).tolist() == [RARE + 1, RARE + 2, RARE, RARE]
    assert len(pairs(codes("县水务局"))) == 5
    assert pairs(codes("县水务局"))[1:4].tolist() == pairs(codes("各县水务局"))[2:5].tolist()
    assert pairs(codes("县" * 9)).max() < PAIRS


def test_a_unit_begins_as_a_name_does_and_goes_on_while_a_unit_is_likelier():
    units = np.zeros((6, 7), np.float32)
    units[:, 0] = (0.9, 0.1, 0.2, 0.8, 0.1, 0.1)
    units[1, 5] = units[2, 6] = 0.8
    units[4, 2] = units[5, 2] = 0.9
    tags = Tags(units, np.zeros((6, 3), np.float32))
    assert list(units_in(tags)) == [Named(1, 3, Role.RESPONSIBLE)], "4 and 5 go on with what never began"


def test_names_begin_only_near_a_sign():
    """What is passed over holds no name, on every sentence of the study papers."""
    lists = extractor().lists
    for path in sorted(corpus.path("study").glob("*.txt")):
        for line in fold(path.read_text("utf-8")).splitlines():
            near = lists.signs.near(line)
            passed = (
                at for at, letter in enumerate(line) if at not in near and "\u3400" <= letter <= "\u9fff"
            )
            assert not any(lists.read(line, at, len(line)) for at in passed)


@pytest.mark.parametrize("name", ["tagger", "outlook"])
def test_weights_are_small(name: str):
    """A network that cannot be carried on a stick by mail is none for an office."""
    with (SHIPPED / f"{name}.npz").open("rb") as file:
        assert len(file.read()) < 1_500_000


@pytest.mark.parametrize("case", cases("learned.csv"))
def test_what_no_rule_knows_is_learned(case: dict[str, str]):
    [task] = read_framed(case["sentence"], DocumentKind(case["kind"])).tasks
    assert set(owners_said(task.owners)) == set(filter(None, case["owners"].split("|")))


def test_a_unit_that_was_learned_says_so():
    sentences = [case.values[0] for case in cases("learned.csv")]
    tasks = [t for s in sentences for t in read_framed(s["sentence"], DocumentKind(s["kind"])).tasks]
    assert "network" in {owner.rule for task in tasks for owner in task.owners}
    for task in tasks:
        for owner in task.owners:
            assert owner.rule != "network" or owner.mention in task.source.quote


def test_the_networks_count_on_one_thread_and_leave_the_others_as_they_were():
    def threads() -> set[int]:
        return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}

    before = threads()
    with one_thread():
        assert threads() == {1}
    assert threads() == before


def test_an_extractor_asks_the_networks_of_the_folder_that_it_is_given(tmp_path):
    case = next(case.values[0] for case in cases("learned.csv"))
    document = framed(case["sentence"], DocumentKind(case["kind"]))
    with pytest.raises(FileNotFoundError):
        Extractor(registry(), LocalWords(), networks=tmp_path)(document)
    for name in ("tagger", "outlook"):
        shutil.copy(SHIPPED / f"{name}.npz", tmp_path)
    assert Extractor(registry(), LocalWords(), networks=tmp_path)(document) == extractor()(document)
