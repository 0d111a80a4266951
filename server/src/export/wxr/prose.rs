//! What is kept in fields here, as prose: the line of credits, the picture and the quotation at the head,
//! "Watch also" at the end.

use app::model::{CreditRole, Film, Rating};
use html_escape::{encode_double_quoted_attribute, encode_text};

use super::Picture;

/// Writes the line of credits; empty when there is nothing to say.
pub(super) fn credits(film: Option<&Film>, rating: Option<Rating>, summary: &str) -> String {
    let mut sentences = Vec::new();
    if let Some(film) = film {
        let names = |role| {
            let names: Vec<&str> = film.people(role).map(|c| c.person.name.as_str()).collect();
            names.join(", ")
        };
        for (label, role) in [
            ("Director", CreditRole::Director),
            ("Writer", CreditRole::Writer),
            ("Starring", CreditRole::Cast),
        ] {
            let names = names(role);
            if !names.is_empty() {
                sentences.push(format!("{label}: {names}"));
            }
        }
        let countries = film.countries.iter().map(|country| country.name.clone());
        let place: Vec<String> = countries
            .chain(film.year.map(|year| year.to_string()))
            .collect();
        if !place.is_empty() {
            sentences.push(place.join(", "));
        }
        if let Some(minutes) = film.runtime_minutes {
            sentences.push(format!("Running time: {minutes} min"));
        }
        if let Some(budget) = &film.budget {
            sentences.push(format!("Budget: {}", budget.label()));
        }
        if let Some(outside) = &film.outside_rating {
            sentences.push(format!(
                "{}: {}/{}",
                outside.source,
                outside.value(),
                outside.out_of
            ));
        }
    }
    if let Some(rating) = rating {
        // A half is written in digits: not every reader of exports knows the sign for it.
        let value = match (rating.halves() / 2, rating.halves() % 2) {
            (points, 0) => points.to_string(),
            (points, _) => format!("{points}.5"),
        };
        sentences.push(format!("My rating: {value}/{}", rating.out_of()));
    }
    let mut line = sentences.join(". ");
    if !line.is_empty() {
        line.push('.');
    }
    if !summary.is_empty() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(summary);
    }
    if line.is_empty() {
        return line;
    }
    format!("<p><em>{}</em></p>\n", encode_text(&line))
}

/// Writes the picture at the head.
pub(super) fn still(picture: &Picture, alt: &str, credit: &str) -> String {
    let alt = encode_double_quoted_attribute(alt);
    let caption = if credit.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{}</figcaption>", encode_text(credit))
    };
    format!(
        "<figure><img src=\"{}\" alt=\"{alt}\" class=\"wp-image-{}\"/>{caption}</figure>\n",
        picture.url, picture.id
    )
}

/// Writes the quotation at the head.
pub(super) fn epigraph(text: &str, speaker: &str) -> String {
    let lines: Vec<_> = text.lines().map(encode_text).collect();
    let cite = if speaker.is_empty() {
        String::new()
    } else {
        format!("<cite>{}</cite>", encode_text(speaker))
    };
    format!(
        "<blockquote><p>{}</p>{cite}</blockquote>\n",
        lines.join("<br>")
    )
}

/// Writes what to watch besides: titles with the notes as HTML.
pub(super) fn watch_also(items: &[(String, String)]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let sentences = items.iter().map(|(title, note)| {
        let title = encode_text(title);
        let note = note.replace("<p>", "").replace("</p>", "");
        let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
        if note.is_empty() {
            format!("<em>{title}</em>.")
        } else if note.contains(title.as_ref()) {
            note
        } else {
            format!("<em>{title}</em>: {note}")
        }
    });
    let sentences: Vec<String> = sentences.collect();
    format!("<p>Watch also: {}</p>\n", sentences.join(" "))
}
