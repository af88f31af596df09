//! What an item says as a paper is cited: authors, a venue, a date; and the same in records, which may be older.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use relist::config::Config;
use relist::records::{CellRecord, Dataset, Value, render};

use crate::cases::cases;
use crate::support::{broken_laws, records};

/// The cells of the only entry, but for its name and its links.
fn cells(item: &str) -> Vec<(String, String)> {
    let dataset = records(item);
    assert_eq!(broken_laws(item, &Config::default()), [""; 0], "{item}");
    let cells = dataset.listings.first().map(|listing| listing.entries[0].cells.clone());
    let cells = cells.unwrap_or_default().into_iter().filter(|(key, _)| key != "name" && key != "links");
    let cells = cells.inspect(|(key, cell)| {
        let says_nothing = cell.text.as_deref().is_none_or(str::is_empty);
        let is_picture = cell.markdown.as_deref().is_some_and(|source| source.starts_with(['!', ':']));
        assert!(!says_nothing || is_picture, "{item}: a reader sees nothing of `{key}`");
    });
    cells.map(|(key, cell)| (key, cell.markdown.unwrap_or_default().into_owned())).collect()
}

fn name(item: &str) -> String {
    let name = records(item).listings[0].entries[0].cells["name"].markdown.clone();
    name.unwrap_or_default().into_owned()
}

fn reads(item: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|(key, cell)| ((*key).to_owned(), (*cell).to_owned())).collect();
    assert_eq!(cells(&format!("{item}\n")), expected, "{item}");
}

const LARVA: &str = "[Larva](https://larva.example)";
const PDF: &str = "[[pdf]](https://p.example)";
const PAPER: &str = "[[paper](https://p.example)] [[code](https://c.example)]";

#[test]
fn authors_stand_behind_the_title() {
    let all = [("date", "2016"), ("authors", "A. Oak et al.")];
    reads(&format!("- **Larva** (2016), A. Oak et al. {PDF}"), &all);
    for title in ["Larva", "Larva: A Model of Moth, Pupa and Growth"] {
        let item = format!("- {title}, A. Oak and B. Elm. {PDF}");
        reads(&item, &[("authors", "A. Oak and B. Elm")]);
        assert_eq!(name(&item), title);
    }
    reads(
        &format!("- {LARVA} _Sourav Oak._ Arxiv 2024."),
        &[("date", "2024"), ("authors", "_Sourav Oak._"), ("venue", "Arxiv")],
    );
    reads(&format!("- Larva: A Model (2016), A. Oak et al., {PDF}"), &all);
    let all = [("date", "2019"), ("authors", "Ada Oak, Bo Elm"), ("venue", "ICLR")];
    for behind in
        [" - Ada Oak, Bo Elm, ICLR 2019.", ", Ada Oak, Bo Elm. ICLR 2019", "\n  Ada Oak, Bo Elm, ICLR 2019"]
    {
        reads(&format!("- {LARVA}{behind}"), &all);
    }
    reads(
        &format!("- **Larva.** *Ada Oak, Bo Elm, Cy Fir.* ICML 2019. {PAPER}"),
        &[("date", "2019"), ("authors", "*Ada Oak, Bo Elm, Cy Fir.*"), ("venue", "ICML")],
    );
    reads(
        &format!("1. **{LARVA}** {PAPER}\n   *Ada Oak, Bo Elm, Cy Fir.* ACL'24"),
        &[("authors", "*Ada Oak, Bo Elm, Cy Fir.*"), ("venue", "ACL'24")],
    );
    reads(
        &format!("1. **Larva**. (EMNLP 2022) <br />\n   Ada Oak, Bo Elm.\n   {PAPER}"),
        &[("date", "2022"), ("authors", "Ada Oak, Bo Elm"), ("venue", "EMNLP")],
    );
}

