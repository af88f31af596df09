//! One pass over one list, once: what `benches/ratios.py` counts the instructions of.
//!
//! `pass NAME LIST`; without arguments, the names of the passes. For `benches/processes.py`, `pass only-parse FILE` is
//! a process that does nothing but that, and `pass print LIST` prints a list.

mod suite;

use std::env;
use std::fs;
use std::hint::black_box;

use suite::{Input, PASSES, Pass, bare, source};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [name, list] = arguments.as_slice() else {
        for (name, _) in PASSES {
            println!("{name}");
        }
        return;
    };
    match name.as_str() {
        "only-parse" => return println!("{}", bare(&fs::read_to_string(list).expect("a list"))),
        "print" => return print!("{}", source(list)),
        _ => {}
    }
    let (_, pass) = PASSES.iter().find(|(known, _)| known == name).expect("the name of a pass");
    let input = Input::named(list);
    println!("{} bytes, {}", input.source.len(), measured(*pass, &input));
}

/// By this name the counting is switched on and off.
#[inline(never)]
fn measured(pass: Pass, input: &Input) -> usize {
    black_box(pass(black_box(input)))
}
