//! Loading what a page that wakes up shows.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    AppError,
    components::{IntoWhole, Whole},
    model::DomOutcome,
};

/// Waits for what a page shows, sends it along for the browser, and shows it.
///
/// A plain future, not a `Resource`: under load a resource was now and then not told that its page had
/// come, and the page waited until its time was over.
pub(super) fn loaded<P>(
    load: impl Future<Output = Result<P, AppError>> + Send + 'static,
    show: impl FnOnce(Result<P, AppError>) -> Whole + Send + 'static,
) -> Whole
where
    P: Serialize + DeserializeOwned + Send + 'static,
{
    Suspend::new(async move {
        let page = load.await;
        let page = SharedValue::<Result<P, AppError>, DomOutcome>::new_with_encoding(|| page);
        show(page.into_inner())
    })
    .whole()
}
