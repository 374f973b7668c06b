from itertools import product

from disinhibition.analysis.diagnosis.limits import Limit, all_of, any_of


def test_logic_of_three_values_never_guesses() -> None:
    for truths in product((True, False, None), repeat=3):
        guesses = [[truth] if truth is not None else [True, False] for truth in truths]
        every = {all(guess) for guess in product(*guesses)}
        some = {any(guess) for guess in product(*guesses)}
        assert all_of(*truths) is (every.pop() if len(every) == 1 else None)
        assert any_of(*truths) is (some.pop() if len(some) == 1 else None)


def test_limits_know_which_ends_belong_to_them() -> None:
    assert Limit(least=1, most=2).holds(1) is True and Limit(least=1, most=2).holds(2) is True
    assert Limit(above=1, below=2).holds(1) is False and Limit(above=1, below=2).holds(2) is False
    assert Limit(above=1, below=2).holds(1.5) is True and Limit().holds(None) is None
