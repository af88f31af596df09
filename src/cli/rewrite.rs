//! What commands have in common that rewrite files in place, or only show what they would change: `fmt` and `toc`.

use std::io;

use super::console::{Console, Styles, paint};
use super::inputs::Input;
use super::{Status, patch, write};
use crate::text::shown;

/// What became of one input.
#[derive(Default)]
pub(super) enum InputOutcome {
    /// There is nothing to change; `notes` say what is left as it is.
    Unchanged { source: String, notes: Vec<String> },
    /// It should change, but is left to its owner, for the reason in `notes`.
    Stale { source: String, notes: Vec<String> },
    /// It changes. `output` is for standard output: a document, or text for people.
    Changed { notes: Vec<String>, output: PrintedChange },
    /// It could not be read, changed or written.
    Failed { message: String },
    /// Its settings are faulty, which was said before.
    #[default]
    Skipped,
}

/// What is printed of a changed input.
pub(super) enum PrintedChange {
    Nothing,
    Document(String),
    Text(String),
}

/// What is done with a file that changes.
#[derive(Clone, Copy)]
pub(super) struct Manner<'a> {
    /// Only name it.
    pub(super) check: bool,
    /// Only show the change.
    pub(super) diff: bool,
    /// What `check` says of it.
    pub(super) verdict: &'static str,
    pub(super) styles: &'a Styles,
    /// Whether the diff goes to a file, byte for byte.
    pub(super) exact: bool,
}

impl Manner<'_> {
    /// Whether nothing is written.
    pub(super) fn is_dry(self) -> bool {
        self.check || self.diff
    }

    /// Writes `text` in the place of `source`, or shows what that would change.
    pub(super) fn change(
        self,
        input: &Input,
        source: &str,
        text: String,
        summary: &str,
        mut notes: Vec<String>,
    ) -> Result<InputOutcome, String> {
        let path = input.path.to_string_lossy();
        let output = if self.diff {
            PrintedChange::Text(patch::unified(&input.path, source, &text, self.styles, self.exact))
        } else if self.check {
            let path = paint(self.styles.bold, shown(&path));
            PrintedChange::Text(format!("{}: {path} ({summary})\n", self.verdict))
        } else if input.is_stdin {
            PrintedChange::Document(text)
        } else {
            write::replace(&input.path, source.as_bytes(), text.as_bytes())
                .map_err(|error| error.to_string())?;
            notes.insert(0, format!("{path}: {summary}"));
            PrintedChange::Nothing
        };
        Ok(InputOutcome::Changed { notes, output })
    }

    /// Prints what there is to say of one input.
    pub(super) fn report(
        self,
        input: &Input,
        outcome: InputOutcome,
        console: &mut Console,
    ) -> io::Result<()> {
        let notes = match outcome {
            InputOutcome::Unchanged { source, notes } | InputOutcome::Stale { source, notes } => {
                if input.is_stdin && !self.is_dry() {
                    console.document(source)?;
                }
                notes
            }
            InputOutcome::Changed { notes, output } => {
                match output {
                    PrintedChange::Nothing => {}
                    PrintedChange::Document(text) => console.document(text)?,
                    PrintedChange::Text(text) => console.print(text)?,
                }
                notes
            }
            InputOutcome::Failed { message } => return console.error(message),
            InputOutcome::Skipped => return Ok(()),
        };
        notes.into_iter().try_for_each(|note| console.note(note))
    }
}

/// How many inputs ended in which way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OutcomeCounts {
    pub(super) changed: usize,
    pub(super) unchanged: usize,
    pub(super) stale: usize,
    pub(super) failed: usize,
}

impl OutcomeCounts {
    pub(super) fn add(&mut self, outcome: &InputOutcome) {
        match outcome {
            InputOutcome::Unchanged { .. } => self.unchanged += 1,
            InputOutcome::Stale { .. } => self.stale += 1,
            InputOutcome::Changed { .. } => self.changed += 1,
            InputOutcome::Failed { .. } | InputOutcome::Skipped => self.failed += 1,
        }
    }

    pub(super) fn status(self, is_dry: bool) -> Status {
        match self {
            Self { failed: 1.., .. } => Status::Failed,
            Self { changed: 1.., .. } | Self { stale: 1.., .. } if is_dry => Status::Differs,
            _ => Status::Done,
        }
    }

    /// `1 file changed, 3 unchanged`
    pub(super) fn summary(self, is_dry: bool) -> String {
        let changed = if is_dry { "would change" } else { "changed" };
        let counts = [
            (self.changed, changed),
            (self.stale, "out of date, left as it is"),
            (self.unchanged, "unchanged"),
            (self.failed, "failed"),
        ];
        let mut parts = counts.into_iter().filter(|(count, _)| *count > 0);
        let Some((count, verb)) = parts.next() else { return "0 files checked".to_owned() };
        let first = format!("{} {verb}", super::files(count));
        parts.fold(first, |said, (count, verb)| format!("{said}, {count} {verb}"))
    }
}
