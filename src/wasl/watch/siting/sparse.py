"""Which columns each row holds: lists of indices end to end, as in a compressed sparse matrix of ones."""

from dataclasses import dataclass

import numpy as np

from wasl.watch.siting.geometry import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Row r holds `items[starts[r]:starts[r + 1]]`, ascending; `width` is the number of columns."""

    starts: Ints
    items: Ints
    width: int

    @property
    def height(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        return np.diff(self.starts)

    @property
    def owners(self) -> Ints:
        """The row of each item."""
        return np.repeat(np.arange(self.height), self.lengths)

    def of(self, row: int) -> Ints:
        return self.items[self.starts[row] : self.starts[row + 1]]

    def sums(self, weights: Floats) -> Floats:
        """For each row, the sum of the weights (one a column) of what it holds."""
        return np.bincount(self.owners, weights=weights[self.items], minlength=self.height)

    def turned(self) -> "Lists":
        """The same pairs, listed by column."""
        return from_pairs(self.items, self.owners, self.width, self.height)

    def kept(self, rows: Bools, columns: Bools) -> "Lists":
        """Only the rows and columns that are true, numbered anew."""
        place = np.cumsum(rows) - 1
        owners = self.owners
        stays = rows[owners] & columns[self.items]
        numbered = np.cumsum(columns) - 1
        return from_pairs(place[owners[stays]], numbered[self.items[stays]], int(rows.sum()), int(columns.sum()))


def from_pairs(rows: Ints, columns: Ints, height: int, width: int) -> Lists:
    order = np.lexsort((columns, rows))
    starts = np.zeros(height + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=height), out=starts[1:])
    return Lists(starts, columns[order].astype(np.int64), width)
