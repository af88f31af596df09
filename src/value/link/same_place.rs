//! The addresses under which one place on the web is found.

use super::canonical;

/// What tells the place that `url` leads to from other places: [`canonical`] of it, where the same page often stands
/// under several addresses with one of those.
///
/// A repository is its front page, `#readme` and the root of its main branch; a paper on arXiv is its abstract, its PDF and
/// each version of both; a film is found by its number.
#[must_use]
pub(crate) fn same_place(url: &str) -> Option<String> {
    let key = canonical(url)?;
    let (host, path) = key.split_once('/').unwrap_or((&key, ""));
    let place = match host {
        "github.com" => repository(path),
        "arxiv.org" => paper(path),
        "youtu.be" | "youtube.com" | "m.youtube.com" => film(host, path),
        _ => None,
    };
    Some(place.unwrap_or(key))
}

/// `owner/name` without what leads to the same front page.
fn repository(path: &str) -> Option<String> {
    let path = strip_suffix_ignoring_case(path, "#readme").unwrap_or(path);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    if query.contains('&') || !(query.is_empty() || query.starts_with("tab=readme")) {
        return None;
    }
    let mut parts = path.trim_end_matches('/').split('/');
    let (owner, name) = (parts.next()?, parts.next()?);
    let rest: Vec<&str> = parts.collect();
    let is_front = match rest.as_slice() {
        [] | ["tree", "main" | "master"] => true,
        ["blob", "main" | "master", file] => file.eq_ignore_ascii_case("readme.md"),
        _ => false,
    };
    let name = name.strip_suffix(".git").unwrap_or(name);
    is_front.then(|| format!("github.com/{owner}/{name}").to_ascii_lowercase())
}

fn strip_suffix_ignoring_case<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let start = text.len().checked_sub(suffix.len())?;
    text.get(start..).filter(|end| end.eq_ignore_ascii_case(suffix))?;
    text.get(..start)
}

/// `abs/2004.10012`, whatever form and version of the paper is asked for.
fn paper(path: &str) -> Option<String> {
    let (form, number) = path.split_once('/')?;
    if !matches!(form, "abs" | "pdf" | "html") || number.contains(['?', '#']) {
        return None;
    }
    let number = number.strip_suffix(".pdf").unwrap_or(number);
    let unversioned = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = unversioned.strip_suffix('v').filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let whole = path[form.len() + 1..].trim_end_matches(".pdf");
    Some(format!("arxiv.org/abs/{}", number.unwrap_or(whole)))
}

/// A film by its number; where it starts makes another place of it.
fn film(host: &str, path: &str) -> Option<String> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parameter = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let number = match (host, path.split_once('/')) {
        ("youtu.be", None) => path,
        (_, Some(("embed" | "shorts" | "v" | "live", number))) => number,
        (_, None) if path == "watch" => parameter("v")?,
        _ => return None,
    };
    if number.is_empty() || number.contains(['/', '#']) || query.contains('#') || parameter("list").is_some()
    {
        return None;
    }
    let start = parameter("t").or_else(|| parameter("start"));
    Some(match start {
        Some(start) => format!("youtube.com/{number}?t={}", start.trim_end_matches('s')),
        None => format!("youtube.com/{number}"),
    })
}

#[cfg(test)]
mod tests {
    use super::same_place;

    #[test]
    fn one_place_has_one_key() {
        for places in [
            &[
                "https://github.com/Owner/name",
                "https://github.com/owner/name.git",
                "https://github.com/owner/name/blob/main/README.md",
                "https://github.com/owner/name/tree/master/",
                "https://github.com/owner/name#readme",
                "https://github.com/owner/name?tab=readme-ov-file#readme",
            ][..],
            &[
                "https://arxiv.org/abs/2004.10012v1",
                "https://arxiv.org/pdf/2004.10012",
                "https://arxiv.org/html/2004.10012v3",
            ],
            &["https://arxiv.org/abs/cs/0110012", "https://arxiv.org/pdf/cs/0110012v2.pdf"],
            &[
                "https://youtu.be/aB3",
                "https://www.youtube.com/watch?v=aB3",
                "https://www.youtube.com/embed/aB3",
            ],
            &["https://youtu.be/aB3?t=30", "https://www.youtube.com/watch?v=aB3&t=30s"],
        ] {
            let keys: std::collections::BTreeSet<_> = places.iter().map(|url| same_place(url)).collect();
            assert_eq!(keys.len(), 1, "{keys:?}");
        }
    }

    #[test]
    fn other_places_have_other_keys() {
        for (one, two) in [
            ("https://github.com/owner/name", "https://github.com/owner/name/tree/dev"),
            ("https://github.com/owner/name", "https://github.com/owner/name#usage"),
            ("https://github.com/owner/name", "https://github.com/owner/name?tab=MIT-1-ov-file"),
            ("https://arxiv.org/abs/2004.10012", "https://arxiv.org/abs/2004.10013"),
            ("https://arxiv.org/abs/2004.1001v2", "https://arxiv.org/abs/2004.1002"),
            ("https://youtu.be/aB3", "https://youtu.be/ab3"),
            ("https://youtu.be/aB3", "https://youtu.be/aB3?t=9"),
            ("https://www.youtube.com/watch?v=a&list=b", "https://www.youtube.com/watch?v=a"),
        ] {
            assert_ne!(same_place(one), same_place(two), "{one}");
        }
    }

    #[test]
    fn example_of_same_place() {
        use crate::value::same_place;

        let key = same_place("https://github.com/owner/name");
        assert_eq!(same_place("https://github.com/owner/name/tree/main?tab=readme-ov-file#readme"), key);
        assert_ne!(same_place("https://github.com/owner/name/tree/main/part"), key);
        assert_eq!(
            same_place("https://arxiv.org/pdf/2004.10012v2.pdf"),
            same_place("http://arxiv.org/abs/2004.10012")
        );
    }
}
