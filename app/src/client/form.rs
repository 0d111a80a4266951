//! A form that stands on the page: what is in it, and why it was refused. The server has drawn it, and
//! what changes in it is changed in place.

use leptos::prelude::document;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{
    Element, HtmlButtonElement, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement,
};

use crate::{
    AppError,
    components::feedback::{field_name, message, problem_text},
    error::Field,
    model::{CommentId, FormsHtml, Markup, ViewerState, escape},
};

/// The fields of a comment's form.
const FIELDS: [(Field, &str); 4] = [
    (Field::Comment, "comment"),
    (Field::Name, "name"),
    (Field::Email, "email"),
    (Field::Website, "website"),
];

/// Takes the forms with gaps that the document holds.
pub(crate) fn forms_here() -> FormsHtml {
    let take = |form: &str| {
        let template = first(&document(), &["template[data-form=", form, "]"].concat());
        Markup::sanitized(template.map(|it| it.inner_html()).unwrap_or_default())
    };
    FormsHtml {
        thought: Markup(None),
        reply: take("reply"),
        edit: take("edit"),
        delete: take("delete"),
    }
}

/// Fills the gaps of a form.
pub(crate) fn fill_gaps(html: &str, id: &str, of: CommentId, name: &str, back: &str) -> String {
    html.replace("{id}", id)
        .replace("{of}", &of.to_string())
        .replace("{back}", back)
        .replace("{name}", &escape(name))
}

/// Fills a form with what its viewer asked to be remembered; whoever is signed in has a name already.
/// What the reader has touched stays as it is, and so does a form that was refused.
pub(crate) fn fill(form: &Element, viewer: &ViewerState) {
    let remembered = &viewer.remembered;
    let fields = [
        ("[name=name]", &remembered.name),
        ("[name=email]", &remembered.email),
        ("[name=website]", &remembered.website),
    ];
    let input = |selector| first(form, selector)?.dyn_into::<HtmlInputElement>().ok();
    if first(form, ".error-summary").is_none() {
        for (selector, value) in fields {
            if let Some(input) = input(selector) {
                input.set_default_value(value);
            }
        }
        if let Some(tick) = input("[name=remember]") {
            tick.set_default_checked(!remembered.name.is_empty());
        }
    }
    let card = viewer.account.card.as_ref();
    if let Some(name) = first(form, "[data-signed] bdi") {
        name.set_text_content(card.map(|card| card.name.as_str()));
    }
    show(form, ".reply-form__who", card.is_none());
    show(form, "[data-signed]", card.is_some());
    show(form, "[data-signed] + p", card.is_none());
}

/// Does something with every form of a conversation on the page.
pub(crate) fn each(act: impl Fn(&Element)) {
    let Ok(forms) = document().query_selector_all("form.reply-form") else {
        return;
    };
    for at in 0..forms.length() {
        if let Some(form) = forms.item(at) {
            act(form.unchecked_ref());
        }
    }
}

/// Says why a form was refused: above its fields, and beside each that is to be put right.
pub(crate) fn refuse(form: &HtmlFormElement, error: &AppError) {
    accept(form);
    let mut links = String::new();
    for (field, name) in FIELDS {
        let (Some(problem), Some(input)) = (error.problem_of(field), named::<Element>(form, name))
        else {
            continue;
        };
        let id = input.id();
        let error_id = id.clone() + "-error";
        links += &[
            "<a href=\"#",
            &id,
            "\" rel=\"external\">",
            field_name(field),
            "</a>. ",
        ]
        .concat();
        let described = match input.get_attribute("aria-describedby") {
            Some(hint) => [&error_id, " ", &hint].concat(),
            None => error_id.clone(),
        };
        let _ = input.set_attribute("aria-invalid", "true");
        let _ = input.set_attribute("aria-describedby", &described);
        let text = problem_text(field, problem);
        let said = [
            "<span class=\"field__error\" id=\"",
            &error_id,
            "\">",
            text,
            "</span>",
        ];
        let _ = input.insert_adjacent_html("afterend", &said.concat());
    }
    let (title, text) = message(error);
    let summary = [
        "<div class=\"error-summary\" role=\"alert\"><strong>",
        &escape(&title),
        "</strong>",
        &escape(&text),
        " ",
        &links,
        "</div>",
    ];
    if let Some(kind) = first(form, "[name=form]") {
        let _ = kind.insert_adjacent_html("beforebegin", &summary.concat());
    }
}

/// Takes away what was said when the form was refused.
pub(crate) fn accept(form: &HtmlFormElement) {
    while let Some(said) = first(form, ".error-summary, .field__error, .reply-form__saved") {
        said.remove();
    }
    while let Some(field) = first(form, "[aria-invalid]") {
        let _ = field.remove_attribute("aria-invalid");
        let described = field.get_attribute("aria-describedby").unwrap_or_default();
        let _ = match described.split_once(' ') {
            Some((_, hint)) => field.set_attribute("aria-describedby", hint),
            None => field.remove_attribute("aria-describedby"),
        };
    }
}

/// Leads from a form to a comment that was posted with it and that this page does not show.
pub(crate) fn lead_to(form: &HtmlFormElement, comment: CommentId) {
    let link = [
        "<a class=\"reply-form__saved\" href=\"/comments/",
        &comment.to_string(),
        "\" rel=\"external\">Posted. Read it in its place</a>",
    ];
    if let Some(end) = first(form, ".reply-form__end") {
        let _ = end.insert_adjacent_html("beforeend", &link.concat());
    }
}

/// Says whether a form is on its way.
pub(crate) fn is_busy(form: &HtmlFormElement) -> bool {
    first(form, ".button").is_some_and(|button| button.has_attribute("disabled"))
}

/// Notes whether a form is on its way.
pub(crate) fn set_busy(form: &HtmlFormElement, is_busy: bool) {
    if let Some(button) = first(form, ".button") {
        button
            .unchecked_ref::<HtmlButtonElement>()
            .set_disabled(is_busy);
    }
}

/// Returns what is in a field of a form.
pub(crate) fn value(form: &HtmlFormElement, name: &str) -> String {
    match named::<HtmlTextAreaElement>(form, name) {
        Some(area) => area.value(),
        None => named::<HtmlInputElement>(form, name)
            .map(|input| input.value())
            .unwrap_or_default(),
    }
}

/// Finds a field of a form.
pub(crate) fn named<E: wasm_bindgen::JsCast>(form: &HtmlFormElement, name: &str) -> Option<E> {
    form.elements().named_item(name)?.dyn_into().ok()
}

/// Calls a function at every change of a field; it lives as long as the field.
pub(crate) fn on_input(field: &Element, call: impl Fn() + 'static) {
    let call = Closure::<dyn FnMut()>::new(call);
    let _ = field.add_event_listener_with_callback("input", call.as_ref().unchecked_ref());
    // The browser lets go of it with the field.
    drop(call.into_js_value());
}

fn show(form: &Element, selector: &str, is_shown: bool) {
    if let Some(element) = first(form, selector) {
        element.unchecked_ref::<HtmlElement>().set_hidden(!is_shown);
    }
}

fn first(within: &web_sys::Node, selector: &str) -> Option<Element> {
    // Both kinds of nodes that one searches in find alike.
    within
        .unchecked_ref::<Element>()
        .query_selector(selector)
        .ok()
        .flatten()
}
