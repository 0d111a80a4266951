//! The use cases, each a few lines: who asks, whom to ask, the call.
//!
//! A function marked as a server function has a fixed address under `/api`. Screens read through the
//! `load_…` functions, which ask the server's own ports while rendering there and fetch the same
//! address in the browser. Forms are posted to their own page, where the server runs these
//! functions; so nothing of them is linked into the browser's half.

#[cfg(feature = "ssr")]
mod accounts;
#[cfg(feature = "ssr")]
mod comments;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod films;
#[cfg(feature = "ssr")]
mod likes;
#[cfg(feature = "ssr")]
mod moderation;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod people;
#[cfg(feature = "ssr")]
mod publication;
mod reviews;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
mod shelves;
#[cfg(feature = "ssr")]
mod stills;

#[cfg(feature = "ssr")]
pub use accounts::{
    add_passkey, ask_for_passkey, ask_to_sign_in, begin_factor, change_email, change_name,
    change_password, confirm_factor, end_factor, end_other_sessions, end_session, remove_passkey,
    set_up, sign_in, sign_in_with_code, sign_in_with_passkey, sign_out,
};
#[cfg(feature = "ssr")]
pub use accounts::{load_account_page, load_left_here, load_setup_page};
#[cfg(feature = "ssr")]
pub use comments::{DeleteComment, EditComment, PostComment};
#[cfg(feature = "ssr")]
pub use comments::{delete_comment, edit_comment, post_comment};
#[cfg(feature = "ssr")]
pub use desk::{
    act_on_review, act_on_reviews, add_film, change_film, create_review, load_changes, load_desk,
    load_editor, load_film_record, load_locked, load_preview, load_revisions, make_preview_link,
    restore_revision, revoke_preview_link, save_draft, set_access, unlock_review,
};
#[cfg(feature = "ssr")]
pub use films::{RateFilm, UnrateFilm, load_film, rate_film, unrate_film};
#[cfg(feature = "ssr")]
pub use likes::{LikeComment, LikeReview, UnlikeComment, UnlikeReview};
#[cfg(feature = "ssr")]
pub use likes::{
    like_comment, like_review, load_comment_likers, load_review_likers, unlike_comment,
    unlike_review,
};
#[cfg(feature = "ssr")]
pub use moderation::{claim, moderate_comment};
#[cfg(feature = "ssr")]
pub use pages::{create_page, load_static_page};
#[cfg(feature = "ssr")]
pub use people::{
    accept_invitation, act_on_account, ask_for_reset, change_author, invite, load_author,
    load_invitation, load_people, load_reset, reset_password, revoke_invitation,
};
#[cfg(feature = "ssr")]
pub use publication::{change_settings, load_settings};
#[cfg(feature = "ssr")]
pub use reviews::load_home;
#[cfg(feature = "hydrate")]
pub use reviews::{home_path, review_page_path};
pub use reviews::{load_review_page, load_viewer_state};
#[cfg(feature = "ssr")]
pub use search::load_search;
#[cfg(feature = "ssr")]
pub use shelves::{load_archive, load_directory, load_person, load_shelf};
#[cfg(feature = "ssr")]
pub use stills::{
    choose_still, delete_still, describe_still, load_still, load_stills, restore_still,
};

/// Returns the ports and the viewer of this request.
///
/// # Errors
/// [`crate::AppError::Unavailable`] outside a request.
#[cfg(feature = "ssr")]
fn request() -> Result<(crate::backend::Backend, crate::model::Viewer), crate::AppError> {
    use leptos::prelude::use_context;
    let backend = use_context::<crate::backend::Backend>().ok_or(crate::AppError::Unavailable)?;
    Ok((
        backend,
        use_context::<crate::model::Viewer>().unwrap_or_default(),
    ))
}

/// Returns whom a page is rendered for, where one is.
#[cfg(feature = "ssr")]
fn rendered_for() -> Option<crate::model::Viewer> {
    leptos::prelude::use_context::<crate::context::RenderFor>().and_then(|page| page.0)
}

/// Sets the status that goes with a refusal, where an answer is being made.
#[cfg(feature = "ssr")]
fn with_status<T>(outcome: Result<T, crate::AppError>) -> Result<T, crate::AppError> {
    use leptos::prelude::use_context;
    if let Err(error) = &outcome
        && let Some(answer) = use_context::<leptos_axum::ResponseOptions>()
    {
        if let Ok(status) = http::StatusCode::from_u16(error.status()) {
            answer.set_status(status);
        }
        if let crate::AppError::RateLimited { retry_after } = error {
            answer.insert_header(
                http::header::RETRY_AFTER,
                http::HeaderValue::from(*retry_after),
            );
        }
    }
    outcome
}
