//! Words that say what a link leads to, and so name no entry: `[Paper]`, `[Code]`, `[Project page]`.

use super::venue::is_venue_and_year;

/// What a link is of, in small letters.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "abs", "abstract", "acm", "api", "appendix", "archive", "article", "arxiv", "audio", "bibtex",
    "bilibili", "bitbucket", "blog", "book", "checkpoint", "checkpoints", "code", "codes", "colab",
    "conference", "data", "dataset", "datasets", "demo", "demos", "discord", "doc", "docker", "docs",
    "documentation", "doi", "download", "downloads", "epub", "example", "examples", "exercises",
    "facebook", "figshare", "forum", "gitee", "github", "gitlab", "handout", "here", "hf", "home",
    "homepage", "homework", "html", "huggingface", "ieee", "implementation", "journal", "kaggle", "lab",
    "lecture", "link", "linkedin", "links", "manual", "medium", "mirror", "model", "models", "modelscope",
    "notebook", "notes", "npm", "openreview", "page", "paper", "papers", "pdf", "pmlr", "podcast", "post",
    "poster", "preprint", "project", "ps", "pubmed", "pypi", "reading", "readme", "recording", "release",
    "repo", "report", "repository", "review", "site", "slide", "slides", "solution", "solutions",
    "source", "springer", "supp", "supplement", "supplementary", "talk", "thesis", "transcript",
    "tutorial", "tweet", "video", "videos", "web", "website", "weights", "wiki", "youtube",
    "主页", "代码", "仓库", "博客", "地址", "官网", "数据集", "文档", "文章", "更多介绍", "查看仓库", "模型", "演示",
    "演示地址", "视频", "论文", "链接", "项目", "项目主页", "项目地址", "官方网站", "下载", "源码", "デモ", "公式サイト",
    "リンク", "コード", "論文", "논문", "코드", "링크", "код", "сайт", "ссылка", "статья",
];

/// What says more of one of those.
#[rustfmt::skip]
const MODIFIERS: &[&str] = &[
    "a", "and", "author", "authors", "caffe", "data", "for", "full", "gitee", "jax", "keras", "matlab",
    "official", "on", "online", "pretrained", "project", "python", "pytorch", "short", "tensorflow", "tf",
    "the", "torch", "training", "unofficial",
];

/// Whether `text` says what kind of thing a link leads to, and not what the thing is called: `Paper`, `[Python code]`,
/// `arXiv 2301.04000`.
pub(super) fn is_label(text: &str) -> bool {
    const LONGEST: usize = 40;
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_any = |word: &str, known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    text.len() <= LONGEST
        && words().any(|word| is_any(word, LABELS))
        && words().all(|word| {
            is_any(word, LABELS) || is_any(word, MODIFIERS) || is_number(word) || is_venue_and_year(word)
        })
}

/// `2305.01234`, `arXiv:2305.01234`: what an archive calls a paper.
pub(super) fn is_archive_number(text: &str) -> bool {
    let number = text.strip_prefix("arXiv:").unwrap_or(text).trim();
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    number.split_once('.').is_some_and(|(month, number)| {
        month.len() == 4 && (4..=5).contains(&number.len()) && is_digits(month) && is_digits(number)
    })
}

/// Whether `text` is an address, or the handle of an account: `https://…`, `example.org`, `owner/project`, `@name`.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim();
    let is_one_word = !text.is_empty() && !text.contains(char::is_whitespace);
    is_one_word && (text.starts_with('@') || text.contains('/') || text.contains("://") || is_host(text))
}

fn is_host(text: &str) -> bool {
    let mut parts = text.rsplit('.');
    let top = parts.next().unwrap_or_default();
    (2..=10).contains(&top.len())
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.next().is_some_and(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{is_address, is_label};

    #[test]
    fn labels_are_told_from_names() {
        for label in [
            "Paper",
            "[Paper]",
            "Python code",
            "arXiv 2301.04000",
            "Project page",
            "official website",
            "PDF",
            "slides",
        ] {
            assert!(is_label(label), "{label}");
        }
        for name in
            ["Court Corpus", "Python", "Knots on Film", "Paperless", "", "2016", "Harbour Code Review Club"]
        {
            assert!(!is_label(name), "{name}");
        }
    }

    #[test]
    fn addresses_are_told_from_names() {
        for address in ["https://a.example", "example.org", "owner/project", "@name"] {
            assert!(is_address(address), "{address}");
        }
        for name in ["Alder", "Node. Js", "and/or more", "v1.2", "St. Ives"] {
            assert!(!is_address(name), "{name}");
        }
    }
}
