//! Which settings hold for a file: the nearest `relist.toml` upward, or what the command line says.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use super::args::{ConfigChoice, RuleChoice};
use super::console::Console;
use super::globs::{GlobError, SettingsGlobs};
use super::inputs::{Input, InputError};
use crate::config::{Config, Level, SettingPlaces};
use crate::rules::{self, UnknownRule};
use crate::text::Position;

/// Where settings are looked for, in each folder.
const NAMES: [&str; 3] = ["relist.toml", ".relist.toml", ".config/relist.toml"];

/// Why there are no settings for a file.
#[derive(Debug, Error)]
pub(super) enum SettingsError {
    #[error(transparent)]
    Read(#[from] InputError),
    #[error("{place}: {message}")]
    Config { place: String, message: String },
    #[error("{place}: {error}")]
    Rule { place: String, error: UnknownRule },
    #[error("{place}: {error}")]
    Glob { place: String, error: GlobError },
}

/// Settings by folder, each file read once.
pub(super) struct Settings<'a> {
    choice: &'a ConfigChoice,
    rules: Option<&'a RuleChoice>,
    here: PathBuf,
    folders: HashMap<PathBuf, Option<PathBuf>>,
    /// `None` for a file that was found faulty, which is said once.
    files: HashMap<Option<PathBuf>, Option<Arc<Loaded>>>,
}

/// A file of settings that was read.
struct Loaded {
    /// What holds for files that it says nothing special of.
    general: Arc<Config>,
    config: Config,
    globs: SettingsGlobs,
}

impl<'a> Settings<'a> {
    pub(super) fn new(choice: &'a ConfigChoice) -> Self {
        let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        Self { choice, rules: None, here, folders: HashMap::new(), files: HashMap::new() }
    }

    /// The same with rules that the command line selects or ignores.
    ///
    /// # Errors
    ///
    /// [`UnknownRule`] where the command line names one.
    pub(super) fn with_rules(self, rules: &'a RuleChoice) -> Result<Self, UnknownRule> {
        for name in rules.select.iter().chain(&rules.ignore) {
            rules::named(name)?;
        }
        Ok(Self { rules: Some(rules), ..self })
    }

    /// The settings that hold for `input`. A fault is given out once for each file of settings; `Ok(None)` then stands
    /// for what was said before.
    pub(super) fn of(&mut self, input: &Input) -> Result<Option<Arc<Config>>, SettingsError> {
        let file = self.find(input);
        if let Some(known) = self.files.get(&file) {
            return Ok(known.as_deref().map(|loaded| self.specialised(loaded, input)));
        }
        let loaded = self.load(file.as_deref()).map(Arc::new);
        self.files.insert(file, loaded.as_ref().ok().cloned());
        loaded.map(|loaded| Some(self.specialised(&loaded, input)))
    }

    /// The same for a document that is looked at alone; nothing where the settings exclude it.
    pub(super) fn of_one(&mut self, input: &Input) -> Result<Option<Arc<Config>>, SettingsError> {
        let config = self.of(input)?;
        Ok(config.filter(|_| !self.excludes(input)))
    }

    fn specialised(&self, loaded: &Loaded, input: &Input) -> Arc<Config> {
        if !loaded.globs.has_per_file() {
            return Arc::clone(&loaded.general);
        }
        let fitting = loaded.globs.fitting(&self.whole_path(input));
        let mut places = fitting.into_iter();
        let config = loaded.config.for_file(|_| places.next().unwrap_or_default());
        Arc::new(self.choose_rules(config))
    }

    fn whole_path(&self, input: &Input) -> PathBuf {
        let path = self.here.join(&input.path);
        fs::canonicalize(&path).unwrap_or(path)
    }

    /// Whether the settings exclude `input`. Standard input is never excluded.
    fn excludes(&mut self, input: &Input) -> bool {
        if input.is_stdin {
            return false;
        }
        let file = self.find(input);
        let loaded = self.files.get(&file).and_then(Option::as_ref);
        loaded.is_some_and(|loaded| loaded.globs.excludes(&self.whole_path(input)))
    }

