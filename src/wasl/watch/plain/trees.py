"""The file of a hierarchy: node, parent; a node without a parent is at the top."""

from dataclasses import dataclass

from wasl.watch.plain.tables import BadFile, Columns


@dataclass(frozen=True, slots=True)
class Branches:
    """`names` of all nodes, and the place of each one's parent, -1 at the top."""

    names: tuple[str, ...]
    parents: tuple[int, ...]


def branches(table: Columns, *, known: tuple[str, ...]) -> Branches:
    """`known` are the series there are: every node without children must be one, and every one must be a node."""
    above: dict[str, str] = {}
    rows: dict[str, int] = {}
    for row, (node, parent) in enumerate(zip(table.of["node"], table.of["parent"], strict=True)):
        if not node:
            raise table.fault(row, "the node has no name.")
        if node in above:
            raise table.fault(row, f"node {node!r} is there twice, first on line {table.line(rows[node])}.")
        above[node], rows[node] = parent, row
    for parent in list(above.values()):
        if parent:
            above.setdefault(parent, "")
    names = tuple(above)
    places = {name: place for place, name in enumerate(names)}
    _no_circle(table, above, rows)
    inner = set(above.values())
    for name in names:
        if name not in inner and name not in known:
            raise table.fault(rows[name], f"node {name!r} has no child and no line in the series.")
    if strange := [name for name in known if name not in places]:
        raise BadFile(f"{table.path}: no line for the series {strange[0]!r} ({len(strange)} in all).")
    return Branches(names, tuple(places[above[name]] if above[name] else -1 for name in names))


def _no_circle(table: Columns, above: dict[str, str], rows: dict[str, int]) -> None:
    settled: set[str] = set()
    for start in above:
        path: list[str] = []
        seen: set[str] = set()
        node = start
        while node and node not in settled:
            if node in seen:
                raise table.fault(rows[node], f"node {node!r} is above itself.")
            seen.add(node)
            path.append(node)
            node = above[node]
        settled.update(path)
