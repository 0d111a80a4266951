//! A film still.

use leptos::prelude::*;

use crate::{components::IntoWhole, model::Still};

/// Where a still stands, which decides how soon it is fetched and how wide it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StillPlace {
    /// At the top of a page.
    Screen,
    /// In a list.
    List,
}

/// Shows a still at its own ratio with its credit, or, when the picture is missing, what it shows.
#[component]
pub fn StillView(
    /// The still.
    still: Still,
    /// Where it stands.
    place: StillPlace,
) -> impl IntoView {
    let class = still.ratio_class();
    let has_credit = !still.credit.is_empty();
    let (loading, priority, sizes) = match place {
        StillPlace::Screen => ("eager", "high", "(min-width: 71rem) 71rem, 100vw"),
        StillPlace::List => ("lazy", "auto", "(min-width: 48rem) 36rem, 100vw"),
    };
    if !still.is_present() {
        return view! {
            <figure class="still still--missing">
                <p class="still__missing">{still.alt}</p>
            </figure>
        }
        .whole();
    }
    let jpeg = still.as_jpeg();
    let source = jpeg.is_some().then(|| {
        let candidates = [&still.srcset, &still.src];
        let all = candidates.into_iter().find(|text| !text.is_empty());
        let sizes = (!still.srcset.is_empty()).then_some(sizes);
        view! { <source type="image/webp" srcset=all.cloned() sizes=sizes/> }
    });
    let (src, srcset) = jpeg.unwrap_or((still.src, still.srcset));
    let srcset = (!srcset.is_empty()).then_some(srcset);
    let sizes = srcset.is_some().then_some(sizes);
    let image = view! {
        <img
            class="still__image"
            src=src
            srcset=srcset
            sizes=sizes
            width=still.width.to_string()
            height=still.height.to_string()
            alt=still.alt
            loading=loading
            fetchpriority=priority
        />
    };
    let image = match source {
        Some(source) => {
            view! { <picture class="still__picture">{source} {image}</picture> }.into_any()
        }
        None => image.into_any(),
    };
    view! {
        <figure class=class>
            {image}
            {has_credit
                .then(|| view! { <figcaption class="still__credit">{still.credit}</figcaption> })}
        </figure>
    }
    .whole()
}
