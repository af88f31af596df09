//! The command line of `relist`.

fn main() {}
