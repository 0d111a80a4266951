//! Who can read what is not for everybody: links to the draft, and a password.

use leptos::prelude::*;

use crate::{
    components::{
        feedback::{form_message, problem_text},
        form::TextField,
    },
    context::{refused_form_of, site_info},
    error::{DeskField, Field},
    model::{EditorPage, PreviewLinkLine, TextKind},
};

/// Shows the links to a draft and the password a review is read with.
#[component]
pub(super) fn Sharing(
    /// The review.
    page: EditorPage,
) -> impl IntoView {
    let review = page.review.to_string();
    let action = format!("/desk/reviews/{review}");
    let links = page.links.clone();
    view! {
        <section class="desk-sharing" id="sharing" aria-labelledby="sharing-title">
            <h2 class="desk-group__title" id="sharing-title">
                "Who else can read it"
            </h2>
            <div class="desk-sharing__part">
                <p class="ui">
                    "A link shows the draft as it stands to somebody without an account, until you take it back."
                </p>
                <ul class="desk-sharing__links">
                    {links.into_iter().map(|link| line(link, &review)).collect_view()}
                </ul>
                <form method="post" action=action>
                    <input type="hidden" name="form" value="make-link"/>
                    <input type="hidden" name="review" value=review.clone()/>
                    <button class="button button--quiet" type="submit">
                        "Make a link"
                    </button>
                </form>
            </div>
            {(page.may_publish && page.kind == TextKind::Review).then(|| view! { <Access page=page/> })}
        </section>
    }
}

fn line(link: PreviewLinkLine, review: &str) -> impl IntoView + use<> {
    let address = format!("{}{}", site_info().origin, link.path);
    let review = review.to_owned();
    view! {
        <li class="desk-sharing__link">
            <a href=link.path>{address}</a>
            <span class="small">{format!("Made by {}, {}", link.by, link.made.label)}</span>
            <form method="post" action=format!("/desk/reviews/{review}")>
                <input type="hidden" name="form" value="revoke-link"/>
                <input type="hidden" name="review" value=review.clone()/>
                <input type="hidden" name="link" value=link.id.to_string()/>
                <button class="text-button" type="submit">
                    "Take it back"
                </button>
            </form>
        </li>
    }
}

/// Chooses between everybody and those who know a password.
#[component]
fn Access(page: EditorPage) -> impl IntoView {
    let refused = refused_form_of("review-access").and_then(|refused| refused.error);
    let field = Field::Desk(DeskField::AccessPassword);
    let problem = refused
        .as_ref()
        .and_then(|error| error.problem_of(field))
        .map(|problem| problem_text(field, problem));
    let told = refused.filter(|_| problem.is_none()).map(|error| {
        let (title, text) = form_message(&error);
        view! {
            <p class="error-summary" role="alert">
                {title}
                " "
                {text}
            </p>
        }
    });
    let is_locked = page.has_password || problem.is_some();
    view! {
        <form
            class="desk-sharing__part"
            method="post"
            action=format!("/desk/reviews/{}", page.review)
            aria-label="Access"
        >
            {told}
            <input type="hidden" name="form" value="review-access"/>
            <input type="hidden" name="review" value=page.review.to_string()/>
            <label class="check">
                <input type="radio" name="access" value="everyone" checked=!is_locked/>
                " Everybody can read it"
            </label>
            <label class="check">
                <input type="radio" name="access" value="password" checked=is_locked/>
                " Only who knows the password; no list, feed or search has it"
            </label>
            <TextField
                id="access_password"
                name="password"
                label="Password"
                kind="password"
                autocomplete="new-password"
                hint=if page.has_password { "It has one. Type another to change it." } else { "" }
                problem=problem
            />
            <button class="button button--quiet" type="submit">
                "Set who can read it"
            </button>
        </form>
    }
}
