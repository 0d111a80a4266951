//! Foyer's words as types, the same on the server and in the browser.
//!
//! Everything here is plain data with the logic that can be wrong about it: parsing, arithmetic,
//! the building of a thread. Nothing here does input or output.

mod account;
mod comment;
#[cfg(feature = "ssr")]
mod desk;
mod film;
mod id;
mod like;
mod markup;
mod media;
mod moderation;
mod page;
mod path;
#[cfg(feature = "ssr")]
mod people;
mod person;
mod rating;
mod reader_ratings;
mod review;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
mod settings;
mod shelf;
mod slug;
#[cfg(feature = "ssr")]
mod static_page;
#[cfg(feature = "ssr")]
mod stills;
#[cfg(feature = "ssr")]
mod text_kind;
mod thread;
mod timestamp;
mod viewer;
#[cfg(feature = "hydrate")]
mod wire;

pub use account::{AccountCard, Role};
#[cfg(feature = "ssr")]
pub use account::{
    AccountPage, BegunSession, CodeSignIn, Credentials, FactorSetup, NewOwner, PasskeyAnswer,
    PasskeyAsked, PasskeyLine, PasswordChange, SecondFactorState, SessionLine, SetupPage,
};
pub use comment::{Comment, CommentEdit, CommentKind, CommentSource, CommentState, NewComment};
#[cfg(feature = "ssr")]
pub use desk::{
    BulkAct, Change, ChangesPage, DeskFilter, DeskOrder, DeskPage, DeskRow, DraftAct,
    DraftConflict, DraftFields, EditorPage, FieldDiff, FilmChange, FilmForm, FilmRecordPage, Hint,
    LockedPage, PreviewLinkLine, RevisionLine, RevisionsPage, SaveOutcome, Stage,
};
pub use film::{Country, Credit, CreditRole, Film, Money, OutsideRating};
pub use id::{
    AccountId, AuthorId, CommentId, FilmId, MediaId, PersonId, ReviewId, SessionId, TagId,
    VisitorId,
};
pub use like::{LikeState, LikeTarget, liked_by};
#[cfg(feature = "ssr")]
pub use like::{Liker, LikersPage};
pub use markup::Markup;
#[cfg(feature = "ssr")]
pub use markup::{DomJson, DomOutcome};
#[cfg(feature = "hydrate")]
pub(crate) use markup::{escape, read_page};
pub use media::Still;
#[cfg(feature = "ssr")]
pub use media::{Emblem, Portrait};
pub use moderation::{
    Claimable, ModerationAct, ModerationHtml, ModerationReason, ViewerAccount, Withheld,
};
#[cfg(feature = "ssr")]
pub use page::WithHtml;
pub use page::{
    Focus, FocusAct, FormsHtml, HomeHtml, HomePage, LatestThought, ReviewHtml, ReviewPage,
};
pub use path::{local_path, query_value};
#[cfg(feature = "ssr")]
pub use people::{
    AccountAct, AccountLine, AuthorForm, AuthorLine, AuthorPage, InvitationPage, LinkLine,
    NewInvitation, NewMember, PasswordReset, PeoplePage,
};
pub use person::{Author, Person};
pub use rating::{Mark, Rating};
pub use reader_ratings::{Bar, ReaderRatings, on_scale, value as rating_value};
pub use review::{Epigraph, Review, ReviewCard, ReviewLink, Tag, WatchAlso, thoughts};
#[cfg(feature = "ssr")]
pub use search::{Run, SearchGroup, SearchHit, SearchKind, SearchPage, SearchRefusal, SearchScope};
#[cfg(feature = "ssr")]
pub use settings::{
    RatingLook, RatingMarks, SettingChange, SettingKey, SettingsForm, SettingsPage, read_links,
};
pub use shelf::{
    ArchivePage, ArchiveYear, DirectoryName, DirectoryPage, Discussed, Facet, FacetValue, FilmPage,
    PersonFilm, PersonPage, Related, ShelfPage, reviews_of,
};
pub use slug::{Slug, SlugError};
#[cfg(feature = "ssr")]
pub use static_page::{PageLink, PageTemplate, StaticPage};
#[cfg(feature = "ssr")]
pub use stills::{
    StillChoice, StillFilter, StillForm, StillLine, StillPage, StillTarget, StillUse, StillsPage,
};
#[cfg(feature = "ssr")]
pub use text_kind::TextKind;
pub use thread::{
    Answers, Branch, Mention, Sort, ThreadPage, ThreadQuery, ThreadView, build_thread,
};
pub use timestamp::{Moment, Timestamp};
pub use viewer::{Remembered, ViewerState};
#[cfg(feature = "ssr")]
pub use viewer::{Signed, Viewer, VisitorKey};
