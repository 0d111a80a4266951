//! How many readers gave each rating, as a drawing that is told as well.

use leptos::prelude::*;

use crate::model::ReaderRatings;

/// How high the tallest bar is, where the bars stand, and how far they are apart.
const TALLEST: i64 = 120;
const BASE: i64 = 150;
const STEP: usize = 40;

/// Draws the distribution of readers' ratings, one bar for each half step.
#[component]
pub(super) fn Distribution(
    /// The film's title.
    title: String,
    /// The ratings.
    readers: ReaderRatings,
) -> impl IntoView {
    let bars = readers.bars();
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let width = bars.len() * STEP + 4;
    let drawn = bars
        .into_iter()
        .enumerate()
        .map(|(place, bar)| {
            let height = bar.count * TALLEST / most;
            let top = BASE - height;
            let left = place * STEP + 4;
            let middle = (left + 16).to_string();
            let class = if bar.is_mine {
                "distribution__bar distribution__bar--mine"
            } else {
                "distribution__bar"
            };
            let count = (bar.count > 0).then(|| {
                view! {
                    <text class="distribution__count" x=middle.clone() y=(top - 6).to_string()>
                        {bar.count.to_string()}
                    </text>
                }
            });
            view! {
                <rect
                    class=class
                    x=left.to_string()
                    y=top.to_string()
                    width="32"
                    height=height.to_string()
                ></rect>
                {count}
                <text class="distribution__label" x=middle y="168">
                    {bar.label}
                </text>
            }
        })
        .collect_view();
    view! {
        <svg
            viewBox=format!("0 0 {width} 176")
            role="img"
            aria-labelledby="readers-title readers-desc"
        >
            <title id="readers-title">{format!("Readers’ ratings of {title}")}</title>
            <desc id="readers-desc">{readers.spoken()}</desc>
            {drawn}
            <path class="distribution__base" d=format!("M0 150.5h{width}")></path>
        </svg>
    }
}
