//! What a column holds, from its header's words and all of its values.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::readings::Readings;
use crate::config::ColumnKind;
use crate::document::Text;
use crate::value::{QuantityContext, QuantityKind, is_unknown, readings};

/// One cell of a column, as far as its kind is concerned.
pub(super) struct Sample<'a, 'src, L: Fn() -> bool> {
    /// The cell's text without markup.
    pub(super) text: Text<'a, 'src>,
    /// Whether it is made of links and separators alone.
    pub(super) is_only_links: L,
}

/// The kind of a column with this header and these cells; `None` where nothing speaks for a special kind.
///
/// Each question is put to the cells until so many have denied it that the rest cannot matter.
pub(super) fn kind<'a, 'src: 'a, L: Fn() -> bool, I>(
    header: &Header,
    readings: &Readings<'src>,
    cells: impl Fn() -> I,
) -> Option<ColumnKind>
where
    I: ExactSizeIterator<Item = Option<Sample<'a, 'src, L>>>,
{
    let enough = cells().flatten().filter(|cell| !is_unknown(cell.text.as_str())).take(3).count() == 3;
    let share_of =
        |percent, is: &dyn Fn(Text<'a, 'src>) -> bool| share(cells(), percent, |cell| is(cell.text));
    let text = |percent, is: &dyn Fn(&str) -> bool| share_of(percent, &|text| is(text.as_str()));
    let links = |percent| share(cells(), percent, |cell| (cell.is_only_links)());
    let context = &header.context;
    let has_quantity = |text: Text<'a, 'src>| self::has_quantity(text, readings, context, false);
    let scaled = context.scale.is_some();
    // A header that gives no unit leaves it to the cells.
    let has_size = |text: Text<'a, 'src>| self::has_quantity(text, readings, context, !scaled);
    if (header.says.date && text(50, &is_date)) || (enough && text(90, &is_full_date)) {
        Some(ColumnKind::Date)
    } else if header.says.context_length && share_of(50, &has_quantity) {
        Some(ColumnKind::Context)
    } else if header.says.tokens && share_of(50, &has_quantity) {
        Some(ColumnKind::Tokens)
    } else if header.says.size && share_of(50, &has_size) {
        Some(ColumnKind::Size)
    } else if (scaled && share_of(50, &has_quantity)) || (enough && text(90, &is_number)) {
        Some(ColumnKind::Number)
    } else if header.says.licence || (enough && text(80, &is_licence)) {
        Some(ColumnKind::License)
    } else if (header.says.links && links(50)) || (enough && links(90)) {
        Some(ColumnKind::Links)
    } else {
        None
    }
}

/// Whether at least `percent` of the cells that say something fulfil `is`.
fn share<C: AsText>(
    cells: impl ExactSizeIterator<Item = Option<C>>,
    percent: usize,
    is: impl Fn(&C) -> bool,
) -> bool {
    let count = cells.len();
    let (mut fulfilled, mut denied) = (0_usize, 0_usize);
    for cell in cells.flatten().filter(|cell| !is_unknown(cell.as_text())) {
        if is(&cell) {
            fulfilled += 1;
        } else {
            denied += 1;
        }
        // Enough of either, whatever the rest says.
        if denied * 100 > count * (100 - percent) {
            return false;
        }
        if fulfilled * 100 >= count * percent {
            return true;
        }
    }
    fulfilled > 0 && fulfilled * 100 >= (fulfilled + denied) * percent
}

/// Something with a text.
trait AsText {
    fn as_text(&self) -> &str;
}

impl<L: Fn() -> bool> AsText for Sample<'_, '_, L> {
    fn as_text(&self) -> &str {
        self.text.as_str()
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

/// What a header's words say of its column.
#[derive(Clone, Debug)]
pub(super) struct Header {
    says: Sense,
    /// How amounts are read before the column's kind is known.
    context: QuantityContext,
    /// How well it says that its column names the entries: the lower the better.
    pub(super) name_rank: usize,
}

/// What a word in a header, or several, may say of its column.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is the answer to a question of its own")]
struct Sense {
    date: bool,
    size: bool,
    context_length: bool,
    tokens: bool,
    licence: bool,
    links: bool,
    maker: bool,
    /// The place among [`NAME`].
    name: Option<usize>,
}

/// What each of the words below says.
static SENSES: LazyLock<HashMap<&'static str, Sense>> = LazyLock::new(|| {
    let mut senses: HashMap<&str, Sense> = HashMap::default();
    let mut note = |words: &[&'static str], say: fn(&mut Sense)| {
        for &word in words {
            say(senses.entry(word).or_default());
        }
    };
    note(DATE, |sense| sense.date = true);
    note(SIZE, |sense| sense.size = true);
    note(CONTEXT, |sense| sense.context_length = true);
    note(TOKENS, |sense| sense.tokens = true);
    note(LICENCE, |sense| sense.licence = true);
    note(LINKS, |sense| sense.links = true);
    note(MAKER, |sense| sense.maker = true);
    for (rank, &word) in NAME.iter().enumerate() {
        senses.entry(word).or_default().name = Some(rank);
    }
    senses
});

