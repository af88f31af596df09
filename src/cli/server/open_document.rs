//! A document that is open in the editor, and what was found in it.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use lsp_types::Url;

use super::text::Text;
use super::uri;
use crate::cli::args::ConfigChoice;
use crate::cli::inputs::{Input, is_markdown};
use crate::cli::settings::Settings;
use crate::config::Config;
use crate::format::Task;
use crate::report::Reported;

/// A document, as the editor has it.
pub(super) struct OpenDocument {
    pub(super) uri: Url,
    pub(super) version: i32,
    pub(super) text: Text,
    /// When it is to be checked.
    pub(super) due: Option<Instant>,
    is_list: bool,
    input: Input,
    /// What was found in this version.
    found: Option<CheckedText>,
}

/// What a check came to.
enum CheckedText {
    Findings(Vec<Reported>),
    /// Why nothing was checked: a faulty setting.
    Fault(String),
}

impl OpenDocument {
    pub(super) fn new(uri: Url, language: &str, version: i32, text: Text) -> Self {
        let input = uri::input(&uri);
        // An editor that does not know of MDX calls it whatever it likes.
        let is_list =
            matches!(language, "markdown" | "mdx") || (language.is_empty() && is_markdown(&input.path));
        Self { uri, version, text, due: None, is_list, input, found: None }
    }

    /// Whether it is markdown; all else is left alone.
    pub(super) fn is_list(&self) -> bool {
        self.is_list
    }

    /// Its path, for messages.
    pub(super) fn path(&self) -> &Path {
        &self.input.path
    }

    /// Forgets what was found, which holds no more.
    pub(super) fn forget(&mut self) {
        self.found = None;
    }

    /// Looks for what strays in it, unless that is known.
    pub(super) fn look(&mut self, choice: &ConfigChoice) {
        if self.found.is_none() {
            self.found = Some(check(self, choice));
        }
    }

    /// What was found when it was last [looked](Self::look) at.
    pub(super) fn findings(&self) -> &[Reported] {
        match &self.found {
            Some(CheckedText::Findings(findings)) => findings,
            _ => &[],
        }
    }

    /// Why nothing was looked for: a faulty setting.
    pub(super) fn fault(&self) -> Option<&str> {
        match &self.found {
            Some(CheckedText::Fault(fault)) => Some(fault),
            _ => None,
        }
    }

    /// Its settings; nothing where it is not markdown, or they exclude it.
    pub(super) fn config(&self, choice: &ConfigChoice) -> Result<Option<Arc<Config>>, String> {
        if !self.is_list {
            return Ok(None);
        }
        Settings::new(choice).of_one(&self.input).map_err(|error| error.to_string())
    }

    /// The folder that its relative links start from.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.input.folder()
    }

    pub(super) fn task<'a>(&'a self, config: &'a Config) -> Task<'a> {
        Task::new(self.text.source(), config).in_folder(self.folder())
    }
}

fn check(document: &OpenDocument, choice: &ConfigChoice) -> CheckedText {
    match document.config(choice) {
        Err(fault) => CheckedText::Fault(fault),
        Ok(None) => CheckedText::Findings(Vec::new()),
        Ok(Some(config)) => match document.task(&config).check() {
            Ok(checked) => CheckedText::Findings(Reported::all(&checked)),
            Err(error) => CheckedText::Fault(error.to_string()),
        },
    }
}
