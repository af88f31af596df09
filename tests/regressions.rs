//! Inputs on which a law was once broken, made as small as they go.

use relist::config::Config;
use relist::format::{Task, format};
use relist::rules::Applicability;

use crate::merge::laws::broken;
use crate::support::{broken_laws, fmt};

/// Name, settings and source of each.
const CASES: &[(&str, &str, &str)] = &[
    (
        "a badge in the text of a reference link leads where it led, and so does the link",
        "",
        "- [Anvil](https://anvil.example) - Shapes.\n- [Bellows ![stars](https://badges.example/b.svg)][bellows] - Blows.\n- [Chisel](https://chisel.example) - Cuts.\n\n[bellows]: https://bellows.example\n",
    ),
    ("a bare URL behind a bracket", "", "|Model|\n|---|\n| (http://github.com/a |\n"),
    ("a bare URL behind an escaped bracket", "", "|Model|\n|---|\n\\[x](http://github.com/a/b/) "),
    ("a bare URL before a comma", "", "|Model|\n|---|\nhttp://github.com/o/r.git, "),
    ("a bare URL before other marks", "", "|Model|\n|---|\nhttp://github.com/o/r.git:-:/ "),
    ("an autolink before a letter", "", "|Model|\n|---|\n<https://github.com/o/r/>a "),
    (
        "a row that a fix makes compact",
        "",
        "|Model|\n|---|\n|   |\n| <a href='http://github.com/x/y.git'>x</a>|\n|  |\n|  |",
    ),
    (
        "a row that a fix makes compact, 2",
        "",
        "|Model|\n|---|\n[x](http://github.com/a/b/)|\n|      |\n| \u{200b} \n|  |",
    ),
    ("a run of stars before a pipe", "tables = 'aligned'", "|Model|\n|---|\n| **|\n"),
    ("a run of underscores before a pipe", "tables = 'aligned'", "|Model|\n|---|\n__|"),
    (
        "a fix after which another layout is learned",
        "",
        "e||||\n-|-|-|-\n|tp||4k| 2019 |\n|||| 2000 |\n.|| k |1996||\n[Redis](http://github.com/redis/redis)|| 6 | 2009 \n| TiDB](http://github.com/pingcap/tidb)|| |5\n",
    ),
    (
        "a fix after which another layout is learned, 2",
        "",
        "|Model|\n|---|\n| [y](https://a.b/?utm_source=q)天鹰\n| @user, العربية     |\n|  |",
    ),
    (
        "backslashes before pipes",
        "tables = 'aligned'",
        "| Model | Date |\n|---|---|\n\\\n#|\\\n\\\n\\  |\\ - \u{feff}\n-\\\n\\ `|\\| -|",
    ),
    (
        "a row after which the others are padded by half",
        "",
        "t|  Files | Tokens (B) |e\n-| -----: | ---------: |-\n| [C4](https://huggingface.co/datasets/allenai/c4)                                |  1,024 |      156.0 \n| [FineWeb](https://huggingface.co/datasets/HuggingFaceFW/fineweb)                | 27,468 |    15000.0 \n| ||\n||1||   |",
    ),
    (
        "a last item that moves and gets a full stop",
        "",
        "- [h]()s.\n- i - t.\n- [s]()t.\n- t\n#\n- f - d.\n- [i]()s.\n- t - m.\n- w - I.\n- [z]()d.\n- [o]()e",
    ),
    (
        "a cell that would start a list if it were padded",
        "",
        "l||\n-|-\n| GPT     | [paper](https://example.com/25), [code](https://example.com/26)    \n-||\n| Qwen    | [paper](https://example.com/5), [code](https://example.com/6)      |",
    ),
    ("NUL in a heading", "", "# \0\ne|n\n-|-"),
    ("a bullet whose name is a reference link", "", "- [defined]\n\n[defined]:t"),
    (
        "a header that is a reference link",
        "",
        "| Loom | [Paper][papers] | [Code] |\n|---|---|---|\n| Dobby | none | C |\n| Jacquard | one | Go |\n\n[papers]: https://p.example\n[code]: https://c.example 'Looms'\n",
    ),
    (
        "a header that is a picture, and shares its reference with a cell",
        "",
        "| Loom | ![Stars][s] |\n|---|---|\n| [Dobby][s] | 5 |\n| Jacquard | 7 |\n\n[s]: https://s.example\n",
    ),
    (
        "a bullet whose name is a reference link among others",
        "",
        "- ](http\n- \n- [](http)\n- [defined]\n\n[defined]:a",
    ),
    (
        "items that each stand a blank further out",
        "",
        "   - [a](https://a.b)\n  - [c](https://c.d)\n - [e](https://e.f)\n- [g](https://g.h)\n",
    ),
    ("an item that stands further in than the rest", "", "  - [](http)\n-"),
    ("an item that is a heading", "", "# A\n\n- [b](https://b.c) - D.\n- ## E\n\nText.\n"),
    ("an item that is a heading without a title", "", "- []()\n- ##"),
    ("an item with an underlined heading", "", "* []()\n* )\n  -"),
    (
        "headings below items, and a list below them",
        "",
        "# A\n\n- [b](https://b.c) - D.\n  ## E\n- [f](https://f.g) - H.\n\nText.\n\n- [i](https://i.j) - K.\n- [l](https://l.m) - N.\n",
    ),
    (
        "a picture in brackets",
        "",
        "- [a](https://a.b) - ![[leaf]]\n- [c](https://c.d) - E.\n- [f](https://f.g) - H.\n\n[leaf]: leaf.svg\n",
    ),
    (
        "a code block that the text below ends",
        "",
        "- [a](https://a.b) - C.\n- [d](https://d.e) - F.\n- [g](https://g.h) - I.\n  ```\n  j\nText.\n",
    ),
    (
        "two other markers at the end",
        "",
        "- [a](https://a.b) - C.\n- [d](https://d.e) - F.\n- [g](https://g.h) - I.\n* [j](https://j.k) - L.\n* m\n",
    ),
    (
        "two other markers at the head",
        "",
        "* m\n* [j](https://j.k) - L.\n- [a](https://a.b) - C.\n- [d](https://d.e) - F.\n- [g](https://g.h) - I.\n",
    ),
    ("a bracket before an address", "", "* ](http://a.b\n* []()"),
    ("a line below an item that is text as deep as it stands", "", "   - []()\n\t* 🔗"),
    ("a description that is text as deep as it stands", "", "   - []()\n\t* P"),
    ("an address with a control character at its end", "", "* [](http&#1;)"),
    ("an empty item that keeps text out of the one above", "", " - [B](http)\n-\no"),
    ("an empty item in a quote that keeps text out of the one above", "", "> - [B](http)\n> -\n> o"),
    ("an empty item, which cannot be the first below text", "", "|\n* [ ](http)\n* [ ](http)\n*"),
    ("a number that cannot be the first below text", "", "a\n1. [b](http)\n3. [c](http)\n"),
    ("a header that is a part of the item above it", "", "* [f](http)\n|||С\n  -|-|-"),
    ("a header that is a part of a nested item above it", "", "- a\n  - [f](http)\n  |g|\n    |-|\n"),
    ("another marker below an entry that stands below another", "", "* [o](http)\n\t- []()g\n- []()"),
    ("other markers, a blank further in", "", "* [I](http)\n+ []()\n * []()"),
    ("code without an end, and a blank line", "", "- [a](http)\n\t```\n\n"),
    ("HTML without an end, and blank lines", "", "- [a](http)\n  <pre>\n\n\n"),
    ("code without an end in a list with blank lines", "", "- [r](http)\n\n- ```"),
    ("code without an end above another listing", "", "- []()\n\t```\n>\n- []()"),
    ("code without an end above text", "", "- [b](http)\n\t```\n`"),
    (
        "an address in brackets that takes the place of a parent",
        "",
        "- [N](http)\n\t- [m](http)s\n- (http://g",
    ),
    ("a box with nothing behind it", "", "- [e](http)\n- [ ]"),
    ("an empty item above a sign that starts a tag", "", "- [i](http)\n-\n<"),
    ("a vertical tab below an empty heading", "", "* [C](http)\n* # \n\u{b}"),
    (
        "an item further in that becomes the first below another list",
        "",
        "+\n* [n](http)\n*  r\n  * [r](http)",
    ),
    ("an address with a line end in it", "", "- [n](http&#10;)\n- [n](http)"),
    ("a mark of code that is text", "", "- []()\n   -```\n\t```\n>\n- []()"),
    ("an item that is nested as deep as its list stands", "", " - []()\n   - 2\n\t*"),
    ("an address with items below it", "", "* http://i\n  * []()b"),
    (
        "a link that says what it is of with items below it",
        "",
        "* [Paper](http://i)\n  * [j](http://j) - K.\n",
    ),
    ("a link to a place behind two entries", "", "- [a](http)\n- [b](http)\n- [](#)"),
    ("a link to a place behind an entry and an empty item", "", "- [0](http)\n- \n- [](#)"),
    ("a link to a place in front of entries", "", "* [](#)\n* [ة](http)\n* [ ](http)"),
    (
        "a link to a place that sorts last",
        "",
        "* [b]()\n* c\n* [c]()\n* [ch]()\n* [n](#)\n* cl\n* Co\n* [Cp]()",
    ),
    ("the way back to the top behind one entry", "", "- [a](http://a.b)\n- [Back to top](#top)\n"),
    (
        "a comment that is not closed where others end in a full stop",
        "",
        "- []()s.\n- n`E`.\n- []()i.\n- h`g`.\n- []()t.\n- e<!--[`F]()\n- []()t.\n- d`t`.\n- []()s.",
    ),
    ("a heading that is an address with a sign", "", "# http://a*\n\n* []()"),
    (
        "blank lines behind items that give their line end to the last",
        "",
        "- B[[]()]3/07,\n\n\n- C - 3/08,\n\n- B[[]()]3/09,\n\n- h[[]()]3/09,\n\n- B[[]()]3/10,\n\n- f - 3/11,\n\n- p - 24/2,\n\n- M - 2010",
    ),
    ("brackets with a line end behind them", "", "* []()((s\n:"),
    ("a link that looks like a comment without an end", "", "* []()[<!--](http://github.com/)"),
    ("a form feed that keeps an empty item out", "", "* [D](http)\n\n\u{c}\n*"),
    ("a form feed below a tag", "", "<y>\n\u{c}\n- [](http)"),
    ("a date with a line end behind it", "", "- []()2011\n |e"),
    ("a date with blanks behind it", "", "- []()2048  |h"),
    ("a box that the text below goes on with", "", "- [L](http)\n- [ ]\ne"),
    ("a fence that is indented too far to close", "", "- []()\n\t```\n\t\t```\n>\n- []()"),
    (
        "a date between a plain name and its separator",
        "",
        "* []() - n\n* []() - c\n* V - 微\n- e(2017): A[[pdf]]()\n* o - 一\n* []() - 免\n* []() - 跨\n* t - 本\n* []() - 费",
    ),
    (
        "a row that ends in a carriage return",
        "",
        "Library|Stars|Description|License\n|-|-|-|-\n.|)\n.|L\n[|)\nm|)\ns|s\rf|)\n\n\nLibrary|Stars|Description|License\n|-|-|-|-\na\nB\ne\nh\np",
    ),
    ("an empty item above what is nearly a tag", "", "- [i](http)\n-\n</"),
];

