//! What moderators do in the thread, and what the writer of a comment is told of it. The server alone
//! draws it.

mod moderate_comment;
#[cfg(feature = "ssr")]
mod signed_as;
mod withheld_list;

pub use moderate_comment::ModerateComment;
#[cfg(feature = "ssr")]
pub use signed_as::SignedAs;
pub use withheld_list::WithheldList;

/// Draws what a viewer's account adds to a review's page.
#[cfg(feature = "ssr")]
pub(crate) fn moderation_html(
    account: &crate::model::ViewerAccount,
    place: &str,
) -> crate::model::ModerationHtml {
    use crate::model::Markup;

    crate::model::ModerationHtml {
        withheld: withheld_list::html(&account.withheld, place),
        form: if account.may_moderate {
            moderate_comment::html("{of}", "{name}", place)
        } else {
            Markup::sanitized("")
        },
    }
}
