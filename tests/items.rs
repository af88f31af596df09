//! What stands in an item beside its name, and what people write instead of a name: one test a kind, and properties that
//! hold however the kinds meet in one list.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use relist::config::Config;
use relist::format::format as formatted;
use relist::records::{CellRecord, Dataset, render};
use relist::rules::Applicability;

use crate::cases::cases;
use crate::support::{broken_laws, fmt, records};

/// The cell `key` of each entry of the first listing.
fn column<'a>(dataset: &'a Dataset, key: &str) -> Vec<&'a str> {
    let entries = dataset.listings.first().map_or(&[][..], |listing| &listing.entries);
    let cells = entries.iter().map(|entry| entry.cells.get(key));
    cells.map(|cell| cell.and_then(|cell| cell.markdown.as_deref()).unwrap_or_default()).collect()
}

/// The name, the column `key` and the description of the only entry.
fn read(item: &str, key: &str) -> (String, String, String) {
    let dataset = records(item);
    let cell = |key| column(&dataset, key).first().copied().unwrap_or_default().to_owned();
    assert_eq!(broken_laws(item, &Config::default()), [""; 0], "{item}");
    (cell("name"), cell(key), cell("description"))
}

fn reads(item: &str, key: &str, [name, cell, description]: [&str; 3]) {
    assert_eq!(read(item, key), (name.to_owned(), cell.to_owned(), description.to_owned()), "{item}");
}

const ASH: &str = "[Ash](https://ash.example)";

#[test]
fn labels_in_front_are_no_names() {
    for (label, tag) in
        [("[Podcast] - ", "Podcast"), ("(Video) ", "Video"), ("Wales: ", "Wales"), ("Slack ", "Slack")]
    {
        reads(&format!("- {label}{ASH}\n"), "tags", [ASH, tag, ""]);
    }
    reads(&format!("- [Talk] {ASH} - Grows.\n"), "tags", [ASH, "Talk", "Grows."]);
    for link in
        ["[home](https://ash.example)", "[ash.example](https://ash.example)", "[paper](https://ash.example)"]
    {
        reads(&format!("- Ash: {link}\n"), "links", ["Ash", link, ""]);
    }
    reads(&format!("- Trees: {ASH}, [Elm](https://e.example)\n"), "tags", ["Trees", "", ""]);
}

#[test]
fn an_arrow_is_a_separator() {
    for arrow in [" -> ", " --> ", " ->"] {
        reads(&format!("- {ASH}{arrow}Grows.\n"), "notes", [ASH, "", "Grows."]);
    }
    reads(&format!("- {ASH} - a -> b.\n"), "notes", [ASH, "", "a -> b."]);
    let list = |separator: &str| {
        let trees = ["Ash", "Elm", "Fir", "Oak", "Yew", "Alder", "Aspen", "Beech"];
        let item =
            |name: &str, separator: &str| format!("- [{name}](https://example.org){separator}Grows.\n");
        trees.map(|name| item(name, " - ")).concat() + &item("Birch", separator)
    };
    let mended = formatted(&list(" -> "), &Config::default(), Applicability::Safe).unwrap();
    assert_eq!(mended.output, Some(list(" - ")));
}

#[test]
fn stars_are_numbers() {
    for stars in ["[1023⭐]", "(★ 1023)", "⭐ 1023", "(1023 stars)", "[⭐️ 1023]"] {
        let item = format!("- {ASH} {stars} - Grows.\n");
        reads(&item, "stars", [ASH, "1023", "Grows."]);
        let value =
            records(&item).listings[0].entries[0].cells["stars"].value.as_ref().map(ToString::to_string);
        assert_eq!(value.as_deref(), Some("1023"), "{item}");
    }
    for stars in ["`★ 1023`", "`1023⭐`"] {
        reads(&format!("- {ASH} {stars} - Grows.\n"), "stars", [ASH, stars, "Grows."]);
    }
    reads(&format!("- {ASH} - Grows. [7⭐]\n"), "stars", [ASH, "7", "Grows."]);
    reads(&format!("- {ASH} [?⭐] - Grows.\n"), "stars", [ASH, "?", "Grows."]);
    reads(&format!("- {ASH} - Has 5 stars\n"), "stars", [ASH, "", "Has 5 stars"]);
}