/// A marker of its own sets an item apart: three lists on the page, which the usual marker would join.
#[test]
fn a_marker_that_sets_lists_apart_is_left() {
    let item = |name: &str| format!("- [{name}](https://example.org/{name})\n");
    let names = ["Ardour", "Bitwig", "Csound", "Deluge"].map(item);
    let stray = "* [Ecasound](https://example.org/Ecasound)\n";
    let nested = format!("{stray}  - Without a *screen*.\n");
    for gap in ["", "\n", "\n\n\n"] {
        for list in [
            format!("{}{stray}{gap}{}", names.concat(), item("Giada")),
            format!("{}{gap}{stray}{}", names.concat(), item("Giada")),
            format!("{stray}{gap}{}", names.concat()),
            format!("{}\n{}{gap}{nested}", names[0], names[1..].concat()),
        ] {
            assert_eq!(fmt(&list), list);
        }
    }
    let list = format!("{}{stray}", names.concat());
    let found = Task::new(&list, &Config::default()).check().expect("no rule is unknown").findings;
    assert!(found.iter().any(|finding| finding.rule.name == "entry-format"), "{list}");
}

/// A full stop behind nothing but links makes a description of them; without it they are links of the name.
#[test]
fn a_full_stop_behind_links_alone_is_left() {
    let names =
        ["Ardour", "Bitwig", "Csound", "Deluge", "Ecasound", "Fluidsynth", "Giada", "Hydrogen", "Icecast"];
    let items =
        names.map(|name| format!("- [{name}](https://{}.example) makes music\n", name.to_lowercase()));
    let list = format!("{}- [Jack](https://jack.example) , [code](https://code.example).\n", items.concat());
    assert_eq!(fmt(&list), list);
}

