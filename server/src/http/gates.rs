//! What each route is for, in the words of the table of rights: a route without a row here has no
//! door, and a test fails.

use app::{
    AppError,
    model::{Signed, Viewer, VisitorKey},
};

use crate::service::policy::{Act, require_any};

/// The door of a route.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gate {
    /// What one does behind it.
    pub(super) act: Act,
    /// Whether it is a page, whose reader can be led to the sign-in.
    pub(super) is_page: bool,
}

/// Every path with what one does there.
const ROWS: &[(&str, Act)] = &[
    ("/", Act::Read),
    ("/reviews/{slug}", Act::Read),
    ("/reviews/{slug}/likes", Act::Read),
    ("/comments/{id}/likes", Act::Read),
    ("/pages/{slug}", Act::Read),
    ("/archive", Act::Read),
    ("/archive/{year}", Act::Read),
    ("/archive/{year}/{month}", Act::Read),
    ("/tags", Act::Read),
    ("/tags/{slug}", Act::Read),
    ("/authors", Act::Read),
    ("/authors/{slug}", Act::Read),
    ("/films", Act::Read),
    ("/films/{slug}", Act::Read),
    ("/people", Act::Read),
    ("/people/{slug}", Act::Read),
    ("/search", Act::Read),
    ("/sign-in", Act::SignIn),
    ("/account", Act::ChangeAccount),
    ("/setup", Act::SetUp),
    ("/invitation", Act::SignIn),
    ("/reset", Act::SignIn),
    ("/forgotten", Act::SignIn),
    ("/desk", Act::OpenDesk),
    ("/desk/reviews", Act::OpenDesk),
    ("/desk/reviews/{id}", Act::EditReview),
    ("/desk/reviews/{id}/revisions", Act::EditReview),
    ("/desk/pages", Act::WritePage),
    ("/desk/settings", Act::ChangeSettings),
    ("/desk/people", Act::ManageAccounts),
    ("/desk/authors/{slug}", Act::ChangeAuthor),
    ("/desk/stills", Act::WriteReview),
    ("/desk/stills/{id}", Act::WriteReview),
    ("/desk/stills/upload", Act::WriteReview),
    ("/api/stills/describe", Act::WriteReview),
    ("/api/stills/delete", Act::WriteReview),
    ("/api/stills/restore", Act::WriteReview),
    ("/api/stills/choose", Act::WriteReview),
    ("/desk/films", Act::WriteReview),
    ("/desk/films/{id}", Act::WriteReview),
    ("/reviews/{slug}/changes", Act::Read),
    ("/reviews/{slug}/locked", Act::Read),
    ("/preview/{word}", Act::Read),
    ("/api/reviews/unlock", Act::Read),
    ("/api/desk/restore", Act::EditReview),
    ("/api/desk/make_link", Act::EditReview),
    ("/api/desk/revoke_link", Act::EditReview),
    ("/api/desk/access", Act::PublishReview),
    ("/api/desk/change_film", Act::WriteReview),
    ("/api/desk/add_film", Act::WriteReview),
    ("/api/desk/review", Act::EditReview),
    ("/api/desk/create", Act::WriteReview),
    ("/api/desk/create_page", Act::WritePage),
    ("/api/desk/change_settings", Act::ChangeSettings),
    ("/api/people/invite", Act::ManageAccounts),
    ("/api/people/revoke_invitation", Act::ManageAccounts),
    ("/api/people/act", Act::ManageAccounts),
    ("/api/people/change_author", Act::ChangeAuthor),
    ("/api/accounts/accept", Act::SignIn),
    ("/api/accounts/reset", Act::SignIn),
    ("/api/accounts/ask_for_reset", Act::SignIn),
    ("/api/pages/page", Act::Read),
    ("/api/desk/save", Act::EditReview),
    ("/api/desk/act", Act::EditReview),
    ("/api/desk/bulk", Act::TrashReview),
    ("/api/desk/films", Act::WriteReview),
    ("/api/desk/people", Act::WriteReview),
    ("/api/desk/tags", Act::WriteReview),
    ("/api/desk/stills", Act::WriteReview),
    ("/api/desk/reviews", Act::WriteReview),
    ("/api/reviews/home", Act::Read),
    ("/api/reviews/page", Act::Read),
    ("/api/reviews/viewer", Act::Read),
    ("/api/reviews/like", Act::Like),
    ("/api/reviews/unlike", Act::Like),
    ("/api/films/page", Act::Read),
    ("/api/films/viewer", Act::Read),
    ("/api/films/rate", Act::Like),
    ("/api/films/unrate", Act::Like),
    ("/api/shelves/tag", Act::Read),
    ("/api/shelves/author", Act::Read),
    ("/api/shelves/period", Act::Read),
    ("/api/shelves/archive", Act::Read),
    ("/api/shelves/directory", Act::Read),
    ("/api/shelves/person", Act::Read),
    ("/api/search/find", Act::Read),
    ("/api/comments/like", Act::Like),
    ("/api/comments/unlike", Act::Like),
    ("/api/comments/post", Act::Comment),
    ("/api/comments/source", Act::ChangeComment),
    ("/api/comments/edit", Act::ChangeComment),
    ("/api/comments/delete", Act::ChangeComment),
    ("/api/comments/moderate", Act::Moderate),
    ("/api/accounts/claim", Act::ChangeAccount),
    ("/api/accounts/page", Act::ChangeAccount),
    ("/api/accounts/setup_page", Act::SetUp),
    ("/api/accounts/sign_in", Act::SignIn),
    ("/api/accounts/sign_in_with_code", Act::SignIn),
    ("/api/accounts/begin_factor", Act::ChangeAccount),
    ("/api/accounts/confirm_factor", Act::ChangeAccount),
    ("/api/accounts/end_factor", Act::ChangeAccount),
    ("/api/accounts/ask_for_passkey", Act::ChangeAccount),
    ("/api/accounts/add_passkey", Act::ChangeAccount),
    ("/api/accounts/remove_passkey", Act::ChangeAccount),
    ("/api/accounts/ask_to_sign_in", Act::SignIn),
    ("/api/accounts/sign_in_with_passkey", Act::SignIn),
    ("/api/accounts/sign_out", Act::SignIn),
    ("/api/accounts/set_up", Act::SetUp),
    ("/api/accounts/change_password", Act::ChangeAccount),
    ("/api/accounts/change_email", Act::ChangeAccount),
    ("/api/accounts/change_name", Act::ChangeAccount),
    ("/api/accounts/end_session", Act::ChangeAccount),
    ("/api/accounts/end_other_sessions", Act::ChangeAccount),
    ("/pkg/{*file}", Act::Read),
    ("/fonts/{*file}", Act::Read),
    ("/favicon.svg", Act::Read),
    ("/desk.css", Act::Read),
    ("/theme.css", Act::Read),
    ("/robots.txt", Act::Read),
    ("/feed.atom", Act::Read),
    ("/feed.rss", Act::Read),
    ("/tags/{slug}/feed.atom", Act::Read),
    ("/authors/{slug}/feed.atom", Act::Read),
    ("/films/{slug}/feed.atom", Act::Read),
    ("/reviews/{slug}/comments.atom", Act::Read),
    ("/reviews/{slug}/card.png", Act::Read),
    ("/sitemap.xml", Act::Read),
    ("/sitemaps/{part}", Act::Read),
    ("/media/{hash}/{file}", Act::Read),
    ("/reviews/{slug}/events", Act::Read),
    ("/comments/{id}", Act::Read),
    ("/healthz", Act::Read),
    ("/readyz", Act::Read),
];

