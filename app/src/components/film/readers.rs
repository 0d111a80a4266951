//! What readers gave a film, and the form to give it something oneself.

use leptos::prelude::*;

use super::distribution::Distribution;
use crate::{
    components::feedback::{error_words, problem_text},
    context::refused_form,
    error::Field,
    model::{FilmId, ReaderRatings, rating_value},
};

/// Shows the readers' ratings of a film with the form to rate it.
#[component]
pub fn Readers(
    /// The film.
    id: FilmId,
    /// The film's title.
    title: String,
    /// The ratings.
    readers: ReaderRatings,
) -> impl IntoView {
    let (caption, small_print) = (caption(&readers), small_print(&readers));
    let (out_of, mine) = (readers.out_of, readers.mine);
    let is_rated = readers.total() > 0;
    view! {
        <section class="readers" id="readers" aria-label="Readers’ ratings">
            <figure class="distribution">
                <figcaption>
                    {caption}
                    <small>{small_print}</small>
                </figcaption>
                {is_rated.then(|| view! { <Distribution title=title readers=readers/> })}
            </figure>
            {refused()}
            <RateForm id=id out_of=out_of mine=mine/>
        </section>
    }
}

fn caption(readers: &ReaderRatings) -> String {
    let who = match readers.total() {
        0 => return "No reader has rated it yet".to_owned(),
        1 => "One reader".to_owned(),
        total => format!("{total} readers"),
    };
    let average = readers.average_tenths().unwrap_or(0);
    let average = match average % 10 {
        0 => (average / 10).to_string(),
        tenth => format!("{}.{tenth}", average / 10),
    };
    format!("{who}, {average} out of {} on average", readers.out_of)
}

fn small_print(readers: &ReaderRatings) -> String {
    match (readers.total(), readers.mine) {
        (0, _) => "Be the first: no account needed.".to_owned(),
        (_, Some(mine)) => format!(
            "How many gave each rating, in half steps. Yours, {}, is marked.",
            rating_value(mine, readers.out_of)
        ),
        _ => "How many gave each rating, in half steps.".to_owned(),
    }
}

/// Says why a rating was refused.
fn refused() -> impl IntoView {
    refused_form()
        .filter(|refused| refused.form.ends_with("rate-film"))
        .and_then(|refused| refused.error)
        .map(|error| {
            let text = if let Some(problem) = error.problem_of(Field::Rating) {
                problem_text(Field::Rating, problem).to_owned()
            } else {
                let [_, _, text] = error_words(&error);
                text
            };
            view! {
                <div class="error-summary" role="alert">
                    <strong>"Not rated."</strong>
                    " "
                    {text}
                </div>
            }
        })
}

/// The form to rate a film, and the one to take that back.
#[component]
fn RateForm(id: FilmId, out_of: i32, mine: Option<i32>) -> impl IntoView {
    let options = (1..=2 * out_of)
        .rev()
        .map(|halves| {
            let value = rating_value(halves, out_of);
            view! {
                <option value=halves.to_string() selected=mine == Some(halves)>
                    {format!("{value} out of {out_of}")}
                </option>
            }
        })
        .collect_view();
    let (label, button) = match mine {
        Some(_) => ("Your rating", "Change"),
        None => ("Rate it", "Rate"),
    };
    view! {
        <div class="rate">
            <form method="post" class="rate__form" aria-label="Rate this film">
                <input type="hidden" name="form" value="rate-film"/>
                <input type="hidden" name="id" value=id.to_string()/>
                <div class="field">
                    <label for="rating">{label}</label>
                    <select id="rating" name="rating" required>
                        <option value="" selected=mine.is_none()>
                            "Choose"
                        </option>
                        {options}
                    </select>
                </div>
                <button class="button button--quiet" type="submit">
                    {button}
                </button>
            </form>
            {mine
                .map(|_| {
                    view! {
                        <form method="post" class="rate__form">
                            <input type="hidden" name="form" value="unrate-film"/>
                            <input type="hidden" name="id" value=id.to_string()/>
                            <button class="text-button" type="submit">
                                "Take it back"
                            </button>
                        </form>
                    }
                })}
        </div>
    }
}
