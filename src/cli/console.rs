//! Standard output and standard error: who writes where, and in which colours.
//!
//! A document (records, a list, JSON) goes to standard output byte for byte, except to a terminal, where its control
//! characters are shown. All other text is for people: on standard output it is composed of parts that were made fit to be
//! printed ([`shown`]), and every message on standard error is made so here. In a log of GitHub Actions or Azure Pipelines,
//! whatever a runner would take for a command is also broken up here.
//!
//! Once nobody reads a stream any more, writing to it does nothing, and the run goes on to the exit status that it would
//! have had: `relist check | head` still fails where there are findings.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::{Global, When};
use super::runner_commands;
use crate::text::{display_width, is_unprintable, shown, stand_in, wrapped};

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

/// Standard output, as long as somebody reads it.
struct ClosablePipe {
    stream: StdoutLock<'static>,
    is_closed: bool,
}

impl ClosablePipe {
    /// What writing came to; `all` stands for what nobody reads.
    fn unless_closed<T>(&mut self, written: io::Result<T>, all: T) -> io::Result<T> {
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(all)
            }
            written => written,
        }
    }
}

impl Write for ClosablePipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_closed {
            return Ok(bytes.len());
        }
        let written = self.stream.write(bytes);
        self.unless_closed(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.stream.flush();
        self.unless_closed(flushed, ())
    }
}

/// What standard output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GoesTo {
    Terminal,
    File,
    Pipe,
}

impl GoesTo {
    fn of(stream: &io::Stdout) -> Self {
        match (stream.is_terminal(), is_file(stream)) {
            (true, _) => Self::Terminal,
            (false, true) => Self::File,
            (false, false) => Self::Pipe,
        }
    }
}

/// Both standard streams.
pub(super) struct Console {
    out: BufWriter<ClosablePipe>,
    goes_to: GoesTo,
    /// Whether the output is the log of a service that takes some lines for commands.
    is_log: bool,
    pub(super) out_styles: Styles,
    pub(super) err_styles: Styles,
    quiet: bool,
    /// The errors that were printed.
    told: HashSet<String>,
}

impl Console {
    pub(super) fn new(global: &Global) -> Self {
        let stream = io::stdout();
        Self {
            goes_to: GoesTo::of(&stream),
            is_log: runner_commands::are_obeyed(),
            out_styles: Styles::new(has_colour(global.color, &stream)),
            err_styles: Styles::new(has_colour(global.color, &io::stderr())),
            out: BufWriter::with_capacity(1 << 16, ClosablePipe { stream: stream.lock(), is_closed: false }),
            quiet: global.quiet,
            told: HashSet::new(),
        }
    }

    /// Writes a document to standard output.
    pub(super) fn document(&mut self, text: impl AsRef<[u8]>) -> io::Result<()> {
        match str::from_utf8(text.as_ref()) {
            Ok(text) if self.goes_to == GoesTo::Terminal => self.out.write_all(shown_lines(text).as_bytes()),
            _ => self.out.write_all(text.as_ref()),
        }
    }

    /// Writes text for people to standard output; its parts were made fit to be printed before.
    pub(super) fn print(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        let text = text.as_ref();
        if self.is_log && self.goes_to != GoesTo::File {
            return self.out.write_all(runner_commands::disarmed(text).as_bytes());
        }
        self.out.write_all(text.as_bytes())
    }

    /// Standard output, for a document that is too long to be held; `None` where it is to be looked at first.
    pub(super) fn out(&mut self) -> Option<&mut impl Write> {
        (self.goes_to != GoesTo::Terminal).then_some(&mut self.out)
    }

    /// Whether standard output is a file: what is written there is for programs, and is not changed.
    pub(super) fn is_file(&self) -> bool {
        self.goes_to == GoesTo::File
    }

    /// Writes a line to standard error, unless the run is to be quiet.
    pub(super) fn note(&mut self, message: impl Display) -> io::Result<()> {
        if self.quiet || self.is_unread()? { Ok(()) } else { self.complain("", &message) }
    }

    /// Writes `error: message` to standard error; once, where it is the same for many files.
    pub(super) fn error(&mut self, message: impl Display) -> io::Result<()> {
        let message = message.to_string();
        if !self.told.insert(message.clone()) {
            return Ok(());
        }
        let style = self.err_styles.error;
        self.complain(&format!("{style}error{style:#}: "), &message)
    }

