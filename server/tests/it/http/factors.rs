//! The second factor: setting it up, being asked for it, and losing it.

use app::model::Role;
use axum::http::StatusCode;
use totp_rs::{Algorithm, Secret, TOTP};

use crate::support::{Answer, Browser, PASSWORD, TestSite, select, value, words};

const EMAIL: &str = "owner@accounts.example";

/// An app that makes codes.
struct App(TOTP);

impl App {
    /// Sets the second factor of a browser's account up, and returns the app and the codes for when it is
    /// lost.
    async fn set_up(site: &TestSite, browser: &mut Browser) -> (Self, Vec<String>) {
        let begin = [("form", "begin-factor"), ("password", PASSWORD)];
        browser
            .post("/account", &begin)
            .await
            .led_to("/account#second-factor");
        let page = browser.get("/account").await.html();
        let picture = select(&page, ".account__code")[0];
        assert!(
            picture
                .attr("src")
                .unwrap()
                .starts_with("data:image/svg+xml;base64,")
        );
        let secret = words(&page, ".account__secret").replace(' ', "");
        let secret = Secret::Encoded(secret).to_bytes().unwrap();
        let totp = TOTP::new(Algorithm::SHA1, 6, 1, 30, secret, None, String::new()).unwrap();
        let app = Self(totp);
        let wrong = browser
            .post(
                "/account",
                &[("form", "confirm-factor"), ("code", "000000")],
            )
            .await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        let code = app.code(site, 0);
        browser
            .post("/account", &[("form", "confirm-factor"), ("code", &code)])
            .await
            .led_to("/account?done=factor#second-factor");
        let page = browser.get("/account").await.html();
        let codes = select(&page, ".account__codes li")
            .iter()
            .map(|line| line.text().collect::<String>().trim().to_owned())
            .collect();
        (app, codes)
    }

    /// Returns the code of so many steps from now.
    fn code(&self, site: &TestSite, steps: i64) -> String {
        use server::clock::Clock as _;
        let seconds = site.clock.now().0 / 1_000_000 + 30 * steps;
        self.0.generate(seconds.unsigned_abs())
    }
}

/// Gives the password and returns the page that asks for the code.
async fn password(browser: &mut Browser) -> Answer {
    let page = browser.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}", page.text());
    assert!(
        !browser.has_cookie("foyer-session"),
        "nobody is signed in yet"
    );
    page
}

async fn code(browser: &mut Browser, page: &Answer, code: &str) -> Answer {
    let ticket = value(&page.html(), ".sign-in__form", "ticket");
    let next = value(&page.html(), ".sign-in__form", "next");
    let form = [
        ("form", "sign-in-code"),
        ("ticket", ticket.as_str()),
        ("next", &next),
        ("code", code),
    ];
    browser.post("/sign-in", &form).await
}

#[tokio::test]
async fn whoever_has_set_it_up_is_asked_for_a_code_which_works_once() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let (app, codes) = App::set_up(&site, &mut owner).await;
    assert_eq!(codes.len(), 10);
    site.clock.advance_seconds(60);
    let mut browser = site.browser();
    let page = password(&mut browser).await;
    let wrong = code(&mut browser, &page, "123456").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(words(&wrong.html(), "#sign-in-code-error").contains("does not fit"));
    site.clock.advance_seconds(60);
    let now = app.code(&site, 0);
    code(
        &mut browser,
        &wrong,
        &format!("{} {}", &now[..3], &now[3..]),
    )
    .await
    .led_to("/");
    assert_eq!(browser.get("/desk/settings").await.status, StatusCode::OK);

    let mut again = site.browser();
    let page = password(&mut again).await;
    let used = code(&mut again, &page, &now).await;
    assert_eq!(used.status, StatusCode::BAD_REQUEST, "a code works once");
    site.clock.advance_seconds(60);
    let page = password(&mut again).await;
    code(&mut again, &page, &app.code(&site, -1))
        .await
        .led_to("/");
}

#[tokio::test]
async fn a_ticket_is_one_accounts_and_ends_after_five_minutes() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let (app, _) = App::set_up(&site, &mut owner).await;
    site.clock.advance_seconds(60);
    let mut browser = site.browser();
    let page = password(&mut browser).await;
    let ticket = value(&page.html(), ".sign-in__form", "ticket");
    let (account, rest) = ticket.split_once('.').unwrap();
    let forged = format!("{}.{rest}", account.parse::<i64>().unwrap() + 1);
    let form = |ticket: &str| {
        let fields = [("form", "sign-in-code"), ("ticket", ticket), ("next", "/")];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let send = async |browser: &mut Browser, ticket: &str, code: &str| {
        let fields = form(ticket);
        let mut fields: Vec<_> = fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        fields.push(("code", code));
        browser.post("/sign-in", &fields).await
    };
    let refused = send(&mut browser, &forged, &app.code(&site, 0)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    site.clock.advance_seconds(5 * 60);
    let late = send(&mut browser, &ticket, &app.code(&site, 0)).await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST);
    let page = late.html();
    assert!(
        !select(&page, "#sign-in-password").is_empty(),
        "the password is asked for again"
    );
}

