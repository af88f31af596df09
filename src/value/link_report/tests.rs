use super::{LinkFailure, LinkReport};

const ORIGIN: &str = "https://example.com/old";

#[track_caller]
fn parsed(text: &str) -> LinkReport {
    LinkReport::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Each version of lychee puts a failed address under another name, or says it in other words.
#[test]
fn failures_are_read_in_all_shapes() {
    let not_found = LinkFailure::Status(404);
    for (map, status, expected) in [
        ("error_map", r#"{"text": "Rejected status code: 404 Not Found", "code": 404}"#, not_found),
        ("error_map", r#"{"text": "Error (cached)", "code": 410}"#, LinkFailure::Status(410)),
        ("fail_map", r#"{"text": "Failed: Network error", "code": 404}"#, not_found),
        ("fail_map", r#""Failed: 404 Not Found""#, not_found),
        ("fail_map", r#""Timeout""#, LinkFailure::Timeout),
        ("error_map", r#"{"text": "Timeout (504 Gateway Timeout)", "code": 504}"#, LinkFailure::Timeout),
        ("timeout_map", r#"{"text": "Timeout", "details": "Request timed out"}"#, LinkFailure::Timeout),
        (
            "error_map",
            r#"{"text": "Network error", "details": "DNS resolution failed. Check hostname and DNS settings"}"#,
            LinkFailure::UnknownHost,
        ),
        (
            "fail_map",
            r#"{"text": "Network error", "details": "dns error: failed to lookup address information: Name or service not known"}"#,
            LinkFailure::UnknownHost,
        ),
        (
            "fail_map",
            r#"{"text": "Network error", "details": "dns error: Temporary failure in name resolution"}"#,
            LinkFailure::Other,
        ),
        ("error_map", r#"{"text": "Network error: Connection refused"}"#, LinkFailure::Other),
    ] {
        let report = format!(
            r#"{{"total": 2, "successful": 1, "error_map": {{}}, "{map}": {{"README.md": [{{"url": "{ORIGIN}", "status": {status}}}]}}}}"#
        )
        .replace(if map == "error_map" { r#""error_map": {}, "# } else { "never" }, "");
        assert_eq!(parsed(&report).failure(ORIGIN), Some(expected), "{report}");
    }
}

/// A chain of redirects has a status for each of its steps since 0.23; before, it has addresses alone.
#[test]
fn redirects_are_read_in_all_shapes() {
    let hops =
        r#"[{"url": "https://example.com/1", "code": 301}, {"url": "https://example.com/2", "code": 308}]"#;
    let chain = format!(r#"{{"origin": "{ORIGIN}", "redirects": {hops}}}"#);
    for report in [
        format!(r#"{{"redirect_map": {{"README.md": [{chain}]}}}}"#),
        format!(
            r#"{{"redirect_map": {{"a": [{{"url": "{ORIGIN}", "status": {{"text": "Redirect", "code": 200, "redirects": {chain}}}}}]}}}}"#
        ),
        format!(
            r#"{{"success_map": {{"a": [{{"url": "{ORIGIN}", "status": {{"text": "200 OK", "code": 200}}, "redirects": {chain}}}]}}}}"#
        ),
    ] {
        assert_eq!(parsed(&report).moved_to(ORIGIN).as_deref(), Some("https://example.com/2"), "{report}");
    }
    let without_codes = |from: &str, to: &str| {
        let status = format!(r#"{{"text": "200 OK", "code": 200, "redirects": ["{from}", "{to}"]}}"#);
        parsed(&format!(r#"{{"redirect_map": {{"a": [{{"url": "{from}", "status": {status}}}]}}}}"#))
            .moved_to(from)
    };
    assert_eq!(without_codes(ORIGIN, "https://example.com/2"), None);
    let renamed = without_codes("https://github.com/old/name", "https://github.com/new/name");
    assert_eq!(renamed.as_deref(), Some("https://github.com/new/name"));
    assert_eq!(without_codes("https://github.com/old/name", "https://github.com/new"), None);
    assert_eq!(without_codes("https://github.com/Old/name", "https://github.com/old/name/"), None);
}

#[test]
fn only_what_is_for_good_counts_as_moved() {
    let report = parsed(
        "URL,Status,Location,seconds\n\
         https://a.example/1,301,/2,0.1\n\
         https://a.example/2,302,https://login.example/,0.1\n\
         https://a.example/3,308,https://a.example/4#new,0.1\n\
         https://a.example/5,301,https://a.example/6,0.1\n\
         https://a.example/6,404,,0.1\n\
         https://a.example/7,301,https://a.example/8,0.1\n\
         https://a.example/8,301,https://a.example/7,0.1\n\
         https://a.example/9,307,https://a.example/10,0.1\n\
         https://a.example/11,200,https://a.example/12,0.1\n",
    );
    let moved = |path: &str| report.moved_to(&format!("https://a.example/{path}"));
    assert_eq!(moved("1#part").as_deref(), Some("https://a.example/2#part"));
    assert_eq!(moved("3#part").as_deref(), Some("https://a.example/4#new"));
    for path in ["2", "4", "5", "6", "7", "9", "11"] {
        assert_eq!(moved(path), None, "{path}");
    }
    assert_eq!(report.failure("https://a.example/5"), Some(LinkFailure::Status(404)));
    assert_eq!(report.failure("https://a.example/7"), None);
}

/// A report has addresses as a program asks for them, a list as people write them.
#[test]
fn addresses_are_compared_as_they_are_asked_for() {
    let report = parsed(
        "url,status\nhttps://example.com/,404\nhttps://example.com/%C3%BC,404\nhttp://www.example.org/,410\n",
    );
    for url in
        ["https://example.com", "HTTPS://Example.com:443/#a", "https://example.com/ü", "www.example.org"]
    {
        assert!(report.failure(url).is_some(), "{url}");
    }
    for url in
        ["http://example.com", "https://example.com/u", "https://example.com/?a", "example.com", "", "#a"]
    {
        assert_eq!(report.failure(url), None, "{url}");
    }
}

/// Without a network, no host has an address.
#[test]
fn hosts_are_not_blamed_for_a_missing_network() {
    let offline = "url,status\nhttps://a.example/,dns\nhttps://b.example/,ENOTFOUND\n";
    let report = parsed(offline);
    assert!(report.is_offline());
    assert_eq!(report.failure("https://a.example"), None);
    let report = parsed(&format!("{offline}https://c.example/,200\n"));
    assert!(!report.is_offline());
    assert_eq!(report.failure("https://a.example"), Some(LinkFailure::UnknownHost));
}

#[test]
fn what_is_no_report_is_refused_with_a_place() {
    let message = |text: &str| {
        let error = LinkReport::parse(text).expect_err(text);
        (error.position, error.message)
    };
    for text in ["", "# A list\n", "{}", "[]", "{\"links\": []}", "url;status\na;404\n", "{\"error_map\": 1}"]
    {
        let (position, message) = message(text);
        assert_eq!(position, None, "{text}");
        assert!(message.contains("lychee") && message.contains("url, status and location"), "{message}");
    }
    let (position, text) = message("{\"error_map\": {\n");
    assert_eq!((position, text.contains("EOF")), (Some((2, 0)), true), "{text}");
    let (position, _) = message("{\"error_map\":\n {\"a\": 1}}");
    assert_eq!(position, Some((2, 8)));
}
