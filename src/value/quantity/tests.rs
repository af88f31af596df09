use super::*;

fn context(header: &str, kind: QuantityKind) -> QuantityContext {
    QuantityContext::from_header(header, kind)
}

fn show(quantity: Quantity) -> String {
    match quantity {
        Quantity::Count { count, times: None } => format!("{count}"),
        Quantity::Count { count, times: Some(times) } => format!("{times}x{count}"),
        Quantity::Range { min, max } => format!("{min}..{max}"),
        Quantity::Bytes { bytes } => format!("{bytes}B"),
        Quantity::Infinite => "inf".to_owned(),
    }
}

/// The items as `text=value`, with `|note` where there is one, and a final `…` where the list is incomplete.
fn read(text: &str, header: &str, kind: QuantityKind) -> String {
    let list = parse_quantities(text, &context(header, kind));
    let items = list.items.iter().map(|item| {
        let note = item.note.as_ref().map(|note| format!("|{note}")).unwrap_or_default();
        format!("{}={}{note}", item.span.of(text), show(item.quantity))
    });
    let end = if list.is_complete { None } else { Some("…".to_owned()) };
    items.chain(end).collect::<Vec<_>>().join(", ")
}

#[test]
fn sizes_are_read() {
    for (text, wanted) in [
        ("7B", "7B=7000000000"),
        ("7b", "7b=7000000000"),
        (" 7 B ", "7 B=7000000000"),
        ("15.5B", "15.5B=15500000000"),
        ("110M", "110M=110000000"),
        ("8x7B", "8x7B=8x7000000000"),
        ("8 × 22B", "8 × 22B=8x22000000000"),
        ("7B, 13B and 70B", "7B=7000000000, 13B=13000000000, 70B=70000000000"),
        ("7B (base) 13B (chat)", "7B=7000000000|(base), 13B=13000000000|(chat)"),
        ("13B-2K", "13B=13000000000|-2K"),
        ("7B-4K/7B-8K", "7B=7000000000|-4K, 7B=7000000000|-8K"),
        ("20B-Original", "20B=20000000000|-Original"),
        ("175B (request)", "175B=175000000000|(request)"),
        ("7B+", "7B=7000000000|+"),
        ("~7B", "7B=7000000000"),
        ("up to 70B", "70B=70000000000"),
        ("1B-16B", "1B-16B=1000000000..16000000000"),
        ("1B - 16B", "1B - 16B=1000000000..16000000000"),
        ("1-16B", "1-16B=1000000000..16000000000"),
        ("350M to 1.5B", "350M to 1.5B=350000000..1500000000"),
        ("1.5 million", "1.5 million=1500000"),
        ("7B模型", "7B=7000000000|模型"),
        ("?", ""),
        ("7B / -", "7B=7000000000"),
    ] {
        assert_eq!(read(text, "Size", QuantityKind::Size), wanted, "{text}");
    }
}

#[test]
fn a_header_scales_bare_numbers() {
    let billions = |text| read(text, "Params (B)", QuantityKind::Size);
    assert_eq!(billions("0.06 - 11"), "0.06 - 11=60000000..11000000000");
    assert_eq!(billions("3, 7, 12"), "3=3000000000, 7=7000000000, 12=12000000000");
    assert_eq!(billions("3,7,12"), "3=3000000000, 7=7000000000, 12=12000000000");
    assert_eq!(billions("0.111"), "0.111=111000000");
    assert_eq!(billions("350M"), "350M=350000000");
    assert_eq!(billions("8x7"), "8x7=8x7000000000");
    assert_eq!(read("44,000", "Samples (K)", QuantityKind::Tokens), "44,000=44000000");
    assert_eq!(read("1.4", "Tokens (T)", QuantityKind::Tokens), "1.4=1400000000000");
    for (header, scale) in [
        ("Params(B)", Some(1_000_000_000)),
        ("#Params (in millions)", Some(1_000_000)),
        ("Size [M]", Some(1_000_000)),
        ("Data (B tokens)", Some(1_000_000_000)),
        ("Params in billions", Some(1_000_000_000)),
        ("Size (GB)", None),
        ("Model (Base)", None),
        ("(", None),
        ("", None),
        ("Params (x) (b)", Some(1_000_000_000)),
    ] {
        assert_eq!(context(header, QuantityKind::Size).scale, scale, "{header}");
    }
}

#[test]
fn contexts_and_tokens_are_read() {
    for (text, wanted) in [
        ("4K WD", "4K=4000|WD"),
        ("2K/8K", "2K=2000, 8K=8000"),
        ("84k (ALiBi)", "84k=84000|(ALiBi)"),
        ("infinity (RNN)", "infinity=inf|(RNN)"),
        ("infinity? (ALiBi)", "infinity=inf|? (ALiBi)"),
        ("∞", "∞=inf"),
        ("256 - 2048", "256 - 2048=256..2048"),
        ("512, 2048", "512=512, 2048=2048"),
        ("512 - 4K", "512 - 4K=512..4000"),
        ("0.5K", "0.5K=500"),
        ("1.4T tokens", "1.4T=1400000000000|tokens"),
        ("500B/2TB", "500B=500000000000, 2TB=2000000000000B"),
        ("1GiB", "1GiB=1073741824B"),
    ] {
        assert_eq!(read(text, "", QuantityKind::Context), wanted, "{text}");
    }
}

