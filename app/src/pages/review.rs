//! A review and its thread.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
pub use server::ReviewScreen;
#[cfg(feature = "ssr")]
pub(crate) use server::title as review_title;

use crate::{
    address::Address,
    components::{
        Whole,
        comment::{Comments, Conversation},
        layout::with_head,
        moderation::WithheldList,
        review::{ReviewParts, ReviewText},
    },
    model::{ReviewPage, ThreadQuery},
};

/// Shows a review as it was loaded; none where there is something else to say.
#[cfg(feature = "hydrate")]
pub(crate) fn review_screen(text: &str) -> Option<Whole> {
    let page = crate::model::read_page(text)?;
    Some(show(page, Address::here()))
}

// Another part of the thread is fetched by the thread itself, so the review stays as it is.
fn show(page: ReviewPage, address: Address) -> Whole {
    review(page, move || address.thread())
}

fn review(page: ReviewPage, thread: impl Fn() -> ThreadQuery + Send + Sync + 'static) -> Whole {
    let events_after = page.events_after;
    let head = head_of(&page, untrack(&thread));
    let refusal = refusal(&page);
    let parts = ReviewParts::of(&page);
    let conversation = Conversation::begin(page);
    let (viewer, place) = (conversation.viewer, conversation.place());
    wake(&conversation, thread);
    with_head(
        head,
        view! {
            {refusal}
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

#[cfg(feature = "hydrate")]
use browser::{head_of, refusal};
#[cfg(feature = "ssr")]
use server::{head_of, refusal};

#[cfg(feature = "hydrate")]
mod browser {
    use crate::{
        components::{Drawn, layout::Head},
        model::{ReviewPage, ThreadQuery},
    };

    pub(super) fn head_of(page: &ReviewPage, _: ThreadQuery) -> Head {
        let html = page.html.as_ref();
        Head {
            title: html.map(|html| html.title.clone()).unwrap_or_default(),
        }
    }

    /// Leaves what the server has to say above the page where it is; a page gone to has nothing.
    pub(super) fn refusal(_: &ReviewPage) -> Drawn {
        Drawn::before("article")
    }
}

#[cfg(feature = "ssr")]
mod server {
    use leptos::prelude::*;

    use super::{super::loaded::loaded, show};
    use crate::{
        AppError,
        address::Address,
        components::{
            IntoWhole, TextArea, Whole,
            feedback::{ErrorPanel, ErrorSummary},
            layout::{Head, with_head},
        },
        context::{refused_form, site_info},
        model::{FocusAct, ReviewPage, ThreadQuery},
        server_fns,
    };

    /// Shows the review that the address names.
    #[component]
    pub fn ReviewScreen() -> Whole {
        let address = Address::here();
        let (slug, thread) = untrack(|| (address.slug(), address.thread()));
        let load = server_fns::load_review_page(slug, thread);
        loaded(load, move |page| match page {
            Ok(page) => show(page, address),
            Err(error) => missing(error),
        })
    }

    fn missing(error: AppError) -> Whole {
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

    /// Returns the page's title.
    pub(crate) fn title(page: &ReviewPage) -> String {
        format!("{} · {}", page.review.title, site_info().name)
    }

    /// Returns what the page says about itself.
    pub(super) fn head_of(page: &ReviewPage, query: ThreadQuery) -> Head {
        let review = &page.review;
        Head {
            title: title(page),
            is_indexed: query == ThreadQuery::default(),
            description: if review.summary.is_empty() {
                review.excerpt.clone()
            } else {
                review.summary.clone()
            },
            path: Some(format!("/reviews/{}", review.slug)),
            elsewhere: Some(review.canonical.clone()).filter(|address| !address.is_empty()),
            ..Head::default()
        }
        .about_review(review, &page.thread, &site_info())
    }

    /// Says why a form was refused that the page does not show, and gives back what was written in it.
    pub(super) fn refusal(page: &ReviewPage) -> Option<Whole> {
        let focus = page.focus.as_ref();
        let refused = refused_form().filter(|refused| match refused.form.as_str() {
            "post-comment" => !page.review.comments_open,
            // The sign-in has a panel of its own.
            "sign-in" => false,
            "edit-comment" => focus.is_none_or(|focus| focus.act != FocusAct::Edit),
            _ => true,
        })?;
        let error = refused.error?;
        let fields = ["", "", "", ""].map(str::to_owned);
        let kept = (!refused.body.is_empty()).then(|| {
            view! {
                <div class="field">
                    <label for="kept">"What you wrote"</label>
                    <TextArea id="kept".to_owned() name="kept" text=refused.body/>
                </div>
            }
        });
        let view = view! {
            <div class="wrap refusal">
                <ErrorSummary error=error fields=fields/>
                {kept}
            </div>
        };
        Some(view.whole())
    }
}
