//! The author's rating: filled cue marks and the figure.

use leptos::prelude::*;

use crate::{
    components::IntoWhole,
    model::{Mark, Rating},
};

/// How large a rating is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingSize {
    /// In a list.
    Small,
    /// On the review's own page.
    Large,
}

/// Shows a rating as visible text, `2½/4`, with one oval for each point as decoration.
#[component]
pub fn RatingView(
    /// The rating.
    rating: Rating,
    /// How large it is drawn.
    size: RatingSize,
) -> impl IntoView {
    let marks = rating.marks();
    let width = 26 * marks.len().max(1) - 4;
    let class = match size {
        RatingSize::Small => "rating",
        RatingSize::Large => "rating rating--large",
    };
    view! {
        <span class=class>
            {(!marks.is_empty())
                .then(|| {
                    view! {
                        <svg
                            class="rating__marks"
                            viewBox=format!("0 0 {width} 16")
                            aria-hidden="true"
                        >
                            {marks.into_iter().zip(0..).map(|(mark, place)| oval(mark, place)).collect_view()}
                        </svg>
                    }
                })}
            <span class="rating__figure">
                <span class="visually-hidden">"Rated "</span>
                {rating.value()}
                <span class="rating__scale">{format!("/{}", rating.out_of())}</span>
            </span>
        </span>
    }
}

/// Draws one point of the scale at its place.
fn oval(mark: Mark, place: i32) -> impl IntoView {
    let x = (11 + 26 * place).to_string();
    let half = format!("M{x} 1a10 7 0 0 0 0 14z");
    match mark {
        Mark::Full => view! { <ellipse class="on" cx=x cy="8" rx="10.8" ry="7.8"/> }.whole(),
        Mark::Empty => view! { <ellipse class="ring" cx=x cy="8" rx="10" ry="7"/> }.whole(),
        Mark::Half => view! {
            <g>
                <ellipse class="ring" cx=x cy="8" rx="10" ry="7"/>
                <path class="on" d=half></path>
            </g>
        }
        .whole(),
    }
}