/// The laws hold for each of them.
#[test]
fn laws_hold_where_they_were_broken() {
    let broken = CASES.iter().flat_map(|(name, settings, source)| {
        let config = Config::from_toml(settings).unwrap();
        broken_laws(source, &config).into_iter().map(move |broken| format!("{name}: {broken}"))
    });
    assert_eq!(broken.collect::<Vec<_>>(), [""; 0]);
}

/// A name stands where it stands without the badges behind it, whatever these say.
#[test]
fn badges_behind_a_name_do_not_move_it() {
    let names =
        ["Atlas", "Borealis", "Condor", "Dune", "Ember", "Fjord", "Kiosk", "Kiosk Mate", "Lumen", "Moss"];
    let row = |name: &str| {
        let badge = if name == "Kiosk" { "stars" } else { "build" };
        format!("| {name}<br>[![{badge}](https://example.org/{badge}.svg)](https://example.org) | a |\n")
    };
    let list = |names: &[&str]| {
        let rows = names.iter().map(|name| row(name)).collect::<String>();
        format!("| Name | Note |\n| --- | --- |\n{rows}")
    };
    let sorted = list(&names);
    assert_eq!(fmt(&sorted), sorted);
    let mut strayed = names;
    strayed[5..].rotate_left(1);
    assert_eq!(fmt(&list(&strayed)), sorted);
}

