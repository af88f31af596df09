//! `relist site`: a page for readers, or a site of several.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::SiteArgs;
use super::console::Console;
use super::inputs::{self, Input, slashed};
use super::line_dates::{self, LineDates};
use super::output_folder::{self, NewFile};
use super::settings::Settings;
use super::target::FileContent;
use super::{Status, conflicts, parallel};
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::{Document, slug};
use crate::records;
use crate::report::{counted, counted_entries};
use crate::site::{ListPage, Listed, PagePlace, start_page};

pub(super) fn run(args: &SiteArgs, console: &mut Console) -> io::Result<Status> {
    let base_url = match args.base_url.as_deref().map(whole_base_url).transpose() {
        Ok(base_url) => base_url,
        Err(message) => return console.error(message).map(|()| Status::Failed),
    };
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    let mut is_failed = !errors.is_empty();
    for error in errors {
        console.error(error)?;
    }
    let read = inputs.clone();
    let work = Settings::new(&args.config).of_all(inputs, console)?;
    let mut sources = Vec::with_capacity(work.len());
    for source in parallel::map(&work, |(input, config)| Some(SiteSource::read(input, config.clone()?))) {
        match source {
            Some(Ok(source)) => sources.push(source),
            Some(Err(message)) => {
                console.error(message)?;
                is_failed = true;
            }
            // What is wrong with its settings was reported before.
            None => is_failed = true,
        }
    }
    if is_failed {
        return Ok(Status::Failed);
    }
    let documents = parallel::map(&sources, |source| Document::parse(&source.text));
    let parsed: Vec<(&SiteSource, &Document<'_>)> = sources.iter().zip(&documents).collect();
    let conventions =
        parallel::map(&parsed, |(source, document)| Conventions::learn(document, &source.config));
    let lists: Vec<SiteList<'_>> = parsed
        .iter()
        .zip(&conventions)
        .map(|(&(source, document), conventions)| SiteList {
            source,
            document,
            conventions,
            list: ListPage::new(document, conventions, &source.dates.added),
        })
        .collect();
    let empty = lists.iter().filter(|made| made.list.entry_count() == 0);
    let mut empty = empty.filter(|made| made.source.input.is_named).peekable();
    if empty.peek().is_some() {
        for made in empty {
            console.error(format_args!("{}: no entries found", made.source.input.path.display()))?;
        }
        return Ok(Status::Failed);
    }
    let lists: Vec<SiteList<'_>> = lists.into_iter().filter(|made| made.list.entry_count() > 0).collect();
    if lists.is_empty() {
        return console.error("no entries found in any of the files").map(|()| Status::Failed);
    }
    for made in &lists {
        made.remarks(console)?;
    }
    let files = files(&lists, args.title.as_deref(), base_url.as_deref());
    match output_folder::write(&args.output, &files, &inputs::files(&read)) {
        Ok(written) => {
            let entries = lists.iter().map(|made| made.list.entry_count()).sum();
            let what = format!("{} in {}", counted_entries(entries), counted(lists.len(), "list"));
            let done = if written == 0 { "up to date" } else { "written" };
            let index = args.output.join("index.html");
            console.note(format_args!("{}: {what}, {done}", slashed(&index)))?;
            Ok(Status::Done)
        }
        Err(error) => console.error(error).map(|()| Status::Failed),
    }
}

/// A file, and what is known of it.
struct SiteSource {
    input: Input,
    config: Arc<Config>,
    text: String,
    dates: LineDates,
}

impl SiteSource {
    fn read(input: &Input, config: Arc<Config>) -> Result<Self, String> {
        let text = input.read().map_err(|error| error.to_string())?;
        conflicts::refuse(&input.path, &text)?;
        let dates = if input.is_stdin { LineDates::default() } else { line_dates::of(&input.path, &text) };
        Ok(Self { input: input.clone(), config, text, dates })
    }
}

/// A list of the site.
struct SiteList<'s> {
    source: &'s SiteSource,
    document: &'s Document<'s>,
    conventions: &'s Conventions,
    list: ListPage<'s, 's>,
}

