//! How to search.

use leptos::prelude::*;

/// Says what can be typed, where nothing was yet.
#[component]
pub fn SearchAdvice() -> impl IntoView {
    let ways = [
        ("a quiet house", "has all of these words, in any order"),
        ("\"keeping count\"", "has them in this order"),
        ("sea -harbour", "has the one and not the other"),
        ("director:\"Marit Kaldestad\"", "is by her"),
        ("year:1979, year:1970s, year:1970-1985", "is from then"),
        ("rating:2.5, rating:3/4", "was given this by its author"),
        ("country:Norway", "is from there"),
    ];
    view! {
        <section class="search-advice" aria-labelledby="search-advice">
            <h2 class="front__title" id="search-advice">
                "What can be typed"
            </h2>
            <dl>
                {ways
                    .into_iter()
                    .map(|(typed, found)| {
                        view! {
                            <div>
                                <dt>{typed}</dt>
                                <dd>{found}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            <p class="small">
                "Accents may be left out, and small slips in titles and names are put right. "
                "The filters find reviews and films."
            </p>
        </section>
    }
}
