//! What a request brings along for the screens it renders.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    AppError,
    model::{AccountCard, CommentId},
};

/// The publication as every page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteInfo {
    /// Its name.
    pub name: String,
    /// The line under its name.
    pub tagline: String,
    /// The language of its texts, BCP 47.
    pub language: String,
    /// Its own address, scheme and host.
    pub origin: String,
    /// The direction of its script, `ltr` or `rtl`.
    pub direction: String,
    /// Its published pages.
    pub pages: Vec<crate::model::PageLink>,
    /// What else stands at the bottom of every page.
    pub footer_links: Vec<crate::model::PageLink>,
    /// How ratings are drawn and what they are called.
    pub ratings: crate::model::RatingLook,
    /// Whether it sends mail.
    pub has_mail: bool,
    /// The picture that stands for its name; none for the name as text.
    pub logo: Option<crate::model::Emblem>,
    /// The picture in the browser's tab; none for Foyer's.
    pub icon: Option<crate::model::Emblem>,
    /// The address of the style sheet with its own colour; none for Foyer's.
    pub theme: Option<String>,
}

impl SiteInfo {
    /// Says whether browsers make passkeys for it, which they do for addresses with a name alone.
    pub fn takes_passkeys(&self) -> bool {
        let host = self.origin.split("://").nth(1).unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let is_number = name.parse::<std::net::Ipv4Addr>().is_ok();
        !name.is_empty() && !is_number && !name.starts_with('[')
    }

    /// Returns where it says what it keeps of its readers; none while it does not.
    pub fn privacy(&self) -> Option<&str> {
        let mut pages = self.pages.iter().map(|page| page.path.as_str());
        pages.find(|path| *path == "/pages/privacy")
    }
}

/// Returns the publication of this page.
pub fn site_info() -> SiteInfo {
    use_context::<SiteInfo>().unwrap_or_default()
}

/// A form that was refused: what was typed, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefusedForm {
    /// Which form it was.
    pub form: String,
    /// The comment it was about: the one answered, edited or liked.
    pub comment: Option<CommentId>,
    /// The text.
    pub body: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The website.
    pub website: String,
    /// Whether it was to be remembered.
    pub remember: bool,
    /// Every other field as it was typed, passwords left out.
    pub more: Vec<(String, String)>,
    /// Why.
    pub error: Option<AppError>,
}

impl RefusedForm {
    /// Returns what was sent for a field of a form that is not a comment's; none where nothing was, as for
    /// a box without a tick.
    pub fn sent(&self, name: &str) -> Option<&str> {
        let field = self.more.iter().find(|(key, _)| key == name);
        field.map(|(_, value)| value.as_str())
    }

    /// Returns what was typed into a field of a form that is not a comment's; empty for nothing.
    pub fn value(&self, name: &str) -> &str {
        self.more
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }
}

/// Returns the form of a name when it is the one this page was refused for.
pub fn refused_form_of(form: &str) -> Option<RefusedForm> {
    refused_form().filter(|refused| refused.form == form)
}

/// Returns whoever is signed in, where the page is theirs.
pub fn signed_in() -> Option<AccountCard> {
    use_context::<SignedIn>().and_then(|signed| signed.card)
}

/// Whoever is signed in; nobody on the page that everybody shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedIn {
    /// Who it is.
    pub card: Option<AccountCard>,
}

/// A section of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskSection {
    /// Reviews.
    Reviews,
    /// Pages such as About and Privacy.
    Pages,
    /// The library of stills.
    Stills,
    /// Accounts, invitations and authors.
    People,
    /// The publication's settings.
    Settings,
}

impl DeskSection {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Reviews,
        Self::Pages,
        Self::Stills,
        Self::People,
        Self::Settings,
    ];

    /// Returns where it is.
    pub fn path(self) -> &'static str {
        match self {
            Self::Reviews => "/desk",
            Self::Pages => "/desk/pages",
            Self::Stills => "/desk/stills",
            Self::People => "/desk/people",
            Self::Settings => "/desk/settings",
        }
    }

    /// Returns what it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reviews => "Reviews",
            Self::Pages => "Pages",
            Self::Stills => "Stills",
            Self::People => "People",
            Self::Settings => "Settings",
        }
    }
}

/// The sections of the desk that the viewer may open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskSections(pub Vec<DeskSection>);

/// Returns the sections of the desk that the viewer may open.
pub fn desk_sections() -> Vec<DeskSection> {
    use_context::<DeskSections>().unwrap_or_default().0
}

