//! What a column holds, from its header's words and all of its values.

use crate::config::ColumnKind;
use crate::value::{QuantityContext, QuantityKind, candidates, is_unknown, parse_quantities};

/// What the values of one column look like; counted once, so that no single cell decides.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Cells that say something.
    filled: usize,
    dates: usize,
    /// Dates that are more than a bare year, which could be any number.
    full_dates: usize,
    quantities: usize,
    /// Quantities with a unit written in the cell, not only in the header.
    units: usize,
    numbers: usize,
    only_links: usize,
    licences: usize,
}

impl Evidence {
    /// Adds a cell: its text without markup, and whether it is made of links and separators alone.
    pub(super) fn add(&mut self, text: &str, only_links: bool, context: &QuantityContext) {
        if is_unknown(text) {
            return;
        }
        self.filled += 1;
        let dates = candidates(text);
        self.dates += usize::from(!dates.is_empty());
        self.full_dates += usize::from(dates.iter().any(|(_, date)| date.month().is_some()));
        self.only_links += usize::from(only_links);
        self.numbers += usize::from(is_number(text));
        self.licences += usize::from(is_licence(text));
        if text.len() <= 200 && text.bytes().any(|byte| byte.is_ascii_digit()) {
            let list = parse_quantities(text, context);
            self.quantities += usize::from(!list.items.is_empty());
            self.units += usize::from(list.items.iter().any(|item| has_unit(item.span.of(text))));
        }
    }

    fn share(&self, count: usize, of_all: f64) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "counts of cells are small")]
        let share = count as f64 / self.filled.max(1) as f64;
        self.filled > 0 && share >= of_all
    }

    /// The kind of a column with this header and these values; `None` where nothing speaks for a special kind.
    pub(super) fn kind(&self, header: &str) -> Option<ColumnKind> {
        let words = Words::new(header);
        let enough = self.filled >= 3;
        let measured = words.scale || self.share(self.units, 0.5);
        if (words.is(DATE) && self.share(self.dates, 0.5)) || (enough && self.share(self.full_dates, 0.9)) {
            Some(ColumnKind::Date)
        } else if words.is(CONTEXT) && self.share(self.quantities, 0.5) {
            Some(ColumnKind::Context)
        } else if words.is(TOKENS) && words.is_short() && self.share(self.quantities, 0.5) {
            Some(ColumnKind::Tokens)
        } else if words.is(SIZE) && self.share(self.quantities, 0.5) && measured {
            Some(ColumnKind::Size)
        } else if words.scale && self.share(self.quantities, 0.5) || enough && self.share(self.numbers, 0.9) {
            Some(ColumnKind::Number)
        } else if words.is(LICENCE) || (enough && self.share(self.licences, 0.8)) {
            Some(ColumnKind::License)
        } else if (words.is(LINKS) && self.share(self.only_links, 0.5))
            || (enough && self.share(self.only_links, 0.9))
        {
            Some(ColumnKind::Links)
        } else {
            None
        }
    }
}

/// The context in which the amounts of a column are read.
pub(crate) fn quantity_context(kind: ColumnKind, header: &str) -> Option<QuantityContext> {
    let kind = match kind {
        ColumnKind::Size => QuantityKind::Size,
        ColumnKind::Context => QuantityKind::Context,
        ColumnKind::Tokens => QuantityKind::Tokens,
        ColumnKind::Number => QuantityKind::Number,
        _ => return None,
    };
    Some(QuantityContext::from_header(header, kind))
}

/// The context in which amounts are looked for before the column's kind is known.
pub(super) fn provisional_context(header: &str) -> QuantityContext {
    QuantityContext::from_header(header, QuantityKind::Size)
}