#[test]
fn venues_stand_before_the_title_or_behind_it() {
    let both = [("date", "2021"), ("venue", "ICLR")];
    for item in [
        format!("- (ICLR 2021) {LARVA}"),
        format!("- [ICLR2021] {LARVA}"),
        format!("- **[ICLR 2021]** {LARVA}"),
        format!("- (2021-ICLR) **Larva** {PAPER}"),
        format!("- [ICLR 2021] Larva: A Model {PAPER}"),
        format!("- (*ICLR 2021*) Larva: A Model? {PAPER}![stars](https://s.example/larva.svg)"),
        format!("- (*ICLR 2021*) {LARVA}"),
        format!("- {LARVA} (ICLR, 2021)"),
        format!("- (2021-ICLR) **Larva** {PAPER}\n[![b](b.svg)](https://b.example)"),
        "- **Larva**, ICLR 2021 [Paper](https://p.example)".to_owned(),
        format!("- {LARVA}, ICLR 2021, [Paper](https://p.example)"),
        format!("- {LARVA}: ICLR 2021"),
    ] {
        reads(&item, &both);
    }
    reads(
        &format!("- {LARVA} - Grows. (ICLR 2021)"),
        &[("date", "2021"), ("venue", "ICLR"), ("description", "Grows.")],
    );
    reads(
        &format!("- {LARVA}: ICLR 2021. Grows."),
        &[("date", "2021"), ("venue", "ICLR"), ("description", "Grows.")],
    );
    reads(
        "1. **Larva.** *Ada Oak, Bo Elm, and et al.* <ins>Findings of ACL</ins> 2022. [[pdf](https://p.example)]; [[code](https://c.example)]. ![a](a.svg)",
        &[
            ("date", "2022"),
            ("authors", "*Ada Oak, Bo Elm, and et al.*"),
            ("venue", "Findings of ACL"),
            ("tags", "![a](a.svg)"),
        ],
    );
    reads(
        &format!("1. **Larva.**\n\n   *Yuxin Oak* {PAPER} 2022.5\n"),
        &[("date", "2022.5"), ("authors", "*Yuxin Oak*")],
    );
    reads(
        &format!("- (Growth in water; ICLR 2021) **Larva** {PDF}"),
        &[("date", "2021"), ("venue", "ICLR"), ("tags", "Growth in water")],
    );
    reads(
        &format!("- (EMNLP 2024 Findings) **Larva** {PDF}"),
        &[("date", "2024"), ("venue", "EMNLP"), ("tags", "Findings")],
    );
    reads(
        &format!("- {LARVA}. Oak et al. Siggraph 2009."),
        &[("date", "2009"), ("authors", "Oak et al."), ("venue", "Siggraph")],
    );
    reads(
        &format!("- {LARVA}. Oak et al. ACM Transactions on Larvae (TOL), 31(1), (2012)."),
        &[("date", "2012"), ("authors", "Oak et al."), ("venue", "ACM Transactions on Larvae (TOL), 31(1)")],
    );
    for label in ["(*NeurIPS'24*)", "[NeurIPS'24]", "(NeurIPS'24)"] {
        reads(&format!("- {label} {LARVA}"), &[("venue", "NeurIPS'24")]);
        reads(&format!("- {label} Larva: A Model {PAPER}"), &[("venue", "NeurIPS'24")]);
    }
    reads(
        &format!("- {LARVA} - [ICLR 2021] Grows."),
        &[("date", "2021"), ("venue", "ICLR"), ("description", "Grows.")],
    );
    reads(
        "- Larva: **\"Deep Roots\"**. ICLR 2021. [Paper](https://p.example)",
        &[("date", "2021"), ("venue", "ICLR"), ("description", "**\"Deep Roots\"**")],
    );
    reads(
        "- Larva **Deep Roots**. *Ada Oak et al.* ICLR 2021. [Paper](https://p.example)",
        &[
            ("date", "2021"),
            ("authors", "*Ada Oak et al.*"),
            ("venue", "ICLR"),
            ("description", "**Deep Roots**"),
        ],
    );
    reads(&format!("- [2021/05] {LARVA} (ICLR 2021)"), &[("date", "2021/05"), ("venue", "ICLR 2021")]);
    reads(
        &format!("- (2021-ICLR, CORE-A) **Larva** {PAPER}"),
        &[("date", "2021"), ("venue", "ICLR"), ("tags", "CORE-A")],
    );
}

/// What stands between two parts of a citation may be a bar, a line break, or the brackets of a school.
#[test]
fn citations_are_told_by_their_parts() {
    let all = [("date", "2019"), ("authors", "Ada Oak, Bo Elm"), ("venue", "ICML")];
    reads("- 2019 | Larva Grows | Ada Oak, Bo Elm | ICML | [`PDF`](https://p.example)", &all);
    reads(&format!("- {LARVA}\\\n  Ada Oak, Bo Elm\\\n  ICML 2019 {PDF}"), &all);
    reads(&format!("- Larva Grows. Ada Oak, Bo Elm. ICML 2019. {PDF}"), &all);
    reads(
        &format!("- Larva Grows. A. Oak, B. Elm. *ICML* 2019. {PDF}"),
        &[("date", "2019"), ("authors", "A. Oak, B. Elm"), ("venue", "ICML")],
    );
    for school in
        ["Ada Oak (Elm University) et al.", "Ada F. Oak (Elm)", "Ada Oak (Elm), Bo Elm (Oak Labs) et al."]
    {
        reads(
            &format!("- [2023/07] **Larva.** *{school} arXiv.* {PDF}")
                .replace(" (Elm) arXiv", " (Elm), arXiv"),
            &[("date", "2023/07"), ("authors", school), ("venue", "arXiv")],
        );
    }
    reads(
        &format!("- [2023/07] **Larva.** *Ada Oak et al.arXiv.* {PDF}"),
        &[("date", "2023/07"), ("authors", "Ada Oak et al."), ("venue", "arXiv")],
    );
    reads(
        &format!("- **Larva.** *Ada Oak et al. IEEE (RAL)* {PDF}"),
        &[("authors", "Ada Oak et al."), ("venue", "IEEE (RAL)")],
    );
    reads(
        &format!("- {LARVA}\n  - Ada Oak, Bo Elm, and Cy Fir. Larva AI Blog, 2020."),
        &[("date", "2020"), ("authors", "Ada Oak, Bo Elm, and Cy Fir"), ("venue", "Larva AI Blog")],
    );
    reads(
        &format!("- {LARVA} Oak & Elm. SIGGRAPH 1997."),
        &[("date", "1997"), ("authors", "Oak & Elm"), ("venue", "SIGGRAPH")],
    );
    reads(
        &format!("- {LARVA}, ACM Computing Surveys 2018"),
        &[("date", "2018"), ("venue", "ACM Computing Surveys")],
    );
}

