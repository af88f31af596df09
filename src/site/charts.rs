//! Pictures of a list, where a reader would rather look than read; each has its numbers beside it as a table.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::amounts;
use super::columns::Role;
use super::feed::civil;
use super::list::ListPage;
use crate::convention::CellValue;
use crate::value::Date;

/// A picture of fewer entries shows nothing.
const LEAST: usize = 5;
/// So many sections have a bar; the largest ones.
const MOST_BARS: usize = 30;
/// Over more months than this, years are counted.
const MOST_MONTHS: i32 = 72;

/// The pictures that the list has something for.
pub(super) fn pictures(list: &ListPage<'_, '_>) -> Markup {
    let pictures: Vec<Markup> =
        [by_section(list), over_time(list), sizes(list)].into_iter().flatten().collect();
    html! {
        @if !pictures.is_empty() {
            details.pictures #Pictures { summary { "Pictures" } @for picture in &pictures { (picture) } }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a picture needs no more than 15 digits")]
fn as_float(count: usize) -> f64 {
    count as f64
}

/// A length in a picture: a tenth is as fine as anyone sees.
fn length(value: f64) -> String {
    format!("{value:.1}")
}

/// Bars for the outermost sections, or for their parts where those are too few to tell anything. Bars and numbers are one
/// table.
fn by_section(list: &ListPage<'_, '_>) -> Option<Markup> {
    let of_depth = |depth: usize| list.sections.all.iter().filter(move |section| section.depth == depth);
    let depth = (0..6).find(|&depth| of_depth(depth).count() > 3)?;
    let mut bars: Vec<_> = of_depth(depth).collect();
    let all = bars.len();
    if all > MOST_BARS {
        // Stable, so that of equal ones the first stay.
        bars.sort_by_key(|section| std::cmp::Reverse(section.entries));
        bars.truncate(MOST_BARS);
    }
    let most = as_float(bars.iter().map(|section| section.entries).max()?);
    Some(html! {
        figure {
            table.bars {
                caption {
                    "Entries by section" @if all > MOST_BARS { ": the largest " (MOST_BARS) " of " (all) }
                }
                thead.alt { tr { th scope="col" { "Section" } th scope="col" { "Entries" } td {} } }
                tbody {
                    @for section in bars {
                        tr {
                            th scope="row" { a href={ "#" (section.id) } { (section.title) } }
                            td.number { (section.entries) }
                            td {
                                svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                                    rect width=(length(as_float(section.entries) / most * 100.0)) height="10" {}
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}

/// How many entries each month or year has, by the dates that they give, or by when they were added.
fn over_time(list: &ListPage<'_, '_>) -> Option<Markup> {
    let rows = || list.groups.iter().flat_map(|group| group.rows.iter().map(move |row| (group, row)));
    let given: Vec<Date> = rows().filter_map(|(group, row)| list.date(group, row)).collect();
    let (dates, what) = if given.len() >= LEAST {
        (given, "Entries by date")
    } else {
        let day = |seconds: i64| {
            let (year, month, day) = civil(seconds.div_euclid(86_400));
            Date::year_month_day(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
        };
        (rows().filter_map(|(_, row)| day(row.added?)).collect(), "Entries by the day they were added")
    };
    if dates.len() < LEAST {
        return None;
    }
    let month = |date: &Date| Some(i32::from(date.year()) * 12 + i32::from(date.month()?) - 1);
    let months: Vec<i32> = dates.iter().filter_map(month).collect();
    let span = |all: &[i32]| Some((*all.iter().min()?, *all.iter().max()?));
    let by_month = span(&months)
        .filter(|(first, last)| last - first < MOST_MONTHS && last > first && months.len() * 2 > dates.len());
    let years: Vec<i32> = dates.iter().map(|date| i32::from(date.year())).collect();
    let (start, end) = by_month.or_else(|| span(&years))?;
    if start == end {
        return None;
    }
    let mut counts: BTreeMap<i32, usize> = (start..=end).map(|step| (step, 0)).collect();
    for step in if by_month.is_some() { &months } else { &years } {
        *counts.entry(*step).or_default() += 1;
    }
    let name = |step: i32| match by_month {
        Some(_) => format!("{:04}-{:02}", step / 12, step % 12 + 1),
        None => step.to_string(),
    };
    let left_out = dates.len() - counts.values().sum::<usize>();
    let counts: Vec<(String, usize)> = counts.into_iter().map(|(step, count)| (name(step), count)).collect();
    let unit = if by_month.is_some() { "month" } else { "year" };
    Some(columns(what, unit, &counts, left_out))
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 260.0;
/// Where the axes are.
const LEFT: f64 = 44.0;
const BOTTOM: f64 = HEIGHT - 28.0;
const TOP: f64 = 14.0;
const RIGHT: f64 = WIDTH - 30.0;

fn columns(what: &str, unit: &str, counts: &[(String, usize)], left_out: usize) -> Markup {
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let step = (RIGHT - LEFT) / as_float(counts.len());
    let height = |count: usize| as_float(count) / as_float(most) * (BOTTOM - TOP);
    let every = counts.len().div_ceil(8);
    let label = format!(
        "{what}: {} from {} to {}, at most {most} in a {unit}",
        counts.iter().map(|(_, count)| count).sum::<usize>(),
        counts.first().map_or("", |(name, _)| name),
        counts.last().map_or("", |(name, _)| name)
    );
    html! {
        figure {
            figcaption { (what) @if left_out > 0 { " (" (left_out) " more without a month)" } }
            div.picture role="region" tabindex="0" aria-label=(what) {
                svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(label) {
                    (axes(&[(TOP, most.to_string()), (BOTTOM, "0".to_owned())]))
                    @for (index, (name, count)) in counts.iter().enumerate() {
                        @let x = LEFT + step * as_float(index);
                        @if *count > 0 {
                            rect x=(length(x + step * 0.1)) y=(length(BOTTOM - height(*count)))
                                width=(length(step * 0.8)) height=(length(height(*count))) {
                                title { (name) ": " (count) }
                            }
                        }
                        @if index % every == 0 {
                            text x=(length(x + step / 2.0)) y=(length(BOTTOM + 18.0)) text-anchor="middle" { (name) }
                        }
                    }
                }
            }
            (numbers(what, &[unit, "entries"], counts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| [name.clone(), count.to_string()])))
        }
    }
}

/// A line for each of the levels, with what it stands for.
fn axes(levels: &[(f64, String)]) -> Markup {
    html! {
        @for (y, name) in levels {
            line.axis x1=(LEFT) x2=(RIGHT) y1=(length(*y)) y2=(length(*y)) {}
            text x=(LEFT - 6.0) y=(length(y + 4.0)) text-anchor="end" { (name) }
        }
    }
}

/// The numbers of a picture.
fn numbers<const N: usize>(
    what: &str,
    titles: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Markup {
    html! {
        details {
            summary { "Numbers" span.alt-only { ": " (what) } }
            table.numbers {
                thead { tr { @for title in titles { th scope="col" { (title) } } } }
                tbody {
                    @for row in rows {
                        tr { @for (index, cell) in row.iter().enumerate() {
                            @if index == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                        } }
                    }
                }
            }
        }
    }
}

/// An entry with a size and a date.
struct Point {
    name: String,
    date: Date,
    size: f64,
}

/// The greatest size of each entry against its date, as lists of models have them.
fn sizes(list: &ListPage<'_, '_>) -> Option<Markup> {
    let column = list.columns.iter().position(|column| column.role == Role::Amount)?;
    let label = list.columns[column].label.as_str();
    let mut points = Vec::new();
    for group in &list.groups {
        let Some(&(own, _)) = group.columns.iter().find(|(_, pooled)| *pooled == column) else { continue };
        for row in &group.rows {
            let cell = group.cell(row, own);
            let Some(CellValue::Quantities(amounts)) = cell.map(|cell| list.conventions.value(cell)) else {
                continue;
            };
            let most = amounts.quantities().map(|amount| amounts::ends(amount)[1]).fold(0.0, f64::max);
            if let Some(date) = list.date(group, row).filter(|_| most > 0.0 && most < 1e30) {
                points.push(Point { name: row.name.clone(), date, size: most });
            }
        }
    }
    if points.len() < LEAST {
        return None;
    }
    points.sort_by_key(|point| point.date);
    Some(scatter(label, &points))
}

/// A date as a number of years.
fn year(date: Date) -> f64 {
    // What is not known lies in the middle.
    let month = date.month().map_or(6.0, |month| f64::from(month) - 1.0);
    let day = date.day().map_or(15.0, f64::from);
    f64::from(date.year()) + (month + day / 31.0) / 12.0
}

fn scatter(label: &str, points: &[Point]) -> Markup {
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)))
    };
    let (start, end) = ends(&mut points.iter().map(|point| year(point.date)));
    // On a scale of powers of ten, with a whole one at each end.
    let (least, most) = ends(&mut points.iter().map(|point| libm::log10(point.size)));
    let (least, most) = (least.floor(), most.ceil().max(least.floor() + 1.0));
    let x = |date: f64| LEFT + 8.0 + (date - start) / (end - start).max(0.1) * (RIGHT - LEFT - 16.0);
    let y = |power: f64| BOTTOM - (power - least) / (most - least) * (BOTTOM - TOP);
    let powers =
        std::iter::successors(Some(least), |power| Some(power + 1.0)).take_while(|power| *power <= most);
    let levels: Vec<(f64, String)> =
        powers.map(|power| (y(power), amounts::short(libm::pow(10.0, power)))).collect();
    let years = std::iter::successors(Some(start.ceil()), |year| Some(year + 1.0));
    let what = format!("{label} by date");
    html! {
        figure {
            figcaption { (what) }
            div.picture role="region" tabindex="0" aria-label=(what) {
                svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label={ (what) ", " (points.len()) " entries" } {
                    (axes(&levels))
                    @for year in years.take_while(|year| *year <= end) {
                        text x=(length(x(year))) y=(length(BOTTOM + 18.0)) text-anchor="middle" { (year) }
                    }
                    @for point in points {
                        circle cx=(length(x(year(point.date)))) cy=(length(y(libm::log10(point.size)))) r="3.5" {
                            title { (point.name) ", " (point.date) ", " (amounts::short(point.size)) }
                        }
                    }
                }
            }
            (numbers(&what, &["entry", "date", "most"], points.iter().map(|point| {
                [point.name.clone(), point.date.to_string(), amounts::short(point.size)]
            })))
        }
    }
}
