"""Patterns: every regular expression of the library, and how it is used, from the modules and their source."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any, NamedTuple

import onrecord

WHOLE = {"match", "fullmatch"}  # tried at one place; any other method tries each place of a text
METHODS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
# Functions that put the words of a pattern together.
WORDS = {"any_word", "escape", "join", "map", "number_words", "replace", "sorted", "word_class"}
APART = ("onrecord.__main__", "onrecord.tone.minilm")  # runs; needs packages of its own


class Used(NamedTuple):
    """A pattern, where it stands, and the methods by which it is used."""

    pattern: re.Pattern[str]
    where: str
    methods: frozenset[str]


def all_patterns() -> list[Used]:
    """Every pattern: compiled ones in modules and in what their cached functions give, and those written in calls."""
    names = [m.name for m in pkgutil.walk_packages(onrecord.__path__, "onrecord.") if not m.name.startswith(APART)]
    modules = [importlib.import_module(name) for name in names]
    trees = {module.__name__: ast.parse(inspect.getsource(module)) for module in modules}
    methods = _methods_of_compiled(modules, trees)
    found: dict[tuple[str, int], Used] = {}
    for module in modules:
        for used in (*_compiled(module, methods), *_in_calls(module, trees[module.__name__])):
            key = used.pattern.pattern, used.pattern.flags
            both = used.methods | (found[key].methods if key in found else frozenset())
            found[key] = used._replace(methods=both)
    return [used for used in found.values() if isinstance(used.pattern.pattern, str)]


def _methods_of_compiled(modules: list[ModuleType], trees: dict[str, ast.Module]) -> dict[int, frozenset[str]]:
    """By which methods each pattern of a module is used anywhere, `NAME.search(text)`; no entry: nobody can say."""
    methods: dict[int, set[str]] = {}
    for module in modules:
        for node in ast.walk(trees[module.__name__]):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in METHODS:
                methods.setdefault(id(vars(module).get(node.value.id)), set()).add(node.attr)
    return {pattern: frozenset(used) for pattern, used in methods.items()}


def _compiled(module: ModuleType, methods: dict[int, frozenset[str]]) -> Iterator[Used]:
    for name, value in list(vars(module).items()):
        for pattern in _within(value):
            yield Used(pattern, f"{module.__name__}.{name}", methods.get(id(pattern), frozenset({"search"})))
        if hasattr(value, "cache_info") and value.__module__ == module.__name__:
            if all(p.default is not p.empty for p in inspect.signature(value).parameters.values()):
                for pattern in _within(value()):
                    yield Used(pattern, f"{module.__name__}.{name}()", frozenset({"search"}))


def _within(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple | set | frozenset) and depth < 4:
        for part in (*value.values(), *value) if isinstance(value, dict) else value:
            yield from _within(part, depth + 1)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        yield from _within([getattr(value, field) for field in value.__dataclass_fields__], depth + 1)


def _in_calls(module: ModuleType, tree: ast.Module) -> Iterator[Used]:
    """The patterns of `re.search(pattern, text)` and its like, with "x" for what only a run can know."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for scope in functions:
        assigned = {
            node.targets[0].id: node.value
            for node in ast.walk(scope)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        parameters = {argument.arg: "x" for argument in scope.args.args}
        for call in (node for node in ast.walk(scope) if isinstance(node, ast.Call)):
            match call.func:
                case ast.Attribute(value=ast.Name(id="re"), attr=method) if method in METHODS:
                    names = {**vars(module), **parameters}
                    pattern, flags = _value(call.args[0], names, assigned), re.RegexFlag(0)
                    for other in (*call.args[1:], *(keyword.value for keyword in call.keywords)):
                        if ast.unparse(other).startswith("re."):
                            flag = _value(other, names, {})
                            flags |= flag if isinstance(flag, re.RegexFlag) else 0
                    if isinstance(pattern, str):
                        where = f"{module.__name__}:{call.lineno}"
                        yield Used(re.compile(pattern, flags), where, frozenset({method}))


def _only_words(expression: ast.expr) -> bool:
    """Whether an expression puts words together and does nothing else."""
    calls = (node.func for node in ast.walk(expression) if isinstance(node, ast.Call))
    return all((call.attr if isinstance(call, ast.Attribute) else ast.unparse(call)) in WORDS for call in calls)


def _value(node: ast.expr, names: dict[str, Any], assigned: dict[str, ast.expr]) -> Any:
    """What an expression of a function gives, its local names looked up among what is assigned to them."""
    names, assigned = dict(names), dict(assigned)
    if not _only_words(node):
        return None
    while True:
        try:
            return eval(compile(ast.Expression(node), "pattern", "eval"), names)
        except NameError as unknown:
            expression = assigned.pop(unknown.name, None)
            names[unknown.name] = "x"
            if expression is not None and _only_words(expression):
                with suppress(Exception):
                    names[unknown.name] = _value(expression, names, assigned)
        except (TypeError, AttributeError, KeyError):
            return None  # a pattern of a table; its cached function gives it compiled
