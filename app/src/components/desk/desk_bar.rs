//! The desk's sections.

use leptos::prelude::*;

use crate::context::{DeskSection, desk_sections};

/// Shows the ways to the sections that the viewer may open; nothing where that is one alone.
#[component]
pub fn DeskBar(
    /// Where the viewer is.
    here: DeskSection,
) -> impl IntoView {
    let sections = desk_sections();
    (sections.len() > 1).then(|| {
        view! {
            <nav class="desk-bar" aria-label="Desk">
                {sections
                    .into_iter()
                    .map(|section| {
                        let current = (section == here).then_some("true");
                        view! {
                            <a href=section.path() aria-current=current>
                                {section.label()}
                            </a>
                        }
                    })
                    .collect_view()}
            </nav>
        }
    })
}
