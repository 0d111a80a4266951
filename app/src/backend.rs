//! The ports: what the screens ask of the server, one small trait for each aggregate.
//!
//! Server functions live here, their work lives in the crate `server`, which depends on this one;
//! so the traits stand here, `server` implements them, and each request finds a [`Backend`] in its
//! context.

mod desk;
mod pages;
mod people;
mod publication;
mod stills;

use std::sync::Arc;

use async_trait::async_trait;

pub use desk::{Desk, FilmRecords, Revisions};
pub use pages::Pages;
pub use people::People;
pub use publication::Publication;
pub use stills::Stills;

use crate::{
    AppError,
    model::{
        AccountPage, ArchivePage, BegunSession, Claimable, CodeSignIn, Comment, CommentEdit,
        CommentId, Credentials, DirectoryPage, FilmId, FilmPage, HomePage, LikeState, LikeTarget,
        LikersPage, ModerationAct, ModerationReason, NewComment, NewOwner, PasskeyAnswer,
        PasskeyAsked, PasswordChange, PersonPage, ReaderRatings, ReviewId, ReviewPage, SearchKind,
        SearchPage, SessionId, SetupPage, ShelfPage, Slug, ThreadQuery, Viewer, ViewerState,
        VisitorId,
    },
};

/// All ports of one server.
#[derive(Clone)]
pub struct Backend {
    /// Accounts and who is signed in.
    pub accounts: Arc<dyn Accounts>,
    /// Reading reviews.
    pub reviews: Arc<dyn Reviews>,
    /// The conversation.
    pub comments: Arc<dyn Comments>,
    /// Likes.
    pub likes: Arc<dyn Likes>,
    /// Moderation.
    pub moderation: Arc<dyn Moderation>,
    /// Pages to wander.
    pub shelves: Arc<dyn Shelves>,
    /// Films.
    pub films: Arc<dyn Films>,
    /// Writing and publishing reviews.
    pub desk: Arc<dyn Desk>,
    /// Earlier texts, and who may read what is not for everybody.
    pub revisions: Arc<dyn Revisions>,
    /// The records of films.
    pub film_records: Arc<dyn FilmRecords>,
    /// Search.
    pub search: Arc<dyn Search>,
    /// Pages such as About and Privacy.
    pub pages: Arc<dyn Pages>,
    /// Accounts, invitations, authors.
    pub people: Arc<dyn People>,
    /// The publication's settings.
    pub publication: Arc<dyn Publication>,
    /// The library of stills.
    pub stills: Arc<dyn Stills>,
}

/// Reading reviews.
#[async_trait]
pub trait Reviews: Send + Sync {
    /// Returns the front page, or the reviews older than one.
    async fn home(&self, before: Option<ReviewId>) -> Result<HomePage, AppError>;

    /// Returns a review with a page of its thread.
    ///
    /// With a viewer the page is theirs alone; without one it is everybody's.
    async fn review_page(
        &self,
        slug: &Slug,
        query: ThreadQuery,
        viewer: Option<Viewer>,
    ) -> Result<ReviewPage, AppError>;

    /// Returns what a shared review page lacks for its viewer.
    async fn viewer_state(&self, slug: &Slug, viewer: Viewer) -> Result<ViewerState, AppError>;
}

/// The conversation.
#[async_trait]
pub trait Comments: Send + Sync {
    /// Posts a comment and returns it; the same text sent twice within a minute is one comment.
    async fn post(&self, new: NewComment, viewer: Viewer) -> Result<Comment, AppError>;

    /// Changes the text of an own comment within its time and marks it as edited.
    async fn edit(&self, edit: CommentEdit, viewer: Viewer) -> Result<Comment, AppError>;

    /// Takes back an own comment within its time; its replies keep their place.
    async fn delete(&self, comment: CommentId, viewer: Viewer) -> Result<(), AppError>;

    /// Returns the text of an own comment as it was typed, within the time to change it.
    async fn source(&self, comment: CommentId, viewer: Viewer) -> Result<String, AppError>;

    /// Returns the path of the page a comment stands on, with its anchor.
    async fn place(&self, comment: CommentId) -> Result<String, AppError>;
}

/// Likes.
#[async_trait]
pub trait Likes: Send + Sync {
    /// Likes a thing; liking it again changes nothing.
    async fn like(&self, target: LikeTarget, viewer: Viewer) -> Result<LikeState, AppError>;

    /// Takes a like back; taking back none changes nothing.
    async fn unlike(&self, target: LikeTarget, viewer: Viewer) -> Result<LikeState, AppError>;

    /// Returns who likes a review, or those who liked it before somebody did.
    async fn of_review(
        &self,
        slug: &Slug,
        before: Option<VisitorId>,
    ) -> Result<LikersPage, AppError>;

    /// Returns who likes a comment, or those who liked it before somebody did.
    async fn of_comment(
        &self,
        comment: CommentId,
        before: Option<VisitorId>,
    ) -> Result<LikersPage, AppError>;
}

