//! Loading what a screen shows.

use std::sync::Arc;

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    AppError,
    components::{IntoWhole, Whole},
    model::DomOutcome,
};

/// Loads the page that a part of the address names, and shows it.
pub(super) fn loaded<K, P, F>(
    named: impl Fn() -> K + Send + Sync + 'static,
    load: impl Fn(K) -> F + Send + Sync + 'static,
    show: impl Fn(Result<P, AppError>) -> Whole + Send + Sync + 'static,
) -> Whole
where
    K: Clone + PartialEq + Send + Sync + 'static,
    P: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<P, AppError>> + Send + 'static,
{
    let page = Resource::<Result<P, AppError>, DomOutcome>::new_with_options(named, load, false);
    let show = Arc::new(show);
    view! {
        <Transition>
            {move || {
                let show = show.clone();
                Suspend::new(async move { show(page.await) })
            }}
        </Transition>
    }
    .whole()
}
