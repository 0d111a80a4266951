//! The document around every page.

use leptos::prelude::*;

use crate::{
    context::{ClientFiles, site_info},
    routes::App,
};

/// Draws the page in the theme the reader has chosen in this browser, and changes it when the switch
/// is pressed. A choice that is the system's own is forgotten, so that it follows the system again.
const THEME: &str = "const r=document.documentElement,k='foyer-theme';\
    try{const t=localStorage.getItem(k);if(t)r.dataset.theme=t}catch{}\
    r.dataset.scripts='';\
    addEventListener('click',e=>{if(!e.target.closest?.('.theme-switch'))return;\
    const s=matchMedia('(prefers-color-scheme:dark)').matches?'dark':'light',\
    n=(r.dataset.theme||s)=='dark'?'light':'dark';\
    if(n==s)delete r.dataset.theme;else r.dataset.theme=n;\
    try{n==s?localStorage.removeItem(k):localStorage.setItem(k,n)}catch{}})";

/// Renders the whole document; the browser wakes up what is in `<body>`.
pub fn shell() -> impl IntoView {
    let site = site_info();
    let direction = (site.direction == "rtl").then_some("rtl");
    let theme = site
        .theme
        .map(|href| view! { <link rel="stylesheet" href=href/> });
    let icon = match site.icon {
        Some(icon) => view! { <link rel="icon" href=icon.src/> }.into_any(),
        None => view! { <link rel="icon" href="/favicon.svg" type="image/svg+xml"/> }.into_any(),
    };
    let files = use_context::<ClientFiles>();
    let build = files.as_ref().map(|files| files.build().to_string());
    let sheet = files.as_ref().map(|files| files.css.to_string());
    let request = use_context::<http::request::Parts>();
    let path = request.as_ref().map(|request| request.uri.path());
    let wakes_up = path.is_none_or(crate::routes::wakes_up);
    // Named by the build, so that no browser keeps the sheet of another one.
    let desk = path
        .is_some_and(crate::routes::is_of_desk)
        .then(|| format!("/desk.css?{}", build.clone().unwrap_or_default()));
    let editor = files
        .as_ref()
        .and_then(|files| files.desk.clone())
        .filter(|_| path.is_some_and(crate::routes::takes_desk_chunk));
    view! {
        <!DOCTYPE html>
        <html lang=site.language dir=direction data-build=build>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="theme-color" content="#0b0e0d"/>
                {icon}
                // Before the style sheet, so that nothing is drawn in the other theme first.
                <script>{THEME}</script>
                <Fonts/>
                {sheet.map(|href| view! { <link rel="stylesheet" href=href/> })}
                {desk.map(|href| view! { <link rel="stylesheet" href=href/> })}
                // Over the sheet it changes; on a site without the browser's half as well.
                {theme}
                {files.filter(|_| wakes_up).map(|files| view! { <Hydrate files=files/> })}
                {editor.map(|src| view! { <script type="module" src=src.to_string()></script> })}
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Fetches the two faces that the first screen is set in before the style sheet asks for them.
#[component]
fn Fonts() -> impl IntoView {
    ["/fonts/newsreader-text-core.woff2", "/fonts/newsreader-display-core.woff2"].map(|href| {
        view! { <link rel="preload" href=href r#as="font" r#type="font/woff2" crossorigin="anonymous"/> }
    })
}

/// Starts the browser's half when the page is idle.
#[component]
fn Hydrate(
    /// The files of the browser's half.
    files: ClientFiles,
) -> impl IntoView {
    view! {
        <link
            rel="modulepreload"
            href=files.js.to_string()
            crossorigin="anonymous"
            fetchpriority="low"
        />
        <script type="module">{files.start.to_string()}</script>
    }
}
