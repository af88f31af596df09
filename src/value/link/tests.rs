use proptest::prelude::*;

use super::*;
use crate::text::apply;

proptest! {
    #![proptest_config(crate::cases::cases(1_000))]

    /// A glance at an address finds what parsing it finds.
    #[test]
    fn plain_addresses_are_what_parsing_makes_of_them(
        scheme in "https?://",
        host in "(www\\.|xn--)?[a-z0-9.-]{0,12}(\\.com|\\.0x1|github\\.com|\\.1)?[:@\\\\%A]?",
        rest in "[/?#]{0,2}[a-zA-Z0-9/._~ %|-]{0,12}(\\.git|/)?",
    ) {
        let url = format!("{scheme}{host}{rest}");
        prop_assert_eq!(is_valid_url(&url), Url::parse(&url).is_ok(), "{}", &url);
        prop_assert_eq!(canonical(&url), canonical_of_parsed(&url), "{}", &url);
    }
}

fn repaired(url: &str) -> String {
    let edits: Vec<Edit> = repairs(url).into_iter().map(|repair| repair.edit).collect();
    apply(url, &edits).expect("sorted and apart")
}

#[test]
fn repairs_compose_and_are_idempotent() {
    for (url, wanted) in [
        ("http://github.com/x/y/?utm_source=a", "https://github.com/x/y"),
        ("http://github.com/x/y.git/?fbclid=1&utm_a=2", "https://github.com/x/y"),
        ("https://github.com/x/y/?a=b&utm_a=2", "https://github.com/x/y/?a=b"),
        ("https://github.com/x/y/?utm_a=2#readme", "https://github.com/x/y/#readme"),
        ("HTTP://GitHub.com/x/", "https://GitHub.com/x"),
        ("https://gitlab.com/x/y.git", "https://gitlab.com/x/y"),
        ("http://en.wikipedia.org/wiki/Ä%20b", "https://en.wikipedia.org/wiki/Ä%20b"),
        ("https://a.com?utm_source=x", "https://a.com"),
        ("https://a.com/?utm_source=x&&b", "https://a.com/?&b"),
        ("https://a.com/?a&utm_b&utm_c&d&utm_e", "https://a.com/?a&d"),
        ("https://a.com/?utm_b&utm_c&d&utm_e&f", "https://a.com/?d&f"),
        ("https://a.com/?UTM_b=%20&ref=x#:~:text=a", "https://a.com/?ref=x#:~:text=a"),
        ("https://github.com/x/y.git.git", "https://github.com/x/y"),
        ("https://a.com/?utm_source=b&amp;c=d", "https://a.com/?c=d"),
        ("https://a.com/?c=d&amp;utm_source=b&amp;utm_a=1&e", "https://a.com/?c=d&e"),
    ] {
        assert_eq!(repaired(url), wanted, "{url}");
        assert_eq!(repairs(wanted), [], "{wanted}");
    }
}

#[test]
fn everything_else_is_left_alone() {
    for url in [
        "",
        "http",
        "http:",
        "http:/github.com",
        "http://",
        "http:///x",
        "#anchor",
        "mailto:a@github.com",
        "http://example.com/",
        "http://github.com:80/x/y",
        "http://me@github.com/x/y",
        "https://example.com:port/?utm_source=list",
        "https://exa%mple.com/?utm_source=list",
        "http://evilgithub.com/",
        "http://me.github.io/",
        "http://github.com.evil.org",
        "http://a.b.wikipedia.org/",
        "http://.wikipedia.org/",
        "https://github.com",
        "https://github.com/",
        "https://github.com//",
        "https://github.com/x/y/tree/main/",
        "https://github.com/x/.git",
        "https://github.com/x/y.wiki.git",
        "https://github.com/x.git",
        "https://gitlab.com/x/y/",
        "https://gitlab.com/group/x/y.git",
        "https://github.com/x/y.git#readme",
        "https://github.com/x/y/?tab=readme",
        "https://a.com/?",
        "https://a.com/?source=b&ref=c",
        "https://a.com/?utm_source=b&#38;c=d",
        "http://github.com\\x",
        "http://github.com/x y",
        "https://bücher.example/?q=ü",
    ] {
        assert_eq!(repairs(url), [], "{url}");
    }
}

#[test]
fn repairs_count_on_each_other() {
    let kinds: Vec<_> =
        repairs("http://github.com/x/y/?utm_source=a").iter().map(|repair| repair.kind).collect();
    assert_eq!(kinds, [RepairKind::Insecure, RepairKind::Redundant, RepairKind::Tracking]);
}

#[test]
fn an_address_inside_another_is_left_alone() {
    for url in [
        "https://web.archive.org/web/2020/https://pier.example/?utm_source=mail",
        "https://web.archive.org/web/2020/pier.example/?utm_source=mail",
        "https://archive.example/2020/www.pier.example/?utm_source=mail",
        "https://keep.example/2020/http:/pier.example?fbclid=1",
        "https://pier.example/?utm_campaign=onehttps://quay.example/",
    ] {
        assert_eq!(repairs(url), [], "{url}");
    }
    let mended = "https://keep.example/?at=pier.example%2Fa&utm_source=mail";
    assert_eq!(repairs(mended).len(), 1);
}

#[test]
fn canonical_ignores_what_does_not_lead_elsewhere() {
    let same = |left: &str, right: &str| canonical(left) == canonical(right);
    assert!(same("http://example.com", "https://www.EXAMPLE.com:443/"));
    assert!(same("https://a.com/x/?utm_a=1&b=2", "https://a.com/x?b=2"));
    assert!(same("https://gitlab.com/x/y.git", "https://gitlab.com/x/y/"));
    assert!(same("https://github.com/X/Y", "https://github.com/x/y"));
    assert!(!same("https://a.com/X", "https://a.com/x"));
    assert!(!same("https://a.com/x#one", "https://a.com/x#two"));
    assert!(!same("https://a.com:8080/x", "https://a.com/x"));
    assert!(!same("https://a.com/x?a=1", "https://a.com/x?a=2"));
    assert!(
        ["", "x", "#top", "ftp://a.com", "http://", "https://[::1"]
            .iter()
            .all(|url| canonical(url).is_none())
    );
}

#[test]
fn example_of_repairs() -> Result<(), crate::text::EditError> {
    use crate::{
        text::{Edit, apply},
        value::repairs,
    };

    let url = "http://github.com/x/y/?utm_source=a";
    let edits: Vec<Edit> = repairs(url).into_iter().map(|repair| repair.edit).collect();
    assert_eq!(apply(url, &edits)?, "https://github.com/x/y");
    Ok(())
}

#[test]
fn example_of_is_valid_url() {
    assert!(crate::value::is_valid_url("https://example.com"));
    assert!(!crate::value::is_valid_url("https://exa mple.com"));
}