/// A word behind the venue says how a paper was shown there.
#[test]
fn venues_have_ranks() {
    for said in ["ICLR 2021 Oral", "(ICLR 2021 Oral)", "- ICLR 2021 (Oral)"] {
        reads(&format!("- {LARVA} {said}"), &[("date", "2021"), ("venue", "ICLR"), ("tags", "Oral")]);
    }
    reads(&format!("- {LARVA}, ICLR (Best Paper)"), &[("venue", "ICLR"), ("tags", "Best Paper")]);
    reads(&format!("- {LARVA} - Oral"), &[("description", "Oral")]);
}

#[test]
fn titles_may_be_quoted() {
    let quoted = "\"Larva: Roots of a \"Moth\"\"";
    for (item, told) in [
        (format!("- {quoted}, 2024-07, {PDF} [[repo]](https://r.example)"), vec![("date", "2024-07")]),
        (format!("- {quoted}, 2024-06, ICML 24, {PDF}"), vec![("date", "2024-06"), ("venue", "ICML 24")]),
        (format!("- {quoted}, *arXiv, Oct 2020*, {PAPER}"), vec![("date", "Oct 2020"), ("venue", "arXiv")]),
        (format!("- {quoted}, 2024-04, `topic`, {PDF}"), vec![("date", "2024-04"), ("tags", "`topic`")]),
    ] {
        reads(&item, &told);
        assert_eq!(name(&item), quoted);
    }
    for separator in [": ", ":"] {
        for venue in ["*EMNLP, Oct 2022*", "EMNLP, Oct 2022"] {
            reads(
                &format!("- **Larva**{separator}{quoted}, {venue}. {PAPER}"),
                &[("date", "Oct 2022"), ("venue", "EMNLP"), ("description", quoted)],
            );
        }
    }
}

#[test]
fn authors_stand_before_the_title() {
    for (item, authors, venue, title) in [
        (
            "Ada Oak, Bo Elm, Cy Fir, Deep Roots of a Moth, arXiv:1603.08155, 2016.",
            "Ada Oak, Bo Elm, Cy Fir",
            "arXiv:1603.08155",
            "Deep Roots of a Moth",
        ),
        (
            "Ada Oak and Bo Elm, MOTH: A Model of Growth (ICML 2016)",
            "Ada Oak and Bo Elm",
            "ICML",
            "MOTH: A Model of Growth",
        ),
        (
            "Oak, Ada, et al. **Deep Roots.** arXiv preprint arXiv:2010.05379 (2016).",
            "Oak, Ada, et al.",
            "arXiv preprint arXiv:2010.05379",
            "**Deep Roots.**",
        ),
        (
            "Oak, Ada, Bo Elm, and Cy Fir. **Deep Roots.** Larvae: roots and leaves. 2016.",
            "Oak, Ada, Bo Elm, and Cy Fir",
            "Larvae: roots and leaves",
            "**Deep Roots.**",
        ),
        (
            "Ada Oak et al. **Deep Roots.** Proceedings of the Conference on Larvae (CVPR). 2016.",
            "Ada Oak et al.",
            "Proceedings of the Conference on Larvae (CVPR)",
            "**Deep Roots.**",
        ),
    ] {
        let item = format!("- {item} {PDF}");
        reads(&item, &[("date", "2016"), ("authors", authors), ("venue", venue)]);
        assert_eq!(name(&item), title);
    }
}

/// So do a year and authors in front of a link, as in lists of references.
#[test]
fn references_start_with_their_authors() {
    let both = [("date", "2018"), ("authors", "Ada Oak and Bo Elm"), ("venue", "Proceedings of ACL 2018")];
    reads(&format!("- Ada Oak and Bo Elm. 2018. {LARVA}. In *Proceedings of ACL 2018*."), &both);
    reads(
        &format!("- Ada Oak. 2018. {LARVA}. *Roots and Leaves*."),
        &[("date", "2018"), ("authors", "Ada Oak"), ("venue", "Roots and Leaves")],
    );
    reads(
        "- Oak Z, Elm T, Fir X, et al. <b>Deep Roots[J]</b>. The Journal of Larvae, 2018: 1-20. [Link](https://p.example)",
        &[("date", "2018"), ("authors", "Oak Z, Elm T, Fir X, et al."), ("venue", "The Journal of Larvae")],
    );
    for other in ["The best of 2018.", "Since 2018.", "Read it. 2018."] {
        let told = cells(&format!("- {other} {LARVA}\n"));
        assert!(told.iter().all(|(key, _)| key != "authors"), "{other}");
    }
}

