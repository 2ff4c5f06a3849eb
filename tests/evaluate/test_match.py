"""Comparing expected with found values."""

from extractor.evaluate.match import counts, lists_units, pair, value

JOINERS = frozenset({"và", "các"})


def test_equal_value_is_right_and_absent_on_both_sides_is_nothing() -> None:
    """White space does not matter; where neither side states a value there is nothing to count."""
    (outcome,) = value("title", "về  phát triển\nđọc", "về phát triển đọc")
    assert outcome.is_right
    assert list(value("title", None, None)) == []


def test_wrong_value_is_a_miss_and_a_false_find() -> None:
    """A wrong value misses the right one and gives a false one; a missing one only misses."""
    (wrong,) = value("number", "12/KH-UBND", "21/KH-UBND")
    (missing,) = value("number", "12/KH-UBND", None)
    (invented,) = value("number", None, "21/KH-UBND")
    assert (wrong.is_miss, wrong.is_false) == (True, True)
    assert (missing.is_miss, missing.is_false) == (True, False)
    assert (invented.is_miss, invented.is_false) == (False, True)


def test_bags_are_counted_one_for_one() -> None:
    """Two mentions expected and three found: two right, one false."""
    outcomes = list(counts("citations", ["1/NQ-CP"] * 2, ["1/NQ-CP"] * 3))
    assert sum(outcome.is_right for outcome in outcomes) == 2
    assert sum(outcome.is_false for outcome in outcomes) == 1
    assert sum(outcome.is_miss for outcome in outcomes) == 0


def test_pairs_go_by_the_strictest_key_first() -> None:
    """A record that shares the strict key is taken before one that shares only the loose one."""
    pairs = pair(
        ["a1", "a2"], ["a2", "a3", "b"], [(lambda g: g, lambda f: f), (lambda g: g[0], lambda f: f[0])]
    )
    assert sorted(pairs, key=str) == [("a1", "a3"), ("a2", "a2"), (None, "b")]


def test_a_cell_lists_its_units() -> None:
    """A shared head stands once in the cell; joining words and remarks are no units."""
    units = ["Sở Nội vụ", "Sở Tư pháp", "UBND xã"]
    assert lists_units("Các Sở: Nội vụ, Tư pháp (cơ quan thường trực) và UBND xã", units, JOINERS)
    assert lists_units("Sở Y tế đối với địa phương, Bộ Y tế", ["Sở Y tế", "Bộ Y tế"], JOINERS)
    assert not lists_units("Các Sở: Nội vụ, Tư pháp", units, JOINERS)
    assert not lists_units("Các Sở: Nội vụ, Tư pháp, Xây dựng và UBND xã", units, JOINERS)
    assert lists_units("", [], JOINERS)
    assert not lists_units("Sở Nội vụ", [], JOINERS)
