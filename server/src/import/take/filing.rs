//! What the report says of posts and comments.

use super::NAMELESS;
use crate::import::{
    html,
    report::{Kind, Outcome, Report},
    wxr,
    wxr::WxrComment,
};

/// Files a post; what is different about it is said in `notes`.
pub(super) fn file_post(report: &mut Report, kind: Kind, title: &str, notes: &[String]) {
    let outcome = if notes.is_empty() {
        Outcome::Taken
    } else {
        Outcome::Changed
    };
    report.file(outcome, kind, title, &notes.join("; "));
}

/// Names a comment: by whom it is and where it stands.
pub(super) fn subject_of(comment: &WxrComment, title: &str) -> String {
    let name = html::plain_line(&comment.author);
    let name = if name.is_empty() { NAMELESS } else { &name };
    format!("{name} on {title}")
}

/// Files a comment, with what became of it.
pub(super) fn file_comment(report: &mut Report, comment: &WxrComment, title: &str) {
    let subject = subject_of(comment, title);
    let (outcome, kind, message) = match (&comment.kind, comment.state) {
        (wxr::CommentKind::Other(name), _) => {
            (Outcome::Left, Kind::Comment, format!("it is a {name}"))
        }
        (wxr::CommentKind::Comment, wxr::CommentState::Approved) => {
            (Outcome::Taken, Kind::Comment, String::new())
        }
        (wxr::CommentKind::Comment, state) => (
            Outcome::Changed,
            Kind::Comment,
            format!("kept, not shown: {state:?}").to_lowercase(),
        ),
        (_, wxr::CommentState::Approved) => (Outcome::Taken, Kind::Pingback, String::new()),
        (_, state) => (
            Outcome::Changed,
            Kind::Pingback,
            format!("kept, not shown: {state:?}").to_lowercase(),
        ),
    };
    report.file(outcome, kind, &subject, &message);
}
