"""Names of axes that mean the same in every study, for those who plan one, show one and analyse one."""

POINT = "point"  # the one dimension of a study whose points fill no grid; its axes are coordinates along it
REPEATS = ("seed", "wiring_seed", "parameters", "jitter")  # axes that repeat a point: they are pooled, and no doses
