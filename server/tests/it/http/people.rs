//! The people of a publication: invitations, roles, links for a new password, authors.

use app::model::Role;
use axum::http::StatusCode;

use crate::support::{Answer, Browser, PASSWORD, TestSite, select, value, words};

const PLACE: &str = "/desk/people";

/// Makes an invitation and returns its path.
async fn invite(owner: &mut Browser, role: &str, author: &str) -> String {
    let form = [
        ("form", "invite"),
        ("role", role),
        ("author", author),
        ("note", "Somebody new"),
    ];
    let done = owner.post(PLACE, &form).await;
    done.led_to("/desk/people?done=invite#invitations");
    link_of(owner, "#invitations").await
}

async fn link_of(owner: &mut Browser, part: &str) -> String {
    let page = owner.get(PLACE).await.html();
    let field = select(&page, &format!("{part} .people__link input"))[0];
    let address = field.attr("value").unwrap();
    address
        .strip_prefix("http://reviews.example")
        .unwrap()
        .to_owned()
}

async fn accept(browser: &mut Browser, path: &str, email: &str) -> Answer {
    let key = path.split_once("key=").unwrap().1;
    let form = [
        ("form", "accept-invitation"),
        ("key", key),
        ("name", "Nora New"),
        ("email", email),
        ("new_password", PASSWORD),
    ];
    browser.post(path, &form).await
}

async fn act(owner: &mut Browser, account: &str, act: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("form", "account"), ("account", account), ("act", act)];
    form.extend_from_slice(more);
    owner.post(PLACE, &form).await
}

/// Finds the number of the account of an address.
async fn account_of(owner: &mut Browser, email: &str) -> String {
    let page = owner.get(PLACE).await.html();
    let line = select(&page, ".people__line[id]")
        .into_iter()
        .find(|line| line.text().any(|text| text == email))
        .unwrap_or_else(|| panic!("nobody has {email}"));
    line.attr("id")
        .unwrap()
        .strip_prefix("account-")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn an_invitation_makes_one_account_that_signs_as_the_author_it_names() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let people = owner.get(PLACE).await.html();
    let author = select(&people, "#invite-author option")[1];
    let (slug, name) = (
        author.attr("value").unwrap(),
        author.text().collect::<String>(),
    );
    let path = invite(&mut owner, "author", slug).await;

    let mut guest = site.browser();
    let page = guest.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("cache-control"), "private, no-store");
    let page = page.html();
    assert!(words(&page, ".sign-in").contains(&format!("signing reviews as {name}")));
    assert_eq!(value(&page, ".sign-in__form", "name"), name);
    // What cannot be is said, and what was typed stays.
    let key = path.split_once("key=").unwrap().1;
    let refused = guest
        .post(
            &path,
            &[
                ("form", "accept-invitation"),
                ("key", key),
                ("name", "Nora New"),
                ("email", "nora"),
            ],
        )
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(value(&refused.html(), ".sign-in__form", "name"), "Nora New");

    accept(&mut guest, &path, "nora@readers.example")
        .await
        .led_to("/desk");
    let reviews = guest.get("/desk").await.html();
    assert!(
        !select(&reviews, ".desk-row").is_empty(),
        "the author's reviews are the account's"
    );
    let late = accept(&mut site.browser(), &path, "late@readers.example").await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    assert_eq!(
        site.browser().get(&path).await.status,
        StatusCode::FORBIDDEN
    );
    let people = owner.get(PLACE).await.html();
    assert!(select(&people, "#invitations .people__line").is_empty());
    assert!(words(&people, ".people__line--author").contains(&name));
    let again = select(&people, &format!("#invite-author option[value='{slug}']"));
    assert!(again.is_empty(), "an author is one account's");
}

#[tokio::test]
async fn an_invitation_ends_when_it_is_taken_back_or_old() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let path = invite(&mut owner, "moderator", "").await;
    let page = owner.get(PLACE).await.html();
    let link = value(&page, "#invitations .people__line", "link");
    owner
        .post(PLACE, &[("form", "revoke-invitation"), ("link", &link)])
        .await
        .led_to("/desk/people?done=revoke#invitations");
    let refused = accept(&mut site.browser(), &path, "nora@readers.example").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    site.clock.advance_seconds(1);
    let path = invite(&mut owner, "moderator", "").await;
    site.clock.advance_seconds(14 * 24 * 60 * 60);
    let refused = accept(&mut site.browser(), &path, "nora@readers.example").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn of_two_who_race_with_one_invitation_one_gets_an_account() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let path = invite(&mut owner, "member", "").await;
    let (mut a, mut b) = (site.browser(), site.browser());
    let (first, second) = tokio::join!(
        accept(&mut a, &path, "a@readers.example"),
        accept(&mut b, &path, "b@readers.example"),
    );
    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::FORBIDDEN]);
}

#[tokio::test]
async fn another_role_counts_at_once_and_ends_the_sessions_with_the_old_one() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let mut editor = site.signed_in(Role::Editor).await;
    assert_eq!(editor.get("/desk/pages").await.status, StatusCode::OK);
    let account = account_of(&mut owner, "editor@accounts.example").await;
    let done = act(
        &mut owner,
        &account,
        "change",
        &[("role", "member"), ("author", "")],
    )
    .await;
    done.led_to(&format!("/desk/people?done=change#account-{account}"));
    editor.get("/desk").await.led_to("/sign-in?next=/desk");
    editor
        .sign_in("editor@accounts.example", PASSWORD)
        .await
        .led_to("/");
    assert_eq!(editor.get("/desk").await.status, StatusCode::FORBIDDEN);
    let people = owner.get(PLACE).await.html();
    let chosen = select(&people, &format!("#role-{account} [selected]"))[0];
    assert_eq!(chosen.attr("value"), Some("member"));
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_until_it_is_let_in_again() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let mut author = site.signed_in(Role::Author).await;
    let account = account_of(&mut owner, "author@accounts.example").await;
    act(&mut owner, &account, "disable", &[]).await;
    author
        .get("/account")
        .await
        .led_to("/sign-in?next=/account");
    site.clock.advance_seconds(60);
    let refused = author.sign_in("author@accounts.example", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    act(&mut owner, &account, "enable", &[]).await;
    site.clock.advance_seconds(60);
    author
        .sign_in("author@accounts.example", PASSWORD)
        .await
        .led_to("/");

    act(&mut owner, &account, "sign-out", &[]).await;
    author
        .get("/account")
        .await
        .led_to("/sign-in?next=/account");
}