#[test]
fn what_is_no_quantity_is_passed_over() {
    for text in [
        "Llama-2-7B",
        "v1.0",
        "GPT-4",
        "ViT-B/16",
        "224x224",
        "4-bit",
        "95%",
        "1.2.3",
        "1,5B",
        "1,5 B",
        "007",
        "-5",
        "7Bx",
        "3D",
        "2023/05",
        "99999999999999999999",
        "1.5",
        "0.0005K",
        "18446744073709551616",
        "99999999T",
        "2Gb",
        "self-construct (500B/2TB/3.1TB tokens)",
        "united",
        "7B-13B-70B",
        "(((((",
        "0x7B",
        "7.B",
        "³",
    ] {
        assert_eq!(read(text, "", QuantityKind::Size), "…", "{text}");
    }
    assert_eq!(read("Base 7B", "", QuantityKind::Size), "7B=7000000000, …");
    assert_eq!(read("7/13B", "", QuantityKind::Size), "13B=13000000000, …");
    assert_eq!(
        read("7B trained on very many words", "", QuantityKind::Size),
        "7B=7000000000|trained on very many words, …"
    );
}

#[test]
fn spellings_are_seen_and_given() {
    let spelling = |label: &str| label.parse::<QuantitySpelling>().unwrap();
    assert_eq!(QuantitySpelling::of("8x7B"), Some(spelling("7B")));
    assert_eq!(QuantitySpelling::of("1-16 b"), Some(spelling("7 b")));
    for text in ["", "7", "1.5 million", "7B, 13B", "7B (x)", "infinity"] {
        assert_eq!(QuantitySpelling::of(text), None, "{text}");
    }
    assert_eq!(spelling("7 B").respell("1b - 16B").as_deref(), Some("1 B - 16 B"));
    assert_eq!(spelling("7b").respell("2TB").as_deref(), Some("2tb"));
    assert_eq!(spelling("7b").respell("2 GiB").as_deref(), Some("2GiB"));
    assert_eq!(spelling("7b").respell("2GiB"), None);
    assert!("7BB".parse::<QuantitySpelling>().unwrap_err().to_string().contains("`7BB`"));
}

#[test]
fn quantities_are_spelled_so_that_they_read_the_same() {
    let spelling = QuantitySpelling { uppercase: true, space: false };
    let count = |count| Quantity::Count { count, times: None };
    let spell =
        |quantity, header, kind| spelling.spell(&quantity, &context(header, kind)).unwrap_or_default();
    assert_eq!(spell(count(7_500_000_000), "", QuantityKind::Size), "7.5B");
    assert_eq!(spell(count(2048), "", QuantityKind::Context), "2048");
    assert_eq!(spell(count(32_000), "", QuantityKind::Context), "32K");
    assert_eq!(spell(count(32_000), "", QuantityKind::Number), "32000");
    assert_eq!(spell(count(60_000_000), "(B)", QuantityKind::Size), "0.06");
    assert_eq!(spell(count(u64::MAX), "(B)", QuantityKind::Size), "18446744073.709551615");
    let range = Quantity::Range { min: 60_000_000, max: 11_000_000_000 };
    assert_eq!(spell(range, "(B)", QuantityKind::Size), "0.06 - 11");
    assert_eq!(spell(range, "", QuantityKind::Size), "60M - 11B");
    let range = |min, max| Quantity::Range { min, max };
    // A unit of one end would count for the other, or leave it without.
    assert_eq!(spell(range(1_000, 10_010), "", QuantityKind::Size), "1000 - 10010");
    assert_eq!(spell(range(10, 20_000_000), "", QuantityKind::Size), "10 - 20000000");
    assert_eq!(spell(range(2, 1), "", QuantityKind::Size), "");
    let times = |times, count| Quantity::Count { count, times: Some(times) };
    assert_eq!(spell(times(8, 7), "", QuantityKind::Size), "8x0.007K");
    assert_eq!(spell(times(8, 1_000_001_000), "", QuantityKind::Size), "8x1000.001M");
    assert_eq!(spell(times(8, 0), "(B)", QuantityKind::Size), "8x0");
    assert_eq!(spell(Quantity::Bytes { bytes: 1_234_567 }, "", QuantityKind::Tokens), "1.234567MB");
    assert_eq!(spell(Quantity::Bytes { bytes: 1 }, "", QuantityKind::Tokens), "0.001KB");
    assert_eq!(spell(Quantity::Infinite, "", QuantityKind::Context), "infinity");
    let mixture = Quantity::Count { count: 7_000_000_000, times: Some(8) };
    assert_eq!(spell(mixture, "", QuantityKind::Number), "8x7B");
}

#[test]
fn serde_holds_one_kind_of_quantity() {
    for json in [
        r#"{"count":7000000000}"#,
        r#"{"count":7000000000,"times":8}"#,
        r#"{"min":60000000,"max":11000000000}"#,
        r#"{"bytes":2000000000000}"#,
        r#"{"infinite":true}"#,
    ] {
        let quantity: Quantity = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&quantity).unwrap(), json);
    }
    let error = |json: &str| serde_json::from_str::<Quantity>(json).unwrap_err().to_string();
    assert!(error(r#"{"size":7}"#).contains("unknown field `size`"));
    assert!(error(r#"{"count":7,"bytes":7}"#).contains("a quantity is"));
    assert!(error(r#"{"infinite":false}"#).contains("a quantity is"));
    assert!(error(r#"{"min":7,"max":7}"#).contains("must be less"));
    assert!(error(r#"{"count":7,"times":0}"#).contains("at least 1"));
}

#[test]
fn example_of_is_unknown() {
    assert!(crate::value::is_unknown(" — ") && crate::value::is_unknown("n/a"));
    assert!(!crate::value::is_unknown("7B?"));
}
