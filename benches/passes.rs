//! What each pass costs beside the markdown parser alone; `cargo bench` prints the times, so that ratios can be read.
//!
//! Where other work runs on the machine, `benches/ratios.py` counts instructions instead, which no neighbour changes.

mod suite;

use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use suite::{Input, PASSES};

/// A list of 2,000 rows, and the fixtures of the shapes that real lists have.
const LISTS: [&str; 5] = [
    "rows:2000",
    "fixtures/lists/models-by-date.md",
    "fixtures/lists/open-models.md",
    "fixtures/lists/projects-by-topic.md",
    "fixtures/lists/base-models-bullets.md",
];

fn main() {
    divan::main();
}

#[divan::bench(args = LISTS, consts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])]
fn pass<const INDEX: usize>(bencher: Bencher<'_, '_>, list: &str) {
    let input = Input::named(list);
    let (_, pass) = PASSES[INDEX];
    bencher.counter(BytesCount::of_str(&input.source)).bench_local(|| pass(black_box(&input)));
}