#[test]
fn second_names_are_links() {
    reads(
        &format!("- {ASH} or [Elm](https://e.example) - Grow.\n"),
        "links",
        [ASH, "[Elm](https://e.example)", "Grow."],
    );
    let three = "[Elm](https://e.example), [Fir](https://f.example) and **[Yew](https://y.example)**";
    reads(&format!("- {ASH}, {three} - Grow.\n"), "links", [ASH, three, "Grow."]);
    // Who made it is none.
    reads(&format!("- {ASH} by [Ada](https://ada.example) - Grows.\n"), "links", [ASH, "", "Grows."]);
    let on = "on [Oak](https://oak.example) - Grows.";
    reads(&format!("- {ASH} {on}\n"), "links", [ASH, "", on]);
}

#[test]
fn tags_at_the_end_are_no_description() {
    for (end, tag) in [
        (". (MIT)", "MIT"),
        (". [GPL-2.0-or-later]", "GPL-2.0-or-later"),
        (". (Unlicense)", "Unlicense"),
        (". `MIT`", "`MIT`"),
        (". :free:", ":free:"),
        (". ![free](free.svg)", "![free](free.svg)"),
        (". (Go) ![free](free.svg)", "(Go) ![free](free.svg)"),
        (" (PDF, EPUB)", "PDF, EPUB"),
        (". (in French)", "in French"),
        (". **[Old]**", "Old"),
        (" - ![free](free.svg)", "![free](free.svg)"),
        (". #shade", "#shade"),
        (" #shade #wet-feet", "#shade #wet-feet"),
        (". [#shade](https://s.example)", "[#shade](https://s.example)"),
        (".![free](free.svg)", "![free](free.svg)"),
    ] {
        let said = if end.starts_with('.') { "Grows." } else { "Grows" };
        reads(&format!("- {ASH} - Grows{end}\n"), "tags", [ASH, tag, said]);
    }
    for whole in [
        "Grows. `pip install ash`",
        "Grows. `--help`",
        "Grows (in France)",
        "Grows :seedling:",
        "Grows, as told in #trees",
        "Grows. #12",
        "Grows in C#",
        "Is Unlicensed",
    ] {
        reads(&format!("- {ASH} - {whole}\n"), "tags", [ASH, "", whole]);
    }
    let links = "[ [paper](https://p.example) | [web](https://w.example) ]";
    reads(&format!("- {ASH} - Grows. {links}\n"), "links", [ASH, links, "Grows."]);
}

/// Brackets right behind the name say more of it, and are no description.
#[test]
fn remarks_stand_beside_the_name() {
    for (remark, tag) in [
        ("(a tall tree)", "a tall tree"),
        ("[264🎬]", "264🎬"),
        ("(a.k.a. Fraxinus)", "a.k.a. Fraxinus"),
        ("（梣树）", "梣树"),
    ] {
        reads(&format!("- {ASH} {remark}\n"), "tags", [ASH, tag, ""]);
    }
    for (remark, tag) in [
        (":warning: :free:", ":warning: :free:"),
        ("🌱", "🌱"),
        ("(a tall tree)", "a tall tree"),
        ("[264🎬]", "264🎬"),
    ] {
        reads(&format!("- {ASH} {remark} - Grows.\n"), "tags", [ASH, tag, "Grows."]);
    }
    let two = "(PDF, EPUB) (address *asked for*, not needed)";
    reads(&format!("- {ASH} {two}\n"), "tags", [ASH, two, ""]);
    reads(&format!("- {ASH} (📥 1.3K · ⏱️ 29.10.2024):\n"), "tags", [ASH, "📥 1.3K · ⏱️ 29.10.2024", ""]);
    reads(
        &format!("- {ASH} (Peter Oak and Bo Elm) - Grows.\n"),
        "authors",
        [ASH, "Peter Oak and Bo Elm", "Grows."],
    );
    // Tags at the end are the tags, and what goes on behind the brackets is one sentence with them.
    for whole in
        ["(tall) grows by rivers", "(tall), grows by rivers", "(see [Elm](https://e.example)) - Grows"]
    {
        reads(&format!("- {ASH} {whole}\n"), "tags", [ASH, "", whole]);
    }
    reads(&format!("- {ASH} (tall) - Grows. `MIT`\n"), "tags", [ASH, "`MIT`", "(tall) - Grows."]);
}

