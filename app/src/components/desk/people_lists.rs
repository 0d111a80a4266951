//! Accounts, invitations and authors.

use leptos::prelude::*;

use super::desk_field::DeskInput;
use crate::{
    components::feedback::{form_message, role_name},
    context::{refused_form, site_info},
    model::{AccountLine, AuthorLine, LinkLine, PeoplePage, Role},
};

/// Shows who has an account, who is invited, and who signs reviews.
#[component]
pub fn PeopleLists(
    /// Everybody.
    page: PeoplePage,
) -> impl IntoView {
    let authors = page.authors.clone();
    let refused = refused_form().and_then(|refused| refused.error);
    view! {
        {refused
            .map(|error| {
                let (title, text) = form_message(&error);
                view! {
                    <div class="error-summary" role="alert">
                        <strong>{title}</strong>
                        {text}
                    </div>
                }
            })}
        <section class="people" aria-labelledby="accounts-title">
            <h2 class="desk-group__title" id="accounts-title">
                "Accounts"
            </h2>
            <ul class="people__list">
                {page
                    .accounts
                    .into_iter()
                    .map(|account| view! { <Account account=account authors=authors.clone()/> })
                    .collect_view()}
            </ul>
        </section>
        <section class="people" id="invitations" aria-labelledby="invitations-title">
            <h2 class="desk-group__title" id="invitations-title">
                "Invitations"
            </h2>
            <p class="ui">
                "A link makes an account with the role you choose. It works once, for 14 days, and you can take it back."
            </p>
            <ul class="people__list">
                {page.invitations.into_iter().map(|link| view! { <Invitation link=link/> }).collect_view()}
            </ul>
            <Invite authors=authors.clone()/>
        </section>
        <section class="people" aria-labelledby="authors-title">
            <h2 class="desk-group__title" id="authors-title">
                "Authors"
            </h2>
            <p class="ui">
                "Whoever signs reviews, with an account or without. An imported author is claimed by giving them to an account."
            </p>
            <ul class="people__list">
                {authors.into_iter().map(|author| view! { <Author author=author/> }).collect_view()}
            </ul>
        </section>
    }
}

/// The roles one can be given.
fn roles(chosen: Role) -> impl IntoView {
    Role::ALL
        .into_iter()
        .map(|role| {
            view! {
                <option value=role.key() selected=role == chosen>
                    {role_label(role)}
                </option>
            }
        })
        .collect_view()
}

fn role_label(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner: everything, settings and accounts included",
        Role::Editor => "Editor: all reviews, pages and the conversation",
        Role::Author => "Author: own reviews and the conversation under them",
        Role::Contributor => "Contributor: own drafts, which an editor publishes",
        Role::Moderator => "Moderator: the conversation everywhere",
        Role::Member => "Member: commenting and liking under one name",
    }
}

/// Names a role: what stands before what it may do.
fn role_title(role: Role) -> &'static str {
    role_label(role).split(':').next().unwrap_or_default()
}

/// The authors an account can sign as: those without an account, and its own.
fn author_options(authors: Vec<AuthorLine>, own: Option<&str>) -> impl IntoView + use<> {
    let own = own.unwrap_or_default().to_owned();
    authors
        .into_iter()
        .filter(|author| author.account.is_none() || author.slug.as_str() == own)
        .map(|author| {
            let slug = author.slug.to_string();
            let is_chosen = slug == own;
            view! {
                <option value=slug selected=is_chosen>
                    {author.name}
                </option>
            }
        })
        .collect_view()
}