/// Links, a topic or a label may stand before the title.
#[test]
fn titles_stand_behind_what_they_are_of() {
    for links in ["[[2305.01234]](https://p.example)", "[[2305.01234](https://p.example)]", PAPER] {
        let item = format!("- {links} Larva: A Model of Growth");
        reads(&item, &[]);
        assert_eq!(name(&item), "Larva: A Model of Growth");
    }
    for (item, told) in [
        (
            format!("- (arXiv preprint 2023) [💬Roots + Leaves] **Larva** {PAPER}"),
            vec![("date", "2023"), ("venue", "arXiv preprint"), ("tags", "💬Roots + Leaves")],
        ),
        (format!("- ⭐(ICML 2023) **Larva** {PAPER}"), vec![("date", "2023"), ("venue", "ICML")]),
        (
            format!("- (Transactions on Larvae and Moths) [Survey] **Larva** {PAPER}"),
            vec![("venue", "Transactions on Larvae and Moths"), ("tags", "Survey")],
        ),
        (format!("- [SC'25] {LARVA}"), vec![("venue", "SC'25")]),
        (format!("- {LARVA}\n- [ICML'25] Larva: A Model"), vec![]),
        (format!("- **[ICML 2023]** Larva: A Model {PAPER}"), vec![("date", "2023"), ("venue", "ICML")]),
    ] {
        reads(&item, &told);
    }
    let list = records(&format!("- {LARVA}\n- [ICML'25] Larva: A Model\n"));
    let cells = &list.listings[0].entries[1].cells;
    assert_eq!(
        ["name", "venue"].map(|key| cells[key].markdown.as_deref()),
        [Some("Larva: A Model"), Some("ICML'25")]
    );
}

/// The venue may be in code or end the title in emphasis, and pictures may stand in front of links behind a line break.
#[test]
fn marks_set_parts_of_a_citation_apart() {
    reads(&format!("- **Larva.** `preprint` {PDF}"), &[("venue", "`preprint`")]);
    for venue in ["*ICML'24* ", "_ICML'24_", "*ICML'24*, "] {
        let item = format!("- Larva: A Model of Growth, {venue}([Paper](https://p.example))");
        reads(&item, &[("venue", "ICML'24")]);
        assert_eq!(name(&item), "Larva: A Model of Growth");
    }
    reads(
        &format!(
            "- {LARVA}<br>:open_mouth:oral:star:[code](https://c.example):house:[project](https://h.example)"
        ),
        &[("tags", "oral")],
    );
    reads(
        &format!(
            "1. **Larva.** `ICML 2023`\n\n   *Ada Oak, Bo Elm* {PAPER}, 2023.5, ![](b.svg) ![](c.svg)\n"
        ),
        &[
            ("date", "2023.5"),
            ("authors", "*Ada Oak, Bo Elm*"),
            ("venue", "`ICML 2023`"),
            ("tags", "![](b.svg) ![](c.svg)"),
        ],
    );
    reads(
        &format!("- {LARVA}, B. Oak, Root Science 2018"),
        &[("date", "2018"), ("authors", "B. Oak"), ("venue", "Root Science")],
    );
    reads(
        &format!("- {LARVA}\n  - Aba Oak, Bo Elm, Cy Fir\n  - Key: roots"),
        &[("authors", "Aba Oak, Bo Elm, Cy Fir"), ("notes", "- Key: roots")],
    );
}

/// Badges behind a title have the authors on the line below, and comments say nothing.
#[test]
fn links_end_before_the_next_line() {
    let badge = "[![arXiv](a.svg)](https://p.example)";
    for title in [LARVA, "**Larva**"] {
        for authors in ["Ada Oak, Bo Elm, Cy Fir", "*Ada Oak, Bo Elm, Cy Fir*"] {
            reads(&format!("- {title} {badge}\n  {authors}"), &[("authors", authors)]);
            reads(&format!("- {title} {badge}\\\n  {authors}"), &[("authors", authors)]);
        }
    }
    reads(
        &format!("- {LARVA}, Oak et al., ICML 2021 | [code](https://c.example) <!---oak-->"),
        &[("date", "2021"), ("authors", "Oak et al."), ("venue", "ICML")],
    );
}

/// A bold title with its venue is an entry, though its links stand in a paragraph below.
#[test]
fn papers_may_have_their_links_below() {
    let list = format!(
        "1. **Larva.** ICML 2020. ![](larva.svg)\n\n   *Ada Oak, Bo Elm.* {PDF}\n\n2. **Pupa.** Preprint.\n\n   *Cy Fir.* {PDF}\n"
    );
    let dataset = records(&list);
    assert_eq!(dataset.listings[0].entries.len(), 2, "{list}");
    assert_eq!(dataset.listings[0].entries[1].cells["venue"].markdown.as_deref(), Some("Preprint"));
    assert_eq!(broken_laws(&list, &Config::default()), [""; 0]);
}

