//! A site without a socket, and browsers that keep their cookies.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use app::model::{Role, Timestamp};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use futures::StreamExt as _;
use scraper::{Html, Selector};
use server::{
    clock::{CountedEntropy, ManualClock},
    site::{Site, SiteOptions},
    testing,
};
use tower::ServiceExt as _;

/// Where browsers come from unless told otherwise: an address that limits apply to.
const PEER: &str = "203.0.113.7:4000";

/// The password of every account here.
pub(crate) const PASSWORD: &str = "salt year sluice wheel";

/// A site in a folder of its own, with a clock that stands still.
pub(crate) struct TestSite {
    pub(crate) router: Router,
    pub(crate) clock: ManualClock,
    site: Site,
    folder: tempfile::TempDir,
}

impl TestSite {
    /// Opens a site with the demo content.
    pub(crate) async fn demo() -> Self {
        Self::with(|_| {}).await
    }

    /// Opens a site with the demo content and other options.
    pub(crate) async fn with(change: impl FnOnce(&mut SiteOptions)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // 2024-12-01, after everything in the demo.
        let clock = ManualClock::at(Timestamp(1_733_054_400_000_000));
        let mut options = SiteOptions::new(folder.path(), "http://reviews.example");
        options.clock = Arc::new(clock.clone());
        options.entropy = Arc::new(CountedEntropy::default());
        change(&mut options);
        let site = Site::open(options).await.unwrap();
        testing::fill_with_demo(&site).await;
        Self {
            router: site.router(),
            clock,
            site,
            folder,
        }
    }

    /// Stops the server and starts it again on the same folder.
    pub(crate) async fn restarted(self) -> Self {
        let mut options = SiteOptions::new(self.folder.path(), "http://reviews.example");
        options.clock = Arc::new(self.clock.clone());
        options.entropy = Arc::new(CountedEntropy::default());
        self.site.close().await;
        let site = Site::open(options).await.unwrap();
        Self {
            router: site.router(),
            site,
            ..self
        }
    }

    /// Opens a browser without cookies.
    pub(crate) fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookies: BTreeMap::new(),
            peer: PEER.to_owned(),
        }
    }

    /// Returns the data folder.
    pub(crate) fn data(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Forgets all events, as happens to old ones.
    pub(crate) async fn forget_events(&self) {
        testing::forget_events(&self.site).await;
    }

    /// Closes a review for comments.
    pub(crate) async fn close_comments(&self, slug: &'static str) {
        testing::close_comments(&self.site, slug).await;
    }

    /// Adds an account of a role with the password [`PASSWORD`]; its address is the role's word.
    pub(crate) async fn account(&self, role: Role) -> String {
        let email = format!("{}@accounts.example", role.key());
        let name = format!("The {}", role.key());
        testing::add_account(&self.site, (&name, &email), role, PASSWORD, None).await;
        email
    }

    /// Adds an author's account for an author of the demo.
    pub(crate) async fn author_account(&self, slug: &str) -> String {
        let email = format!("{slug}@accounts.example");
        let role = Role::Author;
        testing::add_account(&self.site, (slug, &email), role, PASSWORD, Some(slug)).await;
        email
    }

    /// Adds an account of a role and signs a new browser in with it.
    pub(crate) async fn signed_in(&self, role: Role) -> Browser {
        let email = self.account(role).await;
        let mut browser = self.browser();
        browser.sign_in(&email, PASSWORD).await.led_to("/");
        browser
    }

    /// Gives an account a new password from the shell.
    pub(crate) async fn reset_password(&self, email: &str, password: &str) {
        testing::reset_password(&self.site, email, password).await;
    }

    /// Lets the server sweep the library, and counts what went.
    pub(crate) async fn sweep_library(&self) -> usize {
        testing::sweep_library(&self.site).await
    }

    /// Lets the server look for what is to be published, and counts what was.
    pub(crate) async fn tick(&self) -> usize {
        testing::publish_due(&self.site).await
    }

    /// Makes the link for the set-up and returns its path.
    pub(crate) async fn setup_path(&self) -> Option<String> {
        let link = testing::setup_link(&self.site).await?;
        Some(
            link.strip_prefix("http://reviews.example")
                .unwrap()
                .to_owned(),
        )
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(&self.router, request, PEER).await
    }
}

async fn send(router: &Router, mut request: Request<Body>, peer: &str) -> Answer {
    let peer: SocketAddr = peer.parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let is_stream = parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    let body = if is_stream {
        // A stream has no end; what it begins with is its answer.
        let first = body.into_data_stream().next().await;
        first.map_or_else(Bytes::new, Result::unwrap)
    } else {
        axum::body::to_bytes(body, usize::MAX).await.unwrap()
    };
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

/// An open stream of events.
pub(crate) struct EventStream(axum::body::BodyDataStream, String);

/// An event as a browser understands it: its number, its kind and its data.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) data: serde_json::Value,
}

