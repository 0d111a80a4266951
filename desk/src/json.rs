//! JSON, read and written by the browser itself.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::RequestInit;

/// Reads a text; none where it is no JSON.
pub(crate) fn read(text: &str) -> Option<JsValue> {
    JSON::parse(text).ok()
}

/// Writes a value.
pub(crate) fn write(value: &JsValue) -> String {
    JSON::stringify(value).map_or_else(|_| String::new(), String::from)
}

/// Makes an object of names and values.
pub(crate) fn object<'a>(entries: impl IntoIterator<Item = (&'a str, JsValue)>) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

/// Returns what an object has under a name; none where it has nothing.
pub(crate) fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

/// Returns the text under a name; empty for none.
pub(crate) fn text(value: &JsValue, name: &str) -> String {
    get(value, name)
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// Returns the whole number under a name.
pub(crate) fn number(value: &JsValue, name: &str) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "versions and times are whole numbers far below 2^53"
    )]
    get(value, name)?.as_f64().map(|number| number as i64)
}

/// Lists the names and values of an object.
pub(crate) fn entries(value: &JsValue) -> Vec<(String, JsValue)> {
    let Some(object) = value.dyn_ref::<Object>() else {
        return Vec::new();
    };
    let name = |name: JsValue| name.as_string();
    Object::keys(object)
        .iter()
        .filter_map(name)
        .filter_map(|name| Some((name.clone(), get(value, &name)?)))
        .collect()
}

/// Makes a number of it, as JSON has it.
pub(crate) fn from_number(number: i64) -> JsValue {
    #[expect(
        clippy::cast_precision_loss,
        reason = "versions and times are whole numbers far below 2^53"
    )]
    JsValue::from_f64(number as f64)
}

/// Makes a request that posts JSON.
pub(crate) fn posted(body: &str) -> RequestInit {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&body.into());
    request.set_headers(&object([("content-type", "application/json".into())]));
    request
}
