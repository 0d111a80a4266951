//! The fields of the editor's form as they stand: read, put back, and written as the server takes them.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
};

use crate::json;

/// Fields that are a box to tick: a text that is not empty stands for the tick.
const BOXES: [&str; 1] = ["comments_open"];
/// What a box that is ticked has in the form.
const TICKED: &str = "true";

/// What is in every field, in the order of the draft's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the form. The server says which fields a draft has (`data-fields`).
    pub(crate) fn of_form(form: &HtmlFormElement) -> Self {
        let names = form.get_attribute("data-fields").unwrap_or_default();
        let data = FormData::new_with_form(form).ok();
        let value = |name: &str| {
            let value = data.as_ref().and_then(|data| data.get(name).as_string());
            value.unwrap_or_default().replace("\r\n", "\n")
        };
        let names = names.split_ascii_whitespace();
        Self(names.map(|name| (name.to_owned(), value(name))).collect())
    }

    /// Puts the fields into the form.
    pub(crate) fn fill(&self, form: &HtmlFormElement) {
        let elements = form.elements();
        for element in (0..elements.length()).filter_map(|at| elements.item(at)) {
            let Some(value) = self.value(&element.get_attribute("name").unwrap_or_default()) else {
                continue;
            };
            if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
                area.set_value(value);
            } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
                select.set_value(value);
            } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                match input.type_().as_str() {
                    "radio" => input.set_checked(input.value() == value),
                    "checkbox" => input.set_checked(!value.is_empty()),
                    _ => input.set_value(value),
                }
            }
        }
    }

    /// Returns what is in a field; none for a name that is no field.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(known, _)| known == name);
        field.map(|(_, value)| value.as_str())
    }

    /// Lists names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.0.iter();
        fields.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Makes fields of names and values.
    pub(crate) fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// Writes them as the server takes them.
    pub(crate) fn to_json(&self) -> JsValue {
        json::object(self.iter().map(|(name, value)| {
            let value = if BOXES.contains(&name) {
                (!value.is_empty()).into()
            } else {
                value.into()
            };
            (name, value)
        }))
    }

    /// Reads what the server or [`Fields::to_json`] wrote.
    pub(crate) fn of_json(value: &JsValue) -> Self {
        let text = |value: JsValue| match value.as_bool() {
            Some(true) => TICKED.to_owned(),
            Some(false) => String::new(),
            None => value.as_string().unwrap_or_default(),
        };
        let entries = json::entries(value).into_iter();
        Self(entries.map(|(name, value)| (name, text(value))).collect())
    }
}
