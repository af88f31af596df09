//! The report of a link checker, which `check` and `fmt` compare addresses with.

use std::io;
use std::path::Path;

use super::args::LinkReportChoice;
use super::console::Console;
use super::inputs::Input;
use crate::value::LinkReport;

impl LinkReportChoice {
    /// Reads the report that the command line names; `Err` is one line for people.
    pub(super) fn read(&self) -> Result<Option<LinkReport>, String> {
        self.link_report.as_deref().map(read).transpose()
    }

    /// Warns of a report that was made without a network.
    pub(super) fn warn(&self, report: Option<&LinkReport>, console: &mut Console) -> io::Result<()> {
        match (&self.link_report, report) {
            (Some(path), Some(report)) if report.is_offline() => console.warning(format_args!(
                "{}: no server answered, so hosts that were not found may be there; was there a network?",
                path.display()
            )),
            _ => Ok(()),
        }
    }
}

fn read(path: &Path) -> Result<LinkReport, String> {
    let text = Input::named(path, None).read().map_err(|error| error.to_string())?;
    LinkReport::parse(&text).map_err(|error| {
        let place = error.position.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        format!("{}{place}: {error}", path.display())
    })
}