#[component]
fn Account(account: AccountLine, authors: Vec<AuthorLine>) -> impl IntoView {
    let id = account.id.to_string();
    let anchor = format!("account-{id}");
    let (role_id, author_id) = (format!("role-{id}"), format!("author-{id}"));
    let name = account.name.clone();
    let seen = match (&account.seen, account.is_disabled) {
        (_, true) => "May not sign in".to_owned(),
        (Some(seen), _) => format!("Here last {}", seen.label),
        (None, _) => "Not signed in anywhere".to_owned(),
    };
    let own_author = account.author.as_ref().map(ToString::to_string);
    let is_own = account.is_own;
    let is_disabled = account.is_disabled;
    let about = |what: &str| format!("{what}: {name}");
    let (save, out, reset, toggle) = (
        about("Save"),
        about("Sign out everywhere"),
        about("Link for a new password"),
        about(if is_disabled {
            "Let sign in again"
        } else {
            "Disable"
        }),
    );
    view! {
        <li class="people__line" id=anchor>
            <div class="people__who">
                <p class="people__name">
                    <bdi>{account.name}</bdi>
                    {is_own.then_some(" (you)")}
                </p>
                <p class="small">{account.email}</p>
                <p class="small">{format!("{}. {seen}", role_title(account.role))}</p>
            </div>
            <form class="people__form" method="post" action="/desk/people">
                <input type="hidden" name="form" value="account"/>
                <input type="hidden" name="account" value=id/>
                <div class="field">
                    <label for=role_id.clone()>"Role"</label>
                    <select id=role_id name="role">
                        {roles(account.role)}
                    </select>
                </div>
                <div class="field">
                    <label for=author_id.clone()>"Signs reviews as"</label>
                    <select id=author_id name="author">
                        <option value="">"Nobody yet"</option>
                        {author_options(authors, own_author.as_deref())}
                    </select>
                </div>
                <div class="people__do">
                    <button class="button button--quiet" type="submit" name="act" value="change" aria-label=save>
                        "Save"
                    </button>
                    <button class="text-button" type="submit" name="act" value="sign-out" aria-label=out>
                        "Sign out everywhere"
                    </button>
                    <button class="text-button" type="submit" name="act" value="reset-link" aria-label=reset>
                        "Link for a new password"
                    </button>
                    {(!is_own)
                        .then(|| {
                            let (act, label) = if is_disabled {
                                ("enable", "Let sign in again")
                            } else {
                                ("disable", "Disable")
                            };
                            view! {
                                <button
                                    class="text-button"
                                    type="submit"
                                    name="act"
                                    value=act
                                    aria-label=toggle
                                >
                                    {label}
                                </button>
                            }
                        })}
                </div>
            </form>
            {account.reset.map(|link| view! { <Link link=link/> })}
        </li>
    }
}

/// The address of a link, to be copied.
#[component]
fn Link(link: LinkLine) -> impl IntoView {
    let address = format!("{}{}", site_info().origin, link.path);
    let field = format!("link-{}", link.id);
    view! {
        <div class="field people__link">
            <label for=field.clone()>{format!("Works once, until {}", link.ends.label)}</label>
            <input id=field type="text" readonly value=address/>
        </div>
    }
}

#[component]
fn Invitation(link: LinkLine) -> impl IntoView {
    let role = link.role.map(role_name).unwrap_or_default();
    let author = link
        .author
        .as_ref()
        .map(|author| format!(", signing as {author}"))
        .unwrap_or_default();
    let note = match link.note.as_str() {
        "" => "Somebody".to_owned(),
        note => note.to_owned(),
    };
    let label = format!("Take back: {note}");
    let id = link.id.to_string();
    view! {
        <li class="people__line">
            <div class="people__who">
                <p class="people__name">
                    <bdi>{note}</bdi>
                </p>
                <p class="small">{format!("As {role}{author}")}</p>
            </div>
            <Link link=link/>
            <form method="post" action="/desk/people">
                <input type="hidden" name="form" value="revoke-invitation"/>
                <input type="hidden" name="link" value=id/>
                <button class="text-button" type="submit" aria-label=label>
                    "Take back"
                </button>
            </form>
        </li>
    }
}

#[component]
fn Invite(authors: Vec<AuthorLine>) -> impl IntoView {
    view! {
        <form class="people__invite" method="post" action="/desk/people" aria-label="Invite somebody">
            <input type="hidden" name="form" value="invite"/>
            <DeskInput name="note" label="For whom" value=String::new() hint="For you to know; optional."/>
            <div class="field">
                <label for="invite-role">"Role"</label>
                <select id="invite-role" name="role">
                    {roles(Role::Author)}
                </select>
            </div>
            <div class="field">
                <label for="invite-author">"Signs reviews as"</label>
                <select id="invite-author" name="author">
                    <option value="">"Their own name"</option>
                    {author_options(authors, None)}
                </select>
            </div>
            <button class="button" type="submit">
                "Make an invitation"
            </button>
        </form>
    }
}

#[component]
fn Author(author: AuthorLine) -> impl IntoView {
    let reviews = crate::model::reviews_of(author.review_count);
    let account = match author.account {
        Some(account) => format!("{reviews}. Account: {account}"),
        None => format!("{reviews}. No account"),
    };
    view! {
        <li class="people__line people__line--author">
            <div class="people__who">
                <p class="people__name">
                    <a href=format!("/desk/authors/{}", author.slug)>{author.name}</a>
                </p>
                <p class="small">{account}</p>
            </div>
            <a class="ui" href=format!("/authors/{}", author.slug)>
                "See the page"
            </a>
        </li>
    }
}
