//! The desk: the list of reviews, and the editor.

mod author;
mod changes;
mod editor;
mod film;
mod locked;
mod people;
mod revisions;
mod settings;
mod stills;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub use author::AuthorDeskScreen;
pub use changes::ChangesScreen;
pub use editor::EditorScreen;
pub use film::{FilmRecordScreen, NewFilmScreen};
pub use locked::{LockedScreen, PreviewScreen};
pub use people::PeopleDeskScreen;
pub use revisions::RevisionsScreen;
pub use settings::SettingsScreen;
pub use stills::{StillScreen, StillsScreen};

use crate::{
    AppError,
    components::{
        desk::{DeskBar, DeskList, ListTools},
        feedback::form_message,
        layout::{Head, with_head},
    },
    context::{DeskSection, site_info},
    model::{DeskFilter, DeskOrder, DeskPage, Stage, TextKind},
    server_fns::load_desk,
};

/// Shows the reviews that the viewer works at.
#[component]
pub fn DeskScreen() -> impl IntoView {
    texts(TextKind::Review)
}

/// Shows the pages that the viewer works at.
#[component]
pub fn DeskPagesScreen() -> impl IntoView {
    texts(TextKind::Page)
}

fn texts(kind: TextKind) -> impl IntoView {
    let query = use_query_map().read_untracked().clone();
    let word = |name: &str| query.get_str(name).unwrap_or_default().to_owned();
    let filter = DeskFilter {
        kind,
        stage: Stage::from_key(&word("stage")),
        words: word("q"),
        order: DeskOrder::from_key(&word("sort")).unwrap_or_default(),
        part: word("part").parse().unwrap_or(1),
    };
    let done = (word("done"), word("ids"));
    let page = load_desk(filter);
    let head = Head {
        title: format!("{} · Desk · {}", section_of(kind).label(), site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(
        head,
        view! {
            <div class="desk">
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => list(page, done).into_any(),
                        Err(error) => refused(&error).into_any(),
                    }
                })}
            </div>
        },
    )
}

fn section_of(kind: TextKind) -> DeskSection {
    match kind {
        TextKind::Review => DeskSection::Reviews,
        TextKind::Page => DeskSection::Pages,
    }
}

fn list(page: DeskPage, (done, ids): (String, String)) -> impl IntoView {
    let kind = page.filter.kind;
    let begin = page.may_write.then(|| match kind {
        TextKind::Review => view! { <NewReview/> }.into_any(),
        TextKind::Page => {
            view! { <NewPage has_privacy=site_info().privacy().is_some()/> }.into_any()
        }
    });
    let back = page.filter.path();
    view! {
        <div class="desk__page">
            <DeskBar here=section_of(kind)/>
            <header class="desk__head">
                <h1 class="section-title">{section_of(kind).label()}</h1>
                {begin}
            </header>
            <Undo kind=kind done=done ids=ids back=back/>
            <ListTools page=page.clone()/>
            <DeskList page=page/>
        </div>
    }
}

/// Begins a review.
#[component]
fn NewReview() -> impl IntoView {
    view! {
        <form method="post" action="/desk/reviews">
            <input type="hidden" name="form" value="new-review"/>
            <button class="button" type="submit">
                "Write a review"
            </button>
        </form>
    }
}

/// Begins a page.
#[component]
fn NewPage(
    /// Whether the publication says already what it keeps of its readers.
    has_privacy: bool,
) -> impl IntoView {
    let button = |class: &'static str, template: &'static str, label: &'static str| {
        view! {
            <button class=class type="submit" name="template" value=template>
                {label}
            </button>
        }
    };
    view! {
        <form class="desk__begin" method="post" action="/desk/pages">
            <input type="hidden" name="form" value="new-page"/>
            {button("button", "", "Write a page")}
            {button("button button--quiet", "about", "Begin an About page")}
            {(!has_privacy)
                .then(|| button("button button--quiet", "privacy", "Begin a privacy page"))}
        </form>
    }
}

/// Says what was done with several reviews, and takes it back.
#[component]
fn Undo(
    /// Whether they are reviews or pages.
    kind: TextKind,
    /// The word of what was done.
    done: String,
    /// The reviews, parted by hyphens.
    ids: String,
    /// Where the list is.
    back: String,
) -> impl IntoView {
    let ids: Vec<_> = ids
        .split('-')
        .filter(|id| id.parse::<i64>().is_ok())
        .map(str::to_owned)
        .collect();
    let count = match (ids.len(), kind) {
        (1, TextKind::Review) => "One review".to_owned(),
        (1, TextKind::Page) => "One page".to_owned(),
        (count, TextKind::Review) => format!("{count} reviews"),
        (count, TextKind::Page) => format!("{count} pages"),
    };
    let (words, undo) = match done.as_str() {
        "trash" => ("is in the trash", Some("restore")),
        "restore" => ("is out of the trash again", Some("trash")),
        "publish" => ("is published", Some("unpublish")),
        "unpublish" => ("is taken back", Some("put-back")),
        "put-back" => ("is published again", Some("unpublish")),
        _ => return ().into_any(),
    };
    let words = if ids.len() == 1 {
        words.to_owned()
    } else {
        words.replacen("is", "are", 1)
    };
    view! {
        <div class="notice desk__undo" role="status">
            <p>{format!("{count} {words}.")}</p>
            {undo
                .filter(|_| !ids.is_empty())
                .map(|act| {
                    view! {
                        <form method="post" action=kind.desk_path()>
                            <input type="hidden" name="form" value="desk-bulk"/>
                            <input type="hidden" name="back" value=back/>
                            {ids
                                .into_iter()
                                .map(|id| view! { <input type="hidden" name="id" value=id/> })
                                .collect_view()}
                            <button class="text-button" type="submit" name="act" value=act>
                                "Undo"
                            </button>
                        </form>
                    }
                })}
        </div>
    }
    .into_any()
}

/// Says why a screen of the desk cannot be shown, with the status that goes with it.
fn refused(error: &AppError) -> impl IntoView {
    if let Some(answer) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(error.status())
    {
        answer.set_status(status);
    }
    let (title, text) = form_message(error);
    view! {
        <div class="desk__page">
            <h1 class="section-title">{title}</h1>
            <p class="ui">
                {text} " "
                <a href="/desk">"To the desk"</a>
            </p>
        </div>
    }
}
