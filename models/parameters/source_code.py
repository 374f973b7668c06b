"""What source code says, apart from how and where it is written: no comments, docstrings, imports or layout of files.

The canonical form is the same on every version of Python, so that a study begun with one is continued with another.
"""

import ast
import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Mapping

# How a name is used follows from its place in the tree; the others hold nothing that runs
UNSAID = frozenset(("ctx", "kind", "type_comment", "type_ignores"))
# What lies between strings; a Jinja comment that begins with a keyword in capitals is an instruction to Brian2
CPP_PARTS = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])')
    |//[^\n]*|/\*.*?\*/|\{\#(?!\s*[A-Z]+_[A-Z_]+).*?\#\}
    |^[ \t]*\#[ \t]*include\b[^\n]*
    |(?P<space>\s+)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
Definitions = Mapping[str, Mapping[str, ast.stmt]]  # path of a module -> name -> the statement that defines it


def source_digest(sources: Mapping[str, str]) -> str:
    """Hash of what Python modules and C++ sources say; where they lie and in what order they say it does not count.

    Imports do not count either, but what an imported name means does: one of another package has its full name, and
    one that several of the modules define is told apart by its definition.

    Parameters
    ----------
    sources : mapping of str to str
        Text of every file by its path within the package, with slashes; files that do not end in ``.py`` are C++.

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> one = source_digest({"a.py": "import math\\n\\nhalf = math.pi / 2", "b.py": "two = 2"})
    >>> one == source_digest({"c.py": "two = 2  # a prime\\nimport math\\nhalf = math.pi / 2"})
    True
    >>> one == source_digest({"a.py": "import numpy as math\\n\\nhalf = math.pi / 2", "b.py": "two = 2"})
    False
    """
    modules = {path: ast.parse(text) for path, text in sources.items() if path.endswith(".py")}
    defined = {path: _definitions(module) for path, module in modules.items()}
    counts = Counter(name for names in defined.values() for name in names)
    said = [cpp_text(text) for path, text in sources.items() if path not in modules]
    for path, module in modules.items():
        meanings = _meanings(path, module, defined, counts)
        said += [_canonical(statement, meanings) for statement in module.body if not _says_nothing(statement)]
    hashes = sorted(_hash(statement) for statement in said)
    return _hash("\n".join(hashes))


def cpp_text(source: str) -> str:
    r"""Give a C++ source or a template of Brian2 without comments and includes, white space made one blank or line end.

    Parameters
    ----------
    source : str
        Text of the source.

    Returns
    -------
    str
        What is left of it.

    Examples
    --------
    >>> cpp_text('#include <cmath>\n\nint  two() { /* even */ return 2; }  // prime')
    'int two() { return 2; }'
    """

    def kept(part: re.Match[str]) -> str:
        # Lines are kept apart, because a directive of the preprocessor ends with its line
        return part["text"] or ("\n" if "\n" in (part["space"] or "") else " ")

    lines = (re.sub(" {2,}", " ", line).strip() for line in CPP_PARTS.sub(kept, source).splitlines())
    return "\n".join(line for line in lines if line)


def _definitions(module: ast.Module) -> dict[str, ast.stmt]:
    """Statement of every name that a module defines at its top level."""
    found: dict[str, ast.stmt] = {}
    for statement in module.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[statement.name] = statement
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names = (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
            found |= dict.fromkeys(names, statement)
    return found


def _meanings(path: str, module: ast.Module, defined: Definitions, counts: Mapping[str, int]) -> dict[str, str]:
    """What the imported names of a module mean, as they are written in it: ``exp``, or ``noise.gaussian``."""

    def own(name: str, origin: str) -> str:
        """Meaning of a name of this package: itself, and its definition if other modules define the name as well."""
        if counts[name] > 1 and name in defined[origin]:
            return f"{name} {_hash(_canonical(defined[origin][name], {}))}"
        return name

    meanings: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                meanings[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom) and not node.level:
            meanings |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            folder = posixpath.join(posixpath.dirname(path), "../" * (node.level - 1), *(node.module or "").split("."))
            folder = posixpath.normpath(folder)
            for alias in node.names:
                local = alias.asname or alias.name
                inner = _module(posixpath.normpath(posixpath.join(folder, alias.name)), defined)
                origin = _module(folder, defined)
                if inner:
                    meanings |= {f"{local}.{name}": own(name, inner) for name in defined[inner]}
                else:
                    meanings[local] = own(alias.name, origin) if origin else alias.name
    return meanings


def _module(place: str, defined: Definitions) -> str:
    """Path of the module at a place, if it is one of those that are read."""
    return next((path for path in (f"{place}.py", f"{place}/__init__.py") if path in defined), "")


def _canonical(node: object, meanings: Mapping[str, str]) -> str:
    """The tree below a node as text, without positions; ast.dump and ast.unparse differ between versions of Python."""
    if isinstance(node, list):
        return f"[{','.join(_canonical(item, meanings) for item in node if not _says_nothing(item))}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    written = ""
    if isinstance(node, ast.Name):
        written = node.id
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        written = f"{node.value.id}.{node.attr}"
    if written in meanings:
        return f"<{meanings[written]}>"
    if isinstance(node, ast.JoinedStr):
        # Python 3.12 ends a format that holds a value with an empty text
        node = ast.JoinedStr([part for part in node.values if getattr(part, "value", None) != ""])
    said = [
        f"{name}={_canonical(value, meanings)}"
        for name, value in ast.iter_fields(node)
        # A version that does not know a field leaves it out where another has an empty list
        if name not in UNSAID and value is not None and value != []
    ]
    return f"{type(node).__name__}({','.join(said)})"


def _says_nothing(node: object) -> bool:
    """Whether a statement is an import, or text that stands alone: a docstring."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return isinstance(node, ast.Import | ast.ImportFrom)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
