//! One text, what is known of it besides, and what can be asked: what strays, and how it reads when that is mended.

use std::path::Path;

use super::mend::{Mended, Mender};
use super::{FormatError, Formatted, ProofError, compose};
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::Document;
use crate::rules::{self, Applicability, ChangedLines, Context, Finding, Fix, Rule, UnknownRule};
use crate::text::outside_is_unchanged;
use crate::value::LinkReport;

/// A text to check or to format.
///
/// ```
/// use relist::config::Config;
/// use relist::format::Task;
///
/// let old = "| Model | Date |\n| --- | --- |\n| Qwen | 08/23 |\n| Yi | 07/23 |\n| XGen | 06/23 |\n| MPT| 05/23 |\n";
/// let new = format!("{old}|Falcon|2023-05|\n");
/// let config = Config::default();
/// let all = Task::new(&new, &config).check()?;
/// let since = Task::new(&new, &config).since(Some(old)).check()?;
/// assert_eq!((all.findings.len(), since.findings.len()), (1, 2));
/// # Ok::<(), relist::rules::UnknownRule>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    source: &'a str,
    config: &'a Config,
    folder: Option<&'a Path>,
    link_report: Option<&'a LinkReport>,
    old: Option<&'a str>,
}

/// A text and what was found in it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Checked<'a> {
    /// The text, parsed.
    pub document: Document<'a>,
    /// What its listings do by themselves, or by the settings.
    pub conventions: Conventions,
    /// What strays, in the order of the text.
    pub findings: Vec<Finding>,
}

impl<'a> Task<'a> {
    /// The text `source`, with these settings.
    #[must_use]
    pub fn new(source: &'a str, config: &'a Config) -> Self {
        Self { source, config, folder: None, link_report: None, old: None }
    }

    /// The folder from which its relative links start.
    #[must_use]
    pub fn in_folder(self, folder: Option<&'a Path>) -> Self {
        Self { folder, ..self }
    }

    /// What a link checker found out about its addresses; with `None`, nothing is said of dead and moved links.
    #[must_use]
    pub fn with_link_report(self, link_report: Option<&'a LinkReport>) -> Self {
        Self { link_report, ..self }
    }

    /// Leaves alone what was in the `old` text already, and learns the conventions from that.
    ///
    /// A file that was not there has the old text `""`; with `None`, everything is looked at.
    #[must_use]
    pub fn since(self, old: Option<&'a str>) -> Self {
        Self { old, ..self }
    }