/// Accounts and who is signed in. `browser` names the browser that asks.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Begins a session; what was typed may be wrong in two ways, and the answer is the same.
    async fn sign_in(
        &self,
        sign_in: Credentials,
        viewer: Viewer,
        browser: String,
    ) -> Result<BegunSession, AppError>;

    /// Begins a session of an account whose password was right, with the code that it asks for.
    async fn sign_in_with_code(
        &self,
        sign_in: CodeSignIn,
        viewer: Viewer,
        browser: String,
    ) -> Result<BegunSession, AppError>;

    /// Begins a second factor, upon the password; it counts once it is confirmed.
    async fn begin_factor(&self, password: String, viewer: Viewer) -> Result<(), AppError>;

    /// Confirms a second factor by its first code.
    async fn confirm_factor(&self, code: String, viewer: Viewer) -> Result<(), AppError>;

    /// Takes the second factor away, upon the password.
    async fn end_factor(&self, password: String, viewer: Viewer) -> Result<(), AppError>;

    /// Asks the browser to make a passkey, upon the password.
    async fn ask_for_passkey(
        &self,
        password: String,
        viewer: Viewer,
    ) -> Result<PasskeyAsked, AppError>;

    /// Adds the passkey that the browser has made.
    async fn add_passkey(&self, answer: PasskeyAnswer, viewer: Viewer) -> Result<(), AppError>;

    /// Takes a passkey away, upon the password.
    async fn remove_passkey(
        &self,
        passkey: i64,
        password: String,
        viewer: Viewer,
    ) -> Result<(), AppError>;

    /// Asks the browser for any passkey it has for this site.
    async fn ask_to_sign_in(&self, viewer: Viewer) -> Result<PasskeyAsked, AppError>;

    /// Begins a session of the account whose passkey has answered.
    async fn sign_in_with_passkey(
        &self,
        answer: PasskeyAnswer,
        viewer: Viewer,
        browser: String,
    ) -> Result<BegunSession, AppError>;

    /// Ends the viewer's session; without one nothing happens.
    async fn sign_out(&self, viewer: Viewer) -> Result<(), AppError>;

    /// Returns what the viewer's account sees of itself.
    async fn page(&self, viewer: Viewer) -> Result<AccountPage, AppError>;

    /// Changes the password, ends all sessions and begins a new one here.
    async fn change_password(
        &self,
        change: PasswordChange,
        viewer: Viewer,
    ) -> Result<BegunSession, AppError>;

    /// Changes the e-mail address, ends all sessions and begins a new one here.
    async fn change_email(
        &self,
        email: String,
        password: String,
        viewer: Viewer,
    ) -> Result<BegunSession, AppError>;

    /// Changes the name that comments to come are signed with.
    async fn change_name(&self, name: String, viewer: Viewer) -> Result<(), AppError>;

    /// Ends one of the account's sessions.
    async fn end_session(&self, session: SessionId, viewer: Viewer) -> Result<(), AppError>;

    /// Ends all of the account's sessions but this one.
    async fn end_other_sessions(&self, viewer: Viewer) -> Result<(), AppError>;

    /// Says whether a set-up link can be used.
    async fn setup_page(&self, key: String) -> Result<SetupPage, AppError>;

    /// Makes the first owner with a set-up link and signs them in.
    async fn set_up(&self, new: NewOwner, browser: String) -> Result<BegunSession, AppError>;
}

/// Moderation, and claiming what one said before one had an account.
#[async_trait]
pub trait Moderation: Send + Sync {
    /// Holds, trashes or restores a comment; what is so already stays.
    async fn moderate(
        &self,
        comment: CommentId,
        act: ModerationAct,
        reason: ModerationReason,
        viewer: Viewer,
    ) -> Result<(), AppError>;

    /// Counts what this browser has said and liked without an account.
    async fn claimable(&self, viewer: Viewer) -> Result<Claimable, AppError>;

    /// Counts what this browser has said and liked, as long as nobody is signed in.
    async fn left_here(&self, viewer: Viewer) -> Result<Claimable, AppError>;

    /// Makes what this browser has said and liked the account's own.
    async fn claim(&self, viewer: Viewer) -> Result<(), AppError>;
}

/// Pages to wander.
#[async_trait]
pub trait Shelves: Send + Sync {
    /// Returns the reviews filed under a tag, or those of them older than one.
    async fn tag(&self, slug: &Slug, before: Option<ReviewId>) -> Result<ShelfPage, AppError>;

    /// Returns the reviews signed by an author, or those of them older than one.
    async fn author(&self, slug: &Slug, before: Option<ReviewId>) -> Result<ShelfPage, AppError>;

    /// Returns the reviews published in a year or in a month of it, or those older than one.
    async fn period(
        &self,
        year: i16,
        month: Option<i8>,
        before: Option<ReviewId>,
    ) -> Result<ShelfPage, AppError>;

    /// Returns the archive narrowed down as its address asks for.
    async fn archive(&self, query: &str) -> Result<ArchivePage, AppError>;

    /// Returns a list of names, `films`, `people`, `tags` or `authors`, after one.
    async fn directory(&self, of: &str, after: Option<Slug>) -> Result<DirectoryPage, AppError>;

    /// Returns a person by role.
    async fn person(&self, slug: &Slug) -> Result<PersonPage, AppError>;
}

/// Films.
#[async_trait]
pub trait Films: Send + Sync {
    /// Returns a film's page; with a viewer, with what they gave it.
    async fn film(&self, slug: &Slug, viewer: Option<Viewer>) -> Result<FilmPage, AppError>;

    /// Rates a film in half steps of the publication's scale; rating it again changes it.
    async fn rate(
        &self,
        film: FilmId,
        halves: i32,
        viewer: Viewer,
    ) -> Result<ReaderRatings, AppError>;

    /// Takes a rating back; taking back none changes nothing.
    async fn unrate(&self, film: FilmId, viewer: Viewer) -> Result<ReaderRatings, AppError>;

    /// Returns what a viewer gave a film, in half steps.
    async fn own_rating(&self, slug: &Slug, viewer: Viewer) -> Result<Option<i32>, AppError>;
}

/// Search.
#[async_trait]
pub trait Search: Send + Sync {
    /// Returns what is found for words as somebody typed them, of one kind or of all; of one kind also
    /// what follows a place in its list.
    async fn search(
        &self,
        query: &str,
        kind: Option<SearchKind>,
        after: Option<&str>,
    ) -> Result<SearchPage, AppError>;
}