#[test]
fn dates_stand_apart() {
    for (item, date) in [
        (format!("- {LARVA} *2019* - Grows."), "*2019*"),
        (format!("- {LARVA} - Grows. (2019)"), "2019"),
        (format!("- {LARVA} - Grows. (May 2023)"), "May 2023"),
        (format!("- {LARVA} - Grows. [2023-05]"), "2023-05"),
        (format!("- [2023/05] {LARVA} - Grows."), "2023/05"),
        (format!("- {LARVA} (Jun 2021) - Grows."), "Jun 2021"),
        (format!("- {LARVA} (Jun., 2021) - Grows."), "Jun., 2021"),
        (format!("- 🔥 [2023/05] {LARVA} - Grows."), "2023/05"),
    ] {
        reads(&item, &[("date", date), ("description", "Grows.")]);
        let value = records(&format!("{item}\n")).listings[0].entries[0].cells["date"].value.clone();
        assert!(matches!(value, Some(Value::Date(_))), "{item}");
    }
    reads(
        &format!("- {LARVA} - How roots grow, June 11, 2020."),
        &[("date", "June 11, 2020"), ("description", "How roots grow")],
    );
    reads(
        &format!("- {LARVA}, Peter Oak, June 11, 2020."),
        &[("date", "June 11, 2020"), ("authors", "Peter Oak")],
    );
    reads(&format!("- {LARVA} - 2019"), &[("date", "2019")]);
    reads(&format!("- {LARVA} - May 2019"), &[("date", "May 2019")]);
    reads("- **Larva**, 2019. [Paper](https://p.example)", &[("date", "2019")]);
}

#[test]
fn titles_end_before_their_venue() {
    reads(&format!("- Larva Grows (arXiv'23) {PAPER}"), &[("venue", "arXiv'23")]);
    reads(&format!("- Larva Grows (ICML 2019) {PAPER}"), &[("date", "2019"), ("venue", "ICML")]);
    reads(
        &format!("- Larva Grows (2019), A. Oak et al. {PDF}."),
        &[("date", "2019"), ("authors", "A. Oak et al.")],
    );
    reads(
        "- **Larva**, Annals of Tree Science 2019 [Paper](https://p.example)",
        &[("date", "2019"), ("venue", "Annals of Tree Science")],
    );
    let name =
        records(&format!("- Larva Grows (arXiv'23) {PAPER}\n")).listings[0].entries[0].cells["name"].clone();
    assert_eq!(name.markdown.as_deref(), Some("Larva Grows"));
}

/// Names after `by` are authors.
#[test]
fn makers_stand_behind_by() {
    let ada = "[Ada](https://ada.example)";
    let both = [("authors", ada), ("description", "Grows.")];
    for item in [
        format!("- {LARVA} by {ada} - Grows."),
        format!("- **{LARVA}** by {ada}: Grows."),
        format!("- {LARVA} (by {ada}) - Grows."),
    ] {
        reads(&item, &both);
    }
    reads(
        &format!("- {LARVA} - Grows leaves by {ada}."),
        &[("authors", ada), ("description", "Grows leaves")],
    );
    reads(
        &format!("- {LARVA} by {ada}, [Bo](https://bo.example) - Grows."),
        &[("authors", "[Ada](https://ada.example), [Bo](https://bo.example)"), ("description", "Grows.")],
    );
    reads(
        &format!("- {LARVA} - Grows leaves by the {ada}."),
        &[("authors", ada), ("description", "Grows leaves")],
    );
    for who in ["Peter Oak", "Google", "Larva Labs", "the Larva team"] {
        let authors = who.trim_start_matches("the ");
        reads(&format!("- {LARVA} - Leaves by {who}."), &[("authors", authors), ("description", "Leaves")]);
    }
    reads(
        &format!("- {LARVA},<br> by *Ada Oak and Bo Elm*\n  <br><br>"),
        &[("authors", "*Ada Oak and Bo Elm*")],
    );
    reads(
        &format!("- {LARVA} **Roots of Larvae** *University of the Coast* ![notes](notes.svg)"),
        &[
            ("authors", "*University of the Coast*"),
            ("description", "**Roots of Larvae**"),
            ("tags", "![notes](notes.svg)"),
        ],
    );
    reads(
        &format!("- {LARVA} **Roots of Larvae** ![notes](notes.svg)\n*Coast College*"),
        &[
            ("authors", "*Coast College*"),
            ("description", "**Roots of Larvae**"),
            ("tags", "![notes](notes.svg)"),
        ],
    );
    for (said, authors) in [
        ("by A. Oak", "A. Oak"),
        ("by Ada Oak and Bo Elm.", "Ada Oak and Bo Elm"),
        ("by OakSoft", "OakSoft"),
        ("by @ada", "@ada"),
    ] {
        reads(&format!("- {LARVA} {said}"), &[("authors", authors)]);
        reads(&format!("- {LARVA} - {said}"), &[("authors", authors)]);
    }
    reads(&format!("- {LARVA} - by Oak Society (PDF)"), &[("authors", "Oak Society"), ("tags", "PDF")]);
    reads(&format!("- {LARVA} by Ada Oak - Grows."), &[("authors", "Ada Oak"), ("description", "Grows.")]);
}

