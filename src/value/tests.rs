//! What holds for any text at all.

use proptest::prelude::*;

use super::*;
use crate::text::{Edit, apply};

const CONTEXTS: [&str; 3] = ["Size", "Params (B)", "Samples (K)"];

/// Texts made of the pieces that the readers care for.
fn cell() -> impl Strategy<Value = String> {
    let words = ["B", "k", "TB", " million", "May", "Sept", "inf", " to ", " and ", "?", "é", "🔥"];
    let piece = prop_oneof![
        "[0-9]{1,4}",
        "[-,./~ ()+x–年月日]",
        prop::sample::select(words.to_vec()).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn url() -> impl Strategy<Value = String> {
    let host =
        prop::sample::select(vec!["github.com", "gitlab.com", "GitHub.com:80", "a.com", "en.wikipedia.org"]);
    let pieces = ["/", "x", ".git", ".wiki", "?", "&", "utm_a=1", "fbclid", "b=c", "amp;", "#", "é", "%20"];
    let piece = prop::sample::select(pieces.to_vec());
    ("https?", host, prop::collection::vec(piece, 0..10))
        .prop_map(|(scheme, host, rest)| format!("{scheme}://{host}{}", rest.concat()))
}

fn repaired(url: &str) -> String {
    let edits: Vec<Edit> = repairs(url).into_iter().map(|repair| repair.edit).collect();
    apply(url, &edits).expect("sorted, apart and on characters")
}

/// A reader that looks ahead without a bound takes minutes for one of these.
#[test]
fn long_texts_take_linear_time() {
    for piece in ["1", "1,", "1 ", "1.", "(", "7B ", "7B-", "7B (", "~ ", "x7B/", "8x"] {
        let text = piece.repeat(200_000);
        let list = parse_quantities(&text, &QuantityContext::default());
        assert!(list.items.len() <= text.len());
        assert!(candidates(&text).is_empty());
    }
}

proptest! {
    #![proptest_config(crate::cases::cases(2_000))]

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        let _ = (candidates(&text), looks_like_date(&text), is_unknown(&text), QuantitySpelling::of(&text));
        let _ = (repaired(&text), canonical(&text), NaturalKey::without_decoration(&text));
        let _ = (number(&text), measure(&text), Day::start_of(&text).map(Day::date));
        let _ = (text.parse::<DateFormat>(), text.parse::<QuantitySpelling>(), text.parse::<Date>());
        let _ = parse_quantities(&text, &QuantityContext::from_header(&text, QuantityKind::Size));
    }

    #[test]
    fn a_date_is_spelled_as_it_was_read(text in cell()) {
        for (format, date) in candidates(&text) {
            if let Some(spelled) = format.spell(date) {
                prop_assert_eq!(format.parse(&spelled), Some(date));
                // Where no month is named, there is no other way to spell it.
                prop_assert!(format.to_string().contains("Mon") || spelled == text.trim());
            } else {
                prop_assert!(format.has_time());
            }
        }
    }

    #[test]
    fn quantities_lie_in_the_text_and_survive_spelling(text in cell(), header in 0..3_usize, uppercase: bool, space: bool) {
        let context = QuantityContext::from_header(CONTEXTS[header], QuantityKind::Size);
        let spelling = QuantitySpelling { uppercase, space };
        let mut end = 0;
        for item in parse_quantities(&text, &context).items {
            prop_assert!(item.span.start >= end && text.get(item.span.start..item.span.end).is_some());
            end = item.span.end;
            prop_assert!(spelling.spell(&item.quantity, &context).is_some(), "{:?}", item);
            if let Some(respelled) = spelling.respell(item.span.of(&text)) {
                prop_assert_eq!(parse_quantities(&respelled, &context).items[0].quantity, item.quantity);
                prop_assert_eq!(spelling.respell(&respelled), None);
            }
        }
    }

    #[test]
    fn repairs_leave_nothing_to_repair_and_lead_to_one_place(url in url()) {
        let once = repaired(&url);
        prop_assert_eq!(repairs(&once), []);
        prop_assert_eq!(canonical(&once), canonical(&url));
    }
}
