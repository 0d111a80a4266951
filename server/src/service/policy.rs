//! Who may do what: pure functions over plain facts.

mod rights;

use app::{
    AppError,
    error::Action,
    model::{Role, Timestamp, VisitorId},
};

pub(crate) use rights::{Act, State, Whose, require, require_any};

/// When a session ends however much it is used, in seconds: 90 days.
pub(crate) const SESSION_SECONDS: i64 = 90 * 24 * 60 * 60;

/// Returns how long a session of a role may lie idle, in seconds: 12 hours where everything can be
/// changed, else 14 days.
pub(crate) fn idle_seconds(role: Role) -> i64 {
    if role == Role::Owner {
        12 * 60 * 60
    } else {
        14 * 24 * 60 * 60
    }
}

/// How long a visitor may change an own comment, in seconds.
pub(crate) const CHANGE_WITHIN_SECONDS: i64 = 30 * 60;

/// A comment as far as the right to change it goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ownership {
    /// The visitor who wrote it.
    pub(crate) writer: Option<VisitorId>,
    /// Whether everybody can read it.
    pub(crate) is_published: bool,
    /// When it was posted.
    pub(crate) posted_at: Timestamp,
}

/// Decides whether a visitor may edit or delete a comment now.
///
/// # Errors
/// [`AppError::Forbidden`] when it is somebody else's, gone, or too old.
pub(crate) fn may_change_comment(
    comment: Ownership,
    visitor: VisitorId,
    now: Timestamp,
) -> Result<(), AppError> {
    if comment.writer != Some(visitor) || !comment.is_published {
        return Err(AppError::Forbidden(Action::ChangeOthers));
    }
    if now.seconds_since(comment.posted_at) >= CHANGE_WITHIN_SECONDS {
        return Err(AppError::Forbidden(Action::ChangeLate));
    }
    Ok(())
}

/// Decides whether a visitor who last commented at a time may comment again.
///
/// # Errors
/// [`AppError::RateLimited`] with the seconds still to wait.
pub(crate) fn may_comment_again(
    last: Option<Timestamp>,
    every_seconds: i64,
    now: Timestamp,
) -> Result<(), AppError> {
    let Some(last) = last else { return Ok(()) };
    let wait = every_seconds - now.seconds_since(last);
    if wait > 0 {
        Err(AppError::RateLimited { retry_after: wait })
    } else {
        Ok(())
    }
}

/// Decides whether a review still takes comments after so many days, when it closes after a number of
/// them; 0 for never.
pub(crate) fn is_open_after(days: i64, close_after: i64) -> bool {
    close_after == 0 || days <= close_after
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp(43_200_000_000);

    fn comment() -> Ownership {
        Ownership {
            writer: Some(VisitorId(1)),
            is_published: true,
            posted_at: NOON,
        }
    }

    #[test]
    fn an_own_comment_may_be_changed_for_half_an_hour() {
        let at = |seconds| may_change_comment(comment(), VisitorId(1), NOON.plus_seconds(seconds));
        assert_eq!(at(0), Ok(()));
        assert_eq!(at(1_799), Ok(()));
        assert_eq!(at(1_800), Err(AppError::Forbidden(Action::ChangeLate)));
    }

    #[test]
    fn nobody_changes_what_is_not_theirs_or_not_there() {
        let refused = Err(AppError::Forbidden(Action::ChangeOthers));
        assert_eq!(may_change_comment(comment(), VisitorId(2), NOON), refused);
        let gone = Ownership {
            is_published: false,
            ..comment()
        };
        assert_eq!(may_change_comment(gone, VisitorId(1), NOON), refused);
        let imported = Ownership {
            writer: None,
            ..comment()
        };
        assert_eq!(may_change_comment(imported, VisitorId(1), NOON), refused);
    }

    #[test]
    fn a_review_closes_after_its_days() {
        assert!(is_open_after(100_000, 0));
        assert!(is_open_after(14, 14));
        assert!(!is_open_after(15, 14));
    }

    #[test]
    fn a_second_comment_waits_its_time() {
        let at = |seconds| may_comment_again(Some(NOON), 15, NOON.plus_seconds(seconds));
        assert_eq!(at(5), Err(AppError::RateLimited { retry_after: 10 }));
        assert_eq!(at(15), Ok(()));
        assert_eq!(may_comment_again(None, 15, NOON), Ok(()));
        assert_eq!(may_comment_again(Some(NOON), 0, NOON), Ok(()));
    }
}