#[tokio::test]
async fn a_lost_app_is_replaced_by_a_code_put_aside_and_the_shell_helps_when_all_is_lost() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let (_, codes) = App::set_up(&site, &mut owner).await;
    site.clock.advance_seconds(11 * 60);
    let page = owner.get("/account").await.text();
    assert!(!page.contains(&codes[0]), "they are shown for ten minutes");
    assert!(page.contains("10 of your codes"));
    let mut browser = site.browser();
    let page = password(&mut browser).await;
    code(&mut browser, &page, &codes[3].to_uppercase())
        .await
        .led_to("/");
    let page = browser.get("/account").await.text();
    assert!(page.contains("9 of your codes"));
    site.clock.advance_seconds(60);
    let mut again = site.browser();
    let page = password(&mut again).await;
    let used = code(&mut again, &page, &codes[3]).await;
    assert_eq!(used.status, StatusCode::BAD_REQUEST);

    site.reset_password(EMAIL, "a whole new tide table").await;
    site.clock.advance_seconds(60);
    again
        .sign_in(EMAIL, "a whole new tide table")
        .await
        .led_to("/");
}

#[tokio::test]
async fn it_is_turned_off_with_the_password_alone_and_not_without() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    App::set_up(&site, &mut owner).await;
    site.clock.advance_seconds(60);
    let refused = owner
        .post("/account", &[("form", "end-factor"), ("password", "wrong")])
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    owner
        .post(
            "/account",
            &[("form", "end-factor"), ("password", PASSWORD)],
        )
        .await
        .led_to("/account?done=factor-off#second-factor");
    site.clock.advance_seconds(60);
    site.browser().sign_in(EMAIL, PASSWORD).await.led_to("/");
}

#[tokio::test]
async fn what_was_typed_before_signing_in_comes_through_both_steps() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let (app, _) = App::set_up(&site, &mut owner).await;
    site.clock.advance_seconds(60);
    let mut browser = site.browser();
    let fields = [("form", "change-name"), ("name", "The Proprietor")];
    let page = browser.post("/account", &fields).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let html = page.html();
    let panel = ".sign-in--panel form";
    let mut form = vec![
        ("form", "sign-in"),
        ("email", EMAIL),
        ("password", PASSWORD),
        ("stay", "true"),
    ];
    let kept: Vec<_> = ["next", "resume", "kept-form", "kept-name"]
        .map(|name| (name, value(&html, panel, name)))
        .to_vec();
    form.extend(kept.iter().map(|(name, value)| (*name, value.as_str())));
    let page = browser.post("/account", &form).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let html = page.html();
    let mut form = vec![("form", "sign-in-code"), ("stay", "true")];
    let now = app.code(&site, 0);
    form.push(("code", &now));
    let kept: Vec<_> = ["next", "resume", "kept-form", "kept-name", "ticket"]
        .map(|name| (name, value(&html, panel, name)))
        .to_vec();
    form.extend(kept.iter().map(|(name, value)| (*name, value.as_str())));
    let page = browser.post("/account", &form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let name = value(&page.html(), "[aria-labelledby=name-title]", "name");
    assert_eq!(name, "The Proprietor");
}

#[tokio::test]
async fn where_owners_must_have_one_an_owner_without_is_a_member() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let set = [("form", "change-settings"), ("owner_second_factor", "yes")];
    owner
        .post("/desk/settings", &set)
        .await
        .led_to("/desk/settings?done=1");
    assert_eq!(
        owner.get("/desk/settings").await.status,
        StatusCode::FORBIDDEN
    );
    let again = owner.post("/desk/settings", &set).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    let page = owner.get("/account").await.text();
    assert!(page.contains("Owners sign in with a second factor here"));
    App::set_up(&site, &mut owner).await;
    assert_eq!(owner.get("/desk/settings").await.status, StatusCode::OK);
    site.clock.advance_seconds(60);
    let mut editor = site.signed_in(Role::Editor).await;
    assert_eq!(
        editor.get("/desk").await.status,
        StatusCode::OK,
        "others need none"
    );
}

#[tokio::test]
async fn a_link_for_a_new_password_is_no_second_factor() {
    let site = TestSite::demo().await;
    let mut owner = site.signed_in(Role::Owner).await;
    let (app, _) = App::set_up(&site, &mut owner).await;
    let page = owner.get("/desk/people").await.html();
    let id = value(&page, ".people__line .people__form", "account");
    owner
        .post(
            "/desk/people",
            &[("form", "account"), ("account", &id), ("act", "reset-link")],
        )
        .await;
    let page = owner.get("/desk/people").await.html();
    let address = select(&page, ".people__link input")[0]
        .attr("value")
        .unwrap()
        .to_owned();
    let path = address.strip_prefix("http://reviews.example").unwrap();
    let key = path.split_once("key=").unwrap().1;
    let mut thief = site.browser();
    let form = [
        ("form", "reset-password"),
        ("key", key),
        ("new_password", "a whole new tide table"),
    ];
    let asked = thief.post(path, &form).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "{}", asked.text());
    thief.get("/account").await.led_to("/sign-in?next=/account");
    site.clock.advance_seconds(60);
    code(&mut thief, &asked, &app.code(&site, 0))
        .await
        .led_to("/account");
}
