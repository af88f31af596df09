use super::*;

fn format(label: &str) -> DateFormat {
    label.parse().expect(label)
}

fn found(text: &str) -> Vec<String> {
    candidates(text).iter().map(|(format, date)| format!("{format}={date}")).collect()
}

#[test]
fn labels_round_trip() {
    for label in [
        "YYYY/MM",
        "MM/YY",
        "YY/MM",
        "MM/YYYY",
        "YYYY-MM-DD",
        "YYYY.M",
        "YYYY-MM",
        "YYYY",
        "Mon YYYY",
        "Month YYYY",
        "Month D, YYYY",
        "Mon D, YYYY",
        "D Month YYYY",
        "D Mon YYYY",
        "Mon 'YY",
        "DD/MM/YYYY",
        "MM/DD/YYYY",
        "YYYY年M月",
        "YYYY-MM-DDTHH:MM",
        "YYYYMMDD",
    ] {
        assert_eq!(format(label).to_string(), label);
    }
}

#[test]
fn bad_labels_say_what_is_wrong() {
    let error = |label: &str| label.parse::<DateFormat>().unwrap_err().to_string();
    assert!(error("yyyy-mm").contains("`yyyy-mm` is neither"), "{}", error("yyyy-mm"));
    assert!(error("YYYY|MM").contains("`|MM` is neither"));
    assert!(error("").contains("needs one year"));
    assert!(error("MM").contains("needs one year"));
    assert!(error("YYYY-DD").contains("a day only with a month"));
    assert!(error("YYYY-MM-MM").contains("at most once"));
    assert!(error("YYYYM").contains("put a separator"));
    assert!(error("YYYY/MMD").contains("a day only with") || error("YYYY/MMD").contains("put a separator"));
}

#[test]
fn every_known_format_is_readable_and_its_own_spelling() {
    let date: Date = "2023-05-17".parse().unwrap();
    for (label, text) in [
        ("YYYY/M/D", "2023/5/17"),
        ("Month D, YYYY", "May 17, 2023"),
        ("D Mon YYYY", "17 May 2023"),
        ("DD.MM.YYYY", "17.05.2023"),
        ("YYYY年M月D日", "2023年5月17日"),
        ("YY-MM-DD", "23-05-17"),
    ] {
        assert_eq!(format(label).spell(date).as_deref(), Some(text));
        assert_eq!(format(label).parse(text), Some(date));
        assert!(candidates(text).contains(&(format(label), date)), "{text}");
    }
}

#[test]
fn two_digit_parts_are_read_in_every_way_that_is_a_date() {
    assert_eq!(found("05/23"), ["MM/YY=2023-05"]);
    assert_eq!(found("23/05"), ["YY/MM=2023-05"]);
    assert_eq!(found("2023/10"), ["YYYY/MM=2023-10", "YYYY/M=2023-10"]);
    assert_eq!(found("2023/5"), ["YYYY/M=2023-05"]);
    assert!(found("11/12").iter().any(|label| label == "YY/MM=2011-12"));
    assert!(found("13/32").is_empty());
}

#[test]
fn the_brief_spellings_are_known() {
    for (text, first) in [
        ("2023/05", "YYYY/MM=2023-05"),
        ("2023-05-17", "YYYY-MM-DD=2023-05-17"),
        ("2023.5", "YYYY.M=2023-05"),
        ("May 2023", "Mon YYYY=2023-05"),
        ("July 2023", "Month YYYY=2023-07"),
        ("sept 2023", "Mon YYYY=2023-09"),
        ("May 17, 2023", "Mon D, YYYY=2023-05-17"),
        ("17 May 2023", "D Mon YYYY=2023-05-17"),
        ("May '23", "Mon 'YY=2023-05"),
        ("May ’23", "Mon ’YY=2023-05"),
        ("2023-05-17T10:00", "YYYY-MM-DDTHH:MM=2023-05-17"),
        (" 2023 ", "YYYY=2023"),
        ("2023.05.17", "YYYY.MM.DD=2023-05-17"),
        ("2023/5/7", "YYYY/M/D=2023-05-07"),
        ("2023年5月", "YYYY年M月=2023-05"),
    ] {
        assert_eq!(found(text).first().map(String::as_str), Some(first), "{text}");
    }
}

#[test]
fn impossible_dates_are_refused_but_look_like_dates() {
    for text in ["2023/13", "31/02/2023", "2023-02-30", "2023/00", "Feb 30, 2023", "13/23", "2023年13月"] {
        assert!(candidates(text).is_empty(), "{text}");
        assert!(looks_like_date(text), "{text}");
    }
    for text in
        ["", "?", "7B", "soon", "1.5", "Q1 2023", "0000/12", "arXiv 2305.10000", "２０２３", "5月2023年"]
    {
        assert!(candidates(text).is_empty() && !looks_like_date(text), "{text}");
    }
}

#[test]
fn nothing_is_lost_or_invented() {
    let [year, month, day] = ["2023", "2023-05", "2023-05-17"].map(|text| text.parse::<Date>().unwrap());
    assert_eq!(format("YYYY").spell(month), None);
    assert_eq!(format("YYYY-MM-DD").spell(month), None);
    assert_eq!(format("YYYY-MM").spell(day), None);
    assert_eq!(format("YYYY/MM").spell(year), None);
    assert_eq!(format("YYYY-MM-DDTHH:MM").spell(day), None);
    assert!(format("YYYY-MM-DDTHH:MM").has_time());
    assert_eq!(format("MM/YY").spell(Date::year_month(1999, 5).unwrap()), None);
}