    /// The inputs that are not excluded, with the settings that hold for each; a faulty setting is reported, and leaves
    /// `None`.
    pub(super) fn of_all(
        &mut self,
        inputs: Vec<Input>,
        console: &mut Console,
    ) -> io::Result<Vec<(Input, Option<Arc<Config>>)>> {
        let mut work = Vec::with_capacity(inputs.len());
        for input in inputs {
            let config = self.of(&input);
            if let Err(error) = &config {
                console.error(error)?;
            }
            if self.excludes(&input) {
                if input.is_named {
                    console.note(format_args!("{}: excluded by the settings", input.path.display()))?;
                }
                continue;
            }
            work.push((input, config.unwrap_or_default()));
        }
        Ok(work)
    }

    /// The file with the settings that hold for `input`.
    pub(super) fn find(&mut self, input: &Input) -> Option<PathBuf> {
        if self.choice.no_config {
            return None;
        }
        if self.choice.config.is_some() {
            return self.choice.config.clone();
        }
        // `..` is resolved, or the way upward would lead through folders that are not above the file.
        let folder = match input.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => {
                let folder = self.here.join(folder);
                fs::canonicalize(&folder).unwrap_or(folder)
            }
            None => self.here.clone(),
        };
        let folders = &mut self.folders;
        let found = folders.entry(folder).or_insert_with_key(|folder| {
            let candidates = folder.ancestors().flat_map(|folder| NAMES.map(|name| folder.join(name)));
            candidates.into_iter().find(|candidate| candidate.is_file())
        });
        let shown = |found: &Path| found.strip_prefix(&self.here).unwrap_or(found).to_owned();
        found.as_deref().map(shown)
    }

    fn load(&self, file: Option<&Path>) -> Result<Loaded, SettingsError> {
        let Some(path) = file else {
            let general = Arc::new(self.choose_rules(Config::default()));
            return Ok(Loaded { general, config: Config::default(), globs: SettingsGlobs::default() });
        };
        let text = Input::named(path, None).read()?;
        let config = parse(path, &text)?;
        let globs = SettingsGlobs::new(&config, &self.here.join(path)).map_err(|error| {
            let places = SettingPlaces::of(&text);
            let position = ["files", "exclude"].iter().find_map(|key| places.find(&[key], Some(&error.glob)));
            SettingsError::Glob { place: place(path, position), error }
        })?;
        Ok(Loaded { general: Arc::new(self.choose_rules(config.clone())), config, globs })
    }

    /// What the command line says of rules comes before all settings.
    fn choose_rules(&self, mut config: Config) -> Config {
        let Some(rules) = self.rules else { return config };
        if !rules.select.is_empty() {
            config.ignore.retain(|name| !rules.select.contains(name));
            config.rules.retain(|name, level| *level != Level::Off || !rules.select.contains(name));
            config.select = Some(rules.select.clone());
        }
        config.ignore.extend(rules.ignore.iter().cloned());
        config
    }
}

fn parse(path: &Path, text: &str) -> Result<Config, SettingsError> {
    let config = Config::from_toml(text).map_err(|error| SettingsError::Config {
        place: place(path, error.position),
        message: error.message,
    })?;
    rules::selected(&config).map_err(|error| {
        let name = error.name.as_str();
        let places = SettingPlaces::of(text);
        let listed = || ["select", "ignore"].iter().find_map(|key| places.find(&[key], Some(name)));
        let position = places.find(&["rules", name], None).or_else(listed);
        SettingsError::Rule { place: place(path, position), error }
    })?;
    Ok(config)
}

/// `path:line:column`, or as much of it as is known.
pub(super) fn place(path: &Path, position: Option<Position>) -> String {
    let path = path.display();
    position.map_or_else(|| path.to_string(), |at| format!("{path}:{}:{}", at.line, at.column))
}
