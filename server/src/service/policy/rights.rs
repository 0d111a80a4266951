//! Who may do what: one table of role × act × own or other × state, as a pure function.

use app::{
    AppError,
    error::Action,
    model::{Role, Viewer},
};

/// What somebody wants to do.
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "rights are decided here before the screens that ask for them are built"
    )
)]
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub(crate) enum Act {
    /// Reading a review with its thread.
    Read,
    /// Liking a review or a comment, and taking that back.
    Like,
    /// Commenting.
    Comment,
    /// Changing or taking back a comment.
    ChangeComment,
    /// Holding, trashing and restoring comments; own are those under own reviews.
    Moderate,
    /// Signing in, and out again.
    SignIn,
    /// Making the first owner, with the link for it.
    SetUp,
    /// Seeing and changing an account: password, address, name, sessions.
    ChangeAccount,
    /// Opening the desk.
    OpenDesk,
    /// Writing a new review, its film and its pictures.
    WriteReview,
    /// Changing a review.
    EditReview,
    /// Publishing a review, scheduling it and taking it back.
    PublishReview,
    /// Trashing a review and restoring it.
    TrashReview,
    /// Writing pages such as About and Privacy.
    WritePage,
    /// Changing an author's name, biography and portrait.
    ChangeAuthor,
    /// Changing the publication's settings.
    ChangeSettings,
    /// Inviting people, changing roles, disabling accounts.
    ManageAccounts,
    /// Taking everything in or out.
    Move,
}

/// Somebody, as far as rights go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Nobody known.
    Nobody,
    /// A visitor.
    Visitor,
    /// An account.
    Account(Role),
}

/// Whose a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Their own.
    Own,
    /// Somebody else's, or nobody's.
    Other,
}

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Everybody can see it.
    Public,
    /// It is written at, or waits for its time.
    Draft,
    /// It waits for a moderator, or was taken for spam.
    Held,
    /// It was thrown away.
    Trashed,
}

impl Who {
    /// Returns who makes a request.
    pub(crate) fn of(viewer: &Viewer) -> Self {
        match (viewer.account, viewer.visitor) {
            (Some(signed), _) => Self::Account(signed.role),
            (None, Some(_)) => Self::Visitor,
            (None, None) => Self::Nobody,
        }
    }
}

/// Decides whether somebody may do something with a thing.
pub(crate) fn may(who: Who, act: Act, whose: Whose, state: State) -> bool {
    let role = match who {
        Who::Account(role) => Some(role),
        Who::Visitor | Who::Nobody => None,
    };
    let is_own = whose == Whose::Own;
    let is_editor = matches!(role, Some(Role::Owner | Role::Editor));
    match act {
        Act::Read if state == State::Public => true,
        Act::Read => {
            is_editor || (is_own && matches!(role, Some(Role::Author | Role::Contributor)))
        }
        // Whoever acts becomes a visitor by it, so nobody is turned away.
        Act::Like | Act::Comment => state == State::Public,
        Act::ChangeComment => is_own && who != Who::Nobody && state == State::Public,
        Act::Moderate if state == State::Draft => false,
        Act::Moderate => {
            is_editor || role == Some(Role::Moderator) || (is_own && role == Some(Role::Author))
        }
        Act::SignIn | Act::SetUp => true,
        Act::ChangeAccount => role.is_some() && is_own,
        Act::OpenDesk => role.is_some_and(Role::has_desk),
        Act::WriteReview => is_editor || matches!(role, Some(Role::Author | Role::Contributor)),
        Act::EditReview | Act::TrashReview => {
            is_editor
                || (is_own && role == Some(Role::Author))
                || (is_own && role == Some(Role::Contributor) && state == State::Draft)
        }
        Act::PublishReview => is_editor || (is_own && role == Some(Role::Author)),
        Act::WritePage => is_editor,
        Act::ChangeAuthor => {
            is_editor || (is_own && matches!(role, Some(Role::Author | Role::Contributor)))
        }
        Act::ChangeSettings | Act::ManageAccounts | Act::Move => role == Some(Role::Owner),
    }
}

/// Decides whether a viewer may do something with a thing.
///
/// # Errors
/// [`AppError::SignInRequired`] when an account might be allowed to, [`AppError::Forbidden`] when
/// this account is not.
pub(crate) fn require(
    viewer: &Viewer,
    act: Act,
    whose: Whose,
    state: State,
) -> Result<(), AppError> {
    if may(Who::of(viewer), act, whose, state) {
        Ok(())
    } else if viewer.account.is_none() {
        Err(AppError::SignInRequired)
    } else {
        Err(AppError::Forbidden(Action::BeyondRole))
    }
}

/// Decides whether a viewer may do something of which some could be theirs: what a door asks before
/// the thing itself is known.
///
/// # Errors
/// As [`require`].
pub(crate) fn require_any(viewer: &Viewer, act: Act) -> Result<(), AppError> {
    let is_allowed = [State::Public, State::Draft, State::Held, State::Trashed]
        .into_iter()
        .flat_map(|state| [(Whose::Own, state), (Whose::Other, state)])
        .any(|(whose, state)| may(Who::of(viewer), act, whose, state));
    if is_allowed {
        Ok(())
    } else {
        require(viewer, act, Whose::Other, State::Public)
    }
}

#[cfg(test)]
mod tests;
