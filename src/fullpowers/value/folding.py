"""Formulas without what is known beforehand to be nought or one: instruments that a regime does not have."""

from __future__ import annotations

from collections.abc import Mapping

from .sheet import Binary, Call, Name, Node, Number


def folded(node: Node, known: Mapping[str, float]) -> Node:
    """The formula without the terms that are known to be zero or one."""
    match node:
        case Name(name, 0) if name in known:
            return Number(known[name])
        case Name(name) if known.get(name) == 0.0:
            return Number(0.0)
        case Binary(operator, left, right):
            return _binary(operator, folded(left, known), folded(right, known))
        case Call("total" | "spread" | "schedule" as function, arguments):
            first = folded(arguments[0], known)
            if function != "schedule":
                return Number(0.0) if first == Number(0.0) else node
            return Call(function, (first, arguments[1]))
        case Call(function, arguments):
            return Call(function, tuple(folded(argument, known) for argument in arguments))
    return node


def _binary(operator: str, left: Node, right: Node) -> Node:
    zero, one = Number(0.0), Number(1.0)
    if operator == "*":
        if zero in (left, right):
            return zero
        if left == one or right == one:
            return right if left == one else left
    if operator in "+-" and right == zero:
        return left
    if operator == "+" and left == zero:
        return right
    return Binary(operator, left, right)
