//! Whatever the settings: they are refused with a place, or a list can be checked and formatted by them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use relist::config::Config;
use relist::format::{FormatError, format};
use relist::rules::Applicability;

/// A list with something for most settings to say.
const LIST: &str = include_str!("../../fixtures/lists/one-hurried-row.md");

fuzz_target!(|settings: &str| {
    match Config::from_toml(settings) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(config) => match format(LIST, &config, Applicability::Safe) {
            Ok(_) | Err(FormatError::Rule(_)) => {}
            Err(error) => panic!("{error}"),
        },
    }
});
