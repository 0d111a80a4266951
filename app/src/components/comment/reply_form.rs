//! The form a comment is written in.

use leptos::prelude::*;

use super::{
    comments::Around,
    form_field::{CommentField, FieldSpec, TextField},
};
use crate::{
    components::feedback::ErrorSummary,
    context::{RefusedForm, refused_form},
    error::Field,
    model::{CommentId, Focus},
};

const NAME: FieldSpec = FieldSpec {
    field: Field::Name,
    name: "name",
    label: "Name",
    kind: "text",
    autocomplete: "name",
    hint: "",
    max: "160",
};
const EMAIL: FieldSpec = FieldSpec {
    field: Field::Email,
    name: "email",
    label: "Email",
    kind: "email",
    autocomplete: "email",
    hint: "Optional. Never shown to anyone.",
    max: "300",
};
const WEBSITE: FieldSpec = FieldSpec {
    field: Field::Website,
    name: "website",
    label: "Website",
    kind: "text",
    autocomplete: "url",
    hint: "Optional. Your name will link to it.",
    max: "300",
};

/// Shows the form for a new comment: "Leave a reply" at the thread's end, or "Reply to …" under the
/// comment it answers. After a refusal it stands open with everything that was typed.
#[component]
pub(super) fn ReplyForm(
    /// The page around it.
    around: Around,
    /// The comment it answers; none for a thought of its own.
    answered: Option<Focus>,
) -> impl IntoView {
    let parent = answered.as_ref().map(|focus| focus.comment);
    // An answer to what is no longer here comes back in the form for a thought of its own.
    let is_for_this = |refused: &RefusedForm| {
        let opened = around.focus.as_ref().map(|focus| focus.comment);
        refused.comment == parent || (parent.is_none() && refused.comment != opened)
    };
    let refused =
        refused_form().filter(|refused| refused.form == "post-comment" && is_for_this(refused));
    let id = if parent.is_some() {
        "reply"
    } else {
        "leave-a-reply"
    };
    let class = if parent.is_some() {
        "reply-form"
    } else {
        "reply-form comments__last"
    };
    let fields = ["text", "name", "email", "website"].map(|field| format!("{id}-{field}"));
    let action = match parent {
        Some(_) => around.with(|query| query.reply_to = parent),
        None => around.place(),
    };
    let (head, title_id) = title(answered.as_ref(), id, around.place());
    let error = refused.as_ref().and_then(|refused| refused.error.clone());
    let summary = fields.clone();
    view! {
        <form
            class=class
            id=id
            method="post"
            action=format!("{action}#{id}")
            aria-labelledby=title_id
            novalidate
        >
            {head}
            {error.clone().map(|error| view! { <ErrorSummary error=error fields=summary/> })}
            <input type="hidden" name="form" value="post-comment"/>
            <input type="hidden" name="review" value=around.review.to_string()/>
            {parent
                .map(|parent| {
                    view! { <input type="hidden" name="parent" value=parent.to_string()/> }
                })}
            <Fields around=around refused=refused fields=fields/>
            <div class="reply-form__end">
                <button class="button" type="submit">
                    "Post comment"
                </button>
            </div>
            <p class="reply-form__terms">
                "No account needed. What you post appears at once, and for half an hour you can change it or take it back."
            </p>
        </form>
    }
}

/// The form's heading, and the id it has.
fn title(answered: Option<&Focus>, id: &str, place: String) -> (AnyView, String) {
    let title_id = format!("{id}-title");
    let own = title_id.clone();
    let head = match answered {
        None => view! { <h2 class="reply-form__title" id=own>"Leave a reply"</h2> }.into_any(),
        Some(focus) => {
            let comment: CommentId = focus.comment;
            view! {
                <div class="reply-form__head">
                    <h3 class="reply-form__title" id=own>
                        "Reply to "
                        <bdi>{focus.name.clone()}</bdi>
                    </h3>
                    <a class="text-button" href=format!("{place}#comment-{comment}") rel="external">
                        "Cancel reply"
                    </a>
                </div>
            }
            .into_any()
        }
    };
    (head, title_id)
}

/// The fields, filled with what was refused or else with what the visitor asked to be remembered.
#[component]
fn Fields(around: Around, refused: Option<RefusedForm>, fields: [String; 4]) -> impl IntoView {
    let problem = |field| {
        let error = refused.as_ref().and_then(|refused| refused.error.as_ref());
        error.and_then(|error| error.problem_of(field))
    };
    let problems = [
        problem(Field::Comment),
        problem(Field::Name),
        problem(Field::Email),
        problem(Field::Website),
    ];
    let viewer = around.viewer;
    let typed = refused.clone();
    let value = move |of_typed: fn(&RefusedForm) -> &String,
                      of_viewer: fn(&crate::model::Remembered) -> &String| {
        let typed = typed.clone();
        Signal::derive(move || match &typed {
            Some(refused) => of_typed(refused).clone(),
            None => viewer.with(|viewer| of_viewer(&viewer.remembered).clone()),
        })
    };
    let [text_id, name_id, email_id, website_id] = fields;
    let text = refused
        .as_ref()
        .map(|refused| refused.body.clone())
        .unwrap_or_default();
    let ticked = refused.map(|refused| refused.remember);
    let is_remembered =
        move || ticked.unwrap_or_else(|| viewer.with(|viewer| !viewer.remembered.name.is_empty()));
    let name = value(|typed| &typed.name, |kept| &kept.name);
    let email = value(|typed| &typed.email, |kept| &kept.email);
    let website = value(|typed| &typed.website, |kept| &kept.website);
    view! {
        <CommentField id=text_id text=text problem=problems[0]/>
        <div class="reply-form__pair">
            <TextField spec=NAME id=name_id value=name problem=problems[1]/>
            <TextField spec=EMAIL id=email_id value=email problem=problems[2]/>
        </div>
        <TextField spec=WEBSITE id=website_id value=website problem=problems[3]/>
        <label class="check">
            <input type="checkbox" name="remember" value="true" checked=is_remembered/>
            " Remember me in this browser"
        </label>
    }
}
