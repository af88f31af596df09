//! Tables in HTML: a changed cell changes its bytes alone, rows come, go and move with their tags, and what a cell cannot
//! hold is refused.

use super::fresh::assert_complete;
use super::{CellRecord, cell, changes, edited, read, record, write};
use crate::records::{Dataset, Problem};

const TREES: &str = "\
# Trees

<table>
  <thead><tr><th align=left>Tree</th><th>Planted</th><th>Note</th></tr></thead>
  <tbody>
  <tr>
    <td><a href=\"https://ash.example\">Ash</a></td>
    <td class='d'>2021-03</td>
    <td>
      Grows
      fast.
    </td>
  </tr>
  <!-- evergreen -->
  <tr id=fir><td>Fir</td><td>2020-11</td><td></td></tr>
  <tr><td>Yew</td><td><b>2019-05</b></td><td>Lives | long.</td>
  </tbody>
</table>

Text.
";

/// What rendering says of an edit that it refuses.
fn refusal(source: &str, edit: impl FnOnce(&mut Dataset<'_>)) -> Problem {
    let mut dataset = read(source);
    edit(&mut dataset);
    write(source, &dataset).unwrap_err().problem
}

fn quoted(source: &str) -> String {
    source.lines().flat_map(|line| ["> ", line, "\n"]).collect()
}

#[test]
fn unchanged_records_give_the_bytes_back() {
    for source in [TREES, &TREES.replace('\n', "\r\n"), &quoted(TREES), TREES.trim_end()] {
        assert_eq!(write(source, &read(source)).as_deref(), Ok(source));
        assert_complete(source);
    }
    let dataset = read(TREES);
    let listing = &dataset.listings[0];
    assert_eq!(listing.entries[0].cells["note"].markdown.as_deref(), Some("Grows fast."));
    assert_eq!(read(&quoted(TREES)).listings[0].entries, listing.entries);
}

#[test]
fn a_changed_cell_changes_its_own_bytes() {
    for (key, entry, new, line) in [
        ("tree", 0, "<i>Oak</i>", "    <td><i>Oak</i></td>\n"),
        ("planted", 2, "2019", "  <tr><td>Yew</td><td>2019</td><td>Lives | long.</td>\n"),
        ("note", 1, "a | b", "  <tr id=fir><td>Fir</td><td>2020-11</td><td>a | b</td></tr>\n"),
        ("note", 2, "", "  <tr><td>Yew</td><td><b>2019-05</b></td><td></td>\n"),
    ] {
        let output = edited(TREES, |d| cell(d, 0, entry, key).markdown = Some(new.into()));
        assert_eq!(changes(TREES, &output), (vec![line], 1), "{key}");
    }
    let output = edited(TREES, |d| cell(d, 0, 2, "planted").value = super::value("\"2018-01\""));
    let line = "  <tr><td>Yew</td><td><b>2018-01</b></td><td>Lives | long.</td>\n";
    assert_eq!(changes(TREES, &output), (vec![line], 1));
}

/// White space that is left alone between two tags would be a blank line, which ends the HTML.
#[test]
fn a_cell_of_several_lines_may_become_blank() {
    let output = edited(TREES, |d| cell(d, 0, 0, "note").markdown = Some("".into()));
    assert_eq!(changes(TREES, &output), (vec!["    <td></td>\n"], 4));
    let output = edited(&quoted(TREES), |d| cell(d, 0, 0, "note").markdown = Some("".into()));
    assert!(output.contains(">     <td></td>\n>   </tr>\n"), "{output}");
}

#[test]
fn rows_go_and_move_with_their_tags() {
    let output = edited(TREES, |d| drop(d.listings[0].entries.remove(1)));
    assert_eq!(output, TREES.replace("  <tr id=fir><td>Fir</td><td>2020-11</td><td></td></tr>\n", ""));
    let output = edited(TREES, |d| d.listings[0].entries.swap(1, 2));
    let rows = "  <tr><td>Yew</td><td><b>2019-05</b></td><td>Lives | long.</td>\n  <!-- evergreen -->\n  \
        <tr id=fir><td>Fir</td><td>2020-11</td><td></td></tr>\n  </tbody>";
    assert!(output.contains(rows), "{output}");
    for source in [TREES, &quoted(TREES), &TREES.replace('\n', "\r\n")] {
        for (from, to) in [(0, 2), (2, 0), (1, 0)] {
            let output = edited(source, |d| {
                let moved = d.listings[0].entries.remove(from);
                d.listings[0].entries.insert(to, moved);
            });
            assert_eq!(output.lines().count(), source.lines().count(), "{output}");
            let mut lines: [Vec<&str>; 2] = [source, &output].map(|text| text.lines().collect());
            for lines in &mut lines {
                lines.sort_unstable();
            }
            assert_eq!(lines[0], lines[1], "{output}");
        }
    }
}

#[test]
fn a_new_row_is_written_like_the_others() {
    let oak = || {
        let cells = [("tree", "Oak"), ("planted", "2018"), ("note", "")];
        record(&cells.map(|(key, source)| (key, CellRecord::from_markdown(source))))
    };
    let line = "  <tr><td>Oak</td><td><b>2018</b></td><td></td>\n";
    let line = line.replace("<b>2018</b>", "2018");
    for place in 0..4 {
        let output = edited(TREES, |d| d.listings[0].entries.insert(place, oak()));
        assert_eq!(changes(TREES, &output), (vec![line.as_str()], 0), "{output}");
    }
    let one_line = "<table><tr><th>A<th>B<tr><td>a<td>b<tr><td>c<td>d</table>\n";
    let output = edited(one_line, |d| {
        let mut new = d.listings[0].entries[0].clone();
        new.line = None;
        new.cells["a"] = CellRecord::from_markdown("e");
        d.listings[0].entries.push(new);
    });
    assert_eq!(output, "<table><tr><th>A<th>B<tr><td>a<td>b<tr><td>c<td>d<tr><td>e<td>b</table>\n");
}

#[test]
fn what_a_cell_cannot_hold_is_refused() {
    let with =
        |source: &'static str| refusal(TREES, move |d| cell(d, 0, 1, "note").markdown = Some(source.into()));
    assert_eq!(with("a\n\nb"), Problem::LineEnd("markdown"));
    for source in ["a</td><td>b", "<!-- a", "<a title=\"", "<table>", "</table>", "<pre>", "<tr>"] {
        let problem = with(source);
        assert!(matches!(problem, Problem::NotReadBack { .. } | Problem::NoList), "{source}: {problem}");
    }
    assert_eq!(refusal(TREES, |d| d.listings[0].entries.truncate(1)), Problem::NoList);
    assert_eq!(refusal(TREES, |d| d.listings[0].entries.clear()), Problem::NoList);
    assert_eq!(refusal(TREES, |d| d.listings[0].entries[0].excess.push("x".into())), Problem::Excess);
}
