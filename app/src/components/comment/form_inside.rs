//! What stands in the forms of a conversation. The server alone draws it: in the document, and once
//! more with gaps, from which the browser makes the forms that are opened on the page.

use leptos::prelude::*;

use super::{
    conversation::Conversation,
    form_field::{CommentField, FieldSpec, TextField},
};
use crate::{
    AppError,
    components::{IntoWhole, Template, Whole, feedback::ErrorSummary, moderation::SignedAs},
    context::{RefusedForm, site_info},
    error::Field,
    model::{FormsHtml, Markup, Remembered, ReviewId, ViewerState},
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

/// The comment that a form is about, as the form names it.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Its id.
    pub(super) id: String,
    /// Its writer's name.
    pub(super) name: String,
    /// The address at which the form is closed.
    pub(super) back: String,
}

impl Subject {
    /// Stands for whatever comment the browser fills in.
    fn gaps() -> Self {
        Self {
            id: "{of}".to_owned(),
            name: "{name}".to_owned(),
            back: "{back}".to_owned(),
        }
    }
}

/// What is typed into a form already, and why it was refused.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// The text.
    pub(super) text: String,
    /// Name, address and website.
    pub(super) remembered: Remembered,
    /// Whether they are to be remembered.
    pub(super) is_remembered: bool,
    /// Who is signed in and needs none of them.
    pub(super) signed: Option<String>,
    /// Why the form was refused.
    pub(super) error: Option<AppError>,
}

impl Typed {
    /// Takes what was refused, or else what the visitor asked to be remembered.
    pub(super) fn of(refused: Option<RefusedForm>, viewer: &ViewerState) -> Self {
        let signed = viewer.account.card.as_ref().map(|card| card.name.clone());
        match refused {
            Some(refused) => Self {
                text: refused.body,
                remembered: Remembered {
                    name: refused.name,
                    email: refused.email,
                    website: refused.website,
                },
                is_remembered: refused.remember,
                signed,
                error: refused.error,
            },
            None => Self {
                is_remembered: !viewer.remembered.name.is_empty(),
                remembered: viewer.remembered.clone(),
                signed,
                ..Self::default()
            },
        }
    }
}

/// Draws the inside of the form for a new comment, an answer or a thought of its own.
pub(super) fn reply(id: &str, review: ReviewId, answered: Option<Subject>, typed: Typed) -> Whole {
    let fields = ["text", "name", "email", "website"].map(|field| format!("{id}-{field}"));
    let problem = |field| {
        typed
            .error
            .as_ref()
            .and_then(|error| error.problem_of(field))
    };
    let (comment, name) = (problem(Field::Comment), problem(Field::Name));
    let (email, website) = (problem(Field::Email), problem(Field::Website));
    let parent = answered.as_ref().map(|answered| answered.id.clone());
    let summary = typed
        .error
        .map(|error| view! { <ErrorSummary error=error fields=fields.clone()/> });
    let privacy = site_info().privacy().map(str::to_owned);
    let [text_id, name_id, email_id, website_id] = fields;
    let kept = typed.remembered;
    view! {
        {head(answered, format!("{id}-title"))}
        {summary}
        <input type="hidden" name="form" value="post-comment"/>
        <input type="hidden" name="review" value=review.to_string()/>
        {parent.map(|parent| view! { <input type="hidden" name="parent" value=parent/> })}
        <CommentField id=text_id text=typed.text problem=comment/>
        // Whoever is signed in has a name already.
        <div class="reply-form__who" hidden=typed.signed.is_some()>
            <div class="reply-form__pair">
                <TextField spec=NAME id=name_id value=kept.name problem=name/>
                <TextField spec=EMAIL id=email_id value=kept.email problem=email/>
            </div>
            <TextField spec=WEBSITE id=website_id value=kept.website problem=website/>
            <label class="check">
                <input type="checkbox" name="remember" value="true" checked=typed.is_remembered/>
                " Remember me in this browser"
            </label>
        </div>
        <div class="reply-form__end">
            <button class="button" type="submit">
                "Post comment"
            </button>
        </div>
        <p class="reply-form__terms">
            "No account needed. What you post appears at once, and for half an hour you can change it or take it back."
            {privacy
                .map(|path| {
                    view! {
                        " "
                        <a href=path rel="external">
                            "What is kept of you"
                        </a>
                        "."
                    }
                })}
        </p>
        // After the button that posts: the first one of a form is what the enter key presses.
        <SignedAs name=typed.signed/>
    }
    .whole()
}

