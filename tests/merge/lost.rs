//! Merges that once lost a change, put it in the wrong place, or took two opinions for two entries.

use super::{assert_merges, merged};

/// Both sides change a line of an item, whatever stands behind it.
#[track_caller]
fn assert_conflict(base: &str, ours: &str, theirs: &str, words: [&str; 2]) {
    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let merged = merged(base, one, other);
        assert!(merged.conflicts > 0, "{}", merged.text);
        assert!(words.iter().all(|word| merged.text.contains(word)), "{}", merged.text);
    }
}

#[test]
fn further_lines_before_a_list_behind_a_tab_are_no_indent() {
    for (lines, nested) in [
        ("  WHERE\n", "\t- [bolt](https://bolt.example)\n"),
        ("WHERE\n", "\t- [bolt](https://bolt.example)\n"),
        ("  and then\n  WHERE\n", "\t* [bolt](https://bolt.example)\n"),
        ("  WHERE\n", "\t- [bolt](https://bolt.example)\n\t- [nut](https://nut.example)\n"),
        ("   WHERE\n", "\t1. [bolt](https://bolt.example)\n"),
    ] {
        let base =
            format!("- [saw](https://saw.example) - cuts\n{lines}{nested}- [vice](https://vice.example)\n");
        for base in [base.clone(), base.replace('\n', "\r\n")] {
            let (ours, theirs) =
                (base.replace("WHERE", "in the shed"), base.replace("WHERE", "on the bench"));
            assert_conflict(&base, &ours, &theirs, ["in the shed", "on the bench"]);
        }
    }
}

#[test]
fn two_names_for_one_entry_are_a_conflict() {
    let tables = |name: &str| {
        format!(
            "| Tool | Kind | Free |\n|---|---|---|\n| Saw | hand | yes |\n{name}\n| Vice | bench | no |\n"
        )
    };
    let bullets = |name: &str| format!("- Saw - Cuts.\n- {name}\n- Vice - Holds.\n");
    let base = tables("| Adze | hand | no |");
    assert_conflict(
        &base,
        &tables("| Axe | hand | no |"),
        &tables("| Plane | hand | no |"),
        ["Axe", "Plane"],
    );
    let base = bullets("Adze - Hews.");
    assert_conflict(&base, &bullets("Axe - Hews."), &bullets("Plane - Hews."), ["Axe", "Plane"]);
    assert_conflict(&bullets("Adze"), &bullets("Axe"), &bullets("Plane"), ["Axe", "Plane"]);
}

#[test]
fn two_entries_that_are_new_are_two() {
    let with = |name: &str| format!("| Tool | Kind |\n|---|---|\n| Saw | hand |\n{name}| Vice | bench |\n");
    let both = with("| Axe | hand |\n| Plane | hand |\n");
    assert_merges(&with(""), &with("| Axe | hand |\n"), &with("| Plane | hand |\n"), &both);
}

/// Two tables of one section with the same names: one side spoils a row of the first.
#[test]
fn a_row_is_not_changed_in_another_table() {
    let head = "| Tool | Mass | Note |\n|---|---|---|\n";
    let link = "[test](https://test.example/saw)";
    let second =
        format!("| saw | 7 | {link} |\n| vice | 8 | [held](https://held.example) |\n| adze | 9 | {link} |\n");
    let first = |mass: &str, vice: &str| {
        format!("# Tools\n\n{head}| saw | {mass} | {link} |\n{vice}\n\n{head}{second}")
    };
    let vice = "| vice | 2 | [held](https://held.example) |";
    let spoilt = format!("| vi | ce | 2 | {link} |");
    let base = first("1", vice);
    assert_merges(&base, &first("1", &spoilt), &first("5", vice), &first("5", &spoilt));
    assert_merges(&base, &first("5", vice), &first("1", &spoilt), &first("5", &spoilt));
}

#[test]
fn what_is_appended_to_a_list_that_was_sorted_meanwhile_goes_to_its_place() {
    let names = [
        "adze", "bevel", "chisel", "drill", "file", "gouge", "hammer", "jointer", "knife", "level", "mallet",
        "nail",
    ];
    let item = |name: &str| format!("- [{name}](https://{name}.example) - What {name} does.\n");
    let row = |name: &str| format!("| [{name}](https://{name}.example) | What {name} does |\n");
    let shuffled: Vec<&str> = (0..names.len()).map(|at| names[at * 5 % names.len()]).collect();
    let with_jig: Vec<&str> = names[..7].iter().chain(&["jig"]).chain(&names[7..]).copied().collect();
    let list = |names: &[&str]| names.iter().map(|name| item(name)).collect::<String>();
    let table = |names: &[&str]| {
        "| Tool | Does |\n|---|---|\n".to_owned() + &names.iter().map(|name| row(name)).collect::<String>()
    };
    let appended: Vec<&str> = shuffled.iter().chain(&["jig"]).copied().collect();
    for write in [&list as &dyn Fn(&[&str]) -> String, &table] {
        assert_merges(&write(&shuffled), &write(&names), &write(&appended), &write(&with_jig));
        assert_merges(&write(&shuffled), &write(&appended), &write(&names), &write(&with_jig));
    }
}