/// How well a header says that its column names the entries: the lower the better.
///
/// A header that is such a word, or one of several between slashes, says it better than a phrase that holds it: of
/// `project` and `base model`, the first. What is said of the maker of an entry comes last.
pub(super) fn name_rank(header: &str) -> usize {
    let words = Words::new(header);
    let is_part = |name: &&str| words.lower.split('/').any(|part| part.trim() == *name);
    if let Some(rank) = NAME.iter().position(is_part) {
        return rank;
    }
    if let Some(rank) = NAME.iter().position(|name| words.contains(name)) {
        return NAME.len() + rank;
    }
    2 * NAME.len() + usize::from(words.is(MAKER))
}

/// A header, ready to be searched for words.
struct Words {
    lower: String,
    scale: bool,
}

impl Words {
    fn new(header: &str) -> Self {
        let scale = QuantityContext::from_header(header, QuantityKind::Number).scale.is_some();
        Self { lower: header.to_lowercase(), scale }
    }

    fn is(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.contains(name))
    }

    /// Whether `name` stands in the header as a word of its own; ideographs need no space around them.
    fn contains(&self, name: &str) -> bool {
        self.lower.match_indices(name).any(|(start, found)| {
            let before = self.lower[..start].chars().next_back();
            let after = self.lower[start + found.len()..].chars().next();
            let is_open = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
            !name.is_ascii() || (is_open(before) && is_open(after))
        })
    }

    /// A header of a word or two is a label; a longer one is a phrase that may mention anything.
    fn is_short(&self) -> bool {
        self.lower.split_whitespace().count() <= 3
    }
}

const DATE: &[&str] = &[
    "date",
    "dates",
    "released",
    "release",
    "published",
    "publication",
    "year",
    "updated",
    "update",
    "added",
    "time",
    "month",
    "posted",
    "日期",
    "时间",
    "发布",
    "年份",
    "更新",
];
const SIZE: &[&str] =
    &["size", "sizes", "params", "param", "parameters", "#params", "scale", "参数", "参数量", "规模", "大小"];
const CONTEXT: &[&str] = &["context", "ctx", "ctx-len", "window", "上下文"];
const TOKENS: &[&str] = &["tokens", "token"];
const LICENCE: &[&str] = &["license", "licence", "licenses", "licences", "许可", "协议", "许可证"];
const LINKS: &[&str] = &[
    "link",
    "links",
    "url",
    "urls",
    "paper",
    "papers",
    "code",
    "github",
    "repo",
    "repository",
    "checkpoint",
    "checkpoints",
    "blog",
    "demo",
    "website",
    "project",
    "homepage",
    "source",
    "resources",
    "链接",
    "论文",
    "代码",
];
const NAME: &[&str] = &[
    "name",
    "model",
    "models",
    "title",
    "api",
    "project",
    "language model",
    "dataset",
    "tool",
    "library",
    "method",
    "repo",
    "repository",
    "benchmark",
    "algorithm",
    "paper",
    "company",
    "course",
    "problem",
    "名称",
    "模型",
    "项目",
    "标题",
    "题目",
    "数据集",
];

const MAKER: &[&str] = &[
    "contributor",
    "author",
    "authors",
    "affiliation",
    "org",
    "organization",
    "organisation",
    "publisher",
    "developer",
    "venue",
    "作者",
    "机构",
];

fn has_unit(amount: &str) -> bool {
    amount.chars().any(char::is_alphabetic)
}

/// Digits with a sign, thousands separators, a decimal point or a unit such as `k`, `%`, `+`.
fn is_number(text: &str) -> bool {
    super::reading::number(text).is_some()
}

/// A name that SPDX lists, as people write it: `Apache 2.0`, `MIT`, `CC BY-SA-4.0`.
fn is_licence(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "apache",
        "mit",
        "bsd",
        "gpl",
        "lgpl",
        "agpl",
        "mpl",
        "cc-by",
        "cc by",
        "cc0",
        "openrail",
        "unlicense",
        "isc",
        "creativeml",
    ];
    text.len() < 60 && {
        let lower = text.to_lowercase();
        STARTS.iter().any(|start| {
            lower.strip_prefix(start).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        })
    }
}
