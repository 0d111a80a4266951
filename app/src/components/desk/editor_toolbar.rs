//! The toolbar above the text and the panel that finds and replaces, for the desk's own chunk to show.

use leptos::prelude::*;

/// Shows what can be done to the text. Each button's `data-do` is what the chunk does when it is pressed.
#[component]
pub(super) fn EditorToolbar() -> impl IntoView {
    view! {
        <div
            class="editor-toolbar"
            role="toolbar"
            aria-label="Formatting"
            aria-controls="body"
            data-part="toolbar"
        >
            {button("italic", "Italic", "Control+I", view! { <em>"i"</em> }.into_any())}
            {button("bold", "Bold", "Control+B", view! { <b>"b"</b> }.into_any())}
            {button("heading", "Heading", "Control+Alt+2", "H".into_any())}
            {button("quote", "Quote", "Control+Shift+.", "“”".into_any())}
            {button("link", "Link", "Control+K", "Link".into_any())}
            {button("footnote", "Footnote", "Control+Alt+F", "Footnote".into_any())}
            {button("spoiler", "Spoiler", "Control+Alt+P", "Spoiler".into_any())}
            {button("still", "Still", "", "Still".into_any())}
            {button("find", "Find and replace", "Control+H", "Find".into_any())}
            <button
                type="button"
                class="editor-toolbar__button editor-toolbar__button--whole"
                data-do="whole"
                aria-pressed="false"
                aria-keyshortcuts="Control+Shift+Enter"
                aria-label="Whole screen"
                title="Whole screen (Ctrl+Shift+Enter)"
            >
                "Whole"
            </button>
        </div>
    }
}

fn button(
    word: &'static str,
    name: &'static str,
    keys: &'static str,
    face: AnyView,
) -> impl IntoView {
    let title = match keys {
        "" => name.to_owned(),
        keys => format!("{name} ({})", keys.replace("Control", "Ctrl")),
    };
    view! {
        <button
            type="button"
            class="editor-toolbar__button"
            data-do=word
            aria-label=name
            aria-keyshortcuts=(!keys.is_empty()).then_some(keys)
            title=title
        >
            {face}
        </button>
    }
}

/// Shows what is looked for, what takes its place, and where one is.
#[component]
pub(super) fn FindPanel() -> impl IntoView {
    view! {
        <div class="find-panel" role="group" aria-label="Find and replace" data-part="find" hidden>
            <div class="field">
                <label for="find-wanted">"Find"</label>
                <input id="find-wanted" type="text" autocomplete="off" data-wanted/>
            </div>
            <div class="field">
                <label for="find-with">"Replace with"</label>
                <input id="find-with" type="text" autocomplete="off" data-with/>
            </div>
            <div class="find-panel__do">
                <label class="check">
                    <input type="checkbox" data-case/>
                    " Match case"
                </label>
                <span class="find-panel__told small" role="status"></span>
                {[
                    ("previous", "Previous"),
                    ("next", "Next"),
                    ("replace", "Replace"),
                    ("replace-all", "Replace all"),
                    ("close", "Close"),
                ]
                    .map(|(word, label)| {
                        view! {
                            <button class="text-button" type="button" data-do=word>
                                {label}
                            </button>
                        }
                    })}
            </div>
        </div>
    }
}