    /// What strays, with the fixes that [`format`](Self::format) would make.
    ///
    /// # Errors
    ///
    /// [`UnknownRule`] where the settings name one.
    pub fn check(&self) -> Result<Checked<'a>, UnknownRule> {
        let (document, run) = self.run(&rules::selected(self.config)?, Applicability::Safe);
        Ok(Checked { document, conventions: run.conventions, findings: run.findings })
    }

    /// Mends what strays, and proves the result before giving it out.
    ///
    /// # Errors
    ///
    /// [`FormatError`] where the settings name an unknown rule, or where the proof fails.
    pub fn format(&self, applicability: Applicability) -> Result<Formatted, FormatError> {
        let mut rules = rules::selected(self.config)?;
        // Formatting need not look for what it would not mend.
        rules.retain(|rule| rule.fix.is_some_and(|least| least <= applicability));
        let first = self.pass(&rules, applicability)?;
        if first.may_stray {
            self.settle(first.formatted, &rules, applicability)
        } else {
            Ok(first.formatted)
        }
    }

    /// Makes those fixes of what [`check`](Self::check) finds that `is_wanted` picks, and proves the result; what they leave
    /// to mend is left.
    ///
    /// # Errors
    ///
    /// As [`format`](Self::format).
    ///
    /// ```
    /// use relist::config::Config;
    /// use relist::format::Task;
    ///
    /// let source = "| Tool |\n| --- |\n| [jq](http://github.com/jqlang/jq) |\n| [fd](http://github.com/sharkdp/fd) |\n";
    /// let first = |line: usize, text: &str| text.lines().nth(line).unwrap().to_owned();
    /// let config = Config::default();
    /// let formatted = Task::new(source, &config).format_only(|_, finding| finding.span.start < 50)?;
    /// assert_eq!(first(2, &formatted.output.unwrap()), "| [jq](https://github.com/jqlang/jq) |");
    /// # Ok::<(), relist::format::FormatError>(())
    /// ```
    pub fn format_only(
        &self,
        is_wanted: impl Fn(&Document<'_>, &Finding) -> bool,
    ) -> Result<Formatted, FormatError> {
        let (document, CheckRun { findings, conventions, changes }) =
            self.run(&rules::selected(self.config)?, Applicability::Safe);
        let context = self.context(&document, &conventions, changes.as_ref());
        let wanted = findings.iter().filter(|finding| finding.fix.is_some() && is_wanted(&document, finding));
        let (mended, left_out) = Mender::new(&context).mend_most(wanted.collect())?;
        let Mended { output, edits, summary, .. } = mended;
        Ok(Formatted { output, edits, findings, summary, left_out })
    }

    /// Formats what was formatted until nothing strays, each pass proven, and puts their edits together.
    fn settle(
        &self,
        mut formatted: Formatted,
        rules: &[&'static Rule],
        applicability: Applicability,
    ) -> Result<Formatted, FormatError> {
        for _ in 0..PASSES {
            let Some(output) = &formatted.output else { return Ok(formatted) };
            let next = Task { source: output, ..*self }.pass(rules, applicability)?.formatted;
            formatted.left_out = next.left_out;
            let Some(settled) = next.output else { return Ok(formatted) };
            let edits = compose::chained(&formatted.edits, &next.edits, &settled);
            if !outside_is_unchanged(self.source, &settled, &edits) {
                return Err(ProofError::new(1, "a byte outside of the edits would change").into());
            }
            formatted.summary.add(&next.summary);
            formatted = Formatted { output: Some(settled), edits, ..formatted };
        }
        Err(ProofError::new(1, "formatting the result would change it again each time").into())
    }

    /// Mends what strays now, and proves it.
    fn pass(&self, rules: &[&'static Rule], applicability: Applicability) -> Result<FormatPass, FormatError> {
        let (document, CheckRun { findings, conventions, changes }) = self.run(rules, applicability);
        let context = self.context(&document, &conventions, changes.as_ref());
        let fixed: Vec<&Finding> = findings
            .iter()
            .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.applicability <= applicability))
            .collect();
        let (mended, left_out) = Mender::new(&context).mend_most(fixed)?;
        let Mended { output, edits, summary, may_stray } = mended;
        Ok(FormatPass { formatted: Formatted { output, edits, findings, summary, left_out }, may_stray })
    }

    /// What both commands share: parse, learn, look.
    fn run(&self, rules: &[&'static Rule], applicability: Applicability) -> (Document<'a>, CheckRun) {
        let document = Document::parse(self.source);
        let (conventions, changes) = match self.old {
            None => (Conventions::learn(&document, self.config), None),
            Some(old) => (
                Conventions::learn_since(&Document::parse(old), &document, self.config),
                Some(ChangedLines::since(old, &document)),
            ),
        };
        let context = self.context(&document, &conventions, changes.as_ref());
        let findings = rules::run(&context, rules, |fix: &Fix| fix.applicability <= applicability);
        (document, CheckRun { findings, conventions, changes })
    }

    fn context<'b>(
        &'b self,
        document: &'b Document<'a>,
        conventions: &'b Conventions,
        changes: Option<&'b ChangedLines>,
    ) -> Context<'b> {
        let Self { config, folder, link_report, .. } = *self;
        Context { document, conventions, config, folder, link_report, changes }
    }
}

/// How often a text is formatted again at most; nothing known takes more than one time.
const PASSES: usize = 3;

/// What one pass over a text did.
struct FormatPass {
    formatted: Formatted,
    /// Whether a further look could find what the first could not.
    may_stray: bool,
}

/// What a look at a document left behind.
struct CheckRun {
    findings: Vec<Finding>,
    conventions: Conventions,
    changes: Option<ChangedLines>,
}
