//! Search: a field, and what was found.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::missing::missing_page;
use crate::{
    components::{
        layout::{Head, with_head},
        search::{SearchAdvice, SearchBox, SearchResults},
    },
    context::site_info,
    model::{SearchKind, SearchPage},
    server_fns::load_search,
};

/// Finds while one types: fetches the same page and takes its results over. Without it the form is
/// sent by its button. What was typed and where the cursor stands are left alone.
const AS_YOU_TYPE: &str = "(()=>{const f=document.querySelector('form[role=search]'),q=f.elements.q;\
    let t,c,last=q.value;\
    const go=async()=>{const v=q.value;if(v==last)return;last=v;c?.abort();c=new AbortController;\
    const u='/search'+(v.trim()?'?q='+encodeURIComponent(v):'');\
    try{const r=await fetch(u,{signal:c.signal});if(!r.ok)return;\
    const d=new DOMParser().parseFromString(await r.text(),'text/html'),\
    n=d.getElementById('search-results'),o=document.getElementById('search-results');\
    if(!n||!o)return;o.replaceChildren(...n.childNodes);document.title=d.title;\
    history.replaceState(history.state,'',u)}catch{}};\
    q.addEventListener('input',()=>{clearTimeout(t);t=setTimeout(go,200)});\
    f.addEventListener('submit',()=>{clearTimeout(t);c?.abort()})})()";

/// Shows what is found for the words of the address.
#[component]
pub fn SearchScreen() -> impl IntoView {
    let query = use_query_map();
    let (query, kind, after) = query.with_untracked(|query| {
        let value = |key: &str| query.get_str(key).map(str::to_owned);
        let kind = value("in").as_deref().and_then(SearchKind::from_plural);
        (value("q").unwrap_or_default(), kind, value("after"))
    });
    let page = load_search(query, kind, after);
    Suspend::new(async move {
        match page.await {
            Ok(page) => search(page).into_any(),
            Err(error) => missing_page(error).into_any(),
        }
    })
}

fn search(page: SearchPage) -> impl IntoView {
    let name = site_info().name;
    let title = if page.query.trim().is_empty() {
        format!("Search · {name}")
    } else {
        format!("Search: {} · {name}", page.query.trim())
    };
    let head = Head {
        title,
        description: format!("Search the reviews, films, people and comments of {name}."),
        path: Some("/search".to_owned()),
        // What somebody looked for is nothing for others to be led to.
        is_indexed: page.query.is_empty(),
        ..Head::default()
    };
    let is_waiting = page.query.trim().is_empty();
    with_head(
        head,
        view! {
            <div class="wrap page search">
                <h1 class="visually-hidden">"Search"</h1>
                <SearchBox query=page.query.clone()/>
                <div id="search-results">
                    {if is_waiting {
                        view! { <SearchAdvice/> }.into_any()
                    } else {
                        view! { <SearchResults page=page/> }.into_any()
                    }}
                </div>
            </div>
            <script>{AS_YOU_TYPE}</script>
        },
    )
}
