//! Formatters that are crates, as processes that can be raced: `peer NAME FILE` formats a file once and prints the
//! length of the result, `peer NAME FILE print` the result. Without arguments, the names.

use std::env;
use std::error::Error;
use std::fs;

use dprint_plugin_markdown::configuration::ConfigurationBuilder;
use pulldown_cmark::{Options, Parser};

type Formatter = fn(&str) -> Result<String, Box<dyn Error>>;

const PEERS: [(&str, Formatter); 2] =
    [("dprint-plugin-markdown", dprint), ("pulldown-cmark-to-cmark", cmark)];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [name, file, rest @ ..] = arguments.as_slice() else {
        PEERS.iter().for_each(|(name, _)| println!("{name}"));
        return Ok(());
    };
    let (_, format) = PEERS.iter().find(|(known, _)| known == name).ok_or("no such peer")?;
    let text = format(&fs::read_to_string(file)?)?;
    if rest.iter().any(|argument| argument == "print") {
        print!("{text}");
    } else {
        println!("{}", text.len());
    }
    Ok(())
}

fn dprint(source: &str) -> Result<String, Box<dyn Error>> {
    let config = ConfigurationBuilder::new().build();
    let formatted = dprint_plugin_markdown::format_text(source, &config, |_, _, _| Ok(None))?;
    Ok(formatted.unwrap_or_else(|| source.to_owned()))
}

fn cmark(source: &str) -> Result<String, Box<dyn Error>> {
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut text = String::with_capacity(source.len());
    pulldown_cmark_to_cmark::cmark(Parser::new_ext(source, extensions), &mut text, extensions)?;
    Ok(text)
}