impl SiteList<'_> {
    /// What its page lacks.
    fn remarks(&self, console: &mut Console) -> io::Result<()> {
        let path = self.source.input.path.display();
        for opaque in self.document.listings().iter().filter_map(|listing| listing.opaque) {
            console.note(format_args!(
                "{path}:{}: this table is not on the page: {}",
                opaque.line, opaque.reason
            ))?;
        }
        if self.source.dates.is_shallow {
            console.note(format_args!(
                "{path}: when older entries were added is not known in this shallow clone; \
                 `git fetch --unshallow` fetches the rest of its history"
            ))?;
        }
        Ok(())
    }

    /// What it calls itself, or else what its file is called.
    fn title(&self) -> String {
        self.list.title().map_or_else(|| file_title(&self.source.input.path), str::to_owned)
    }

    fn files(&self, folder: &Path, place: &PagePlace<'_>) -> Vec<NewFile> {
        let dataset = records::extract(self.document, self.conventions);
        let path = slashed(&self.source.input.path);
        let mut csv = Vec::new();
        // Writing to memory does not fail.
        let _ = records::csv(&[(path.as_str(), &dataset)], records::CsvCells::Values, &mut csv);
        let file = |name: &str, content, bytes| NewFile { path: folder.join(name), content, bytes };
        let mut files = vec![
            file("data.json", FileContent::Json, dataset.to_json().into_bytes()),
            file("data.csv", FileContent::Lines, csv),
        ];
        if let Some(feed) = self.list.feed(place) {
            files.push(file("feed.xml", FileContent::Page, feed.into_bytes()));
        }
        files.push(file("index.html", FileContent::Page, self.list.page(place).into_bytes()));
        files
    }
}

/// All files of the site; a page comes after what it leads to.
fn files(lists: &[SiteList<'_>], title: Option<&str>, base_url: Option<&str>) -> Vec<NewFile> {
    if let [only] = lists {
        let title = title.map_or_else(|| only.title(), str::to_owned);
        return only.files(Path::new(""), &PagePlace::alone(&title).at(base_url));
    }
    let folders = folders(lists);
    let work: Vec<(&SiteList<'_>, &String)> = lists.iter().zip(&folders).collect();
    let mut files: Vec<NewFile> = parallel::map(&work, |(made, folder)| {
        let (title, base_url) = (made.title(), base_url.map(|base| format!("{base}{folder}/")));
        let place = PagePlace::alone(&title).at(base_url.as_deref()).below("../index.html");
        made.files(Path::new(folder.as_str()), &place)
    })
    .into_iter()
    .flatten()
    .collect();
    let listed: Vec<Listed> =
        work.iter().map(|(made, folder)| Listed::new(&made.list, made.title(), folder.as_str())).collect();
    let page = start_page(&PagePlace::alone(title.unwrap_or("Lists")).at(base_url), &listed);
    files.push(NewFile {
        path: PathBuf::from("index.html"),
        content: FileContent::Page,
        bytes: page.into_bytes(),
    });
    files
}

/// A name for the folder of each list, by its file.
fn folders(lists: &[SiteList<'_>]) -> Vec<String> {
    let mut used = HashSet::new();
    let names = lists.iter().map(|made| {
        let name = slug(&file_title(&made.source.input.path));
        let name = if name.is_empty() { "list".to_owned() } else { name };
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| !used.contains(name)).unwrap_or_default();
        used.insert(free.clone());
        free
    });
    names.collect()
}

/// The name of a file without its ending; of one that many folders have, the name of its folder.
fn file_title(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if !["readme", "index"].iter().any(|common| stem.eq_ignore_ascii_case(common)) {
        return stem;
    }
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    folder.unwrap_or(stem)
}

/// An address of a folder on the web, with the `/` at its end.
fn whole_base_url(url: &str) -> Result<String, String> {
    let is_plain = !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"?#\\".contains(c));
    let host = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    if !is_plain || host.is_none_or(|host| host.is_empty() || host.starts_with('/')) {
        return Err(format!(
            "`--base-url`: `{url}` is not the address of a folder on the web, like `https://me.example/list/`"
        ));
    }
    Ok(format!("{}/", url.trim_end_matches('/')))
}
