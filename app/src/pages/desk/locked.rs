//! What is not for everybody: a review with a password, and a draft behind a link.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    AppError,
    components::{
        desk::ReviewPreview,
        feedback::{ErrorPanel, form_message, problem_text},
        form::TextField,
        layout::{Head, with_head},
    },
    context::{refused_form_of, site_info},
    error::Field,
    model::{LockedPage, Review},
    server_fns::{load_locked, load_preview},
};

fn word(name: &str) -> String {
    let params = use_params_map();
    let params = params.read_untracked();
    params.get_str(name).unwrap_or_default().to_owned()
}

/// A head that no search engine keeps.
fn head(title: &str) -> Head {
    Head {
        title: format!("{title} · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    }
}

fn refused(error: AppError) -> impl IntoView {
    if let Some(answer) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(error.status())
    {
        answer.set_status(status);
    }
    with_head(head("Not here"), view! { <ErrorPanel error=error/> })
}

/// Shows the draft that a link leads to.
#[component]
pub fn PreviewScreen() -> impl IntoView {
    let word = word("word");
    let page = load_preview(word);
    Suspend::new(async move {
        match page.await {
            Ok(review) => preview(review).into_any(),
            Err(error) => refused(error).into_any(),
        }
    })
}

fn preview(review: Review) -> impl IntoView {
    with_head(
        head(&review.title),
        view! {
            <p class="notice wrap preview__notice" role="note">
                "A preview of a draft. It may change, and it is not published."
            </p>
            <ReviewPreview review=review/>
        },
    )
}

/// Asks for the password of a review, and shows the review to those who have given it.
#[component]
pub fn LockedScreen() -> impl IntoView {
    let slug = word("slug");
    let page = load_locked(slug.clone());
    Suspend::new(async move {
        match page.await {
            Ok(LockedPage {
                review: Some(review),
                ..
            }) => with_head(
                head(&review.title),
                view! { <ReviewPreview review=review/> },
            )
            .into_any(),
            Ok(_) => ask(slug).into_any(),
            Err(error) => refused(error).into_any(),
        }
    })
}

fn ask(slug: String) -> impl IntoView {
    let action = format!("/reviews/{slug}/locked");
    let error = refused_form_of("unlock").and_then(|refused| refused.error);
    let problem = error
        .as_ref()
        .and_then(|error| error.problem_of(Field::Password))
        .map(|problem| problem_text(Field::Password, problem));
    let told = error.filter(|_| problem.is_none()).map(|error| {
        let (title, text) = form_message(&error);
        view! {
            <p class="error-summary" role="alert">
                {title} " " {text}
            </p>
        }
    });
    with_head(
        head("A review with a password"),
        view! {
            <div class="sign-in">
                <h1 class="section-title">"This review has a password"</h1>
                <p class="ui">"Whoever told you of it can tell you the password."</p>
                {told}
                <form
                    class="account__form"
                    method="post"
                    action=action
                    aria-label="Password"
                >
                    <input type="hidden" name="form" value="unlock"/>
                    <input type="hidden" name="slug" value=slug/>
                    <TextField
                        id="password"
                        name="password"
                        label="Password"
                        kind="password"
                        problem=problem
                    />
                    <button class="button" type="submit">
                        "Read it"
                    </button>
                </form>
            </div>
        },
    )
}