    /// Writes a line that belongs to an error to standard error.
    pub(super) fn detail(&mut self, line: impl Display) -> io::Result<()> {
        self.complain("", &line)
    }

    /// Writes `warning: message` to standard error, unless the run is to be quiet.
    pub(super) fn warning(&mut self, message: impl Display) -> io::Result<()> {
        if self.quiet || self.is_unread()? {
            return Ok(());
        }
        let style = self.err_styles.warning;
        self.complain(&format!("{style}warning{style:#}: "), &message)
    }

    /// Writes `error: message` where standard output has failed, so that there is nothing to stand before the message.
    pub(super) fn last_error(&self, message: impl Display) {
        let style = self.err_styles.error;
        self.to_stderr(&format!("{style}error{style:#}: "), &message);
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

    /// Whether nobody reads standard output any more; notes about it would only disturb.
    fn is_unread(&mut self) -> io::Result<bool> {
        self.out.flush()?;
        Ok(self.out.get_ref().is_closed)
    }

    /// Where both streams are one terminal, what was printed before has to stand before the message.
    fn complain(&mut self, head: &str, message: &impl Display) -> io::Result<()> {
        self.out.flush()?;
        self.to_stderr(head, message);
        Ok(())
    }

    fn to_stderr(&self, head: &str, message: &impl Display) {
        let message = message.to_string();
        let message = shown(&message);
        let head_width = display_width(&anstream::adapter::strip_str(head).to_string());
        let message =
            if io::stderr().is_terminal() { folded(head_width, &message) } else { message.into_owned() };
        let line = format!("{head}{message}\n");
        let line = if self.is_log { runner_commands::disarmed(&line) } else { Cow::Borrowed(line.as_str()) };
        // In one piece, for what is formatted straight to standard error is written bit by bit. Nobody is there to be told
        // that it is closed.
        let _ = io::stderr().write_all(line.as_bytes());
    }
}

/// So many columns a message takes on a terminal, as findings do.
const COLUMNS: usize = 80;

/// `text` on several lines where one is too long for a terminal, which would cut a word in two. `head_width` is how many
/// columns the text before it takes.
pub(super) fn folded(head_width: usize, text: &str) -> String {
    if head_width + display_width(text) <= COLUMNS {
        return text.to_owned();
    }
    let blanks = text.len() - text.trim_start().len();
    let lines = wrapped(text, COLUMNS - head_width.max(2).max(blanks));
    format!("{}{}", &text[..blanks], lines.join("\n  "))
}

/// `text` with a sign for each character that is not to be sent to a terminal, but for its line ends and tabs.
pub(super) fn shown_lines(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\n' | '\t') || !is_unprintable(c);
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    Cow::Owned(text.chars().map(|c| if is_kept(c) { c } else { stand_in(c) }).collect())
}

/// Whether a stream goes to a file.
#[cfg(unix)]
fn is_file(stream: &io::Stdout) -> bool {
    use std::os::fd::AsFd;
    let copy = stream.as_fd().try_clone_to_owned().map(std::fs::File::from);
    copy.and_then(|file| file.metadata()).is_ok_and(|metadata| metadata.is_file())
}

#[cfg(windows)]
fn is_file(stream: &io::Stdout) -> bool {
    use std::os::windows::io::AsHandle;
    let copy = stream.as_handle().try_clone_to_owned().map(std::fs::File::from);
    copy.and_then(|file| file.metadata()).is_ok_and(|metadata| metadata.is_file())
}

#[cfg(not(any(unix, windows)))]
fn is_file(_stream: &io::Stdout) -> bool {
    false
}

fn has_colour(when: When, stream: &impl RawStream) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => AutoStream::choice(stream) != ColorChoice::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn messages_are_cut_between_words() {
        let text = "relist.toml:2:10: no listing has a column `Hieght`; did you mean `Height`?";
        assert_eq!(folded(0, text), text);
        assert_eq!(folded(9, text), text.replace(" `Height`?", "\n  `Height`?"));
        assert_eq!(
            folded(0, &format!("  {text}{text}")).lines().next(),
            Some(&*format!("  {}", &text[..64]))
        );
    }
}
