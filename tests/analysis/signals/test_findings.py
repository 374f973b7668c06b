"""A finding has an answer or a reason, and a Dataset holds no yes or no beside a reason."""

import ast
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.signals.findings import Finding, finding_variables, read_finding

ANALYSIS = Path(__file__).parents[3] / "analysis"
# What the folder diagnosis makes of them are Features, in which None is unknown
MEASUREMENTS = [path for path in ANALYSIS.rglob("*.py") if path.parent.name != "diagnosis"]


@pytest.mark.parametrize(("value", "reason"), [(True, "3 jerks"), (False, "3 jerks"), (None, "")])
def test_an_answer_beside_a_reason_and_neither_cannot_be_made(value, reason) -> None:
    with pytest.raises(ValueError, match="an answer or a reason"):
        Finding(value, reason)


@pytest.mark.parametrize("found", [Finding(True), Finding(False), Finding(None, "3 jerks, 10 needed")])
def test_a_finding_comes_back_from_its_dataset(found: Finding) -> None:
    assert read_finding(xr.Dataset(finding_variables("rhythmic", "words", found)), "rhythmic") == found


def test_findings_of_several_labels_are_unknown_one_by_one() -> None:
    many = [Finding(True), Finding(None, "silent"), Finding(False)]
    dataset = xr.Dataset(finding_variables("slow", "words", many, "electrode"))
    assert np.array_equal(dataset["slow"].values, [1, np.nan, 0], equal_nan=True)
    assert dataset["reason"].values.tolist() == ["", "silent", ""]
    assert [read_finding(dataset.isel(electrode=i), "slow") for i in range(3)] == many
    assert finding_variables("slow", "words", [], "electrode")["slow"][1].size == 0


def test_a_dataset_that_contradicts_itself_is_refused() -> None:
    dataset = xr.Dataset(finding_variables("slow", "words", Finding(None, "silent"))).assign(slow=0.0)
    with pytest.raises(ValueError, match="an answer or a reason"):
        read_finding(dataset, "slow")


def yes_or_no(node: ast.AST) -> bool:
    """Whether an expression is a truth value: a comparison, bool(...), and, or, not, True, False."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "bool"
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bool)
    return isinstance(node, ast.Compare | ast.BoolOp) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    )


@pytest.mark.parametrize("path", sorted(MEASUREMENTS), ids=lambda path: path.stem)
def test_no_variable_beside_a_reason_is_a_bare_truth_value(path: Path) -> None:
    """What is true or false beside a reason is a Finding; ``measurable`` alone says whether there is a reason."""
    text = path.read_text(encoding="utf-8")
    if '"reason"' not in text or path.name == "findings.py":
        return
    for node in ast.walk(ast.parse(text)):
        named: list[tuple[ast.expr | None, ast.expr]] = []
        if isinstance(node, ast.Dict):
            named = list(zip(node.keys, node.values, strict=True))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            named = [(node.targets[0].slice, node.value)]
        for key, value in named:
            name = key.value if isinstance(key, ast.Constant) else None
            is_labelled = (
                isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "labelled"
            )
            content = value.args[1] if is_labelled else value
            if isinstance(content, ast.Tuple) and content.elts:
                content = content.elts[-1]
            assert name == "measurable" or not yes_or_no(content), f"{path.name}:{value.lineno}: {name}"