impl Sense {
    fn of(header: &str) -> Self {
        let mut all = Self::default();
        let words = header.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
        for sense in words.filter_map(|word| SENSES.get(word)) {
            all.add(sense);
        }
        if !header.is_ascii() {
            let named = SENSES.iter().filter(|(word, _)| contains_word(header, word));
            named.for_each(|(_, sense)| all.add(sense));
        }
        all
    }

    fn add(&mut self, other: &Self) {
        self.date |= other.date;
        self.size |= other.size;
        self.context_length |= other.context_length;
        self.tokens |= other.tokens;
        self.licence |= other.licence;
        self.links |= other.links;
        self.maker |= other.maker;
        self.name = [self.name, other.name].into_iter().flatten().min();
    }
}

impl Header {
    pub(super) fn new(header: &str) -> Self {
        let lower = header.to_lowercase();
        let says = Sense::of(&lower);
        // A header of a word or two is a label; a longer one is a phrase that may mention anything.
        let is_short = lower.split_whitespace().count() <= 3;
        Self {
            says: Sense { tokens: says.tokens && is_short, ..says },
            context: QuantityContext::from_header(header, QuantityKind::Size),
            name_rank: name_rank(&lower, says),
        }
    }
}

/// A header that is such a word, or one of several between slashes, says better that it names the entries than a phrase
/// that holds it: of `project` and `base model`, the first. What is said of the maker of an entry comes last.
fn name_rank(header: &str, says: Sense) -> usize {
    let rank_of_part = |part: &str| SENSES.get(part.trim())?.name;
    if let Some(rank) = header.split('/').filter_map(rank_of_part).min() {
        return rank;
    }
    if let Some(rank) = says.name {
        return NAME.len() + rank;
    }
    2 * NAME.len() + usize::from(says.maker)
}

/// Whether `name` stands in `header` as a word of its own; ideographs need no space around them.
fn contains_word(header: &str, name: &str) -> bool {
    let (header, name) = (header.as_bytes(), name.as_bytes());
    memchr::memchr_iter(name[0], header).filter(|&start| header[start..].starts_with(name)).any(|start| {
        let before = start.checked_sub(1).map(|before| header[before]);
        let after = header.get(start + name.len()).copied();
        let is_open = |byte: Option<u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        !name.is_ascii() || (is_open(before) && is_open(after))
    })
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
    &["size", "sizes", "params", "param", "parameters", "scale", "参数", "参数量", "规模", "大小"];
const CONTEXT: &[&str] = &["context", "ctx", "window", "上下文"];
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

fn is_date(text: &str) -> bool {
    readings(text).next().is_some()
}

/// A date that is more than a bare year, which could be any number.
fn is_full_date(text: &str) -> bool {
    readings(text).any(|(_, date)| date.month().is_some())
}

/// Whether there is an amount in a text, and, where that is asked for, its unit with it and not only in the header.
fn has_quantity<'src>(
    text: Text<'_, 'src>,
    readings: &Readings<'src>,
    context: &QuantityContext,
    with_unit: bool,
) -> bool {
    let written = text.as_str();
    if written.len() > 200 || !written.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    readings.amounts(text, context, |amounts| {
        let mut items = amounts.list.items.iter();
        items.any(|item| !with_unit || item.span.of(written).chars().any(char::is_alphabetic))
    })
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
    let starts = |start: &&str| {
        let (head, rest) = text.split_at_checked(start.len()).unwrap_or_default();
        head.eq_ignore_ascii_case(start) && !rest.starts_with(|c: char| c.is_alphanumeric())
    };
    let Some(first) = text.bytes().next().filter(|_| text.len() < 60) else { return false };
    let begins_alike = |start: &&&str| start.as_bytes()[0] == first.to_ascii_lowercase();
    STARTS.iter().filter(begins_alike).any(starts)
}
