//! The desk: who may open it, and what becomes of a draft.

mod drafts;
mod films;
mod lists;
mod pages;
mod publishing;
mod scheduling;
mod settings;
mod sharing;
mod stills;

use app::model::Role;
use axum::http::StatusCode;

use crate::support::{Answer, Browser, TestSite};

/// The fields of a review that can be published.
const FIELDS: [(&str, &str); 9] = [
    ("title", "Slow Ferry"),
    ("summary", "A crossing that takes its time."),
    ("body", "There is *no* hurry.\r\n\r\n||They arrive.||"),
    ("rating", "5"),
    ("film", "Slow Ferry (2019)"),
    (
        "credits",
        "Director: Aud Lind. With: Tor Vik, Liv Dahl. Norway, 103 min.",
    ),
    ("tags", "Ferries, Patience"),
    (
        "watch_also",
        "Inventory | inventory | Another *list*.\r\nNight Bus",
    ),
    ("comments_open", "true"),
];

/// A review at the desk of a browser.
struct Draft {
    id: String,
}

impl Draft {
    /// Makes an empty draft.
    async fn begin(browser: &mut Browser) -> Self {
        let answer = browser
            .post("/desk/reviews", &[("form", "new-review")])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let place = answer.header("location");
        Self {
            id: place.strip_prefix("/desk/reviews/").unwrap().to_owned(),
        }
    }

    fn path(&self) -> String {
        format!("/desk/reviews/{}", self.id)
    }

    /// Reads the version that the editor's form begins with.
    async fn version(&self, browser: &mut Browser) -> String {
        let page = browser.get(&self.path()).await.html();
        crate::support::value(&page, "#editor", "version")
    }

    /// Sends the editor's form with some fields instead of those of [`FIELDS`].
    async fn send(&self, browser: &mut Browser, act: &str, own: &[(&str, &str)]) -> Answer {
        let version = self.version(browser).await;
        self.send_from(browser, &version, act, own).await
    }

    /// Sends the form as it was opened at a version.
    async fn send_from(
        &self,
        browser: &mut Browser,
        version: &str,
        act: &str,
        own: &[(&str, &str)],
    ) -> Answer {
        let mut fields = vec![
            ("form", "save-draft"),
            ("review", self.id.as_str()),
            ("version", version),
            ("act", act),
        ];
        fields.extend_from_slice(own);
        let others = FIELDS
            .iter()
            .filter(|(name, _)| !own.iter().any(|(typed, _)| typed == name));
        fields.extend(others);
        browser.post(&self.path(), &fields).await
    }

    /// Sees that an act led back to the editor with a word.
    fn was(&self, answer: &Answer, done: &str) {
        answer.led_to(&format!("{}?done={done}", self.path()));
    }
}

#[tokio::test]
async fn the_desk_is_for_those_who_have_something_to_do_there() {
    let site = TestSite::demo().await;
    site.browser()
        .get("/desk")
        .await
        .led_to("/sign-in?next=/desk");
    let mut member = site.signed_in(Role::Member).await;
    assert_eq!(member.get("/desk").await.status, StatusCode::FORBIDDEN);
    for role in [Role::Owner, Role::Editor, Role::Author, Role::Contributor] {
        // Signing in has a limit of its own.
        site.clock.advance_seconds(60);
        let mut browser = site.signed_in(role).await;
        let answer = browser.get("/desk").await;
        assert_eq!(answer.status, StatusCode::OK, "{role:?}");
        assert_eq!(answer.header("cache-control"), "private, no-store");
        Draft::begin(&mut browser).await;
    }
    site.clock.advance_seconds(60);
    let mut moderator = site.signed_in(Role::Moderator).await;
    let refused = moderator
        .post("/desk/reviews", &[("form", "new-review")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_opens_or_changes_the_draft_of_somebody_else() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let draft = Draft::begin(&mut owner).await;
    let saved = draft.send(&mut owner, "save", &[]).await;
    draft.was(&saved, "saved");
    for role in [Role::Author, Role::Contributor] {
        let mut other = site.signed_in(role).await;
        let page = other.get(&draft.path()).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{role:?}");
        assert!(!page.text().contains("Slow Ferry"));
        for act in ["save", "publish", "trash", "keep-mine", "take-theirs"] {
            let answer = draft
                .send_from(&mut other, "1", act, &[("title", "Mine now")])
                .await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {act}");
        }
        assert!(!other.get("/desk").await.text().contains("Slow Ferry"));
    }
    let page = owner.get(&draft.path()).await.text();
    assert!(page.contains("Slow Ferry") && !page.contains("Mine now"));
}

#[tokio::test]
async fn a_contributor_writes_and_an_editor_publishes() {
    let site = TestSite::demo().await;
    let mut contributor = site.signed_in(Role::Contributor).await;
    let draft = Draft::begin(&mut contributor).await;
    let page = draft.send(&mut contributor, "publish", &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(
        page.text().contains("There is *no* hurry."),
        "the text is kept"
    );
    assert_eq!(
        site.browser().get("/reviews/slow-ferry").await.status,
        StatusCode::NOT_FOUND
    );

    let mut editor = site.signed_in(Role::Editor).await;
    let done = draft.send(&mut editor, "publish", &[]).await;
    draft.was(&done, "published");

    let page = site.browser().get("/reviews/slow-ferry").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text().contains("The contributor"),
        "who wrote it signs it"
    );
    let late = draft.send_from(&mut contributor, "3", "save", &[]).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN, "it is published now");
}