/// Name, base, ours and theirs of merges that once broke what holds of any.
const MERGES: &[(&str, [&str; 3])] =
    &[("a conflict whose lines end in carriage returns", ["a\r", "b\r", "c\r"])];

#[test]
fn laws_of_merging_hold_where_they_were_broken() {
    let broken = MERGES.iter().flat_map(|(name, [base, ours, theirs])| {
        broken(base, ours, theirs).into_iter().map(move |broken| format!("{name}: {broken}"))
    });
    assert_eq!(broken.collect::<Vec<_>>(), [""; 0]);
}

/// What was asked for may make a listing of text, or a table of contents of a listing: nothing is lost on the page.
#[test]
fn a_fix_may_turn_text_into_a_listing_and_back() {
    let table =
        |scheme: &str| format!("| Name | Code |\n|---|---|\n| a | [code]({scheme}://github.com/a/b) |\n");
    let mended = |source: &str| {
        let formatted = format(source, &Config::default(), Applicability::Unsafe).expect("all is mended");
        assert_eq!(formatted.left_out, []);
        formatted.output.expect("it strays")
    };
    let text = |link: &str, scheme: &str| format!("# Lists\n\n- {link}\n\n# Models\n\n{}", table(scheme));
    assert_eq!(mended(&text("[r] (http://example.com)", "http")), text("[r](http://example.com)", "https"));
    let contents = |sign: &str, scheme: &str| {
        let table = table(scheme);
        format!("# Birds\n\n- [Owls]({sign}owls)\n- [Kites]({sign}kites)\n\n## Owls\n\n{table}\n## Kites\n")
    };
    assert_eq!(mended(&contents("", "http")), contents("#", "https"));
}

#[test]
fn an_edit_before_its_cell_is_no_panic() {
    let source =
        "||||\n-|-|-\n[](htp://e.)|[](htt://e.)\n| StarCoder | 15.5B      ) \n| Pythia    | 70M, 12B     ||";
    let formatted = format(source, &Config::default(), Applicability::Unsafe);
    let output = formatted.expect("both addresses are mended").output.expect("they stray");
    assert!(output.contains("[](http://e.)|[](http://e.)\n"), "{output}");
}

#[test]
fn links_that_are_mended_do_not_tip_the_habit_of_others() {
    let endings = ["/", "/", "/", "/", "/", ".git", ".git", ".git", "", ""];
    let item =
        |(number, ending): (usize, &&str)| format!("- [r{number}](https://github.com/o/r{number}{ending})\n");
    let list: String = endings.iter().enumerate().map(item).collect();
    let once = fmt(&list);
    assert_eq!(fmt(&once), once);
}

/// An item that moves behind the last one does not come between that and what is added to it.
#[test]
fn what_is_added_to_the_last_item_stays_with_it() {
    let names = [
        "Ardour",
        "Bitwig",
        "Csound",
        "Deluge",
        "Ecasound",
        "Fluidsynth",
        "Giada",
        "Hydrogen",
        "Icecast",
        "Jack",
    ];
    let list = |names: &[&str]| {
        let item =
            |name: &&str| format!("- [{name}](https://{}.example) - Makes music.", name.to_lowercase());
        names.iter().map(item).collect::<Vec<_>>().join("\n")
    };
    let strayed = list(&[&names[..2], &names[9..], &names[2..9]].concat());
    let strayed = strayed.strip_suffix('.').expect("a full stop");
    for end in ["", "\n", "\n\nText.\n"] {
        assert_eq!(fmt(&format!("{strayed}{end}")), format!("{}{end}", list(&names)), "{end:?}");
    }
}

/// A name that sorts elsewhere once nothing invisible is in it moves there at once, in a list as in a table.
#[test]
fn a_name_that_is_mended_moves_to_its_place_at_once() {
    let names = ["Macro", "Medley", "Melt", "Mention", "Mercury", "Mineral", "Modest", "Muse", "Myth"];
    let list = |item: fn(&str) -> String| names.map(item).concat();
    let items = list(|name| format!("- [{name}](https://example.org/{name}) - Makes music.\n"));
    let rows = list(|name| format!("| [{name}](https://example.org/{name}) | Makes music. |\n"));
    for sorted in [items, format!("| Name | Note |\n| --- | --- |\n{rows}")] {
        let strayed = sorted.replacen("[Mel", "[M\u{200b}el", 1);
        let formatted = format(&strayed, &Config::default(), Applicability::Unsafe);
        assert_eq!(formatted.unwrap().output.as_deref(), Some(sorted.as_str()));
    }
}
