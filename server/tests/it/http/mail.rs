//! A forgotten password, with a mail server at the other end.

use std::sync::{Arc, Mutex};

use app::model::Role;
use axum::http::StatusCode;
use server::mail::MailConfig;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::support::{PASSWORD, TestSite, select};

/// A mail server that takes everything and keeps it.
struct MailServer {
    port: u16,
    taken: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let kept = taken.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, kept.clone()));
            }
        });
        Self { port, taken }
    }

    fn config(&self) -> MailConfig {
        MailConfig {
            url: format!("smtp://127.0.0.1:{}", self.port),
            from: "Salt <post@reviews.example>".to_owned(),
        }
    }

    /// Waits until so many messages have come, for two seconds at most, and returns them.
    async fn wait_for(&self, count: usize) -> Vec<String> {
        for _ in 0..200 {
            let taken = self.taken.lock().unwrap().clone();
            if taken.len() >= count {
                return taken;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        self.taken.lock().unwrap().clone()
    }
}

/// Speaks as much of RFC 5321 as it takes to be given a message.
async fn serve(stream: TcpStream, taken: Arc<Mutex<Vec<String>>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let _ = write.write_all(b"220 mail.example ESMTP\r\n").await;
    let mut message = String::new();
    let mut is_data = false;
    while let Ok(Some(line)) = lines.next_line().await {
        let answer: &[u8] = if is_data {
            if line == "." {
                is_data = false;
                taken.lock().unwrap().push(std::mem::take(&mut message));
                b"250 taken\r\n"
            } else {
                message.push_str(&line);
                message.push('\n');
                continue;
            }
        } else if line.starts_with("EHLO") {
            b"250-mail.example\r\n250 8BITMIME\r\n"
        } else if line.starts_with("DATA") {
            is_data = true;
            b"354 go on\r\n"
        } else if line.starts_with("QUIT") {
            b"221 bye\r\n"
        } else {
            b"250 ok\r\n"
        };
        if write.write_all(answer).await.is_err() {
            return;
        }
    }
}

/// Reads a message's text as a mail program would: quoted-printable undone.
fn text_of(message: &str) -> String {
    message.replace("=\n", "").replace("=3D", "=")
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_link_that_is_mailed() {
    let mail = MailServer::start().await;
    let config = mail.config();
    let site = TestSite::with(|options| options.mail = Some(config)).await;
    let email = site.account(Role::Author).await;
    let mut browser = site.browser();
    let page = browser.get("/sign-in").await.html();
    assert!(!select(&page, "a[href='/forgotten']").is_empty());
    let ask = |email: &str| {
        [
            ("form", "ask-for-reset".to_owned()),
            ("email", email.to_owned()),
        ]
    };
    let send = async |browser: &mut crate::support::Browser, email: &str| {
        let fields = ask(email);
        let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        browser.post("/forgotten", &fields).await
    };
    // Whether there is an account is not to be seen.
    send(&mut browser, "nobody@accounts.example")
        .await
        .led_to("/forgotten?done=1");
    send(&mut browser, &email.to_uppercase())
        .await
        .led_to("/forgotten?done=1");
    let taken = mail.wait_for(1).await;
    assert_eq!(taken.len(), 1, "{taken:?}");
    let message = text_of(&taken[0]);
    assert!(message.contains(&format!("To: {email}")), "{message}");
    assert!(
        message.contains("From: Salt <post@reviews.example>"),
        "{message}"
    );
    let link = message
        .lines()
        .find_map(|line| line.trim().strip_prefix("http://reviews.example"))
        .unwrap_or_else(|| panic!("no link in {message}"))
        .to_owned();
    let key = link.split_once("key=").unwrap().1;
    assert_eq!(browser.get(&link).await.status, StatusCode::OK);
    let form = [
        ("form", "reset-password"),
        ("key", key),
        ("new_password", "a whole new tide table"),
    ];
    browser
        .post(&link, &form)
        .await
        .led_to("/account?done=password");
    site.clock.advance_seconds(60);
    let refused = site.browser().sign_in(&email, PASSWORD).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);

    // Asking often is a flood.
    for _ in 0..3 {
        send(&mut browser, "nobody@accounts.example").await;
    }
    let often = send(&mut browser, "nobody@accounts.example").await;
    assert_eq!(often.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn without_mail_nobody_is_promised_any() {
    let site = TestSite::demo().await;
    let page = site.browser().get("/sign-in").await;
    assert!(!page.text().contains("/forgotten"));
    assert!(page.text().contains("foyer account reset"));
    let fields = [("form", "ask-for-reset"), ("email", "a@b.example")];
    let refused = site.browser().post("/forgotten", &fields).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
}