impl EventStream {
    /// Returns the next event that is no greeting; none when the stream has ended.
    pub(crate) async fn next(&mut self) -> Option<Event> {
        loop {
            while let Some(end) = self.1.find("\n\n") {
                let block: String = self.1.drain(..end + 2).collect();
                let field = |name: &str| {
                    let line = block.lines().find(|line| line.starts_with(name))?;
                    Some(line[name.len()..].to_owned())
                };
                let kind = field("event: ").unwrap_or_default();
                if !["", "build", "beat"].contains(&kind.as_str()) {
                    return Some(Event {
                        id: field("id: ").unwrap().parse().unwrap(),
                        kind,
                        data: serde_json::from_str(&field("data: ").unwrap()).unwrap(),
                    });
                }
            }
            // A test that waits for what never comes says so.
            let wait = std::time::Duration::from_secs(10);
            let bytes = tokio::time::timeout(wait, self.0.next())
                .await
                .expect("an event within ten seconds")?;
            self.1
                .push_str(std::str::from_utf8(&bytes.unwrap()).unwrap());
        }
    }
}

/// A browser that posts its forms itself.
#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    peer: String,
}

impl Browser {
    /// Lets the browser come from another address.
    pub(crate) fn from(mut self, peer: &str) -> Self {
        peer.clone_into(&mut self.peer);
        self
    }

    /// Says whether the browser holds a cookie.
    pub(crate) fn has_cookie(&self, name: &str) -> bool {
        self.cookies.contains_key(name)
    }

    /// Forgets a cookie.
    pub(crate) fn forget(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    /// Opens an address.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Opens a stream of events.
    pub(crate) async fn listen(&self, path: &str, headers: &[(&str, &str)]) -> EventStream {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        self.add_cookies(&mut request);
        let peer: SocketAddr = self.peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        EventStream(answer.into_body().into_data_stream(), String::new())
    }

    /// Posts a form to an address.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = form(path, fields).header(header::ACCEPT, "text/html,application/xhtml+xml");
        self.send(request.body(body_of(fields)).unwrap()).await
    }

    /// Signs in at the sign-in page.
    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        let fields = [
            ("form", "sign-in"),
            ("email", email),
            ("password", password),
            ("stay", "true"),
            ("next", "/"),
        ];
        self.post("/sign-in", &fields).await
    }

    /// Returns what a cookie holds.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Puts a cookie into the browser.
    pub(crate) fn put_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Posts a form as the page's own script does.
    pub(crate) async fn post_for_json(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = form(path, fields).header(header::ACCEPT, "application/json");
        self.send(request.body(body_of(fields)).unwrap()).await
    }

    /// Posts a comment under a review and returns the answer.
    pub(crate) async fn comment(&mut self, slug: &str, text: &str) -> Answer {
        self.comment_with(slug, &[("comment", text)]).await
    }

    /// Posts a comment with some fields of its own.
    pub(crate) async fn comment_with(&mut self, slug: &str, own: &[(&str, &str)]) -> Answer {
        let review = review_id(slug);
        let mut fields = vec![("form", "post-comment"), ("review", review)];
        fields.extend_from_slice(own);
        if !own.iter().any(|(name, _)| *name == "name") {
            fields.push(("name", "Row F"));
        }
        self.post(&format!("/reviews/{slug}"), &fields).await
    }

    fn add_cookies(&self, request: &mut Request<Body>) {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect();
        if !cookies.is_empty() {
            request
                .headers_mut()
                .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
    }

    /// Sends a request with the browser's cookies.
    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Answer {
        self.add_cookies(&mut request);
        let answer = send(&self.router, request, &self.peer).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

/// Returns the id of a demo review: they are numbered in the order of their files.
pub(crate) fn review_id(slug: &str) -> &'static str {
    match slug {
        "the-salt-year" => "1",
        "the-understudy" => "2",
        "inventory" => "5",
        "low-season" => "7",
        other => panic!("{other} has no number here"),
    }
}

/// Begins a form's request as a browser sends it from the site's own page.
pub(crate) fn form(path: &str, _: &[(&str, &str)]) -> axum::http::request::Builder {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
}

/// Writes a form's body.
pub(crate) fn body_of(fields: &[(&str, &str)]) -> Body {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    Body::from(body.finish())
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// Sees that a 303 leads to a path.
    pub(crate) fn led_to(&self, path: &str) {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        assert_eq!(self.header("location"), path);
    }

    /// Returns the comment that a 303 leads to.
    pub(crate) fn landed(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.header("location")
            .rsplit("#comment-")
            .next()
            .unwrap()
            .to_owned()
    }
}

/// Finds elements.
pub(crate) fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// Returns the words of the first element that is found.
pub(crate) fn words(page: &Html, selector: &str) -> String {
    let found = select(page, selector);
    assert!(!found.is_empty(), "nothing is {selector}");
    found[0]
        .text()
        .collect::<Vec<_>>()
        .join("")
        .trim()
        .to_owned()
}

/// Returns what a browser would send again for a field of a form.
pub(crate) fn value(page: &Html, form: &str, name: &str) -> String {
    let field = select(page, &format!("{form} [name={name}]"));
    let field = field
        .first()
        .unwrap_or_else(|| panic!("{form} has no {name}"));
    match field.value().name() {
        "textarea" => {
            // The parser drops the first line break, as every browser does.
            field.text().collect()
        }
        _ => field.attr("value").unwrap_or_default().to_owned(),
    }
}
