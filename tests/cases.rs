//! How many cases a property is tried on, for the tests of the library and those beside it.

use proptest::test_runner::{Config, RngSeed};

/// The same cases in every run, as many as a run has time for; other ones where `PROPTEST_CASES` asks for a number.
///
/// A run that passes on one day and fails on the next tells whoever changed something between them nothing.
pub(crate) fn cases(count: u32) -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = count;
        config.rng_seed = RngSeed::Fixed(20);
    }
    config
}