/// The form's heading, and the way to close it.
fn head(answered: Option<Subject>, title_id: String) -> Whole {
    match answered {
        None => view! {
            <h2 class="reply-form__title" id=title_id>
                "Leave a reply"
            </h2>
        }
        .whole(),
        Some(answered) => view! {
            <div class="reply-form__head">
                <h3 class="reply-form__title" id=title_id>
                    "Reply to "
                    <bdi>{answered.name}</bdi>
                </h3>
                {close(answered.back, "Cancel reply")}
            </div>
        }
        .whole(),
    }
}

/// Draws the inside of the form for changing an own comment.
pub(super) fn edit(id: &str, subject: Subject, text: String, error: Option<AppError>) -> Whole {
    let field = format!("{id}-text");
    let fields = [field.clone(), String::new(), String::new(), String::new()];
    let problem = error
        .as_ref()
        .and_then(|error| error.problem_of(Field::Comment));
    view! {
        {error.map(|error| view! { <ErrorSummary error=error fields=fields/> })}
        <input type="hidden" name="form" value="edit-comment"/>
        <input type="hidden" name="id" value=subject.id/>
        <CommentField id=field text=text problem=problem/>
        <div class="reply-form__end">
            <button class="button" type="submit">
                "Save changes"
            </button>
            {close(subject.back, "Leave it as it was")}
        </div>
    }
    .whole()
}

/// Draws the inside of the form that asks whether an own comment is to be taken back.
pub(super) fn delete(id: &str, subject: Subject) -> Whole {
    view! {
        <p class="notice notice--danger">
            "Take this comment back? Its text is deleted for good; replies to it keep their place."
        </p>
        <input type="hidden" name="form" value="delete-comment"/>
        <input type="hidden" name="id" value=subject.id/>
        <div class="reply-form__end">
            <button class="button button--danger" type="submit" id=format!("{id}-yes")>
                "Take it back"
            </button>
            {close(subject.back, "Keep it")}
        </div>
    }
    .whole()
}

/// Closes a form and leaves everything as it is.
fn close(back: String, text: &'static str) -> impl IntoView {
    view! {
        <a class="text-button" href=back rel="external" data-close="">
            {text}
        </a>
    }
}

/// Draws all forms of a review's conversation with gaps.
pub(crate) fn forms_html(review: ReviewId, is_open: bool) -> FormsHtml {
    let html = |view: Whole| Markup::sanitized(view.to_html());
    let open = |id: &str, answered| {
        if is_open {
            html(reply(id, review, answered, Typed::default()))
        } else {
            Markup::sanitized("")
        }
    };
    FormsHtml {
        thought: open("leave-a-reply", None),
        reply: open("{id}", Some(Subject::gaps())),
        edit: html(edit("{id}", Subject::gaps(), String::new(), None)),
        delete: html(delete("{id}", Subject::gaps())),
    }
}

/// Puts the forms with gaps into the document, where they are not shown.
pub(super) fn templates(conversation: &Conversation) -> impl IntoView + use<> {
    let forms = forms_html(conversation.review, conversation.is_open);
    [
        ("reply", forms.reply),
        ("edit", forms.edit),
        ("delete", forms.delete),
    ]
    .map(|(form, html)| {
        view! { <Template form=form html=html/> }
    })
}
