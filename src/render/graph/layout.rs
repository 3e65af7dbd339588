//! A layered layout from left to right: longest-path layers, barycenter order, positions by averaging. Whole numbers only.

use std::collections::BTreeMap;

/// Space between columns; arrows run there.
const BETWEEN: i64 = 90;
/// Space between things in a column.
const GAP: i64 = 14;
/// Height of the lane of an arrow that passes a column.
const LANE: i64 = 6;
/// How often the order is improved.
const SWEEPS: usize = 16;

/// Where everything goes.
pub(super) struct Placed {
    /// Left and top of every node.
    pub nodes: Vec<(i64, i64)>,
    /// Points of every arrow: right side of the first node, left and right of every column passed, left side of the last.
    pub arrows: Vec<Vec<(i64, i64)>>,
    /// Width and height.
    pub size: (i64, i64),
}

/// Something in a column: a node, or the lane of an arrow that passes.
#[derive(Clone, Copy)]
struct Item {
    layer: usize,
    height: i64,
    width: i64,
}

fn get<T: Copy + Default>(all: &[T], i: usize) -> T {
    all.get(i).copied().unwrap_or_default()
}

fn set<T>(all: &mut [T], i: usize, to: T) {
    if let Some(place) = all.get_mut(i) {
        *place = to;
    }
}

/// Lays out nodes of the given sizes; arrows point to the right where no circle forbids it.
pub(super) fn layout(sizes: &[(i64, i64)], arrows: &[(usize, usize)]) -> Placed {
    let forward = acyclic(sizes.len(), arrows);
    let layers = layers(sizes.len(), &forward);
    let mut items: Vec<Item> = sizes
        .iter()
        .enumerate()
        .map(|(i, (width, height))| Item { layer: get(&layers, i), height: *height, width: *width })
        .collect();
    // Every arrow becomes a chain of steps of one column.
    let mut chains: Vec<Vec<usize>> = Vec::new();
    for (a, b) in &forward {
        let mut chain = vec![*a];
        for layer in get(&layers, *a) + 1..get(&layers, *b) {
            chain.push(items.len());
            items.push(Item { layer, height: LANE, width: 0 });
        }
        chain.push(*b);
        chains.push(chain);
    }
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (a, b) in chains.iter().flat_map(|c| c.iter().zip(c.iter().skip(1))) {
        if let Some(v) = after.get_mut(*a) {
            v.push(*b);
        }
        if let Some(v) = before.get_mut(*b) {
            v.push(*a);
        }
    }
    let columns = order(&items, &before, &after);
    let tops = tops(&items, &columns, &before, &after);
    let turned: Vec<bool> = arrows.iter().zip(&forward).map(|(a, b)| a != b).collect();
    place(&items, &columns, &tops, &chains, (sizes.len(), &turned))
}

/// The same arrows, turned round where they close a circle; arrows from a node to itself are left out of the layers.
fn acyclic(count: usize, arrows: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (a, b) in arrows {
        if let Some(v) = next.get_mut(*a) {
            v.push(*b);
        }
    }
    // Finishing order of a depth-first walk: an arrow to a node that finishes later closes a circle.
    let mut finished: Vec<usize> = vec![0; count];
    let mut seen = vec![false; count];
    let mut clock = 0;
    for root in 0..count {
        let mut stack: Vec<(usize, usize)> = Vec::new();
        if !get(&seen, root) {
            set(&mut seen, root, true);
            stack.push((root, 0));
        }
        while let Some((node, at)) = stack.pop() {
            match next.get(node).and_then(|v| v.get(at)).copied() {
                Some(to) => {
                    stack.push((node, at + 1));
                    if !get(&seen, to) {
                        set(&mut seen, to, true);
                        stack.push((to, 0));
                    }
                }
                None => {
                    clock += 1;
                    set(&mut finished, node, clock);
                }
            }
        }
    }
    arrows.iter().map(|(a, b)| if get(&finished, *a) >= get(&finished, *b) { (*a, *b) } else { (*b, *a) }).collect()
}

