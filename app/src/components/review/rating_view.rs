//! The author's rating: filled cue marks and the figure.

use leptos::prelude::*;

use crate::{
    components::{IntoWhole, Whole},
    context::site_info,
    model::{Mark, Rating, RatingMarks},
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
    let look = site_info().ratings;
    let label = look
        .label(rating)
        .filter(|_| size == RatingSize::Large)
        .map(str::to_owned);
    let marks = match look.marks {
        RatingMarks::Figures => Vec::new(),
        RatingMarks::Ovals | RatingMarks::Stars => rating.marks(),
    };
    let draw = if look.marks == RatingMarks::Stars {
        star
    } else {
        oval
    };
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
                            {marks.into_iter().zip(0..).map(|(mark, place)| draw(mark, place)).collect_view()}
                        </svg>
                    }
                })}
            <span class="rating__figure">
                <span class="visually-hidden">"Rated "</span>
                {rating.value()}
                <span class="rating__scale">{format!("/{}", rating.out_of())}</span>
            </span>
            {label.map(|label| view! { <span class="rating__label">{label}</span> })}
        </span>
    }
}

/// Draws one point of the scale at its place.
fn oval(mark: Mark, place: i32) -> Whole {
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

/// Draws one point of the scale at its place as a star.
fn star(mark: Mark, place: i32) -> Whole {
    let move_by = format!("translate({} 0)", 26 * place);
    // Five points on a circle of 8 around (11, 8.4), and between them five on one of 3.2.
    let left = "M11 .4 9.1 5.8 3.4 5.9 7.9 9.4 6.3 14.9 11 11.6z";
    let full =
        "M11 .4 12.9 5.8 18.6 5.9 14.1 9.4 15.7 14.9 11 11.6 6.3 14.9 7.9 9.4 3.4 5.9 9.1 5.8z";
    match mark {
        Mark::Full => view! { <path class="on" d=full transform=move_by></path> }.whole(),
        Mark::Empty => view! { <path class="ring" d=full transform=move_by></path> }.whole(),
        Mark::Half => view! {
            <g transform=move_by>
                <path class="ring" d=full></path>
                <path class="on" d=left></path>
            </g>
        }
        .whole(),
    }
}
