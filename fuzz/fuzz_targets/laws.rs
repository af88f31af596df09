//! Whatever the text: all the laws that `relist verify` proves hold for it, extract and render among them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use relist::config::Config;
use relist::laws::{Outcome, verify};

fuzz_target!(|source: &str| {
    for (law, outcome) in verify(source, &Config::default()) {
        if let Outcome::Broken { line, reason } = outcome {
            panic!("{law}, line {line:?}: {reason}");
        }
    }
});
