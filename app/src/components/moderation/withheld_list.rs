//! The comments out of sight that a viewer sees nevertheless: their own, and those they moderate.

use leptos::prelude::*;

use crate::components::live_html;
use crate::model::{Markup, ViewerState};
#[cfg(feature = "ssr")]
use crate::model::{ModerationAct, ModerationReason, Withheld};

/// Shows a writer their held comments with the reason, and a moderator what can be put back; to all
/// others nothing.
#[component]
pub fn WithheldList(
    /// What only the viewer sees.
    viewer: RwSignal<ViewerState>,
    /// The page's own path and query, to which forms are posted.
    place: String,
) -> impl IntoView {
    live_html(move || viewer.with(|viewer| drawn(viewer, &place)))
}

#[cfg(feature = "ssr")]
fn drawn(viewer: &ViewerState, place: &str) -> Markup {
    html(&viewer.account.withheld, place)
}

/// Takes what the server has drawn; none while it stands in the document.
#[cfg(feature = "hydrate")]
fn drawn(viewer: &ViewerState, _: &str) -> Markup {
    let html = viewer.account.html.as_ref();
    html.map(|html| html.withheld.clone()).unwrap_or_default()
}

/// Draws the list; empty for none.
#[cfg(feature = "ssr")]
pub(super) fn html(withheld: &[Withheld], place: &str) -> Markup {
    if withheld.is_empty() {
        return Markup::sanitized("");
    }
    let items = withheld.iter().cloned();
    let list = view! {
        <section class="withheld wrap" id="withheld" aria-labelledby="withheld-title">
            <h2 class="account__title" id="withheld-title">
                "Out of sight"
            </h2>
            <ul class="withheld__list">
                {items.map(|item| view! { <Item item=item place=place.to_owned()/> }).collect_view()}
            </ul>
        </section>
    };
    Markup::sanitized(list.to_html())
}

/// One of them.
#[cfg(feature = "ssr")]
#[component]
fn Item(item: Withheld, place: String) -> impl IntoView {
    let done = match item.act {
        ModerationAct::Trash => "was thrown away",
        _ => "is held",
    };
    let who = if item.is_own {
        "Your comment".to_owned()
    } else {
        format!("The comment by {}", item.name)
    };
    view! {
        <li class="notice notice--hold">
            <p>{format!("{who} {done}: {}.", reason_words(item.reason))}</p>
            {(item.is_own && !item.may_restore)
                .then(|| {
                    view! {
                        <p class="small">"Nobody else sees it. Whoever moderates here can put it back."</p>
                    }
                })}
            <blockquote class="withheld__text">{item.text}</blockquote>
            {item
                .may_restore
                .then(|| {
                    view! {
                        <form method="post" action=place>
                            <input type="hidden" name="form" value="moderate-comment"/>
                            <input type="hidden" name="id" value=item.id.to_string()/>
                            <button
                                class="button button--quiet"
                                type="submit"
                                name="act"
                                value="restore"
                                aria-label=format!("Put back the comment by {}", item.name)
                            >
                                "Put it back"
                            </button>
                        </form>
                    }
                })}
        </li>
    }
}

#[cfg(feature = "ssr")]
fn reason_words(reason: ModerationReason) -> &'static str {
    match reason {
        ModerationReason::Rude => "it goes at a person rather than at what was said",
        ModerationReason::OffTopic => "it is about something else",
        ModerationReason::Spoiler => "it gives an ending away",
        ModerationReason::Spam => "it advertises",
        ModerationReason::Other => "a moderator had a reason of their own",
    }
}
