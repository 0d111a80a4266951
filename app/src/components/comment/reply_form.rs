//! The form a comment is written in.

use leptos::prelude::*;

use super::{
    conversation::{Conversation, Node},
    form_field::{CommentField, FieldSpec, TextField},
    form_state::FormState,
};
use crate::{
    components::{IntoWhole, Whole, feedback::ErrorSummary, moderation::SignedAs},
    context::{RefusedForm, refused_form},
    error::Field,
    model::{CommentId, Focus, FocusAct, Remembered},
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

/// The comment that a form answers.
#[derive(Clone)]
struct Answered {
    id: CommentId,
    name: String,
    /// The comment on this page, when it shows it.
    node: Option<Node>,
}

/// Shows the form for a new comment: "Leave a reply" at the thread's end, or "Reply to …" under the
/// comment it answers. After a refusal it stands open with everything that was typed.
#[component]
pub(super) fn ReplyForm(
    /// The conversation around it.
    conversation: Conversation,
    /// The comment it answers; none for a thought of its own.
    answered: Option<Node>,
) -> Whole {
    let answered = answered.map(|node| Answered {
        id: node.id,
        name: node.comment.with(|comment| comment.name.clone()),
        node: Some(node),
    });
    form(conversation, answered)
}

/// Shows the form for an answer to a comment that this page does not show.
pub(super) fn stray(conversation: Conversation, focus: &Focus) -> Whole {
    let answered = Answered {
        id: focus.comment,
        name: focus.name.clone(),
        node: None,
    };
    form(conversation, Some(answered))
}

fn form(conversation: Conversation, answered: Option<Answered>) -> Whole {
    let parent = answered.as_ref().map(|answered| answered.id);
    // An answer to what is no longer here comes back in the form for a thought of its own.
    let is_for_this = |refused: &RefusedForm| {
        let opened = conversation.focus().map(|focus| focus.comment);
        refused.comment == parent || (parent.is_none() && refused.comment != opened)
    };
    let refused =
        refused_form().filter(|refused| refused.form == "post-comment" && is_for_this(refused));
    let id = match parent {
        Some(parent) => conversation.form_id(FocusAct::Reply, parent),
        None => "leave-a-reply".to_owned(),
    };
    let class = if parent.is_some() {
        "reply-form"
    } else {
        "reply-form comments__last"
    };
    let action = match parent {
        Some(_) => {
            let address = conversation.with(|query| query.reply_to = parent);
            format!("{address}#reply")
        }
        None => format!("{}#{id}", conversation.place()),
    };
    let title_id = format!("{id}-title");
    let fields = ["text", "name", "email", "website"].map(|field| format!("{id}-{field}"));
    let state = FormState::new(refused.as_ref().and_then(|refused| refused.error.clone()));
    let node = answered.as_ref().and_then(|answered| answered.node.clone());
    #[cfg(feature = "hydrate")]
    super::conversation::keep_typed(
        &fields,
        crate::client::drafts::key(conversation.review, parent, false),
    );
    let send = {
        let (conversation, state) = (conversation.clone(), state.clone());
        move |event: leptos::ev::SubmitEvent| {
            #[cfg(feature = "hydrate")]
            conversation.post(&event, &state, node.clone());
            #[cfg(not(feature = "hydrate"))]
            let _ = (&event, &state, &node, &conversation);
        }
    };
    let is_busy = state.is_busy.clone();
    let viewer = conversation.viewer;
    let labelled_by = title_id.clone();
    view! {
        <form
            class=class
            id=id
            method="post"
            action=action
            aria-labelledby=labelled_by
            novalidate
            on:submit=send
        >
            {head(&conversation, answered, title_id)}
            {summary(&state, &fields)}
            <input type="hidden" name="form" value="post-comment"/>
            <input type="hidden" name="review" value=conversation.review.to_string()/>
            {parent
                .map(|parent| {
                    view! { <input type="hidden" name="parent" value=parent.to_string()/> }
                })}
            {inputs(&conversation, refused, fields, &state)}
            <div class="reply-form__end">
                <button class="button" type="submit" disabled=move || is_busy.get()>
                    "Post comment"
                </button>
                {elsewhere(&state)}
            </div>
            <p class="reply-form__terms">
                "No account needed. What you post appears at once, and for half an hour you can change it or take it back."
            </p>
            // After the button that posts: the first one of a form is what the enter key presses.
            <SignedAs viewer=viewer/>
        </form>
    }
    .whole()
}

/// Says why a form was refused, as long as it is.
pub(super) fn summary(state: &FormState, fields: &[String; 4]) -> impl IntoView + use<> {
    let (error, fields) = (state.error.clone(), fields.clone());
    move || {
        let error = error.get()?;
        Some(view! { <ErrorSummary error=error fields=fields.clone()/> }.whole())
    }
}

/// Leads to a comment that was posted and that this page does not show.
fn elsewhere(state: &FormState) -> impl IntoView + use<> {
    let elsewhere = state.elsewhere.clone();
    move || {
        elsewhere.get().map(|id| {
            view! {
                <a href=format!("/comments/{id}") rel="external">
                    "Posted. Read it in its place"
                </a>
            }
        })
    }
}

/// The form's heading, and the way to close it.
fn head(conversation: &Conversation, answered: Option<Answered>, title_id: String) -> Whole {
    let Some(answered) = answered else {
        return view! {
            <h2 class="reply-form__title" id=title_id>
                "Leave a reply"
            </h2>
        }
        .whole();
    };
    let back = format!("{}#comment-{}", conversation.place(), answered.id);
    let node = answered.node;
    let close = move |event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        if let Some(node) = &node {
            node.close(&event, FocusAct::Reply);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &node);
    };
    view! {
        <div class="reply-form__head">
            <h3 class="reply-form__title" id=title_id>
                "Reply to "
                <bdi>{answered.name}</bdi>
            </h3>
            <a class="text-button" href=back rel="external" on:click=close>
                "Cancel reply"
            </a>
        </div>
    }
    .whole()
}

