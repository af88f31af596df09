//! What the rules share that hold a listing to `relist.toml`.

use super::context::Context;
use crate::config::{ColumnConfig, Config};
use crate::convention::ColumnConvention;
use crate::document::Listing;

/// A setting of a column, the most specific one first.
pub(super) fn find<'a, T>(
    config: &'a Config,
    listing: &Listing,
    column: &'a ColumnConvention,
    of: impl FnMut(&'a ColumnConfig) -> Option<T>,
) -> Option<T> {
    self::of(config, listing, column).find_map(of)
}

/// What is set for a column, the most specific first.
pub(super) fn of<'a>(
    config: &'a Config,
    listing: &Listing,
    column: &'a ColumnConvention,
) -> impl Iterator<Item = &'a ColumnConfig> {
    config.column_settings(&listing.id, [&column.name, &column.key])
}

/// How a listing is called in a message: the title of its section, or else its id.
pub(super) fn listing_name<'a>(context: &Context<'a>, listing: &'a Listing) -> &'a str {
    let section = listing.section.and_then(|index| context.document.sections().get(index));
    section.map_or(listing.id.as_str(), |section| section.title.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::registry::all;
    use super::super::testing::findings;
    use crate::config::Config;

    /// What the validator of public-apis asks for, as settings.
    const SETTINGS: &str = r#"
min-entries = 3
index-entry = true

[column.API]
required = true
markdown-pattern = '^\[.+\]\(http.*\)$'

[column.Description]
required = true
max-length = 100
casing = "upper-first"
final-punctuation = false

[column.Auth]
allowed = ["No", "apiKey", "OAuth", "X-Mashape-Key", "User-Agent"]

[column.HTTPS]
allowed = ["Yes", "No"]

[column.CORS]
allowed = ["Yes", "No", "Unknown"]
"#;

    const LIST: &str = "\
# Public APIs
## Index
* [Animals](#animals)

### Animals
API | Description | Auth | HTTPS | CORS |
|---|:---|:---|:---|:---|
| [AdoptAPet](https://www.adoptapet.com/public/apis/pet_list.html) | Resource to help get pets adopted | `apiKey` | Yes | Yes |
| [Axolotl](https://theaxolotlapi.netlify.app/) |  | No | Yes | No |
| [Cat Facts](https://alexwohlbruck.github.io/cat-facts/) | Daily cat facts. | No | Yes | No |
| [Cataas](https://cataas.com/) | cat as a service (cats pictures and gifs) | No | Yes | No |
| [Dogs](https://dog.ceo/dog-api/) | Based on the Stanford Dogs Dataset, with pictures of more than a hundred breeds of dogs that nobody counted | No | Yes | No |
| [eBird](https://documenter.getpostman.com/view/664302/S1ENwy59) | Retrieve recent birding observations | key | Yes | No |
| FishWatch | Information about individual fish species | No | maybe | Yes |

### Weather
API | Description | Auth | HTTPS | CORS |
|---|:---|:---|:---|:---|
| [Open-Meteo](https://open-meteo.com/) | Global weather forecast API | No | Yes | Yes |
| [yr](https://api.met.no/) | Forecasts of MET Norway | `User-Agent` | Yes | Unknown |
";

    #[test]
    fn settings_do_what_the_validator_of_public_apis_does() {
        let config = Config::from_toml(SETTINGS).unwrap();
        let lines =
            |rule| findings(rule, LIST, &config).into_iter().map(|(line, _)| line).collect::<Vec<_>>();
        assert_eq!(lines("required"), [9], "a description is missing");
        assert_eq!(lines("final-punctuation"), [10]);
        assert_eq!(lines("casing"), [11]);
        assert_eq!(lines("max-length"), [12]);
        assert_eq!(lines("allowed"), [13, 14]);
        assert_eq!(lines("pattern"), [14], "the name is not a link");
        assert_eq!(lines("index-entry"), [16]);
        assert_eq!(lines("min-entries"), [17]);
    }

    #[test]
    fn nothing_is_asked_for_where_nothing_is_set() {
        for rule in all().iter().filter(|rule| rule.needs_settings) {
            assert_eq!(findings(rule.name, LIST, &Config::default()), []);
        }
    }
}
