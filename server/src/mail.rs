//! Outgoing mail: plain text by SMTP, through a port so that tests can be the other end.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use serde::Deserialize;

/// How mail is sent.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// The mail server, `smtps://user:password@mail.example` or, for one on this machine,
    /// `smtp://127.0.0.1:25`.
    pub url: String,
    /// Whom mail is from: `Salt <post@reviews.example>`.
    pub from: String,
}

// It holds a password.
impl std::fmt::Debug for MailConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailConfig")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// A message of plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    /// The e-mail address it goes to.
    pub(crate) to: String,
    /// What it is about.
    pub(crate) subject: String,
    /// The text.
    pub(crate) text: String,
}

/// Why mail could not be sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailError {
    /// An address is none, or the text cannot be sent.
    #[error("the message cannot be written: {0}")]
    Message(String),
    /// The mail server did not take it.
    #[error("the mail server did not take it: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
}

/// Sends mail.
#[async_trait]
pub(crate) trait Mailer: Send + Sync {
    /// Hands a message to the mail server.
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;
}

/// How often a message is tried, and how long is waited before each try again.
const WAITS: [Duration; 3] = [
    Duration::from_secs(2),
    Duration::from_secs(20),
    Duration::from_mins(2),
];

/// Sends a message without anybody waiting for it; what a mail server does not take at once is tried
/// again for a few minutes.
pub(crate) async fn deliver(mailer: Arc<dyn Mailer>, mail: Mail) {
    for wait in WAITS {
        match mailer.send(&mail).await {
            Ok(()) => return,
            Err(error @ MailError::Message(_)) => {
                tracing::warn!(%error, "a message was not sent");
                return;
            }
            Err(error) => tracing::warn!(%error, "a message is tried again"),
        }
        tokio::time::sleep(wait).await;
    }
    if let Err(error) = mailer.send(&mail).await {
        tracing::error!(%error, "a message was not sent");
    }
}

/// Sends mail by SMTP.
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// Reads how mail is sent; nothing is connected yet.
    ///
    /// # Errors
    /// The sentence for the operator.
    pub(crate) fn new(config: &MailConfig) -> Result<Self, String> {
        let from = config
            .from
            .parse()
            .map_err(|_| format!("mail.from \"{}\" is no address", config.from))?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.url)
            .map_err(|error| format!("mail.url cannot be used: {error}"))?
            .timeout(Some(Duration::from_secs(20)))
            .build();
        Ok(Self { transport, from })
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let unusable = |error: &dyn std::fmt::Display| MailError::Message(error.to_string());
        let to: Mailbox = mail.to.parse().map_err(|error| unusable(&error))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(|error| unusable(&error))?;
        self.transport.send(message).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str, from: &str) -> MailConfig {
        MailConfig {
            url: url.to_owned(),
            from: from.to_owned(),
        }
    }

    #[tokio::test]
    async fn a_configuration_that_cannot_be_used_says_which_part() {
        assert!(Smtp::new(&config("smtp://127.0.0.1:25", "Salt <post@salt.example>")).is_ok());
        let wrong = Smtp::new(&config("smtp://127.0.0.1:25", "nobody"))
            .err()
            .unwrap();
        assert!(wrong.contains("mail.from"), "{wrong}");
        let wrong = Smtp::new(&config("gopher://mail", "post@salt.example"))
            .err()
            .unwrap();
        assert!(wrong.contains("mail.url"), "{wrong}");
    }

    #[test]
    fn the_mail_servers_password_gets_into_no_log() {
        let config = config("smtps://post:canary@mail.example", "post@salt.example");
        assert!(!format!("{config:?}").contains("canary"));
    }
}
