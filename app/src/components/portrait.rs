//! The picture of an author.

use leptos::prelude::*;

use crate::model::Portrait;

/// Shows an author's picture, round, with the point that matters in its middle; where there is none, the
/// initials of the name. The name stands beside it, so it says nothing by itself.
#[component]
pub fn PortraitView(
    /// The picture; none for a drawn one.
    portrait: Option<Portrait>,
    /// The author's name.
    name: String,
) -> impl IntoView {
    match portrait {
        Some(portrait) => {
            let (x, y) = portrait.focus;
            let class = format!("portrait portrait--x{x} portrait--y{y}");
            view! { <img class=class src=portrait.src width="96" height="96" alt=""/> }.into_any()
        }
        None => view! {
            <svg class="portrait portrait--drawn" viewBox="0 0 96 96" aria-hidden="true" focusable="false">
                <circle cx="48" cy="48" r="48"></circle>
                // The mark in the corner that a reel is changed by.
                <ellipse cx="72" cy="20" rx="5" ry="3.6"></ellipse>
                <text x="48" y="60" text-anchor="middle">
                    {initials(&name)}
                </text>
            </svg>
        }
        .into_any(),
    }
}

/// Returns the first letters of the first and the last word of a name.
fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut letters = name.split_whitespace().filter_map(first);
    let begin = letters.next();
    let end = letters.next_back();
    let both = [begin, end].into_iter().flatten();
    both.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_drawn_by_its_first_and_last_letters() {
        for (name, letters) in [
            ("Aud Lind", "AL"),
            ("  tor  ", "T"),
            ("Åse Marie (van) der Linde", "ÅL"),
            ("“Ida” -", "I"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
