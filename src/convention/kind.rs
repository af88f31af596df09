//! What a column holds, from its header's words and all of its values.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::column::is_only_links;
use super::reading::ColumnCells;
use crate::config::ColumnKind;
use crate::text::Span;
use crate::value::{Day, QuantityContext, QuantityKind, QuantityList, is_unknown, number};

/// The kind of a column with this header and these cells; `None` where nothing speaks for a special kind.
pub(super) fn kind(header: &HeaderWords, cells: &mut ColumnCells<'_, '_>) -> Option<ColumnKind> {
    let texts: Vec<&str> = cells.texts().collect();
    let enough = texts.iter().filter(|text| !is_unknown(text)).nth(2).is_some();
    let of_texts = |percent, is: fn(&str) -> bool| share(&texts, percent, texts.iter().map(|text| is(text)));
    let dates = cells.dates();
    // A bare year could be any number.
    let full = dates.iter().map(|dates| dates.iter().any(|(_, date)| date.month().is_some()));
    let is_day = |text: &str| Day::start_of(text).and_then(Day::date).is_some();
    let any = dates.iter().zip(&texts).map(|(dates, text)| !dates.is_empty() || is_day(text));
    if (header.says.date && share(&texts, 50, any))
        || (enough && share(&texts, 90, full))
        // In words no number is meant, so that half of them are enough.
        || (enough && of_texts(50, |text| Day::start_of(text).is_some_and(|day| day.day > 0 && day.date().is_some())))
    {
        return Some(ColumnKind::Date);
    }
    if let Some((kind, quantity)) = header.amounts() {
        let context = QuantityContext { kind: quantity, scale: header.scale };
        // A header that gives no unit leaves it to the cells.
        let with_unit = kind == ColumnKind::Size && context.scale.is_none();
        let amounts = cells.amounts(&context).iter().zip(&texts);
        if share(&texts, 50, amounts.map(|(amounts, text)| has_amount(amounts, text, with_unit))) {
            return Some(kind);
        }
    }
    let only_links = || cells.iter().zip(&texts).map(|(cell, text)| is_only_links(cells.links(cell), text));
    if enough && of_texts(90, is_flag) {
        Some(ColumnKind::Flag)
    } else if enough && of_texts(90, is_version) && (header.says.version || looks_like_versions(&texts)) {
        Some(ColumnKind::Version)
    } else if enough && of_texts(90, |text| number(text).is_some()) {
        Some(ColumnKind::Number)
    } else if header.says.licence || (enough && of_texts(80, is_licence)) {
        Some(ColumnKind::License)
    } else if (header.says.links && share(&texts, 50, only_links()))
        || (enough && share(&texts, 90, only_links()))
    {
        Some(ColumnKind::Links)
    } else {
        None
    }
}

/// Whether at least `percent` of the cells that say something fulfil what is asked of each.
fn share(texts: &[&str], percent: usize, answers: impl Iterator<Item = bool>) -> bool {
    let (mut fulfilled, mut asked) = (0, 0);
    for (_, answer) in texts.iter().zip(answers).filter(|(text, _)| !is_unknown(text)) {
        fulfilled += usize::from(answer);
        asked += 1;
    }
    fulfilled > 0 && fulfilled * 100 >= asked * percent
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
pub(super) struct HeaderWords {
    says: Sense,
    /// What one stands for in a number without a unit.
    scale: Option<u64>,
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
    version: bool,
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
    note(VERSION, |sense| sense.version = true);
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
        self.version |= other.version;
        self.maker |= other.maker;
        self.name = [self.name, other.name].into_iter().flatten().min();
    }
}

impl HeaderWords {
    pub(super) fn new(header: &str) -> Self {
        let lower = header.to_lowercase();
        let says = Sense::of(&lower);
        // A header of a word or two is a label; a longer one is a phrase that may mention anything.
        let is_short = lower.split_whitespace().count() <= 3;
        Self {
            says: Sense { tokens: says.tokens && is_short, ..says },
            scale: QuantityContext::from_header(header, QuantityKind::Size).scale,
            name_rank: name_rank(&lower, says),
        }
    }