/// A firm may be all that is said of a thing, or stand in brackets behind its name.
#[test]
fn firms_are_makers() {
    for said in ["(Google)", "- Google", ", Larva Labs"] {
        let firm = said.trim_matches([',', '-', ' ', '(', ')']);
        reads(&format!("- {LARVA} {said}").replace(" ,", ","), &[("authors", firm)]);
    }
    reads(&format!("- {LARVA} *DeepMind*"), &[("authors", "*DeepMind*")]);
    reads(&format!("- {LARVA} (Google) - Grows."), &[("authors", "Google"), ("description", "Grows.")]);
}

/// Of a book the names of its authors may be all that is said.
#[test]
fn books_have_authors() {
    for (said, authors) in [
        ("A. Oak", "A. Oak"),
        ("Peter Oak", "Peter Oak"),
        ("Peter Oak, Bo Elm", "Peter Oak, Bo Elm"),
        ("Peter Oak et al.", "Peter Oak et al."),
    ] {
        reads(&format!("- {LARVA} - {said}"), &[("authors", authors)]);
        reads(&format!("- {LARVA} - {said} (PDF)"), &[("authors", authors), ("tags", "PDF")]);
        let tags = "(PDF) *(archived)*";
        reads(&format!("- {LARVA} - {said} {tags}"), &[("authors", authors), ("tags", tags)]);
        reads(
            &format!("- {LARVA} - {said} ([PDF](https://p.example)) (MIT)"),
            &[("authors", authors), ("tags", "MIT")],
        );
    }
    reads(&format!("- {LARVA} - Ada Oak, Bo Elm (PDF)"), &[("authors", "Ada Oak, Bo Elm"), ("tags", "PDF")]);
    reads(
        &format!("- {LARVA} - Peter Oak (PDF, [code](https://c.example))"),
        &[("authors", "Peter Oak"), ("description", "(PDF, [code](https://c.example))")],
    );
    reads(
        &format!("- {LARVA} (OakSoft, 2026) - Grows."),
        &[("date", "2026"), ("authors", "OakSoft"), ("description", "Grows.")],
    );
    // A file format tells that what is before it has been written.
    reads(&format!("- {LARVA} - Yazdun Oak (PDF)"), &[("authors", "Yazdun Oak"), ("tags", "PDF")]);
    reads(
        &format!("- {LARVA} - Yazdun Oak (2.6 or 3.x)"),
        &[("authors", "Yazdun Oak"), ("tags", "2.6 or 3.x")],
    );
}

/// Authors are also read below the title, in a paragraph or in the first bullet.
#[test]
fn authors_stand_below_the_title() {
    let all = [("date", "2019"), ("authors", "*Ada Oak, Bo Elm*"), ("venue", "ICML")];
    reads(&format!("- {LARVA}\n\n  *Ada Oak, Bo Elm*, ICML 2019"), &all);
    reads(&format!("- **Larva**, ICML 2019\n\n  *Ada Oak, Bo Elm* {PDF}"), &all);
    reads(&format!("- {LARVA}\n  - *Ada Oak, Bo Elm*, ICML 2019"), &all);
    reads(
        &format!("- {LARVA}\n\n  Peter Oak, Bo Elm\n\n  Grows."),
        &[("authors", "Peter Oak, Bo Elm"), ("notes", "Grows.")],
    );
    reads(&format!("- {LARVA}\n\n  Ada Oak grows.\n"), &[("notes", "Ada Oak grows.")]);
    let authors = "*Ada Oak\\*, Bo Elm\\*, Cy Fir.*";
    reads(
        &format!("1. **Larva.** ACL 2021. ![a](a.svg) ![b](b.svg)\n\n   {authors} {PAPER}, 2020.12\n"),
        &[("date", "2021"), ("authors", authors), ("venue", "ACL"), ("tags", "![a](a.svg) ![b](b.svg)")],
    );
    reads(
        &format!("1. **Larva.** Preprint.\n\n   {authors} {PAPER} 2021.3\n"),
        &[("date", "2021.3"), ("authors", authors), ("venue", "Preprint")],
    );
    let below = |said: &str| format!("1. **Larva.** IEEE CLOUD 2021. {PAPER}\n\n   {said}\n");
    let venue = [("date", "2021"), ("venue", "IEEE CLOUD")];
    for authors in ["*Oak, Ada and Elm, Bo.*", "*ADA OAK, Bo Elm1.*", "*Ada Oak.*"] {
        let expected = [("date", "2021"), ("authors", authors), ("venue", "IEEE CLOUD")];
        reads(&below(authors), &expected);
    }
    for said in ["*Best Paper*", "*Grows: Ada Oak*", "*It grows on Sand.*"] {
        reads(&below(said), &[&venue[..], &[("notes", said)]].concat());
    }
    reads(
        &format!("- Larva: A Model. ACM Multimedia, 2021. {PAPER}"),
        &[("date", "2021"), ("venue", "ACM Multimedia")],
    );
    reads(
        &format!("- `[Oak et al. ICLR21]` Larva: A Model. ICLR, 2021. {PAPER}"),
        &[("date", "2021"), ("venue", "ICLR"), ("tags", "`[Oak et al. ICLR21]`")],
    );
}

