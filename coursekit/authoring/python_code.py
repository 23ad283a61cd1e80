"""What a cell of Python binds, uses and calls, by its syntax tree."""

import ast
import io
import symtable
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class PythonCode:
    """A parsed cell. `bound` are the names it defines at module level, `used` those it reads from there."""

    tree: ast.Module
    bound: frozenset[str]
    used: frozenset[str]


@dataclass(frozen=True)
class CheckCall:
    """A check cell, `ex.EXERCISE.check(ARGUMENTS)`."""

    exercise: str
    arguments: tuple[str, ...]


def parse(source: str) -> PythonCode:
    """Parses the source of a cell, IPython magics included.

    Raises:
        SyntaxError: if it does not compile, or compiles with a warning that every learner would see.
    """
    try:
        return _parse(source)
    except SyntaxError:
        plain = _without_magics(source)
        if plain == source:
            raise
        return _parse(plain)


def find_check(code: PythonCode, source: str) -> CheckCall | None:
    """The check call that the cell is, or None. A semicolon hides the result, so it disqualifies the cell."""
    match code.tree.body:
        case [ast.Expr(ast.Call(func, arguments, []))] if _checked_exercise(func) and arguments:
            if all(isinstance(a, ast.Name) for a in arguments) and not _has_semicolon(source):
                return CheckCall(_checked_exercise(func), tuple(a.id for a in arguments))
    return None


def calls_check(code: PythonCode) -> bool:
    """Whether `ex.NAME.check` is called anywhere in the cell."""
    return any(isinstance(n, ast.Call) and _checked_exercise(n.func) for n in ast.walk(code.tree))


def is_ellipsis(node: ast.AST | None) -> bool:
    """Whether the expression is a literal `...`, which stands for "not attempted"."""
    return isinstance(node, ast.Constant) and node.value is ...


def _checked_exercise(function: ast.expr) -> str | None:
    match function:
        case ast.Attribute(ast.Attribute(ast.Name("ex"), name), "check"):
            return name
    return None


def _has_semicolon(source: str) -> bool:
    return any(token.string == ";" for token in tokenize.generate_tokens(io.StringIO(source).readline))


def _parse(source: str) -> PythonCode:
    with warnings.catch_warnings():
        # "invalid escape sequence" is a DeprecationWarning in Python 3.11 and a SyntaxWarning from 3.12 on.
        warnings.simplefilter("error")
        tree = ast.parse(source)
        compile(source, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        scopes = symtable.symtable(source, "<cell>", "exec")
    # From Python 3.12 on the symbol table counts a comprehension's variables among those around it (PEP 709).
    inner = _comprehension_names(tree)
    return PythonCode(tree, frozenset(_names_bound(scopes)) - inner, frozenset(_names_used(scopes)) - inner)


def _comprehension_names(tree: ast.Module) -> set[str]:
    """The names that only occur in comprehensions which bind them."""
    bound: set[str] = set()
    seen: set[str] = set()

    def visit(node: ast.AST, hidden: frozenset[str]) -> None:
        for generator in getattr(node, "generators", ()):
            hidden |= {n.id for n in ast.walk(generator.target) if isinstance(n, ast.Name)}
        bound.update(hidden)
        if isinstance(node, ast.Name) and node.id not in hidden:
            seen.add(node.id)
        for child in ast.iter_child_nodes(node):
            visit(child, hidden)

    visit(tree, frozenset())
    return bound - seen


def _names_bound(scope: symtable.SymbolTable) -> Iterator[str]:
    for symbol in scope.get_symbols():
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
            yield symbol.get_name()


def _names_used(scope: symtable.SymbolTable) -> Iterator[str]:
    for symbol in scope.get_symbols():
        if symbol.is_referenced() and (scope.get_type() == "module" or symbol.is_global()):
            yield symbol.get_name()
    for child in scope.get_children():
        yield from _names_used(child)


def _without_magics(source: str) -> str:
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)
