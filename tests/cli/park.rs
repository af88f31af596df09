//! The walk of docs/data.md: a whole README written from data, and back.

use std::fs;
use std::path::Path;

use super::Playground;

fn park() -> Playground {
    let playground = Playground::with(&[]);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/park");
    for folder in ["", "data"] {
        for file in fs::read_dir(from.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(&from).unwrap().to_str().unwrap().to_owned();
                playground.write(&name, fs::read(&path).unwrap());
            }
        }
    }
    playground
}

fn edit(playground: &Playground, name: &str, old: &str, new: &str) {
    let text = playground.read(name);
    assert_eq!(text.matches(old).count(), 1, "{name}");
    playground.write(name, text.replace(old, new));
}

#[test]
fn the_example_is_what_its_data_says() {
    let park = park();
    let run = park.run(&["render", "README.md"]);
    assert_eq!(run.code, Some(0));
    assert_eq!(run.stderr, "the data of README.md: the list does not show `planted`\n1 file unchanged\n");
    for command in [
        &["check", "README.md"][..],
        &["toc", "README.md", "--check"],
        &["extract", "--bound", "README.md", "--check"],
        &["render", "README.md", "--records", "stars.csv", "--update", "-o", "README.md", "--check"],
    ] {
        let run = park.run(command);
        assert_eq!(run.code, Some(0), "{command:?}: {}{}", run.out(), run.stderr);
    }
}

#[test]
fn a_change_of_the_data_is_a_changed_line_and_the_other_way_round() {
    let park = park();
    let before = park.read("README.md");
    edit(&park, "data/yew.yaml", "Older than", "Twice as old as");
    let diff = park.run(&["render", "README.md", "--diff"]);
    let docs = include_str!("../../docs/data.md");
    assert!(diff.code == Some(1) && docs.contains(diff.out().trim_end()), "{}", diff.out());
    assert_eq!(park.run(&["render", "README.md"]).code, Some(0));
    assert_eq!(park.read("README.md"), before.replace("Older than", "Twice as old as"));

    let before = park.read("data/fir.yaml");
    edit(&park, "README.md", "on warm days", "in the sun");
    let run = park.run(&["extract", "--bound", "README.md"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), "data: 1 entry changed\n"));
    assert_eq!(park.read("data/fir.yaml"), before.replace("on warm days", "in the sun"));
    assert_eq!(park.run(&["render", "README.md", "--check"]).code, Some(0));
}

#[test]
fn a_section_is_added_with_its_contents() {
    let park = park();
    let hazel = "name: Hazel\nurl: https://trees.example/hazel\ndescription: Nuts for whoever comes before the squirrels.\nsection: Shrubs\n";
    park.write("data/hazel.yaml", hazel);
    let run = park.run(&["render", "README.md", "--new-sections"]);
    assert!(
        run.stderr.starts_with("README.md: 1 entry added\nREADME.md: added the section `Shrubs`\n"),
        "{}",
        run.stderr
    );
    let run = park.run(&["toc", "README.md"]);
    assert!(run.stderr.starts_with("README.md: 1 line of the contents\n"), "{}", run.stderr);
    let written = park.read("README.md");
    assert!(
        written.contains("- [Conifers](#conifers)\n- [Shrubs](#shrubs)\n- [Programs](#programs)\n"),
        "{written}"
    );
    assert!(written.contains(
        "## Shrubs\n\n<!-- relist: records=data -->\n- [Hazel](https://trees.example/hazel) - Nuts for "
    ));
    for command in
        [&["check", "README.md"][..], &["render", "README.md", "--check"], &["toc", "README.md", "--check"]]
    {
        assert_eq!(park.run(command).code, Some(0), "{command:?}");
    }
}

#[test]
fn a_column_of_stars_is_kept_up_to_date() {
    let park = park();
    let before = park.read("README.md");
    edit(&park, "stars.csv", "1240", "1310");
    let run = park.run(&["render", "README.md", "--records", "stars.csv", "--update", "-o", "README.md"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(park.read("README.md"), before.replace("1,240", "1,310"));
}