/// The longest path to every node; a node nothing points at stands next to the first it points at.
fn layers(count: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let mut layer = vec![0_usize; count];
    let mut waiting = vec![0_usize; count];
    for (_, b) in arrows.iter().filter(|(a, b)| a != b) {
        let n = get(&waiting, *b) + 1;
        set(&mut waiting, *b, n);
    }
    let sources: Vec<usize> = (0..count).filter(|i| get(&waiting, *i) == 0).collect();
    let mut todo = sources.clone();
    while let Some(node) = todo.pop() {
        for (_, to) in arrows.iter().filter(|(a, b)| *a == node && a != b) {
            let deeper = get(&layer, *to).max(get(&layer, node) + 1);
            set(&mut layer, *to, deeper);
            let left = get(&waiting, *to).saturating_sub(1);
            set(&mut waiting, *to, left);
            if left == 0 {
                todo.push(*to);
            }
        }
    }
    for source in sources {
        let near = arrows.iter().filter(|(a, b)| *a == source && a != b).map(|(_, b)| get(&layer, *b)).min();
        if let Some(near) = near {
            set(&mut layer, source, near.saturating_sub(1));
        }
    }
    layer
}

/// The order in every column: by the average place of the neighbours, keeping the order with the fewest crossings.
fn order(items: &[Item], before: &[Vec<usize>], after: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let depth = items.iter().map(|i| i.layer + 1).max().unwrap_or(0);
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); depth];
    for (i, item) in items.iter().enumerate() {
        if let Some(column) = columns.get_mut(item.layer) {
            column.push(i);
        }
    }
    let mut best = columns.clone();
    let mut fewest = crossings(&columns, after, items.len());
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let walk: Vec<usize> = if down { (1..depth).collect() } else { (0..depth.saturating_sub(1)).rev().collect() };
        for layer in walk {
            let beside = if down { layer.checked_sub(1) } else { Some(layer + 1) };
            let places = places(beside.and_then(|l| columns.get(l)).map(Vec::as_slice).unwrap_or_default());
            let near = if down { before } else { after };
            let Some(column) = columns.get_mut(layer) else { continue };
            let mut keyed: Vec<(i64, usize)> = column
                .iter()
                .enumerate()
                .map(|(own, i)| {
                    let of: Vec<i64> =
                        near.get(*i).into_iter().flatten().filter_map(|n| places.get(n)).copied().collect();
                    (average(&of).unwrap_or_else(|| place_of(own)), *i)
                })
                .collect();
            keyed.sort_by_key(|(key, _)| *key);
            *column = keyed.into_iter().map(|(_, i)| i).collect();
        }
        let now = crossings(&columns, after, items.len());
        if now < fewest {
            (fewest, best) = (now, columns.clone());
        }
    }
    best
}

fn place_of(i: usize) -> i64 {
    i64::try_from(i).unwrap_or(i64::MAX / 2_000).saturating_mul(1_000)
}

fn places(column: &[usize]) -> BTreeMap<usize, i64> {
    column.iter().enumerate().map(|(at, i)| (*i, place_of(at))).collect()
}

fn average(all: &[i64]) -> Option<i64> {
    let count = i64::try_from(all.len()).ok().filter(|n| *n > 0)?;
    Some(all.iter().sum::<i64>() / count)
}

/// How many pairs of steps between two columns cross.
fn crossings(columns: &[Vec<usize>], after: &[Vec<usize>], count: usize) -> usize {
    let mut place = vec![0_usize; count];
    for column in columns {
        for (at, i) in column.iter().enumerate() {
            set(&mut place, *i, at);
        }
    }
    let mut total = 0;
    for column in columns {
        let mut steps: Vec<(usize, usize)> = Vec::new();
        for (at, i) in column.iter().enumerate() {
            steps.extend(after.get(*i).into_iter().flatten().map(|n| (at, get(&place, *n))));
        }
        for (i, (a, b)) in steps.iter().enumerate() {
            total += steps.iter().skip(i + 1).filter(|(c, d)| a < c && b > d || a > c && b < d).count();
        }
    }
    total
}

/// The top of every item: as near to the middle of its neighbours as the order allows.
fn tops(items: &[Item], columns: &[Vec<usize>], before: &[Vec<usize>], after: &[Vec<usize>]) -> Vec<i64> {
    let height = |i: usize| items.get(i).map_or(0, |it| it.height);
    let mut top = vec![0_i64; items.len()];
    for column in columns {
        let mut y = 0;
        for i in column {
            set(&mut top, *i, y);
            y += height(*i) + GAP;
        }
    }
    let all: Vec<usize> = (0..columns.len()).collect();
    let back: Vec<usize> = all.iter().rev().copied().collect();
    for (pass, walk) in [&all, &back, &all, &back, &all].into_iter().enumerate() {
        let near = if pass % 2 == 0 { before } else { after };
        for column in walk.iter().filter_map(|l| columns.get(*l)) {
            let mut offset = 0;
            let mut wanted: Vec<(i64, i64)> = Vec::new();
            for i in column {
                let middles: Vec<i64> =
                    near.get(*i).into_iter().flatten().map(|n| get(&top, *n) + height(*n) / 2).collect();
                let want = average(&middles).map_or_else(|| get(&top, *i), |m| m - height(*i) / 2);
                wanted.push((want - offset, offset));
                offset += height(*i) + GAP;
            }
            for (i, y) in column.iter().zip(in_order(&wanted)) {
                set(&mut top, *i, y);
            }
        }
    }
    let least = top.iter().copied().min().unwrap_or(0);
    top.iter().map(|y| y - least).collect()
}

