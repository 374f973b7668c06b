"""What changes the digest of a set of sources, and what does not."""

import pytest

from disinhibition.models.parameters.source_code import cpp_text, source_digest

SOURCES = {
    "engine/network.py": '''"""The network."""

import brian2 as b2
import numpy as np
from numpy import exp

from ..membrane.cells import LEAK, membrane
from . import noise

EQUATIONS = """
dv/dt = -v/tau : volt
"""


def build(tau: float = 0.02) -> float:
    """Build it."""
    return exp(-tau) * np.pi + membrane(LEAK) + noise.gaussian(3) + b2.ms  # in seconds


def order() -> str:
    return f"{'first'!r:>{8}} then {2.5:.1f}"
''',
    "engine/noise.py": "def gaussian(seed):\n    return seed % 7\n",
    "membrane/cells.py": "LEAK: float = 1.5\n\n\ndef membrane(leak):\n    return 2 * leak\n",
    "engine/noise.hpp": "#pragma once\n#include <cmath>\n// Salmon 2011\nconst int KEY = 0x9E; /* golden */\n",
}
# The same in every version of Python; it changes with the canonical form, which makes every study another model's
DIGEST = "f72def21ed1e8c9a5ea789ba94d829ce25a20d9e44225eb07f590344c98ba9f9"


def changed(path: str, old: str, new: str) -> dict[str, str]:
    assert old in SOURCES[path]
    return SOURCES | {path: SOURCES[path].replace(old, new)}


def test_the_digest_is_the_same_in_every_version_of_python():
    source = '''
import numpy as np

@np.vectorize
async def mixed(a, /, b: int = 3, *rest, c=None, **more) -> "text":
    x = y, *_ = [*rest, 1e-3, 1_000, 2j, b"raw", u"old", ..., -a, not b, lambda z=1: z]
    async with a as b, c:
        yield f"{a!r:>{b}}" f"{c=} {{}} {x:.2f}" "end" if a < b <= c else {**more, "k": {1, 2}}
    match a:
        case {"k": [1, *others], **left} | str() as whole if whole:
            del x[1:2, ...], y.z
        case _:
            global g
            g = [i async for i in a if i if (n := i)]
    try:
        raise ValueError from None
    except* (KeyError, TypeError) as error:
        assert error, "why"
    finally:
        pass

class Empty(Exception, metaclass=type): """Nothing."""
'''
    assert source_digest({"a.py": source}) == DIGEST


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("engine/network.py", "  # in seconds", ""),
        ("engine/network.py", '"""The network."""', "# A network\n\n\n"),
        ("engine/network.py", '    """Build it."""\n', ""),
        ("engine/network.py", "import brian2 as b2\nimport numpy as np", "import os, numpy as np\nimport brian2 as b2"),
        ("engine/network.py", "np", "numeric"),
        ("engine/network.py", "exp(-tau) * np.pi", "(\n        exp(-tau)\n        * np.pi\n    )"),
        ("engine/noise.hpp", "// Salmon 2011\n", ""),
        ("engine/noise.hpp", " /* golden */", "  // the golden ratio\n\n"),
        ("engine/noise.hpp", "#include <cmath>\n", "#include <cstdint>\n#include <cmath>\n"),
    ],
    ids=["comment", "docstring of a module", "docstring", "order of imports", "name of an import", "layout",
         "comment in C++", "layout in C++", "includes"],
)  # fmt: skip
def test_how_it_is_written_does_not_count(path, old, new):
    assert source_digest(changed(path, old, new)) == source_digest(SOURCES)


def test_a_function_can_move_to_another_file():
    function = SOURCES["membrane/cells.py"].partition("\n\n\n")[2]
    sources = changed("membrane/cells.py", function, "")
    sources["membrane/leak.py"] = f'"""Leaks."""\n\n{function}'
    sources["engine/network.py"] = sources["engine/network.py"].replace(
        "cells import LEAK, membrane", "cells import LEAK\nfrom ..membrane.leak import membrane"
    )
    assert source_digest(sources) == source_digest(SOURCES)


def test_a_file_can_have_another_name_and_folder():
    sources = {path.replace("membrane/cells.py", "cells/leak.py"): text for path, text in SOURCES.items()}
    sources["engine/network.py"] = sources["engine/network.py"].replace("..membrane.cells", "..cells.leak")
    sources = {path.replace("noise.hpp", "philox.hpp"): text for path, text in sources.items()}
    assert source_digest(sources) == source_digest(SOURCES)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("membrane/cells.py", "1.5", "1.6"),
        ("membrane/cells.py", "LEAK: float = 1.5", "LEAK: int = 1.5"),
        ("engine/network.py", "-v/tau", "-2*v/tau"),
        ("engine/network.py", "= 0.02", "= 0.03"),
        ("engine/network.py", "np.pi + membrane", "np.pi - membrane"),
        ("engine/network.py", "from numpy import exp", "from math import exp"),
        ("engine/network.py", ":.1f", ":.2f"),
        ("engine/noise.py", "seed % 7", "seed % 7\n    print(seed)"),
        ("engine/noise.hpp", "0x9E", "0x9F"),
        ("engine/noise.hpp", "pragma once", "pragma twice"),
    ],
    ids=["number", "type", "equation", "default", "operator", "origin of a name", "format", "statement",
         "number in C++", "directive"],
)  # fmt: skip
def test_what_it_says_counts(path, old, new):
    assert source_digest(changed(path, old, new)) != source_digest(SOURCES)


@pytest.mark.parametrize(
    ("this", "other"),
    [("from .one import rate", "from .two import rate"), ("from . import one as it", "from . import two as it")],
)
def test_of_two_definitions_of_one_name_it_counts_which_is_imported(this, other):
    sources = {"one.py": "rate = 1", "two.py": "rate = 2", "use.py": f"{this}\nprint(rate, it.rate)"}
    assert source_digest(sources) != source_digest(sources | {"use.py": f"{other}\nprint(rate, it.rate)"})
    renamed = {"first.py": "rate = 1", "two.py": "rate = 2", "use.py": sources["use.py"].replace("one", "first")}
    assert source_digest(sources) == source_digest(renamed)


def test_of_two_definitions_it_counts_which_is_imported_from_folders_above():
    sources = {"one.py": "rate = 1", "two.py": "rate = 2", "deep/use.py": "from ..one import rate\nprint(rate)"}
    other = sources | {"deep/use.py": "from ..two import rate\nprint(rate)"}
    assert source_digest(sources) != source_digest(other)


def test_the_order_of_the_files_does_not_count():
    assert source_digest(dict(reversed(SOURCES.items()))) == source_digest(SOURCES)


def test_two_slashes_in_a_text_are_no_comment():
    assert cpp_text('open("a//b");  // c') == 'open("a//b");'


def test_what_brian2_reads_in_a_template_is_no_comment():
    assert cpp_text("{# ours #}\n{# USES_VARIABLES { N } #}\nx") == "{# USES_VARIABLES { N } #}\nx"


def test_a_directive_ends_with_its_line():
    assert cpp_text("#define A 1\nB") != cpp_text("#define A 1 B")
