//! How far a run over many files is, on a terminal: shown once the run takes longer than people like to wait, and gone
//! when it ends.
//!
//! One line, drawn over with spaces: with a library for progress bars each start takes 7 % longer, bar or none, for its
//! addresses have to be relocated.

use std::io::{self, IsTerminal as _, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::console::Console;

/// Most runs are over before that.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn anew, at most.
const PAUSE: Duration = Duration::from_millis(50);

/// How many files of a run are done.
pub(super) struct Progress<W: Write = io::Stderr> {
    all: usize,
    line: Option<Mutex<Line<W>>>,
}

/// The line that says so.
struct Line<W: Write> {
    terminal: W,
    done: usize,
    /// When it is drawn next.
    next: Instant,
    /// How long it is; nothing where it was not drawn yet.
    len: usize,
}

impl Progress {
    /// That of a run over so many files. It is shown on standard error where that is a terminal.
    pub(super) fn new(all: usize, console: &Console) -> Self {
        let terminal = io::stderr();
        let is_shown = all > 1 && !console.is_quiet() && terminal.is_terminal() && !is_dumb();
        Self::on(is_shown.then_some(terminal), all, PATIENCE)
    }
}

/// Whether the terminal takes no carriage return for what it is.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|name| name == "dumb")
}

impl<W: Write> Progress<W> {
    fn on(terminal: Option<W>, all: usize, patience: Duration) -> Self {
        let next = Instant::now() + patience;
        Self { all, line: terminal.map(|terminal| Mutex::new(Line { terminal, done: 0, next, len: 0 })) }
    }

    /// One more file is done.
    pub(super) fn advance(&self) {
        let Some(mut line) = self.line.as_ref().and_then(|line| line.lock().ok()) else { return };
        line.done += 1;
        let now = Instant::now();
        if now >= line.next {
            line.next = now + PAUSE;
            let text = format!("{} of {} files", line.done, self.all);
            line.draw(&text);
        }
    }
}

impl<W: Write> Line<W> {
    /// Puts `text` in the place of what stood there; where that fails, nobody is there to see it.
    fn draw(&mut self, text: &str) {
        let rest = self.len.saturating_sub(text.len());
        let _ = write!(self.terminal, "\r{text}{:rest$}\r", "");
        let _ = self.terminal.flush();
        self.len = text.len();
    }
}

/// What is shown goes.
impl<W: Write> Drop for Progress<W> {
    fn drop(&mut self) {
        let line = self.line.as_ref().and_then(|line| line.lock().ok());
        if let Some(mut line) = line.filter(|line| line.len > 0) {
            line.draw("");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Progress;

    /// What a run over ten files writes, of which two are done.
    fn shown(patience: Duration) -> String {
        let mut written = Vec::new();
        let progress = Progress::on(Some(&mut written), 10, patience);
        progress.advance();
        progress.advance();
        drop(progress);
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn a_run_that_takes_long_says_how_far_it_is() {
        assert_eq!(shown(Duration::ZERO), "\r1 of 10 files\r\r             \r");
        assert_eq!(shown(Duration::from_secs(60)), "", "a short one says nothing");
    }
}