/// The values nearest to the wanted ones that never go down (pool adjacent violators), with their offsets.
fn in_order(wanted: &[(i64, i64)]) -> Vec<i64> {
    let mut pools: Vec<(i64, i64)> = Vec::new();
    for (want, _) in wanted {
        let mut pool = (*want, 1);
        while let Some((sum, n)) = pools.pop() {
            if sum / n <= pool.0 / pool.1 {
                pools.push((sum, n));
                break;
            }
            pool = (pool.0 + sum, pool.1 + n);
        }
        pools.push(pool);
    }
    let values = pools.iter().flat_map(|(sum, n)| std::iter::repeat_n(sum / n, usize::try_from(*n).unwrap_or(0)));
    values.zip(wanted).map(|(v, (_, offset))| v + offset).collect()
}

fn place(
    items: &[Item],
    columns: &[Vec<usize>],
    tops: &[i64],
    chains: &[Vec<usize>],
    (count, turned): (usize, &[bool]),
) -> Placed {
    let mut left = vec![0_i64; items.len()];
    let mut right = vec![0_i64; items.len()];
    let mut edge = vec![0_i64; items.len()];
    let (mut x, mut bottom) = (0, 0);
    for column in columns {
        let wide = column.iter().filter_map(|i| items.get(*i)).map(|i| i.width).max().unwrap_or(0);
        for i in column {
            let Some(item) = items.get(*i) else { continue };
            set(&mut left, *i, x);
            set(&mut edge, *i, x + wide);
            set(&mut right, *i, x + if item.width == 0 { wide } else { item.width });
            bottom = bottom.max(get(tops, *i) + item.height);
        }
        x += wide + BETWEEN;
    }
    let middle = |i: usize| get(tops, i) + items.get(i).map_or(0, |it| it.height) / 2;
    let lines = chains.iter().zip(turned).map(|(chain, turned)| {
        let mut line = Vec::new();
        for (at, i) in chain.iter().enumerate() {
            if at > 0 {
                line.push((get(&left, *i), middle(*i)));
            }
            if at + 1 < chain.len() {
                line.push((get(&right, *i), middle(*i)));
                // Straight past the wider nodes of the column before it bends.
                if get(&edge, *i) > get(&right, *i) {
                    line.push((get(&edge, *i), middle(*i)));
                }
            }
        }
        if *turned {
            line.reverse();
        }
        line
    });
    let lines = lines.collect();
    let nodes = (0..count).map(|i| (get(&left, i), get(tops, i))).collect();
    Placed { nodes, arrows: lines, size: ((x - BETWEEN).max(0), bottom) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_point_to_the_right_and_nothing_overlaps() {
        let placed = layout(&[(100, 30); 5], &[(0, 1), (1, 2), (0, 2), (3, 2), (2, 4)]);
        for (a, b) in [(0, 1), (1, 2), (0, 2), (3, 2), (2, 4)] {
            assert!(placed.nodes[a].0 < placed.nodes[b].0, "{a} → {b}");
        }
        for (i, a) in placed.nodes.iter().enumerate() {
            for b in placed.nodes.iter().skip(i + 1) {
                assert!(a.0 != b.0 || (a.1 - b.1).abs() >= 30 + GAP, "{a:?} {b:?}");
            }
        }
        assert_eq!(placed.arrows[2].len(), 4, "an arrow over two columns passes through the one between");
    }

    #[test]
    fn a_circle_has_a_layout_too() {
        let placed = layout(&[(100, 30); 3], &[(0, 1), (1, 2), (2, 0), (1, 1)]);
        assert_eq!(placed.nodes.len(), 3);
        assert!(placed.arrows[2].first() > placed.arrows[2].last(), "the arrow that closes the circle runs back");
    }

    #[test]
    fn nothing_is_drawn_for_nothing() {
        assert_eq!(layout(&[], &[]).size, (0, 0));
    }
}