/// A licence that is linked and set as code is a tag, also behind words without a full stop.
#[test]
fn linked_code_at_the_end_is_a_tag() {
    let licence = "<code><a href=\"https://l.example\">MIT</a></code>";
    for said in ["Grows by rivers.", "Grows by rivers"] {
        reads(&format!("- {ASH} - {said} {licence}\n"), "tags", [ASH, licence, said]);
    }
    let whole = "Grows by <code>rivers</code>";
    reads(&format!("- {ASH} - {whole}\n"), "tags", [ASH, "", whole]);
}

/// Images behind the name that lead nowhere are tags, as they are behind the description; links are links on both sides of a
/// separator.
#[test]
fn images_and_links_stand_behind_the_name() {
    let images = "![stars](s.svg) ![age](a.svg)";
    reads(&format!("- {ASH} {images} - Grows.\n"), "tags", [ASH, images, "Grows."]);
    reads(&format!("- {ASH} {images} - Grows. `MIT`\n"), "tags", [ASH, "`MIT`", "Grows."]);
    reads(&format!("- {ASH} {images} - Grows. `MIT`\n"), "links", [ASH, images, "Grows."]);
    let image = "![High](high.svg)";
    reads(&format!("- {ASH} - {image} Grows on sand.\n"), "tags", [ASH, image, "Grows on sand."]);
    reads(&format!("- [ ] **Ash:** {image} Grows on sand.\n"), "tags", ["**Ash:**", image, "Grows on sand."]);
    // In the middle of what is said, it is a part of that.
    reads(
        &format!("- {ASH} - Grows {image} on sand.\n"),
        "tags",
        [ASH, "", &format!("Grows {image} on sand.")],
    );
    let links = "[npm](https://n.example) - [demo](https://d.example)";
    reads(&format!("- {ASH} - {links} - Grows.\n"), "links", [ASH, links, "Grows."]);
    let elm = "[Elm](https://e.example) - Grows.";
    reads(
        &format!("- {ASH} - [npm](https://n.example) - {elm}\n"),
        "links",
        [ASH, "[npm](https://n.example)", elm],
    );
}

/// A comment, or a sign in code, says nothing of the entry.
#[test]
fn signs_behind_the_name_are_no_description() {
    for sign in ["`⚠`", "<!-- stars: ash -->", "<!-- a --> <!-- b -->"] {
        reads(&format!("- {ASH} {sign} - Grows.\n"), "notes", [ASH, "", "Grows."]);
    }
    reads(&format!("- {ASH} `ash` - Grows.\n"), "notes", [ASH, "", "`ash` - Grows."]);
}

/// A badge that is a link is one in HTML, too.
#[test]
fn badges_in_html_are_no_names() {
    let badge = "[<img src=https://b.example/b.svg alt=\"b\">](https://b.example)";
    reads(&format!("- {badge} {ASH} - Grows.\n"), "tags", [ASH, badge, "Grows."]);
    let badge = "[![code](b.svg)](https://b.example)";
    reads(&format!("- {badge} Ash: A Tree\n"), "tags", ["Ash", badge, "A Tree"]);
}

/// What is to be done is an entry where it has a name of its own.
#[test]
fn tasks_have_names() {
    let list = "- [ ] **Roots:** They are dug out.\n- [x] **Leaves:** ![low](low.svg) They are dry.\n";
    assert_eq!(column(&records(list), "name"), ["**Roots:**", "**Leaves:**"]);
    assert_eq!(column(&records(list), "description"), ["They are dug out.", "They are dry."]);
    assert_eq!(column(&records(list), "tags"), ["", "![low](low.svg)"]);
    for prose in ["- [ ] Dig out the roots.\n", "- **Roots:** They are dug out.\n"] {
        assert_eq!(records(prose).listings.len(), 0, "{prose}");
    }
}

