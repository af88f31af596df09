//! Standard output and standard error: who writes where, and in which colours.
//!
//! Documents and findings go to standard output byte for byte; nothing is stripped from them, since a diff or a list
//! may hold an escape byte of its own. All else goes to standard error, where a closed pipe is no reason to stop.

use std::collections::HashSet;
use std::fmt::Display;
use std::io::{self, BufWriter, StdoutLock, Write};

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::{Global, When};

/// The styles that are used, all of them empty where there are to be no colours.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Styles {
    pub(super) bold: Style,
    pub(super) error: Style,
    pub(super) warning: Style,
    pub(super) good: Style,
    pub(super) bad: Style,
    pub(super) place: Style,
}

impl Styles {
    fn new(colour: bool) -> Self {
        if !colour {
            return Self::default();
        }
        Self {
            bold: Style::new().bold(),
            error: AnsiColor::Red.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
            good: AnsiColor::Green.on_default(),
            bad: AnsiColor::Red.on_default(),
            place: AnsiColor::Cyan.on_default(),
        }
    }
}

/// `text` in `style`.
pub(super) fn paint(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Both standard streams.
pub(super) struct Console {
    out: BufWriter<StdoutLock<'static>>,
    pub(super) out_styles: Styles,
    pub(super) err_styles: Styles,
    quiet: bool,
    /// What errors were told.
    told: HashSet<String>,
}

impl Console {
    pub(super) fn new(global: &Global) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            out_styles: Styles::new(has_colour(global.color, &io::stdout())),
            err_styles: Styles::new(has_colour(global.color, &io::stderr())),
            quiet: global.quiet,
            told: HashSet::new(),
        }
    }

    /// Writes to standard output.
    pub(super) fn print(&mut self, text: impl AsRef<[u8]>) -> io::Result<()> {
        self.out.write_all(text.as_ref())
    }

    /// Standard output, for what is too long to be held.
    pub(super) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Writes a line to standard error, unless the run is to be quiet.
    pub(super) fn note(&mut self, message: impl Display) -> io::Result<()> {
        if self.quiet { Ok(()) } else { self.complain(message) }
    }

    /// Writes `error: message` to standard error; once, where it is the same for many files.
    pub(super) fn error(&mut self, message: impl Display) -> io::Result<()> {
        let message = message.to_string();
        if !self.told.insert(message.clone()) {
            return Ok(());
        }
        let style = self.err_styles.error;
        self.complain(format_args!("{style}error{style:#}: {message}"))
    }

    /// Writes `warning: message` to standard error, unless the run is to be quiet.
    pub(super) fn warning(&mut self, message: impl Display) -> io::Result<()> {
        let style = self.err_styles.warning;
        self.note(format_args!("{style}warning{style:#}: {message}"))
    }

    /// The same where standard output has failed, so that there is nothing to stand before the message.
    pub(super) fn last_error(&self, message: impl Display) {
        let style = self.err_styles.error;
        let _ = writeln!(io::stderr(), "{style}error{style:#}: {message}");
    }

    /// Whether standard output takes colours.
    pub(super) fn has_colour(&self) -> bool {
        self.out_styles.bold != Style::new()
    }

    /// Whether nothing but errors, documents and findings are asked for.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Where both streams are one terminal, what was printed before has to stand before the message.
    fn complain(&mut self, message: impl Display) -> io::Result<()> {
        self.out.flush()?;
        // In one piece, for what is formatted straight to standard error is written bit by bit. Nobody is there to be told
        // that it is closed.
        let _ = io::stderr().write_all(format!("{message}\n").as_bytes());
        Ok(())
    }
}

fn has_colour(when: When, stream: &impl RawStream) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => AutoStream::choice(stream) != ColorChoice::Never,
    }
}
