//! How a form of the conversation stands: whether it is on its way, and why it was refused.

use crate::{AppError, components::Live, model::CommentId};

/// A form's state, which its parts share.
#[derive(Clone)]
pub(crate) struct FormState {
    /// Whether it is on its way.
    pub(crate) is_busy: Live<bool>,
    /// Why it was refused.
    pub(crate) error: Live<Option<AppError>>,
    /// The comment it became, where this page does not show it.
    pub(crate) elsewhere: Live<Option<CommentId>>,
    /// The last text that was sent, with its key.
    #[cfg(feature = "hydrate")]
    tried: Live<Option<(String, String)>>,
}

impl FormState {
    /// Begins with a form that was refused, or has not been sent.
    pub(crate) fn new(error: Option<AppError>) -> Self {
        Self {
            is_busy: Live::new(false),
            error: Live::new(error),
            elsewhere: Live::new(None),
            #[cfg(feature = "hydrate")]
            tried: Live::new(None),
        }
    }

    /// Returns the key of a text: sending the same again posts nothing twice, another text does.
    #[cfg(feature = "hydrate")]
    pub(crate) fn key_of(&self, text: &str) -> String {
        let tried = self.tried.peek(Clone::clone);
        if let Some((last, key)) = tried
            && last == text
        {
            return key;
        }
        let key = crate::client::new_key();
        self.tried.set(Some((text.to_owned(), key.clone())));
        key
    }
}