#[test]
fn titles_may_hold_a_colon() {
    let paper = "[[paper](https://p.example)]";
    reads(&format!("- Larva: A Model of Growth {paper}\n"), "links", ["Larva: A Model of Growth", paper, ""]);
    let bold = "**Larva: A Model**";
    reads(
        &format!("- {bold}, *Reis et al.* on growth. {paper}\n"),
        "links",
        [bold, paper, "*Reis et al.* on growth."],
    );
    for prose in [
        "- Note: read the guide first ([link](https://l.example)).\n",
        "- **Note** that we met ([here](https://l.example))\n",
    ] {
        assert!(records(prose).listings.is_empty(), "{prose}");
    }
}

/// A paper ends in a link that says what it is, whether its title is bold or plain.
#[test]
fn papers_end_in_a_link_that_says_what_it_is() {
    let list = "- Larva: A Model (2017), J. Oak [[pdf]](https://p.example)\n- **Pupae**, Journal 2018 [Paper](https://q.example)\n";
    let dataset = records(list);
    assert_eq!(column(&dataset, "name"), ["Larva: A Model", "**Pupae**"]);
    assert_eq!(column(&dataset, "date"), ["2017", ""]);
    assert_eq!(broken_laws(list, &Config::default()), [""; 0]);
}

/// Whatever sets the links of a paper apart, its bold title is its name; words with a link in them are prose.
#[test]
fn bold_titles_are_names_before_links_that_say_what_they_are() {
    let (paper, code) = ("[Paper](https://p.example)", "[Code](https://c.example)");
    for behind in [
        format!(" | A. Oak | {paper} | {code}"),
        format!(" - A. Oak - {paper}"),
        format!("<br>A. Oak<br>{paper}"),
        format!("  \n  A. Oak\n  {paper}"),
        format!(", A. Oak. {paper}"),
        ". [Blog](https://b.example)".to_owned(),
    ] {
        for title in ["**Larva**", "__Larva__"] {
            let item = format!("- {title}{behind}\n");
            assert_eq!(column(&records(&item), "name"), [title], "{item}");
            assert_eq!(broken_laws(&item, &Config::default()), [""; 0], "{item}");
        }
    }
    for prose in [
        "- **Tip** Read this first. [Docs](https://d.example)\n",
        "- **Use** tabs, as in the [code](https://c.example)\n",
        "- **Links:** one a line | [Docs](https://d.example)\n",
        "- **Ask** us | [Mira](https://m.example)\n",
    ] {
        assert!(records(prose).listings.is_empty(), "{prose}");
    }
}

/// Links with brackets in their texts end an item as links in brackets do.
#[test]
fn labels_at_the_end_are_links() {
    let (code, both) =
        ("[[code]](https://c.example)", "[[code]](https://c.example) [[demo]](https://d.example)");
    for links in [code, both] {
        reads(&format!("- {ASH} - Grows. {links}\n"), "links", [ASH, links, "Grows."]);
    }
    let named = "Grows like [[Elm]](https://e.example)";
    reads(&format!("- {ASH} - {named}\n"), "links", [ASH, "", named]);
}

/// The year of a paper may stand behind its links.
#[test]
fn years_may_stand_behind_the_links() {
    let links = "([arXiv](https://p.example))";
    let dataset = records(&format!("- Larva: A Model of Growth {links} (2015)\n"));
    assert_eq!(column(&dataset, "name"), ["Larva: A Model of Growth"]);
    assert_eq!(column(&dataset, "links"), [links]);
    assert_eq!(column(&dataset, "date"), ["2015"]);
}

/// Another name in brackets is no part of the description; other words in brackets are.
#[test]
fn second_names_may_stand_in_brackets() {
    let elm = "[Elm](https://e.example)";
    for separator in [" - ", ": ", " — "] {
        let item = format!("- {ASH} (or {elm}){separator}Grows.\n");
        reads(&item, "links", [ASH, elm, "Grows."]);
    }
    let remark = format!("(see {elm}) - Grows.");
    reads(&format!("- {ASH} {remark}\n"), "links", [ASH, "", &remark]);
}