/// The fields, filled with what was refused or else with what the visitor asked to be remembered.
fn inputs(
    conversation: &Conversation,
    refused: Option<RefusedForm>,
    fields: [String; 4],
    state: &FormState,
) -> Whole {
    let viewer = conversation.viewer;
    let typed = refused.as_ref().map(|refused| Remembered {
        name: refused.name.clone(),
        email: refused.email.clone(),
        website: refused.website.clone(),
    });
    let value = move |of: fn(&Remembered) -> &String| {
        let typed = typed.clone();
        move || match &typed {
            Some(typed) => of(typed).clone(),
            None => viewer.with(|viewer| of(&viewer.remembered).clone()),
        }
    };
    let text = refused
        .as_ref()
        .map(|refused| refused.body.clone())
        .unwrap_or_default();
    let ticked = refused.map(|refused| refused.remember);
    let is_remembered =
        move || ticked.unwrap_or_else(|| viewer.with(|viewer| !viewer.remembered.name.is_empty()));
    let is_signed_in = move || viewer.with(|viewer| viewer.account.card.is_some());
    let name = value(|kept| &kept.name);
    let email = value(|kept| &kept.email);
    let website = value(|kept| &kept.website);
    let [text_id, name_id, email_id, website_id] = fields;
    let error = state.error.clone();
    view! {
        <CommentField id=text_id text=text error=error.clone()/>
        // Whoever is signed in has a name already.
        <div class="reply-form__who" hidden=is_signed_in>
            <div class="reply-form__pair">
                <TextField spec=NAME id=name_id value=name error=error.clone()/>
                <TextField spec=EMAIL id=email_id value=email error=error.clone()/>
            </div>
            <TextField spec=WEBSITE id=website_id value=website error=error/>
            <label class="check">
                <input type="checkbox" name="remember" value="true" checked=is_remembered/>
                " Remember me in this browser"
            </label>
        </div>
    }
    .whole()
}