/// What may be something else stays what it is.
#[test]
fn words_stay_a_description() {
    for said in [
        "Grows since (2016)",
        "Grows (2016).",
        "Code for our paper at ICML 2019.",
        "Visual Studio 2019",
        "San Francisco, 2019",
        "Windows, macOS, Linux",
        "Machine Learning, Deep Learning, Computer Vision",
        "Ada Oak, Bo Elm",
        "2019 was a good year.",
        "A. Oak grows.",
        "written by A. Oak",
        "by hand",
        "by Example",
        "Oak University (PDF)",
        "Oak Handbook (PDF)",
        "Learn Roots by Proxy",
        "Find leaves by Colour",
        "Developed by Google",
        "Runs on chips by Apple Silicon",
        "Ada Library",
        "Simon Library",
        "A. Oak and what grows on it",
        "A fork of Moth by [Ada](https://ada.example)",
        "Powered by [Ada](https://ada.example).",
        "Grows by [rivers](https://rivers.example).",
        "by [Ada](https://ada.example) and what grows on it",
        "Grows (version 2019.1)",
        "Port of Moth by Ada Oak",
        "Grows until Monday, June 11, 2020.",
        "Grows up to June 2020.",
    ] {
        let told = cells(&format!("- {LARVA} - {said}\n"));
        let keys: Vec<&str> = told.iter().map(|(key, _)| key.as_str()).filter(|key| *key != "tags").collect();
        assert_eq!(keys, ["description"], "{said}");
    }
}

/// An item below another is one whether it is described or cited.
#[test]
fn what_is_cited_below_an_entry_is_an_entry() {
    let list = format!("- {LARVA} - Grows.\n  - [Pupa](https://pupa.example) - A. Oak et al., ICML 2019.\n");
    let levels: Vec<usize> = records(&list).listings[0].entries.iter().map(|entry| entry.level).collect();
    assert_eq!(levels, [0, 1]);
    assert_eq!(broken_laws(&list, &Config::default()), [""; 0]);
}

/// Records that were written before there were authors and venues fit the list that they were read from.
#[test]
fn older_records_still_render() {
    let list = format!(
        "# Insects\n\n- {LARVA} - Ada Oak, Bo Elm, ICLR 2019.\n- [Moth](https://moth.example) - Flies.\n- (ICLR 2021) [Pupa](https://pupa.example)\n"
    );
    let older = |form: &str| {
        format!(
            r#"{{"relist": 2, "listings": [{{"id": "insects", "kind": "bullets", "form": "- {{name}} - {{description}}", "columns": [
            {{"key": "name", "name": "name", "kind": "name"}}, {{"key": "description", "name": "description"}}, {{"key": "tags", "name": "tags"}}],
            "entries": [
            {{"cells": {{"name": "{LARVA}", "description": "Ada Oak, Bo Elm, ICLR 2019."}}}},
            {{"cells": {{"name": "[Moth](https://moth.example)", "description": "Flies."}}}},
            {{"form": "{form}", "cells": {{"name": "[Pupa](https://pupa.example)", "tags": "ICLR 2021"}}}}]}}]}}"#
        )
    };
    let dataset = Dataset::from_json(&older("- ({tags}) {name}")).unwrap();
    assert_eq!(
        render(&list, &Config::default(), &dataset).map_err(|error| error.to_string()),
        Ok(list.clone())
    );
    let edited = older("- ({tags}) {name}").replace("Flies.", "Flies at night.").replace("Bo Elm", "Cy Fir");
    let written = render(&list, &Config::default(), &Dataset::from_json(&edited).unwrap());
    let expected = list.replace("Flies.", "Flies at night.").replace("Bo Elm", "Cy Fir");
    assert_eq!(written.map_err(|error| error.to_string()), Ok(expected));
}

