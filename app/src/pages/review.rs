//! A review and its thread.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::loaded::loaded;
#[cfg(feature = "hydrate")]
use super::loaded::read;
#[cfg(feature = "ssr")]
use crate::server_fns;
use crate::{
    AppError,
    address::Address,
    components::{
        IntoWhole, TextArea, Whole,
        comment::{Comments, Conversation},
        feedback::{ErrorPanel, ErrorSummary},
        layout::{Head, with_head},
        moderation::WithheldList,
        review::{ReviewParts, ReviewText},
    },
    context::{refused_form, site_info},
    model::{FocusAct, ReviewPage, ThreadQuery},
};

/// Shows the review that the address names.
#[cfg(feature = "ssr")]
#[component]
pub fn ReviewScreen() -> Whole {
    let address = Address::here();
    loaded(
        move || address.slug(),
        move |slug| server_fns::load_review_page(slug, untrack(|| address.thread())),
        move |page| show(page, address),
    )
}

/// Shows a review as it was loaded.
#[cfg(feature = "hydrate")]
pub(crate) fn review_screen(text: &str) -> Whole {
    show(read(text), Address::here())
}

fn show(page: Result<ReviewPage, AppError>, address: Address) -> Whole {
    match page {
        // Another part of the thread is fetched by the thread itself, so the review stays as it is.
        Ok(page) => review(page, move || address.thread()),
        Err(error) => missing(error),
    }
}

fn missing(error: AppError) -> Whole {
    #[cfg(feature = "ssr")]
    if let Some(answer) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(error.status())
    {
        answer.set_status(status);
    }
    let head = Head {
        title: format!("Not found · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(head, view! { <ErrorPanel error=error/> })
}

fn review(page: ReviewPage, thread: impl Fn() -> ThreadQuery + Send + Sync + 'static) -> Whole {
    let is_plain_address = untrack(&thread) == ThreadQuery::default();
    let events_after = page.events_after;
    let head = head_of(&page, is_plain_address);
    let parts = ReviewParts::of(&page);
    let conversation = Conversation::begin(page);
    let (viewer, place) = (conversation.viewer, conversation.place());
    wake(&conversation, thread);
    with_head(
        head,
        view! {
            <Refusal conversation=conversation.clone()/>
            <article aria-labelledby="review-title">
                {parts.header}
                <ReviewText
                    facts=parts.facts
                    text=parts.text
                    neighbours=parts.neighbours
                    conversation=conversation.clone()
                />
            </article>
            <WithheldList viewer=viewer place=place/>
            <Comments conversation=conversation events_after=events_after/>
        },
    )
}

fn head_of(page: &ReviewPage, is_plain_address: bool) -> Head {
    let review = &page.review;
    let head = Head {
        title: format!("{} · {}", review.title, site_info().name),
        is_indexed: is_plain_address,
        ..Head::default()
    };
    #[cfg(feature = "ssr")]
    let head = Head {
        description: if review.summary.is_empty() {
            review.excerpt.clone()
        } else {
            review.summary.clone()
        },
        path: Some(format!("/reviews/{}", review.slug)),
        elsewhere: Some(review.canonical.clone()).filter(|address| !address.is_empty()),
        ..head
    }
    .about_review(review, &page.thread, &site_info());
    head
}

/// Begins what only an open page does: it learns what is the viewer's own, opens the forms with
/// unsent text, follows what happens, and turns the thread's pages.
fn wake(conversation: &Conversation, thread: impl Fn() -> ThreadQuery + Send + Sync + 'static) {
    #[cfg(feature = "hydrate")]
    {
        let conversation = conversation.clone();
        let shown = untrack(&thread).without_focus();
        Effect::new(move |before: Option<ThreadQuery>| {
            let asked = thread().without_focus();
            match before {
                None => {
                    conversation.load_viewer();
                    conversation.open_drafts();
                    conversation.follow();
                    if asked != shown {
                        conversation.turn_to(asked);
                    }
                }
                Some(before) if before != asked => conversation.turn_to(asked),
                Some(_) => {}
            }
            asked
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (conversation, thread);
}

/// Says why a form was refused that the page does not show, and gives back what was written in it.
#[component]
fn Refusal(
    /// The conversation on the page.
    conversation: Conversation,
) -> impl IntoView {
    let focus = conversation.focus();
    let refused = refused_form().filter(|refused| match refused.form.as_str() {
        "post-comment" => !conversation.is_open,
        // The sign-in has a panel of its own.
        "sign-in" => false,
        "edit-comment" => focus.is_none_or(|focus| focus.act != FocusAct::Edit),
        _ => true,
    });
    refused.and_then(|refused| {
        let error = refused.error?;
        let fields = ["", "", "", ""].map(str::to_owned);
        let kept = (!refused.body.is_empty()).then(|| {
            view! {
                <div class="field">
                    <label for="kept">"What you wrote"</label>
                    <TextArea
                        id="kept".to_owned()
                        name="kept"
                        text=refused.body
                        is_invalid=|| None
                        described_by=|| None
                    />
                </div>
            }
        });
        Some(
            view! {
                <div class="wrap refusal">
                    <ErrorSummary error=error fields=fields/>
                    {kept}
                </div>
            }
            .whole(),
        )
    })
}
