//! HTML that the server has rendered and sanitised, and the codec that sends it once.
//!
//! A page's HTML is in the document already when the browser wakes it up, so the data that travels
//! beside it leaves the HTML out: [`DomJson`] writes every [`Markup`] as `null`, and hydration
//! leaves the nodes alone. Plain JSON, which client-side navigation fetches, carries it.

use std::{cell::Cell, sync::Arc};

use leptos::tachys::html::{attribute::IntoAttributeValue, element::InnerHtmlValue};
use leptos::tachys::renderer::{Rndr, types::Element};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Sanitised HTML; `None` only while hydrating, when the document has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(pub Option<Arc<str>>);

impl Markup {
    /// Wraps HTML that has been through the renderer and the sanitiser.
    pub fn sanitized(html: impl Into<Arc<str>>) -> Self {
        Self(Some(html.into()))
    }
}

thread_local! {
    static IN_DOM: Cell<bool> = const { Cell::new(false) };
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if IN_DOM.get() {
            serializer.serialize_none()
        } else {
            self.0.as_deref().serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Markup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(
            Option::<String>::deserialize(deserializer)?.map(Into::into),
        ))
    }
}

/// JSON that leaves out the HTML which stands in the document.
pub struct DomJson;

impl<T: Serialize> codee::Encoder<T> for DomJson {
    type Error = serde_json::Error;
    type Encoded = String;

    // The encoder runs without an await in between, so the flag cannot leak to another task.
    fn encode(value: &T) -> Result<String, Self::Error> {
        IN_DOM.set(true);
        let json = serde_json::to_string(value);
        IN_DOM.set(false);
        json
    }
}

impl<T: serde::de::DeserializeOwned> codee::Decoder<T> for DomJson {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(json: &str) -> Result<T, Self::Error> {
        serde_json::from_str(json)
    }
}

fn write(element: &Element, markup: &Markup) {
    if let Some(html) = &markup.0 {
        Rndr::set_inner_html(element, html);
    }
}

impl InnerHtmlValue for Markup {
    type AsyncOutput = Self;
    type State = (Element, Self);
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn html_len(&self) -> usize {
        self.0.as_ref().map_or(0, |html| html.len())
    }

    fn to_html(self, buf: &mut String) {
        if let Some(html) = self.0 {
            buf.push_str(&html);
        }
    }

    fn to_template(_: &mut String) {}

    fn hydrate<const FROM_SERVER: bool>(self, element: &Element) -> Self::State {
        if !FROM_SERVER {
            write(element, &self);
        }
        (element.clone(), self)
    }

    fn build(self, element: &Element) -> Self::State {
        write(element, &self);
        (element.clone(), self)
    }

    // `None` says nothing about the document, so it never empties it.
    fn rebuild(self, state: &mut Self::State) {
        if self.0.is_some() && self != state.1 {
            write(&state.0, &self);
            state.1 = self;
        }
    }

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }
}

impl IntoAttributeValue for Markup {
    type Output = Self;

    fn into_attribute_value(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use codee::{Decoder, Encoder};

    use super::*;

    #[test]
    fn only_the_document_codec_leaves_the_html_out() {
        let markup = Markup::sanitized("<p>Salt</p>");
        assert_eq!(DomJson::encode(&markup).unwrap(), "null");
        assert_eq!(serde_json::to_string(&markup).unwrap(), r#""<p>Salt</p>""#);
        let none: Markup = DomJson::decode("null").unwrap();
        assert_eq!(none, Markup(None));
    }
}
