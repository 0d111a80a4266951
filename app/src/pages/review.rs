//! A review and its thread.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    AppError,
    components::{
        TextArea,
        comment::Comments,
        feedback::{ErrorPanel, ErrorSummary},
        layout::{Head, with_head},
        review::{ReviewHeader, ReviewText},
    },
    context::{refused_form, site_info},
    model::{DomJson, Focus, FocusAct, ReviewPage, ThreadQuery, ViewerState},
    server_fns::load_review_page,
};

/// Shows the review that the address names.
#[component]
pub fn ReviewScreen() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let asked = move || {
        let slug = params.with(|params| params.get_str("slug").unwrap_or_default().to_owned());
        let thread = query.with(|query| ThreadQuery::from_pairs(|key| query.get_str(key)));
        (slug, thread)
    };
    let page = Resource::<Result<ReviewPage, AppError>, DomJson>::new_with_options(
        asked,
        |(slug, thread)| load_review_page(slug, thread),
        false,
    );
    view! {
        <Transition>
            {move || {
                let (_, thread) = asked();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => review(page, thread).into_any(),
                        Err(error) => missing(error).into_any(),
                    }
                })
            }}
        </Transition>
    }
}

fn missing(error: AppError) -> impl IntoView {
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

fn review(page: ReviewPage, query: ThreadQuery) -> impl IntoView {
    let review = page.review;
    let is_plain_address = query == ThreadQuery::default();
    let head = Head {
        title: format!("{} · {}", review.title, site_info().name),
        description: if review.summary.is_empty() {
            review.excerpt.clone()
        } else {
            review.summary.clone()
        },
        path: Some(format!("/reviews/{}", review.slug)),
        is_indexed: is_plain_address,
        image: review
            .still
            .as_ref()
            .filter(|still| still.is_present())
            .map(|s| s.src.clone()),
    };
    let viewer = RwSignal::new(page.viewer);
    load_viewer(review.slug.to_string(), viewer);
    let header = review.clone();
    let review_is_open = review.comments_open;
    let focus = page.focus;
    let text = review.clone();
    let path = format!(
        "/reviews/{}{}",
        review.slug,
        query.without_focus().to_query()
    );
    let place = path.clone();
    with_head(
        head,
        view! {
            <Refusal is_open=review_is_open focus=focus.clone()/>
            <article aria-labelledby="review-title">
                <ReviewHeader review=header/>
                <ReviewText review=text viewer=viewer place=place/>
            </article>
            <Comments
                review=review
                thread=page.thread
                focus=focus
                viewer=viewer
                place=path
                events_after=page.events_after
            />
        },
    )
}

/// Says why a form was refused that the page does not show, and gives back what was written in it.
#[component]
fn Refusal(
    /// Whether the review takes comments, so that their forms are shown.
    is_open: bool,
    /// The comment a form is opened for.
    focus: Option<Focus>,
) -> impl IntoView {
    let refused = refused_form().filter(|refused| match refused.form.as_str() {
        "post-comment" => !is_open,
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
                        is_invalid=false
                        described_by=String::new()
                    />
                </div>
            }
        });
        Some(view! {
            <div class="wrap refusal">
                <ErrorSummary error=error fields=fields/>
                {kept}
            </div>
        })
    })
}

/// Loads what everybody's page lacks for this viewer, once the page is awake.
fn load_viewer(slug: String, viewer: RwSignal<ViewerState>) {
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        let slug = slug.clone();
        leptos::task::spawn_local(async move {
            // Without an answer the page stays as it is, and every form on it works all the same.
            if let Ok(state) = crate::server_fns::load_viewer_state(slug).await {
                viewer.try_set(state);
            }
        });
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (slug, viewer);
}
