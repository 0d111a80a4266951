//! Who likes a review or a comment, as far as they have names.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::missing::missing_page;
use crate::{
    AppError,
    components::{
        PortraitView,
        feedback::EmptyState,
        layout::{Head, with_head},
        shelf::Pages,
    },
    context::site_info,
    model::{CommentId, Liker, LikersPage, VisitorId, liked_by},
    server_fns::{load_comment_likers, load_review_likers},
};

/// Shows who likes the review that the address names.
#[component]
pub fn ReviewLikersScreen() -> impl IntoView {
    likers(load_review_likers(part("slug"), before()))
}

/// Shows who likes the comment that the address names.
#[component]
pub fn CommentLikersScreen() -> impl IntoView {
    let comment: Option<CommentId> = part("id").parse().ok();
    likers(load_comment_likers(comment, before()))
}

fn part(name: &str) -> String {
    use_params_map().with_untracked(|params| params.get_str(name).unwrap_or_default().to_owned())
}

fn before() -> Option<VisitorId> {
    use_query_map().with_untracked(|query| query.get_str("before")?.parse().ok())
}

fn likers(
    page: impl Future<Output = Result<LikersPage, AppError>> + Send + 'static,
) -> impl IntoView {
    Suspend::new(async move {
        match page.await {
            Ok(page) => shown(page).into_any(),
            Err(error) => missing_page(error).into_any(),
        }
    })
}

fn shown(page: LikersPage) -> impl IntoView {
    let what = match &page.writer {
        Some(writer) => format!("{writer}’s comment on “{}”", page.title),
        None => format!("“{}”", page.title),
    };
    let head = Head {
        title: format!("Who liked {what} · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    let (is_first, has_names) = (page.newest.is_none(), !page.named.is_empty());
    let people: Vec<_> = page.named.into_iter().map(person).collect();
    with_head(
        head,
        view! {
            <div class="wrap page likers">
                <header class="shelf__head">
                    <p class="kicker">
                        <span>{liked_by(page.count)}</span>
                    </p>
                    <h1 class="page__title">
                        "Who liked " <a href=page.of>
                            <bdi>{what}</bdi>
                        </a>
                    </h1>
                </header>
                {(page.count == 0 && is_first)
                    .then(|| {
                        view! {
                            <EmptyState
                                title="Nobody has liked it yet."
                                text="Who is signed in and likes it is listed here by name; others are counted."
                            />
                        }
                    })}
                {has_names
                    .then(|| {
                        view! {
                            <ul class="likers__list" aria-label="Readers with a name">
                                {people}
                            </ul>
                        }
                    })}
                {(page.unnamed > 0)
                    .then(|| view! { <p class="likers__rest">{unnamed(page.unnamed, has_names || !is_first)}</p> })}
                <Pages newer=page.newest older=page.older first="Who liked it last" next="Who liked it before"/>
            </div>
        },
    )
}

fn person(liker: Liker) -> impl IntoView {
    let name = match liker.author {
        Some(author) => view! {
            <a href=format!("/authors/{author}") rel="author">
                <bdi>{liker.name.clone()}</bdi>
            </a>
        }
        .into_any(),
        None => view! { <bdi>{liker.name.clone()}</bdi> }.into_any(),
    };
    view! {
        <li>
            <PortraitView portrait=liker.portrait name=liker.name/>
            {name}
        </li>
    }
}

/// Says how many have no name, after those who have one or alone.
fn unnamed(count: i64, is_rest: bool) -> String {
    let and = if is_rest { "and " } else { "" };
    match count {
        1 => format!("{and}1 reader without a name"),
        count => format!("{and}{count} readers without a name"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_without_a_name_are_counted_after_the_others_or_alone() {
        assert_eq!(unnamed(1, true), "and 1 reader without a name");
        assert_eq!(unnamed(1_200, true), "and 1200 readers without a name");
        assert_eq!(unnamed(2, false), "2 readers without a name");
    }
}