#[test]
fn descriptions_may_have_a_label_below_the_name() {
    let host = "* **Host**: Ada";
    for label in ["**Description**:", "**Description:**", "*Beschreibung*:", "Description:", "**描述**："]
    {
        for between in ["", "\n"] {
            let item = format!("* {ASH}\n{between}  * {label} Grows on `sand`.\n  {host}\n");
            reads(&item, "notes", [ASH, host, "Grows on `sand`."]);
        }
    }
    for said in ["**Description** of roots", "**Host**: Ada", "**Description**:"] {
        let item = format!("* {ASH}\n  * {said}\n  {host}\n");
        reads(&item, "notes", [ASH, &format!("* {said}\n  {host}"), ""]);
    }
}

#[test]
fn titles_may_have_their_links_below() {
    let list = "- **Larva (2017)**\n  - A. Oak\n  - [[Paper]](https://p.example/0)\n- Pupae\n  - [Code](https://c.example)\n  - [Project page](https://c.example/1)\n- Moths\n  - paper: [A Model of Flight](https://p.example/2)\n";
    for list in [list.to_owned(), list.replace("\n  -", "\n\t-"), list.replace("\n-", "\n\n-")] {
        assert_eq!(column(&records(&list), "name"), ["**Larva (2017)**", "Pupae", "Moths"], "{list}");
        assert_eq!(broken_laws(&list, &Config::default()), [""; 0], "{list}");
    }
    let groups = "- Small\n  - [Ash](https://a.example)\n  - [Code](https://c.example)\n- Tall\n  - [Elm](https://e.example)\n";
    assert_eq!(column(&records(groups), "name"), ["[Ash](https://a.example)", "[Code](https://c.example)"]);
}

/// What stands before the name, behind it, and at the end of an item; each with another that may take its place.
const FRONT: [[&str; 2]; 4] =
    [["", ""], ["[Podcast] - ", "[Talk] - "], ["Wales: ", "Cork: "], ["`new` ", "`old` "]];
const BEHIND: [[&str; 2]; 6] = [
    ["", ""],
    [" [12⭐]", " [7⭐]"],
    [" (★ 1.2k)", " (★ 3k)"],
    [" or [Elm](https://e.example)", " or [Fir](https://f.example)"],
    [" (2016)", " (2017)"],
    [" (tall)", " (small)"],
];
const SAID: [[&str; 2]; 4] =
    [["", ""], [" - Grows.", " - Stands."], [" - grows by rivers", " - stands"], [": Grows!", ": Stands!"]];
const END: [[&str; 2]; 9] = [
    ["", ""],
    [" (MIT)", " (ISC)"],
    [" [GPL-2.0]", " [BSD]"],
    [" `Go`", " `Rust`"],
    [" `MIT` `Go`", " `ISC` `C`"],
    [" ![free](f.svg)", " ![paid](p.svg)"],
    [" :free:", " :paid:"],
    [" #shade #tall", " #sun #small"],
    [" [ [pdf](https://p.example) ]", " [ [pdf](https://q.example) ]"],
];

/// Which of the parts an item has.
type Parts = [usize; 4];

fn parts() -> impl Strategy<Value = Parts> {
    (0..FRONT.len(), 0..BEHIND.len(), 0..SAID.len(), 0..END.len()).prop_map(|(a, b, c, d)| [a, b, c, d])
}

fn item(number: usize, parts: Parts, other: [usize; 4]) -> String {
    let [front, behind, said, end] = parts;
    let [front, behind, said, end] =
        [FRONT[front][other[0]], BEHIND[behind][other[1]], SAID[said][other[2]], END[end][other[3]]];
    format!("- {front}[Ash {number}](https://ash.example/{number}){behind}{said}{end}\n")
}

