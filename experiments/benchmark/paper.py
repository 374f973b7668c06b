"""On paper, from measured constants: what a million points on a thousand cores cost, and what breaks first."""

from collections.abc import Mapping

POINTS, CORES = 1_000_000, 1_000


def on_paper(measured: Mapping[str, float]) -> dict[str, float]:
    """What one command that hands out POINTS to CORES through Dask takes: time, memory, disk, cores of its own.

    Parameters
    ----------
    measured : mapping
        CPU s a point of ``point_s`` (program and worker), ``plan_s``, ``lay_out_s``, ``write_s``, ``claim_s``,
        ``dask_s`` (client and scheduler, which share the command's process) and ``open_s``; ``memory_kb`` and
        ``disk_kb``.

    Returns
    -------
    dict
        The figures, each with its unit in its name.
    """
    rate = CORES / measured["point_s"]
    rows = measured["write_s"] + measured["claim_s"]
    return {
        "core_hours": POINTS * measured["point_s"] / 3600,
        "wall_minutes": POINTS / rate / 60,
        "points_per_s": rate,
        "plan_minutes": POINTS * (measured["plan_s"] + measured["lay_out_s"]) / 60,
        "memory_gb": POINTS * measured["memory_kb"] / 1e6,
        "disk_gb": POINTS * measured["disk_kb"] / 1e6,
        "rows_cores": rate * rows,
        "dask_cores": rate * measured["dask_s"],
        "open_minutes": POINTS * measured["open_s"] / 60,
        # One command has one core for its rows and for Dask together
        "points_per_s_of_one_command": 1 / (rows + measured["dask_s"]),
        "cores_of_one_command": measured["point_s"] / (rows + measured["dask_s"]),
    }


def paper_lines(found: Mapping[str, float]) -> list[str]:
    """Write the figures on paper in words, what breaks first at the end.

    Parameters
    ----------
    found : mapping
        As :func:`on_paper` returns it.

    Returns
    -------
    list of str
        The lines.
    """
    first = "Dask's client and scheduler" if found["dask_cores"] > found["rows_cores"] else "claims and rows"
    breaks = (
        f"{first} break first: one command serves {found['points_per_s_of_one_command']:.0f} points a second, "
        f"{found['cores_of_one_command']:.0f} cores"
    )
    return [
        f"on paper, {POINTS:,} points on {CORES:,} cores: {found['core_hours']:.0f} core hours, "
        f"{found['wall_minutes']:.0f} minutes at {found['points_per_s']:.0f} points a second",
        f"  planning and laying out {found['plan_minutes']:.1f} minutes, {found['memory_gb']:.1f} GB of memory",
        f"  rows {found['disk_gb']:.1f} GB in {POINTS:,} files; opening them {found['open_minutes']:.1f} minutes",
        f"  claims and rows {found['rows_cores']:.2f} cores of the command, Dask {found['dask_cores']:.2f}",
        f"  {breaks if found['dask_cores'] + found['rows_cores'] > 1 else 'one command does'}",
    ]
