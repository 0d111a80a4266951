//! The film a review is about: the record, or the words that will find or make one.

use leptos::prelude::*;

use super::desk_field::{DeskInput, problem};
use crate::{
    AppError,
    error::DeskField,
    model::{Film, FilmId, Hint},
};

/// Shows the film that is meant, and the fields that name it.
#[component]
pub(super) fn FilmGroup(
    /// What was typed for the film.
    typed: String,
    /// The line of credits that was typed.
    credits: String,
    /// Films that are known.
    known: Vec<Hint>,
    /// The record that is meant.
    film: Option<(FilmId, Film)>,
    /// Why the form was refused.
    error: Option<AppError>,
) -> impl IntoView {
    let hint = match (&film, typed.trim().is_empty()) {
        (Some(_), _) => "Another title picks another film. Empty it for none.",
        (None, true) => "Type its title; add the year in brackets where two have it.",
        (None, false) => "Not known yet. Its record is made when you publish.",
    };
    view! {
        <fieldset class="desk-group">
            <legend class="desk-group__title">"Film"</legend>
            {film
                .map(|(id, film)| {
                    let line = film.line();
                    view! {
                        <div class="film-chip">
                            <p class="film-chip__name">{film.title}</p>
                            <p class="small">{line}</p>
                            <a class="text-button" href=format!("/desk/films/{id}")>
                                "Change its record"
                            </a>
                        </div>
                    }
                })}
            <DeskInput
                name="film"
                label="Title"
                value=typed
                hint=hint
                problem=problem(error.as_ref(), DeskField::Film)
                list="known-films"
            />
            <datalist id="known-films">{known.into_iter().map(option).collect_view()}</datalist>
            <DeskInput
                name="credits"
                label="Credits in one line"
                value=credits
                rows="2"
                hint="For a film that is not known yet: “Director: …. With: …, …. UK, 2010, 103 min. IMDb: 7.2.”"
                problem=problem(error.as_ref(), DeskField::Credits)
            />
        </fieldset>
    }
}

fn option(film: Hint) -> impl IntoView {
    let label = match film.note.as_str() {
        "" => film.label,
        year => format!("{} ({year})", film.label),
    };
    view! { <option value=film.value>{label}</option> }
}
