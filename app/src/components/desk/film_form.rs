//! The form of a film's record.

use leptos::prelude::*;

use super::desk_field::{DeskInput, problem};
use crate::{
    AppError,
    components::{feedback::form_message, form::FormError},
    context::refused_form_of,
    error::{DeskField, Field},
    model::{FilmForm, FilmId},
};

const FIELDS: [DeskField; 9] = [
    DeskField::Title,
    DeskField::Year,
    DeskField::Runtime,
    DeskField::Countries,
    DeskField::People,
    DeskField::Budget,
    DeskField::Imdb,
    DeskField::Outside,
    DeskField::Credits,
];

/// Shows the fields of a film's record: of one that is there, or of a new one.
#[component]
pub fn FilmRecordForm(
    /// The film; none for a new one.
    film: Option<FilmId>,
    /// The version of the record that the form was filled with.
    version: i32,
    /// What it is filled with.
    form: FilmForm,
) -> impl IntoView {
    let refused = refused_form_of("film-record");
    let error = refused.as_ref().and_then(|refused| refused.error.clone());
    let is_conflict = matches!(error, Some(AppError::Conflict(_)));
    let standing = is_conflict.then(|| form.clone());
    let form = match &refused {
        Some(refused) => FilmForm::read(|name| refused.sent(name)),
        None => form,
    };
    let action = film.map_or("/desk/films".to_owned(), |film| {
        format!("/desk/films/{film}")
    });
    let told = error
        .clone()
        .map(|error| view! { <Told error=error standing=standing typed=form.clone()/> });
    let wrong = move |field| problem(error.as_ref(), field);
    view! {
        {told}
        <form class="film-record" method="post" action=action aria-label="Film">
            <input type="hidden" name="form" value="film-record"/>
            {film.map(|film| view! { <input type="hidden" name="film" value=film.to_string()/> })}
            <input type="hidden" name="version" value=version.to_string()/>
            <DeskInput name="title" label="Title" value=form.title problem=wrong(DeskField::Title)/>
            <DeskInput
                name="original_title"
                label="Original title"
                value=form.original_title
                hint="When it is another one."
            />
            <div class="film-record__row">
                <DeskInput name="year" label="Year" value=form.year problem=wrong(DeskField::Year)/>
                <DeskInput
                    name="runtime"
                    label="Minutes"
                    value=form.runtime
                    problem=wrong(DeskField::Runtime)
                />
            </div>
            <DeskInput
                name="countries"
                label="Countries"
                value=form.countries
                hint="Names or codes, parted by commas, the main one first."
                problem=wrong(DeskField::Countries)
            />
            <DeskInput name="directors" label="Directors" value=form.directors rows="2" hint="One a line."/>
            <DeskInput name="writers" label="Writers" value=form.writers rows="2" hint="One a line."/>
            <DeskInput
                name="cast"
                label="Cast"
                value=form.cast
                rows="6"
                hint="One a line, in credits order: “Name” or “Name as Character”."
                problem=wrong(DeskField::People)
            />
            <DeskInput
                name="budget"
                label="Budget"
                value=form.budget
                hint="With its currency: 4,000,000 EUR."
                problem=wrong(DeskField::Budget)
            />
            <DeskInput
                name="imdb"
                label="IMDb"
                value=form.imdb
                hint="Its number there, such as tt1234567, or its address."
                problem=wrong(DeskField::Imdb)
            />
            <fieldset class="film-record__outside" id="outside">
                <legend>"A rating from elsewhere"</legend>
                <DeskInput
                    name="outside_source"
                    label="Where"
                    value=form.outside_source
                    problem=wrong(DeskField::Outside)
                />
                <div class="film-record__row">
                    <DeskInput name="outside_value" label="Value" value=form.outside_value/>
                    <DeskInput name="outside_out_of" label="Out of" value=form.outside_out_of/>
                    <DeskInput
                        name="outside_read_on"
                        label="Read on"
                        kind="date"
                        value=form.outside_read_on
                    />
                </div>
            </fieldset>
            <DeskInput
                name="credits"
                label="Credits in one line"
                value=form.credits
                rows="2"
                hint="Fills what is empty above: “Director: …. With: …, …. UK, 2010, 103 min. IMDb: 7.2.”"
                problem=wrong(DeskField::Credits)
            />
            <button class="button" type="submit">
                {if film.is_some() { "Change the record" } else { "Add the film" }}
            </button>
        </form>
    }
}

/// Says why the form was refused, and what somebody else changed meanwhile.
#[component]
fn Told(error: AppError, standing: Option<FilmForm>, typed: FilmForm) -> impl IntoView {
    let Some(standing) = standing else {
        let fields = FIELDS
            .into_iter()
            .map(|field| (Field::Desk(field), field.name().to_owned()))
            .collect();
        return view! { <FormError error=error fields=fields/> }.into_any();
    };
    let (_, text) = form_message(&error);
    let fields: Vec<_> = standing
        .labelled()
        .into_iter()
        .zip(typed.labelled())
        .filter(|(stands, typed)| stands.1 != typed.1)
        .map(|((label, stands), _)| (label, stands.to_owned()))
        .map(|(label, stands)| view! { <li>{label} ": " {stands}</li> })
        .collect();
    view! {
        <div class="error-summary" role="alert">
            <strong>"Somebody changed this record meanwhile. What you typed is below."</strong>
            {text}
            <p>"It says now:"</p>
            <ul>{fields}</ul>
        </div>
    }
    .into_any()
}