/// Returns the form that this page was refused for, if any.
pub fn refused_form() -> Option<RefusedForm> {
    use_context()
}

/// The files of the browser's half, found once when the server starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientFiles {
    /// The script.
    pub js: Arc<str>,
    /// The WebAssembly module.
    pub wasm: Arc<str>,
    /// The style sheet.
    pub css: Arc<str>,
    /// The few lines that start it.
    pub start: Arc<str>,
    /// The script of the editor at the desk; none where its chunk was not built.
    pub desk: Option<Arc<str>>,
}

impl ClientFiles {
    /// Returns what distinguishes this build of the browser's half from others: the digest in its
    /// module's name.
    pub fn build(&self) -> Arc<str> {
        let name = self.wasm.rsplit('/').next().unwrap_or_default();
        name.split('.').nth(1).unwrap_or_default().into()
    }
}

/// Whose page is rendered: a viewer's own, or everybody's.
#[derive(Clone, Copy, Debug, Default)]
pub struct RenderFor(pub Option<crate::model::Viewer>);

/// What a browser holds to read the review with a password that its page is about.
#[derive(Clone, Debug, Default)]
pub struct Grant(pub String);

/// Takes what a page says about itself, for the document around it.
#[derive(Clone, Debug, Default)]
pub struct HeadSlot(Arc<std::sync::Mutex<Option<crate::components::layout::Head>>>);

impl HeadSlot {
    /// Puts it in.
    pub fn put(&self, head: crate::components::layout::Head) {
        if let Ok(mut slot) = self.0.lock() {
            *slot = Some(head);
        }
    }

    /// Takes it out.
    pub fn take(&self) -> Option<crate::components::layout::Head> {
        self.0.lock().ok().and_then(|mut slot| slot.take())
    }
}

/// What a page shows besides the lists, so that it is rendered again when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// A review with its thread.
    Review(crate::model::ReviewId),
    /// Who likes a review, or a comment under it, by the names of their accounts.
    Likers(crate::model::ReviewId),
    /// A film with its reviews and its ratings.
    Film(crate::model::FilmId),
    /// Which reviews there are, without how much they are liked or talked about.
    Shelf,
}

/// Notes what a page shows.
#[derive(Clone, Debug, Default)]
pub struct RenderNotes(Arc<std::sync::Mutex<Option<Shows>>>);

impl RenderNotes {
    /// Notes what is shown.
    pub fn note(&self, shows: Shows) {
        if let Ok(mut noted) = self.0.lock() {
            *noted = Some(shows);
        }
    }

    /// Returns what was noted.
    pub fn shows(&self) -> Option<Shows> {
        self.0.lock().ok().and_then(|noted| *noted)
    }
}

/// The browser that asks, by family and system.
#[derive(Clone, Debug, Default)]
pub struct BrowserName(pub String);

/// Takes what a server function does to the session, for the answer's cookies.
#[derive(Clone, Debug, Default)]
pub struct SessionSlot(Arc<std::sync::Mutex<Option<SessionTurn>>>);

/// What becomes of a browser's session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionTurn {
    /// A new one has begun.
    Begun(crate::model::BegunSession),
    /// It has ended.
    Ended,
}

impl SessionSlot {
    /// Notes that a session has begun.
    pub fn begin(&self, session: crate::model::BegunSession) {
        self.put(SessionTurn::Begun(session));
    }

    /// Notes that the session has ended.
    pub fn end(&self) {
        self.put(SessionTurn::Ended);
    }

    fn put(&self, turn: SessionTurn) {
        if let Ok(mut slot) = self.0.lock() {
            *slot = Some(turn);
        }
    }

    /// Returns what was noted and leaves it there.
    pub fn peek(&self) -> Option<SessionTurn> {
        self.0.lock().ok().and_then(|slot| slot.clone())
    }

    /// Takes it out.
    pub fn take(&self) -> Option<SessionTurn> {
        self.0.lock().ok().and_then(|mut slot| slot.take())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_ask_for_an_address_with_a_name() {
        for (origin, takes) in [
            ("https://reviews.example", true),
            ("http://localhost:3000", true),
            ("http://127.0.0.1:3000", false),
            ("http://[::1]:3000", false),
        ] {
            let site = SiteInfo {
                origin: origin.to_owned(),
                ..SiteInfo::default()
            };
            assert_eq!(site.takes_passkeys(), takes, "{origin}");
        }
    }
}