proptest! {
    #![proptest_config(cases(300))]

    /// Each item is read for itself, whatever its neighbours are.
    #[test]
    fn items_are_read_whatever_their_neighbours_are(list in vec(parts(), 1..9)) {
        let items: Vec<String> = list.iter().enumerate().map(|(number, parts)| item(number, *parts, [0; 4])).collect();
        let source = items.concat();
        prop_assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{}", source);
        let all = records(&source);
        for (own, item) in all.listings[0].entries.iter().zip(&items) {
            prop_assert_eq!(&own.cells, &records(item).listings[0].entries[0].cells, "{}", item);
        }
    }

    /// What another item says may be asked of any: the cell alone changes, and reads back.
    #[test]
    fn cells_of_items_are_edited_alone(list in vec(parts(), 1..9), at: Index, other in [0..2usize, 0..2, 0..2, 0..2]) {
        let at = at.index(list.len());
        let write = |number: usize, parts: &Parts| item(number, *parts, if number == at { other } else { [0; 4] });
        let source: String = list.iter().enumerate().map(|(number, parts)| item(number, *parts, [0; 4])).collect();
        let wanted: String = list.iter().enumerate().map(|(number, parts)| write(number, parts)).collect();
        let (mut edited, wanted_records) = (records(&source), records(&wanted));
        for (key, cell) in &wanted_records.listings[0].entries[at].cells {
            let markdown = cell.markdown.as_deref().unwrap_or_default().to_owned();
            edited.listings[0].entries[at].cells.insert(key.clone(), CellRecord::from_markdown(markdown));
        }
        let rendered = render(&source, &Config::default(), &edited).map_err(|error| error.to_string());
        prop_assert_eq!(rendered.as_deref(), Ok(&*wanted));
    }

    /// A list with tags on half of its items, give or take one, takes one more or one less.
    #[test]
    fn tags_come_and_go_one_by_one(tagged in vec(prop::bool::ANY, 2..9), at: Index, tag in select(&["MIT", "Unlicense", "GPL-3.0"][..])) {
        let write = |number: usize, tagged: bool| {
            let end = if tagged { format!(" ({tag})") } else { String::new() };
            format!("- [Ash {number}](https://ash.example/{number}) - Grows.{end}\n")
        };
        let source: String = tagged.iter().enumerate().map(|(number, tagged)| write(number, *tagged)).collect();
        let at = at.index(tagged.len());
        let mut edited = records(&source);
        let cells = &mut edited.listings[0].entries[at].cells;
        if tagged[at] {
            cells.shift_remove("tags");
        } else {
            cells.insert("tags".to_owned(), CellRecord::from_markdown(tag));
        }
        let rendered = render(&source, &Config::default(), &edited).map_err(|error| error.to_string());
        let read = rendered.map(|rendered| column(&records(&rendered), "tags").join("|"));
        let wanted: Vec<&str> = tagged.iter().enumerate().map(|(number, tagged)| if (number == at) == *tagged { "" } else { tag }).collect();
        prop_assert_eq!(read, Ok(wanted.join("|")));
    }
}

/// Another marker starts another list on GitHub, which an entry of its own must not leave or divide.
#[test]
fn entries_move_within_their_own_list() {
    let item =
        |marker: char, name: &str| format!("{marker} [{name}](https://tree.example/{name}) - Grows.\n");
    let names = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Larch", "Maple"];
    for place in 0..names.len() {
        let mut items: Vec<String> = names.iter().map(|name| item('-', name)).collect();
        items.insert(place, item('*', "Zelkova"));
        let source = format!("# Trees\n\n{}", items.concat());
        let formatted = formatted(&source, &Config::default(), Applicability::Unsafe).unwrap();
        assert_eq!((formatted.left_out, formatted.output), (Vec::new(), None), "{source}");
    }
    let astray = ["Alder", "Cedar", "Birch", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel"];
    let list = |names: &[&str]| names.iter().map(|name| item('-', name)).collect::<String>();
    let below = item('*', "Yew");
    let source = format!("# Trees\n\n{}{below}", list(&astray));
    assert_eq!(fmt(&source), format!("# Trees\n\n{}{below}", list(&names[..8])));
}

/// Without the character its line would be blank, and the list below loose.
#[test]
fn an_invisible_character_alone_on_its_line_stays() {
    let source = "- [Fir](https://fir.example) - Grows\n\u{200b}\n- [Oak](https://oak.example) - Grows\n";
    let formatted = formatted(source, &Config::default(), Applicability::Unsafe).unwrap();
    assert_eq!((formatted.left_out, formatted.output), (Vec::new(), None));
}
