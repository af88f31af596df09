//! A list that was read in the wrong encoding, and its twin that was not: one becomes the other, byte for byte.

use std::fs;
use std::path::Path;

use relist::config::Config;
use relist::format::format;
use relist::rules::Applicability;

use crate::support::fixture;

/// `source` with nothing mended but its mojibake.
fn mended(source: &str) -> String {
    let config = Config::from_toml("select = ['mojibake']").unwrap();
    let formatted = format(source, &config, Applicability::Unsafe).unwrap_or_else(|error| panic!("{error}"));
    formatted.output.unwrap_or_else(|| source.to_owned())
}

/// The misread fixture becomes its twin, which is left alone.
#[test]
fn a_misread_list_becomes_its_twin() {
    let (misread, twin) =
        (fixture("lists/base-models-bullets-mojibake.md"), fixture("lists/base-models-bullets.md"));
    assert_ne!(misread, twin);
    assert_eq!(mended(&misread), twin);
    assert_eq!(mended(&twin), twin);
}

/// The same for the list that the fixture is modelled on, where the corpus is there.
#[test]
fn the_list_it_is_modelled_on_becomes_its_fork() {
    let Some(corpus) = std::env::var_os("RELIST_CORPUS") else {
        println!("skipped: RELIST_CORPUS is not set");
        return;
    };
    let read = |name: &str| fs::read_to_string(Path::new(&corpus).join(name)).ok();
    let pair = [read("seeds/llm-basemodel-bullets.md"), read("nvsthinh__LLM-BaseModel__README.md")];
    let [Some(misread), Some(fork)] = pair else {
        println!("skipped: the corpus has not both of them");
        return;
    };
    assert_ne!(misread, fork);
    assert!(mended(&misread) == fork, "the list differs from its fork");
}
