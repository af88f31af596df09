//! `relist overview`: what relist sees in a list.

use std::io;

use super::args::{OverviewArgs as Arguments, OverviewFormat};
use super::console::Console;
use super::inputs::{self, Input, slashed};
use super::settings::Settings;
use super::{Status, parallel};
use crate::config::Config;
use crate::format::Task;
use crate::report::{JsonOverview, Look, Overview, counted, counted_entries};

pub(super) fn run(args: &Arguments, console: &mut Console) -> io::Result<Status> {
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    let is_about_one = errors.is_empty() && matches!(inputs.as_slice(), [only] if only.is_named);
    let mut status = Status::Done;
    for error in errors {
        console.error(error)?;
        status = Status::Failed;
    }
    let work = Settings::new(&args.config).of_all(inputs, console)?;
    let seen = parallel::map(&work, |(input, config)| Some(overview(input, config.as_ref()?)));
    let mut overviews = Vec::with_capacity(seen.len());
    for seen in seen {
        match seen {
            Some(Ok(overview)) => overviews.push(overview),
            Some(Err(message)) => {
                console.error(message)?;
                status = Status::Failed;
            }
            // What is wrong with its settings was reported before.
            None => status = Status::Failed,
        }
    }
    if overviews.is_empty() && status == Status::Failed {
        return Ok(status);
    }
    match args.format {
        OverviewFormat::Json => console.document(JsonOverview::new(&overviews).to_json())?,
        OverviewFormat::Markdown => {
            let parts: Vec<String> = overviews.iter().map(Overview::markdown).collect();
            console.document(parts.join("\n"))?;
        }
        OverviewFormat::Text => {
            let look = Look { has_colour: console.has_colour(), ..Look::default() };
            match overviews.as_slice() {
                [only] if is_about_one => console.print(only.text(&look))?,
                all => lines(all, &look, console)?,
            }
        }
    }
    Ok(status)
}

fn overview(input: &Input, config: &Config) -> Result<Overview, String> {
    let source = input.read().map_err(|error| error.to_string())?;
    let checked = Task::new(&source, config).in_folder(input.folder()).check();
    let checked = checked.map_err(|error| format!("{}: {error}", input.path.display()))?;
    Ok(Overview::new(slashed(&input.path), &checked))
}

/// A line for each file that has lists.
fn lines(overviews: &[Overview], look: &Look, console: &mut Console) -> io::Result<()> {
    let with_lists = || overviews.iter().filter(|overview| !overview.listings.is_empty());
    if with_lists().next().is_some() {
        console.print(Overview::head(look))?;
    }
    for overview in with_lists() {
        console.print(overview.line())?;
    }
    let lists = counted(with_lists().map(|overview| overview.listings.len()).sum(), "list");
    let entries = counted_entries(with_lists().map(|overview| overview.entries).sum());
    console.note(format_args!("{lists}, {entries} in {}", super::files(overviews.len())))
}
