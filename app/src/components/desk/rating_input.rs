//! Choosing a rating: one button of a group for each half step, by mouse or arrow keys.

use leptos::prelude::*;

use crate::model::Rating;

/// Shows the steps of the scale, or a field for a number where there are too many.
#[component]
pub(super) fn RatingInput(
    /// The rating in half steps, as typed; empty for none.
    value: String,
    /// The highest rating.
    scale: i32,
) -> impl IntoView {
    if scale > 5 {
        return view! {
            <div class="field">
                <label for="rating">"Rating in half steps"</label>
                <input
                    id="rating"
                    name="rating"
                    type="number"
                    min="0"
                    max=(2 * scale).to_string()
                    value=value
                    aria-describedby="rating-hint"
                />
                <span class="field__hint" id="rating-hint">
                    {format!("{} is {scale} out of {scale}", 2 * scale)}
                </span>
            </div>
        }
        .into_any();
    }
    let chosen = value.trim().to_owned();
    let step = |(key, label, spoken): (String, String, String)| {
        let is_chosen = key == chosen;
        view! {
            <label>
                <input
                    type="radio"
                    name="rating"
                    value=key
                    class="visually-hidden"
                    checked=is_chosen
                    aria-label=spoken
                />
                <span>{label}</span>
            </label>
        }
    };
    let steps = (0..=2 * scale).filter_map(|halves| {
        let rating = Rating::new(halves, scale)?;
        Some((halves.to_string(), rating.value(), rating.spoken()))
    });
    let none = (String::new(), "–".to_owned(), "No rating".to_owned());
    view! {
        <div class="rating-input" role="radiogroup" aria-labelledby="rating-title" id="rating">
            {std::iter::once(none).chain(steps).map(step).collect_view()}
        </div>
    }
    .into_any()
}
