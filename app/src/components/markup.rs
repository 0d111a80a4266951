//! The one place where text enters a page as HTML: what the server has sanitised, and what stands in
//! a text area, whose content the framework does not escape.

use leptos::prelude::*;

use crate::model::Markup;

/// Shows HTML that the server has rendered and sanitised.
#[cfg(feature = "ssr")]
#[component]
pub fn Html(
    /// The HTML.
    markup: Markup,
    /// The class of the element around it.
    class: &'static str,
) -> impl IntoView {
    view! { <div class=class inner_html=markup></div> }
}

/// Shows HTML that the server has rendered and sanitised, and that may change while the page is open.
#[component]
pub fn LiveHtml(
    /// The HTML.
    markup: impl Fn() -> Markup + Send + 'static,
    /// The class of the element around it.
    class: &'static str,
    /// Whether it is out of sight, because it is being edited.
    is_hidden: impl Fn() -> bool + Send + 'static,
) -> impl IntoView {
    leptos::html::div()
        .class(class)
        .hidden(is_hidden)
        .inner_html(markup)
}

/// Shows HTML that the server has drawn, and that may be replaced while the page is open.
pub fn live_html(markup: impl Fn() -> Markup + Send + 'static) -> impl IntoView {
    leptos::html::div().inner_html(markup)
}

/// Keeps HTML in the document without showing it, for the page's own script.
#[cfg(feature = "ssr")]
#[component]
pub fn Template(
    /// The form it is the inside of.
    form: &'static str,
    /// The HTML.
    html: Markup,
) -> impl IntoView {
    view! { <template data-form=form inner_html=html></template> }
}

/// Shows a text area with a text in it, character for character as it was typed.
#[cfg(feature = "ssr")]
#[component]
pub fn TextArea(
    /// Its id, unique on the page.
    id: String,
    /// Its name in the form.
    name: &'static str,
    /// The text.
    text: String,
    /// Whether something is wrong with it.
    #[prop(optional)]
    is_invalid: bool,
    /// The ids of what describes it.
    #[prop(optional_no_strip)]
    described_by: Option<String>,
) -> impl IntoView {
    view! {
        <textarea
            id=id
            name=name
            rows="5"
            aria-invalid=is_invalid.then_some("true")
            aria-describedby=described_by
            inner_html=content(&text)
        ></textarea>
    }
}

/// Shows a text area of the desk with a text in it, character for character as it was typed.
#[cfg(feature = "ssr")]
#[component]
pub fn LongText(
    /// Its id and its name in the form.
    name: &'static str,
    /// The text.
    text: String,
    /// How many lines it shows at least.
    rows: &'static str,
    /// The class of the element.
    #[prop(optional)]
    class: &'static str,
    /// Whether something is wrong with it.
    is_invalid: bool,
    /// The ids of what describes it.
    described_by: String,
) -> impl IntoView {
    view! {
        <textarea
            id=name
            name=name
            rows=rows
            class=class
            spellcheck="true"
            aria-invalid=is_invalid.then_some("true")
            aria-describedby=(!described_by.is_empty()).then_some(described_by)
            inner_html=content(&text)
        ></textarea>
    }
}

/// Writes a text as the content of a text area. A browser that reads a document drops a line break
/// right after the tag, so one is spent on it: a text that begins with an empty line comes back as
/// it was.
#[cfg(feature = "ssr")]
fn content(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!("\n{escaped}")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_leave_its_text_area() {
        let text = "\n</textarea><script>alert(1)</script> &lt; ok";
        let html = content(text);
        assert!(!html.contains('<') && html.starts_with("\n\n"));
        assert!(
            html.ends_with("&amp;lt; ok"),
            "what looks escaped comes back as typed"
        );
    }
}
