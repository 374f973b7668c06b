"""Points that are compared before a study is taken over: a few, spread over its axes."""

from disinhibition.experiments.study.compared_points import spread_out

GAINS = tuple(i / 10 for i in range(10))


def test_compared_points_have_every_value_of_short_axes_and_the_ends_of_long_ones() -> None:
    grid = [
        {"circuit": circuit, "gain": gain, "seed": seed}
        for circuit in ("cortex", "brainstem", "spinal")
        for gain in GAINS
        for seed in (1, 2)
    ]
    chosen = [grid[index] for index in spread_out(grid, 5)]
    assert {one["circuit"] for one in chosen} == {"cortex", "brainstem", "spinal"} and len(chosen) == 5
    assert {one["seed"] for one in chosen} == {1, 2}
    assert {min(GAINS), max(GAINS)} < {one["gain"] for one in chosen}
    assert spread_out(grid, 5) == spread_out(grid, 5)
