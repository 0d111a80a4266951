//! What was typed, kept in the browser at once: a record for each tab, so that two that write at one review do not
//! overwrite each other. It goes when the server has the text, and for no other reason.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

use crate::{fields::Fields, json, page};

const PREFIX: &str = "foyer-desk";
/// What the tab calls itself.
const TAB: &str = "foyer-desk-tab";
/// How often a record of a tab that is just closing is asked for again, and after how long, in milliseconds.
const TRIES: u8 = 4;
const BETWEEN_TRIES: i32 = 150;

/// Text that is not on the server, or was not when it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// The version it was begun with.
    pub(crate) version: i64,
    /// What is in the form.
    pub(crate) fields: Fields,
    /// What was in it in that version; nothing where that is not known.
    pub(crate) base: Fields,
    /// The key of a save that was not answered; empty for none.
    pub(crate) key: String,
    /// When it was kept, in milliseconds.
    pub(crate) at: i64,
}

impl Record {
    fn to_json(&self) -> String {
        json::write(&json::object([
            ("version", json::from_number(self.version)),
            ("fields", self.fields.to_json()),
            ("key", self.key.as_str().into()),
            ("at", json::from_number(self.at)),
        ]))
    }

    fn read(text: &str, base: Option<String>) -> Option<Self> {
        let value = json::read(text)?;
        let fields = Fields::of_json(&json::get(&value, "fields")?);
        let base = base.and_then(|text| json::read(&text));
        Some(Self {
            version: json::number(&value, "version")?,
            base: base.map_or_else(Fields::default, |base| Fields::of_json(&base)),
            fields,
            key: json::text(&value, "key"),
            at: json::number(&value, "at").unwrap_or_default(),
        })
    }
}

/// The place of this tab's record.
#[derive(Clone)]
pub(crate) struct Keeping {
    review: String,
    name: String,
    store: Option<Storage>,
}

impl Keeping {
    /// Takes a place that no other tab has, and the newest record under this review that no open tab has.
    pub(crate) async fn begin(review: &str) -> (Self, Option<Record>) {
        let window = page::window();
        let session = window
            .as_ref()
            .and_then(|window| window.session_storage().ok().flatten());
        let store = window.and_then(|window| window.local_storage().ok().flatten());
        let known = session
            .as_ref()
            .and_then(|session| session.get_item(TAB).ok().flatten());
        let mut tab = known.unwrap_or_else(page::random_word);
        let place = |tab: &str| Self {
            review: review.to_owned(),
            name: format!("{PREFIX}:{review}:{tab}"),
            store: store.clone(),
        };
        // A tab that was duplicated has the name of the one it was made of.
        if !is_held_soon(&place(&tab).name).await {
            tab = page::random_word();
            is_held_soon(&place(&tab).name).await;
        }
        if let Some(session) = session {
            let _ = session.set_item(TAB, &tab);
        }
        let own = place(&tab);
        let left = own.adopt().await;
        (own, left)
    }

    /// Keeps a text; says whether the browser took it.
    pub(crate) fn keep(&self, record: &Record) -> bool {
        let store = self.store.as_ref();
        store.is_some_and(|store| store.set_item(&self.name, &record.to_json()).is_ok())
    }

    /// Keeps what was in the form in the version that is written on.
    pub(crate) fn keep_base(&self, base: &Fields) {
        if let Some(store) = &self.store {
            let _ = store.set_item(&base_of(&self.name), &json::write(&base.to_json()));
        }
    }

    /// Lets go of the text, which the server has.
    pub(crate) fn drop_record(&self) {
        self.remove(&self.name);
    }

    fn remove(&self, name: &str) {
        if let Some(store) = &self.store {
            let _ = store.remove_item(name);
            let _ = store.remove_item(&base_of(name));
        }
    }

    /// Makes the newest record that no open tab has this tab's own.
    async fn adopt(&self) -> Option<Record> {
        let store = self.store.as_ref()?;
        let mut found: Option<(String, Record)> = None;
        for name in self.names() {
            if name != self.name && !is_free(&name).await {
                continue;
            }
            let text = store.get_item(&name).ok().flatten();
            let base = store.get_item(&base_of(&name)).ok().flatten();
            let Some(record) = text.and_then(|text| Record::read(&text, base)) else {
                continue;
            };
            if found.as_ref().is_none_or(|(_, known)| known.at < record.at) {
                found = Some((name, record));
            }
        }
        let (name, record) = found?;
        if name != self.name {
            // The own one, if there is one, is older: it takes the other's place and waits for its turn.
            let own = store.get_item(&self.name).ok().flatten();
            let own_base = store.get_item(&base_of(&self.name)).ok().flatten();
            if !self.keep(&record) {
                return Some(record);
            }
            self.keep_base(&record.base);
            match own {
                Some(own) => {
                    let _ = store.set_item(&name, &own);
                    let _ = store.set_item(&base_of(&name), &own_base.unwrap_or_default());
                }
                None => self.remove(&name),
            }
        }
        Some(record)
    }

    /// Lists the names of all records under this review.
    fn names(&self) -> Vec<String> {
        let Some(store) = &self.store else {
            return Vec::new();
        };
        let prefix = format!("{PREFIX}:{}:", self.review);
        (0..store.length().unwrap_or_default())
            .filter_map(|at| store.key(at).ok().flatten())
            .filter(|name| name.starts_with(&prefix) && !name.ends_with(BASE))
            .collect()
    }
}

const BASE: &str = ":base";

fn base_of(name: &str) -> String {
    format!("{name}{BASE}")
}

/// Holds a name for as long as the page is open; false when another tab has it. A tab that is just
/// being closed, or this one before it was loaded again, gets a moment to let go.
async fn is_held_soon(name: &str) -> bool {
    for _ in 0..TRIES {
        if ask_for(name, true).await {
            return true;
        }
        page::pause(BETWEEN_TRIES).await;
    }
    ask_for(name, true).await
}

/// Says whether no open tab holds a name.
async fn is_free(name: &str) -> bool {
    ask_for(name, false).await
}

/// Asks for a lock, to hold it or to let go of it at once. Without locks, as on a site without TLS, every
/// record counts as left behind.
async fn ask_for(name: &str, for_good: bool) -> bool {
    let Some(locks) = page::window().and_then(|window| json::get(&window.navigator(), "locks"))
    else {
        return true;
    };
    let answer = js_sys::Promise::new(&mut |resolve, _| {
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let is_ours = !lock.is_null();
            let _ = resolve.call1(&JsValue::NULL, &is_ours.into());
            if is_ours && for_good {
                // A promise that never comes true holds the lock.
                js_sys::Promise::new(&mut |_, _| {}).into()
            } else {
                JsValue::UNDEFINED
            }
        });
        let options = json::object([("ifAvailable", true.into())]);
        let request = json::get(&locks, "request").and_then(|it| it.dyn_into().ok());
        let request: Option<js_sys::Function> = request;
        if let Some(request) = request {
            let _ = request.call3(&locks, &name.into(), &options, &granted);
        }
    });
    JsFuture::from(answer)
        .await
        .is_ok_and(|is_ours| is_ours.is_truthy())
}
