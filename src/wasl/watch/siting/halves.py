"""Sets of groups of people that a relaxed answer serves by halves of sites, found by growing them two at a time.

A set of an odd number of groups costs Σ weight of its groups + Σ amount of the sites that an odd number of them can
reach; below 1 it is broken (Caprara and Fischetti 1996). Sites a group can reach stand end to end, as in a compressed
sparse matrix of ones: those of group g are `items[starts[g]:starts[g + 1]]`.
"""

import numpy as np

from wasl.watch.compiled import compiled

#: A set is broken when its cost is under 1; sets a little above may be made so by adding two more groups.
BROKEN, NEARLY, STEP, LONGEST = 0.95, 1.6, 0.25, 9
#: Sets of three kept for each group that is their first; groups near one that are looked at.
PER_FIRST, MOST_NEAR = 12, 400


@compiled
def threes(starts, items, amount, weight, shared, members, costs):
    """Fills `members` (n, 3) and `costs` (n,) with sets of three broken or nearly; returns how many."""
    size = starts.shape[0] - 1
    is_mine = np.zeros(amount.shape[0])
    total = np.diag(shared).copy()
    near = np.empty(size, dtype=np.int64)
    best, pair = np.empty(PER_FIRST), np.empty((PER_FIRST, 2), dtype=np.int64)
    found = 0
    for one in range(size):
        count = _later(one, weight, shared, near)
        for k in range(starts[one], starts[one + 1]):
            is_mine[items[k]] = amount[items[k]]
        best[:] = NEARLY
        for i in range(count):
            a = near[i]
            for j in range(i + 1, count):
                b = near[j]
                cost = weight[one] + weight[a] + weight[b] + total[one] + total[a] + total[b]
                cost -= 2.0 * (shared[one, a] + shared[one, b] + shared[a, b])
                worst = best.argmax()
                if cost >= best[worst]:
                    continue
                cost += 4.0 * _common(starts, items, is_mine, a, b)
                if cost < best[worst]:
                    best[worst], pair[worst, 0], pair[worst, 1] = cost, a, b
        for k in range(starts[one], starts[one + 1]):
            is_mine[items[k]] = 0.0
        for place in range(PER_FIRST):
            if best[place] < NEARLY and found < members.shape[0]:
                members[found, 0], members[found, 1], members[found, 2] = one, pair[place, 0], pair[place, 1]
                costs[found] = best[place]
                found += 1
    return found


@compiled
def _later(one, weight, shared, near):
    count = 0
    for other in range(one + 1, weight.shape[0]):
        if shared[one, other] > 0.05 and weight[one] + weight[other] < NEARLY and count < MOST_NEAR:
            near[count] = other
            count += 1
    return count


@compiled
def _common(starts, items, worth, a, b):
    """Σ worth of the sites both groups can reach; items of a group ascend."""
    i, j, total = starts[a], starts[b], 0.0
    while i < starts[a + 1] and j < starts[b + 1]:
        if items[i] == items[j]:
            total += worth[items[i]]
            i += 1
            j += 1
        elif items[i] < items[j]:
            i += 1
        else:
            j += 1
    return total


@compiled
def grown(starts, items, amount, weight, shared, members, cost, out, lengths, costs, at):
    """Writes the set of three, and what it becomes with the two groups more that suit it best, again and again, to
    rows of `out` (n, LONGEST) from `at` on where they are broken; returns the next row."""
    size = starts.shape[0] - 1
    chosen, length = np.empty(LONGEST, dtype=np.int64), members.shape[0]
    chosen[:length] = members
    turned = amount.copy()
    is_in = np.zeros(size, dtype=np.bool_)
    for g in members:
        is_in[g] = True
        _turn(starts, items, turned, g)
    near, alone = np.empty(size, dtype=np.int64), np.empty(size)
    while True:
        if cost < BROKEN and at < out.shape[0]:
            out[at, :length] = np.sort(chosen[:length])
            lengths[at], costs[at] = length, cost
            at += 1
        if length + 2 > LONGEST:
            return at
        count = _around(starts, items, weight, shared, turned, chosen[:length], is_in, near, alone)
        least, one, two = _best_pair(starts, items, shared, turned, near, alone, count)
        if one < 0:
            return at
        cost += least
        for g in (one, two):
            chosen[length] = g
            length += 1
            is_in[g] = True
            _turn(starts, items, turned, g)


@compiled
def _best_pair(starts, items, shared, turned, near, alone, count):
    least, one, two = STEP, -1, -1
    for i in range(count):
        for j in range(i + 1, count):
            both = alone[i] + alone[j]
            if both - 2.0 * shared[near[i], near[j]] >= least:
                continue
            both -= 2.0 * _common(starts, items, turned, near[i], near[j])
            if both < least:
                least, one, two = both, near[i], near[j]
    return least, one, two


@compiled
def _turn(starts, items, turned, group):
    """A site that an odd number can reach becomes one that an even number can, and back."""
    for k in range(starts[group], starts[group + 1]):
        turned[items[k]] = -turned[items[k]]


@compiled
def _around(starts, items, weight, shared, turned, chosen, is_in, near, alone):
    """Fills `near` with groups outside that share something with the set, `alone` with what each by itself adds."""
    count = 0
    for g in range(starts.shape[0] - 1):
        if is_in[g]:
            continue
        for member in chosen:
            if shared[member, g] > 0.02:
                near[count], alone[count] = g, weight[g]
                for k in range(starts[g], starts[g + 1]):
                    alone[count] += turned[items[k]]
                count += 1
                break
    return count
