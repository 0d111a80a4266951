//! A review and its thread.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    AppError,
    components::{
        IntoWhole, TextArea, Whole,
        comment::{Comments, Conversation},
        feedback::{ErrorPanel, ErrorSummary},
        layout::{Head, with_head},
        moderation::WithheldList,
        review::{ReviewHeader, ReviewText},
    },
    context::{refused_form, site_info},
    model::{DomOutcome, FocusAct, ReviewPage, ThreadQuery},
    server_fns::load_review_page,
};

/// Shows the review that the address names.
#[component]
pub fn ReviewScreen() -> Whole {
    let params = use_params_map();
    let query = use_query_map();
    let thread = move || query.with(|query| ThreadQuery::from_pairs(|key| query.get_str(key)));
    let slug = move || params.with(|params| params.get_str("slug").unwrap_or_default().to_owned());
    // Another part of the thread is fetched by the thread itself, so the review stays as it is.
    let page = Resource::<Result<ReviewPage, AppError>, DomOutcome>::new_with_options(
        slug,
        move |slug| load_review_page(slug, untrack(thread)),
        false,
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => review(page, thread),
                    Err(error) => missing(error),
                }
            })}
        </Transition>
    }
    .whole()
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
    let review = &page.review;
    let head = Head {
        title: format!("{} · {}", review.title, site_info().name),
        description: if review.summary.is_empty() {
            review.excerpt.clone()
        } else {
            review.summary.clone()
        },
        path: Some(format!("/reviews/{}", review.slug)),
        is_indexed: is_plain_address,
        ..Head::default()
    };
    #[cfg(feature = "ssr")]
    let head = head.about_review(review, &page.thread, &site_info());
    let (conversation, review) = Conversation::begin(page);
    let (viewer, place) = (conversation.viewer, conversation.place());
    wake(&conversation, thread);
    with_head(
        head,
        view! {
            <Refusal conversation=conversation.clone()/>
            <article aria-labelledby="review-title">
                <ReviewHeader review=review.clone()/>
                <ReviewText review=review conversation=conversation.clone()/>
            </article>
            <WithheldList viewer=viewer place=place/>
            <Comments conversation=conversation events_after=events_after/>
        },
    )
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
