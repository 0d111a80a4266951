//! Search.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::with_status;
use crate::{
    AppError,
    model::{SearchKind, SearchPage},
};

/// Loads what is found for the words of an address.
///
/// # Errors
/// [`AppError`] when it cannot be had.
pub async fn load_search(
    query: String,
    kind: Option<SearchKind>,
    after: Option<String>,
) -> Result<SearchPage, AppError> {
    use crate::context::{RenderNotes, Shows};
    if let Some(notes) = use_context::<RenderNotes>() {
        notes.note(Shows::Shelf);
    }
    let search = super::request()?.0.search;
    search.search(&query, kind, after.as_deref()).await
}

#[server(prefix = "/api", endpoint = "search/find", input = GetUrl)]
async fn find(
    q: String,
    #[server(default)] within: Option<String>,
    #[server(default)] after: Option<String>,
) -> Result<SearchPage, AppError> {
    let kind = within.as_deref().and_then(SearchKind::from_plural);
    with_status(load_search(q, kind, after).await)
}
