//! How a form of the conversation stands.

#[cfg(feature = "hydrate")]
use crate::components::Live;

/// What a form remembers between two tries to send it.
#[derive(Clone, Default)]
pub(crate) struct FormState {
    /// The last text that was sent, with its key.
    #[cfg(feature = "hydrate")]
    tried: Live<Option<(String, String)>>,
}

#[cfg(feature = "hydrate")]
impl FormState {
    /// Returns the key of a text: sending the same again posts nothing twice, another text does.
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
