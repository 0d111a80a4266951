//! HTML that the server has rendered and sanitised, and the codec that sends it once.
//!
//! A page's HTML is in the document already when the browser wakes it up, so the data that travels
//! beside it leaves the HTML out: [`DomJson`] writes every [`Markup`] as `null`, and hydration
//! leaves the nodes alone. Plain JSON, which client-side navigation fetches, carries it.

#[cfg(feature = "ssr")]
use std::cell::Cell;
use std::sync::Arc;

use leptos::tachys::html::{attribute::IntoAttributeValue, element::InnerHtmlValue};
use leptos::tachys::renderer::{Rndr, types::Element};
#[cfg(feature = "ssr")]
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Sanitised HTML; `None` only while hydrating, when the document has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(pub Option<Arc<str>>);

impl Markup {
    /// Wraps HTML that has been through the renderer and the sanitiser.
    pub fn sanitized(html: impl Into<Arc<str>>) -> Self {
        Self(Some(html.into()))
    }

    /// Shows a text as it was typed, until the server has rendered it.
    #[cfg(feature = "hydrate")]
    pub fn plain(text: &str) -> Self {
        Self(Some(plain(text).into()))
    }
}

/// Writes a text as HTML that shows it as it was typed: empty lines part paragraphs.
#[cfg(any(feature = "hydrate", test))]
fn plain(text: &str) -> String {
    let mut html = String::new();
    for paragraph in escape(text.trim()).split("\n\n") {
        let lines = paragraph.trim().replace('\n', "<br>");
        html += &["<p>", &lines, "</p>"].concat();
    }
    html
}

/// Writes a text so that it means itself in HTML, between elements and in a quoted attribute.
#[cfg(any(feature = "hydrate", test))]
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(feature = "ssr")]
thread_local! {
    static IN_DOM: Cell<bool> = const { Cell::new(false) };
}

#[cfg(feature = "ssr")]
impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if IN_DOM.get() {
            serializer.serialize_none()
        } else {
            self.0.as_deref().serialize(serializer)
        }
    }
}

#[cfg(feature = "ssr")]
impl<'de> Deserialize<'de> for Markup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(
            Option::<String>::deserialize(deserializer)?.map(Into::into),
        ))
    }
}

/// JSON that leaves out the HTML which stands in the document.
#[cfg(feature = "ssr")]
pub struct DomJson;

/// The same for what may have been refused.
#[cfg(feature = "ssr")]
pub struct DomOutcome;

#[cfg(feature = "ssr")]
mod codec {
    use codee::{Decoder, Encoder};
    use serde::{Serialize, de::DeserializeOwned};

    use super::{DomJson, DomOutcome, IN_DOM};

    // The encoder runs without an await in between, so the flag cannot leak to another task.
    impl<T: Serialize> Encoder<T> for DomJson {
        type Error = serde_json::Error;
        type Encoded = String;

        fn encode(value: &T) -> Result<String, Self::Error> {
            IN_DOM.set(true);
            let json = serde_json::to_string(value);
            IN_DOM.set(false);
            json
        }
    }

    impl<T: DeserializeOwned> Decoder<T> for DomJson {
        type Error = serde_json::Error;
        type Encoded = str;

        fn decode(json: &str) -> Result<T, Self::Error> {
            serde_json::from_str(json)
        }
    }

    impl<T: Serialize> Encoder<T> for DomOutcome {
        type Error = serde_json::Error;
        type Encoded = String;

        fn encode(value: &T) -> Result<String, Self::Error> {
            DomJson::encode(value)
        }
    }

    impl<T: DeserializeOwned> Decoder<T> for DomOutcome {
        type Error = serde_json::Error;
        type Encoded = str;

        fn decode(json: &str) -> Result<T, Self::Error> {
            serde_json::from_str(json)
        }
    }
}

/// What a page was sent with: what it shows, unless something else was to be said.
#[cfg(feature = "hydrate")]
#[derive(miniserde::Deserialize)]
struct Outcome<T> {
    #[serde(rename = "Ok")]
    done: Option<T>,
}

/// Reads what a page shows, as it was sent along or fetched; none where there is nothing.
#[cfg(feature = "hydrate")]
pub(crate) fn read_page<T: miniserde::Deserialize>(text: &str) -> Option<T> {
    miniserde::json::from_str::<Outcome<T>>(text).ok()?.done
}

#[cfg(feature = "hydrate")]
impl Markup {
    /// Makes the nodes that the HTML stands for.
    pub fn to_nodes(&self) -> Vec<leptos::tachys::renderer::types::Node> {
        let holder = Rndr::create_element("div", None);
        write(&holder, self);
        std::iter::from_fn(|| {
            let node = holder.first_child()?;
            holder.remove_child(&node).ok()
        })
        .collect()
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

    #[test]
    fn no_text_can_leave_an_attribute() {
        let html = format!("<p title=\"{}\">", escape("x\" hidden onfocus=\"alert(1)"));
        assert_eq!(html.matches('"').count(), 2, "{html}");
    }

    #[test]
    fn a_text_on_its_way_is_shown_as_it_was_typed() {
        assert_eq!(
            plain("One <b>\nline\n\nTwo & three\n"),
            "<p>One &lt;b&gt;<br>line</p><p>Two &amp; three</p>"
        );
    }
}