    /// The kind of a column whose cells name amounts, and what they count; `None` where it says nothing of amounts.
    fn amounts(&self) -> Option<(ColumnKind, QuantityKind)> {
        match self.says {
            Sense { context_length: true, .. } => Some((ColumnKind::Context, QuantityKind::Context)),
            Sense { tokens: true, .. } => Some((ColumnKind::Tokens, QuantityKind::Tokens)),
            Sense { size: true, .. } => Some((ColumnKind::Size, QuantityKind::Size)),
            _ => self.scale.map(|_| (ColumnKind::Number, QuantityKind::Number)),
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
const VERSION: &[&str] = &["version", "versions", "kernel", "版本"];
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
    "名字",
    "姓名",
    "书名",
    "产品",
    "公司",
    "工具",
    "软件",
    "应用",
    "项目名",
    "会社名",
    "作品名",
    "商品名",
    "製品名",
    "サービス名",
    "ツール名",
    "名前",
    "タイトル",
    "이름",
    "제목",
    "nombre",
    "nom",
    "nome",
    "título",
    "titre",
    "titel",
    "имя",
    "название",
    "наименование",
    "firma",
    "unternehmen",
    "werkzeug",
    "empresa",
    "herramienta",
    "entreprise",
    "outil",
    "azienda",
    "компания",
    "инструмент",
    "проект",
    "회사",
    "도구",
    "프로젝트",
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

/// Whether there is an amount in a text, and, where that is asked for, its unit with it and not only in the header.
fn has_amount(amounts: &QuantityList, text: &str, with_unit: bool) -> bool {
    let has_unit = |span: Span| span.of(text).chars().any(char::is_alphabetic);
    text.len() <= 200
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && amounts.items.iter().any(|item| !with_unit || has_unit(item.span))
}

/// `yes`, `no`, or a sign for it.
fn is_flag(text: &str) -> bool {
    flag(text).is_some()
}

/// What a cell of yes and no says.
pub(crate) fn flag(text: &str) -> Option<bool> {
    const YES: [&str; 10] = ["yes", "y", "true", "✅", "✔", "✔️", "✓", "☑", "☑️", "❎"];
    const NO: [&str; 10] = ["no", "n", "false", "❌", "✗", "✘", "✖", "✖️", "⛔", "🚫"];
    let is_one_of = |flags: [&str; 10]| flags.iter().any(|flag| text.eq_ignore_ascii_case(flag));
    if is_one_of(YES) { Some(true) } else { is_one_of(NO).then_some(false) }
}

/// Numbers with dots between them, maybe with a `v` in front and a name behind: `5.10`, `v1.0.0-rc1`.
fn is_version(text: &str) -> bool {
    let parts = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let numbers = parts.find(|c: char| !c.is_ascii_digit() && c != '.').map_or(parts, |end| &parts[..end]);
    let rest = &parts[numbers.len()..];
    let is_number = |part: &str| (1..=4).contains(&part.len());
    numbers.trim_end_matches('.').split('.').all(is_number)
        && (rest.is_empty() || rest.starts_with(['-', '+', 'a', 'b', 'r', 'x']))
        && rest.len() <= 16
        && !rest.contains(' ')
}

/// Whether numbers with dots cannot be decimal ones: there are two dots in most, a `v`, or `5.10` beside `5.9`.
fn looks_like_versions(texts: &[&str]) -> bool {
    let decimals = |text: &str| text.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
    let is_clear = |text: &&&str| text.starts_with(['v', 'V']) || text.matches('.').count() > 1;
    let ends_in_zero = texts.iter().any(|text| decimals(text) > 1 && text.ends_with('0'));
    let has_one_decimal = texts.iter().any(|text| decimals(text) == 1);
    2 * texts.iter().filter(is_clear).count() >= texts.len() || (ends_in_zero && has_one_decimal)
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
