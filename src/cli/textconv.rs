//! `relist textconv`: a list as lines that a line diff can compare, one cell each.

use std::io;

use super::Status;
use super::args::TextconvArgs;
use super::console::Console;
use super::inputs::Input;
use crate::compare;
use crate::document::Document;

pub(super) fn run(args: &TextconvArgs, console: &mut Console) -> io::Result<Status> {
    match Input::named(&args.file, None).read() {
        Ok(text) => {
            let lines = compare::cell_lines(&Document::parse(&text));
            console.document(lines).map(|()| Status::Done)
        }
        Err(error) => console.error(error).map(|()| Status::Failed),
    }
}
