use super::*;

fn date(text: &str) -> Date {
    text.parse().expect(text)
}

#[test]
fn iso_text_round_trips() {
    for text in ["2023", "2023-07", "2023-07-05", "1900", "2199-12-31"] {
        assert_eq!(date(text).to_string(), text);
    }
    assert_eq!(date("2023-05-17T10:00"), date("2023-05-17"));
}

#[test]
fn what_is_no_iso_date_is_refused() {
    for text in [
        "",
        "23",
        "2023-7",
        "2023/07",
        "2023-13",
        "2023-02-30",
        "2023-00",
        "1899",
        "2200",
        "2023-05-17T25:00",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
}

#[test]
fn leap_years_follow_the_gregorian_rule() {
    assert!(Date::year_month_day(2000, 2, 29).is_some());
    assert!(Date::year_month_day(1900, 2, 29).is_none());
    assert!(Date::year_month_day(2100, 2, 29).is_none());
}

#[test]
fn a_missing_part_sorts_first() {
    let ordered = ["2022-12-31", "2023", "2023-01", "2023-01-01", "2023-01-02", "2023-02", "2024"].map(date);
    assert!(ordered.is_sorted());
}

#[test]
fn serde_speaks_iso() {
    assert_eq!(serde_json::to_string(&date("2023-07")).unwrap(), "\"2023-07\"");
    assert_eq!(serde_json::from_str::<Date>("\"2023-07\"").unwrap(), date("2023-07"));
    let error = serde_json::from_str::<Date>("\"07/23\"").unwrap_err().to_string();
    assert!(error.contains("`07/23` is not a date"), "{error}");
}