#[tokio::test]
async fn nobody_locks_the_last_owner_out() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let own = account_of(&mut owner, "owner@accounts.example").await;
    for (word, more) in [
        ("disable", &[][..]),
        ("change", &[("role", "editor"), ("author", "")][..]),
    ] {
        let refused = act(&mut owner, &own, word, more).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{word}");
        assert!(refused.text().contains("nobody who can open everything"));
    }
    assert_eq!(owner.get(PLACE).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_link_gives_a_new_password_once_and_within_the_hour() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let mut author = site.signed_in(Role::Author).await;
    let account = account_of(&mut owner, "author@accounts.example").await;
    act(&mut owner, &account, "reset-link", &[]).await;
    let part = format!("#account-{account}");
    let path = link_of(&mut owner, &part).await;
    let key = path.split_once("key=").unwrap().1.to_owned();
    let reset = async |browser: &mut Browser, password: &str| {
        let form = [
            ("form", "reset-password"),
            ("key", &key),
            ("new_password", password),
        ];
        browser.post(&path, &form).await
    };
    let mut elsewhere = site.browser();
    assert_eq!(
        elsewhere.get(&path).await.status,
        StatusCode::OK,
        "looking does not use it"
    );
    let refused = reset(&mut elsewhere, "short").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    reset(&mut elsewhere, "a whole new tide table")
        .await
        .led_to("/account?done=password");
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::OK);
    author
        .get("/account")
        .await
        .led_to("/sign-in?next=/account");
    let late = reset(&mut site.browser(), "another tide table").await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);

    site.clock.advance_seconds(1);
    // A later change of the password ends a link that was not used, and so does the hour.
    act(&mut owner, &account, "reset-link", &[]).await;
    let unused = link_of(&mut owner, &part).await;
    site.clock.advance_seconds(60);
    let change = [
        ("form", "change-password"),
        ("password", "a whole new tide table"),
        ("new_password", "salt year sluice wheel again"),
    ];
    elsewhere
        .post("/account", &change)
        .await
        .led_to("/account?done=password");
    assert_eq!(
        site.browser().get(&unused).await.status,
        StatusCode::FORBIDDEN
    );
    act(&mut owner, &account, "reset-link", &[]).await;
    let old = link_of(&mut owner, &part).await;
    assert_eq!(site.browser().get(&old).await.status, StatusCode::OK);
    site.clock.advance_seconds(60 * 60);
    assert_eq!(site.browser().get(&old).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn people_are_the_owners_to_manage() {
    let site = TestSite::demo().await;
    let mut editor = site.signed_in(Role::Editor).await;
    assert_eq!(editor.get(PLACE).await.status, StatusCode::FORBIDDEN);
    for form in [
        &[
            ("form", "invite"),
            ("role", "owner"),
            ("author", ""),
            ("note", ""),
        ][..],
        &[("form", "account"), ("account", "1"), ("act", "reset-link")],
        &[("form", "revoke-invitation"), ("link", "1")],
    ] {
        let refused = editor.post(PLACE, form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{form:?}");
    }
}

#[tokio::test]
async fn an_author_changes_their_own_name_and_biography_and_nobody_elses() {
    let site = TestSite::demo().await;
    let slug = "ines-halloran";
    let authors = site.browser().get("/authors").await.html();
    let known = select(&authors, "main a[href^='/authors/']");
    let slugs: Vec<_> = known
        .iter()
        .map(|link| {
            link.attr("href")
                .unwrap()
                .rsplit('/')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect();
    let own = slugs.first().cloned().unwrap_or_else(|| slug.to_owned());
    let email = site.author_account(&own).await;
    let mut author = site.browser();
    author.sign_in(&email, PASSWORD).await.led_to("/");
    let place = format!("/desk/authors/{own}");
    assert_eq!(author.get(&place).await.status, StatusCode::OK);
    let form = |name| {
        [
            ("form", "author"),
            ("slug", own.as_str()),
            ("name", name),
            ("biography", "Writes by the sea, <b>slowly</b>."),
        ]
    };
    let refused = author.post(&place, &form("")).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(
        refused.text().contains("Writes by the sea"),
        "what was typed stays"
    );
    author
        .post(&place, &form("Inès By-the-Sea"))
        .await
        .led_to(&format!("{place}?done=1"));
    let page = site.browser().get(&format!("/authors/{own}")).await.html();
    assert_eq!(words(&page, "h1"), "Inès By-the-Sea");
    assert_eq!(
        words(&page, ".shelf__note"),
        "Writes by the sea, <b>slowly</b>."
    );
    let home = site.browser().get("/").await.text();
    assert!(home.contains("Inès By-the-Sea"), "bylines follow");

    let mut other = site.signed_in(Role::Contributor).await;
    assert_eq!(other.get(&place).await.status, StatusCode::FORBIDDEN);
    let refused = other.post(&place, &form("Mine")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