/// Finds what one does at a path of the route table.
pub(super) fn act_of(path: &str) -> Option<Act> {
    ROWS.iter().find(|row| row.0 == path).map(|row| row.1)
}

/// Says whether a page is one person's own and is never kept ready for others.
pub(super) fn is_personal(path: &str) -> bool {
    [
        "/sign-in",
        "/account",
        "/setup",
        "/invitation",
        "/reset",
        "/forgotten",
    ]
    .contains(&path)
        || path == "/desk"
        || path.starts_with("/desk/")
        || path.starts_with("/preview/")
        || (path.starts_with("/reviews/") && path.ends_with("/locked"))
}

/// Decides whether somebody may do anything at all behind a door.
///
/// # Errors
/// As [`require_any`].
pub(super) fn pass(act: Act, account: Option<Signed>) -> Result<(), AppError> {
    // Whoever comes without an account may become a visitor by what they do.
    let anybody = VisitorKey {
        hash: [0; 32],
        is_new: true,
    };
    let viewer = Viewer {
        account,
        visitor: Some(anybody),
        ..Viewer::default()
    };
    require_any(&viewer, act)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::route_table;

    #[test]
    fn every_route_and_every_server_function_has_a_row() {
        let table = route_table();
        for route in &table {
            assert!(act_of(&route.path).is_some(), "{} has no row", route.path);
        }
        for (path, _) in ROWS {
            assert!(
                table.iter().any(|route| route.path == *path),
                "{path} is no route"
            );
        }
    }
}
