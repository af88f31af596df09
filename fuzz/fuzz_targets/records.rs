//! Whatever the JSON, and whatever list it is rendered into: it is refused, or it is read back as it was written.
//!
//! The input is a list and records, with a NUL between them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use relist::config::Config;
use relist::convention::Conventions;
use relist::document::Document;
use relist::records::{Dataset, extract, render, render_fresh};

fuzz_target!(|input: &str| {
    let (template, json) = input.split_once('\0').unwrap_or(("", input));
    let Ok(dataset) = Dataset::from_json(json) else { return };
    assert_eq!(Dataset::from_json(&dataset.to_json()).as_ref(), Ok(&dataset));
    let _ = render_fresh(&dataset);
    let config = Config::default();
    let Ok(rendered) = render(template, &config, &dataset) else { return };
    // What was written is what is read, so that writing it again changes nothing.
    let document = Document::parse(&rendered);
    let again = extract(&document, &Conventions::learn(&document, &config));
    assert_eq!(render(&rendered, &config, &again).as_deref(), Ok(rendered.as_str()));
});