/// So do those that were written before a remark beside the name, tags behind a `#`, and who gives a course were read.
#[test]
fn records_of_the_version_before_still_render() {
    let list = format!(
        "# Insects\n\n- {LARVA} (a kind of worm) - Crawls. ![low](low.svg)\n- [Moth](https://moth.example) - Flies. #night\n\
         - [Pupa](https://pupa.example) - **Rest** *University of the Coast*\n- [Wasp](https://wasp.example) - Stings by Larva Labs.\n"
    );
    let older = format!(
        r#"{{"relist": 3, "listings": [{{"id": "insects", "kind": "bullets", "form": "- {{name}} - {{description}}", "columns": [
        {{"key": "name", "name": "name", "kind": "name"}}, {{"key": "description", "name": "description"}}, {{"key": "tags", "name": "tags"}}],
        "entries": [
        {{"form": "- {{name}} {{description}} {{tags}}", "cells": {{"name": "{LARVA}", "description": "(a kind of worm) - Crawls.", "tags": "![low](low.svg)"}}}},
        {{"cells": {{"name": "[Moth](https://moth.example)", "description": "Flies. #night"}}}},
        {{"cells": {{"name": "[Pupa](https://pupa.example)", "description": "**Rest** *University of the Coast*"}}}},
        {{"cells": {{"name": "[Wasp](https://wasp.example)", "description": "Stings by Larva Labs."}}}}]}}]}}"#
    );
    let written = |records: &str| {
        let records = Dataset::from_json(records).unwrap();
        render(&list, &Config::default(), &records).map_err(|error| error.to_string())
    };
    assert_eq!(written(&older), Ok(list.clone()));
    let edit = |text: &str| {
        text.replace("Flies.", "Flies by night.").replace("Coast", "Hills").replace("Crawls.", "Creeps.")
    };
    assert_eq!(written(&edit(&older)), Ok(edit(&list)));
}

/// A record by itself does not say where its links by reference lead.
#[test]
fn older_records_keep_their_links_by_reference() {
    let list = "# Editors\n\n- [Ash](https://ash.example) - Edits. ![Free][free] [![Open][open]](https://ash.example/code)\n\
        - [Elm][elm] - Edits, too. ![Free][free]\n\n[elm]: https://elm.example\n[free]: free.svg\n[open]: open.svg\n";
    let today = records(list).to_json();
    let older = today.replacen("\"relist\": 6", "\"relist\": 2", 1);
    assert_ne!(older, today);
    let written = render(list, &Config::default(), &Dataset::from_json(&older).unwrap());
    assert_eq!(written.map_err(|error| error.to_string()), Ok(list.to_owned()));
}

/// How items are cited, with the places of a date, authors and a venue.
const SHAPES: [&str; 8] = [
    "**Larva #** (D), A [[pdf]](https://p.example/#)",
    "[Larva #](https://l.example/#) - A, V D.",
    "[Larva #](https://l.example/#), A, V D",
    "**Larva #.** *A.* V D. [[paper](https://p.example/#)] [[code](https://c.example/#)]",
    "(V D) [Larva #](https://l.example/#)",
    "[D] [Larva #](https://l.example/#) - Grows.",
    "[Larva #](https://l.example/#) *D* - Grows.",
    "[Larva #](https://l.example/#) - Grows. (D)",
];

fn item(number: usize, shape: usize, [date, authors, venue]: [&str; 3]) -> String {
    let text = SHAPES[shape].replace('D', date).replace('V', venue);
    let text = text
        .replace("A,", &format!("{authors},"))
        .replace("A [", &format!("{authors} ["))
        .replace("*A.*", &format!("*{authors}.*"));
    format!("- {}\n", text.replace('#', &number.to_string()))
}

proptest! {
    #![proptest_config(cases(200))]

    /// A date, the authors or the venue of any item may be changed: it alone changes, in the spelling of its place.
    #[test]
    fn cited_cells_are_edited_alone(list in vec(0..SHAPES.len(), 1..7), at: Index, which in 0..3usize) {
        let at = at.index(list.len());
        let own = ["2019", "Ada B. Oak, Bo Elm", "ICML"];
        let mut other = own;
        other[which] = ["2021", "Cy D. Fir and Di Ash", "EMNLP"][which];
        let write = |number: usize, shape: &usize| item(number, *shape, if number == at { other } else { own });
        let source: String = list.iter().enumerate().map(|(number, shape)| item(number, *shape, own)).collect();
        let wanted: String = list.iter().enumerate().map(|(number, shape)| write(number, shape)).collect();
        prop_assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{}", source);
        let mut edited = records(&source);
        let key = ["date", "authors", "venue"][which];
        let cell = edited.listings[0].entries[at].cells.get_mut(key);
        let is_there = SHAPES[list[at]].contains(["D", "A", "V"][which]);
        prop_assert_eq!(cell.is_some(), is_there, "{}", source);
        if let Some(cell) = cell {
            if key == "date" {
                cell.value = Some(Value::Date("2021".parse().unwrap()));
            } else {
                let text = cell.markdown.as_deref().unwrap_or_default().replace(own[which], other[which]);
                *cell = CellRecord::from_markdown(text);
            }
        }
        let rendered = render(&source, &Config::default(), &edited).map_err(|error| error.to_string());
        prop_assert_eq!(rendered, Ok(wanted));
    }
}
