//! What stands in the preview: only the blocks that changed are put there anew, so that a long review
//! costs no more than a short one.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlTemplateElement};

use super::blocks;
use crate::page;

/// The element with the rendered text, and the blocks in it.
pub(super) struct Pane {
    element: Element,
    blocks: Vec<String>,
}

impl Pane {
    /// Takes an element to show a text in.
    pub(super) fn new(element: Element) -> Self {
        element.set_inner_html("");
        Self {
            element,
            blocks: Vec::new(),
        }
    }

    /// Shows what the renderer wrote.
    pub(super) fn show(&mut self, html: &str) {
        let new = blocks::cut(html);
        let nodes = self.element.child_nodes();
        let is_ours = usize::try_from(nodes.length()) == Ok(self.blocks.len());
        let (before, after) = blocks::same_around(&self.blocks, &new);
        let was = before..self.blocks.len() - after;
        let is = before..new.len() - after;
        if !is_ours
            || self
                .replace(was.clone(), &new[is.clone()].concat())
                .is_none()
        {
            // Something else, such as an extension of the browser, has changed it.
            self.element.set_inner_html(html);
        }
        let new = new[is].iter().map(|&block| block.to_owned());
        self.blocks.splice(was, new);
    }

    /// Puts HTML in the place of some nodes.
    fn replace(&self, was: std::ops::Range<usize>, html: &str) -> Option<()> {
        let nodes = self.element.child_nodes();
        let node = |at: usize| nodes.item(u32::try_from(at).unwrap_or(u32::MAX));
        let old: Vec<_> = was.clone().filter_map(node).collect();
        let next = node(was.end);
        for node in old {
            self.element.remove_child(&node).ok()?;
        }
        if !html.is_empty() {
            let parsed: HtmlTemplateElement = page::document()?
                .create_element("template")
                .ok()?
                .dyn_into()
                .ok()?;
            parsed.set_inner_html(html);
            self.element
                .insert_before(&parsed.content(), next.as_ref())
                .ok()?;
        }
        Some(())
    }
}

/// Leads links of the preview elsewhere, so that nobody loses their place in the text: to another tab,
/// or to the spot in the preview.
pub(super) fn open_links_elsewhere(section: &Element) {
    let inside = section.clone();
    page::on(section, "click", move |event: Event| {
        let clicked = event.target().and_then(|at| at.dyn_into::<Element>().ok());
        let link = clicked.and_then(|at| at.closest("a[href]").ok().flatten());
        let Some(href) = link.and_then(|link| link.get_attribute("href")) else {
            return;
        };
        event.prevent_default();
        if let Some(id) = href.strip_prefix('#') {
            let spot: Option<Element> = page::within(&inside, &format!("[id=\"{id}\"]"));
            if let Some(spot) = spot {
                page::bring_near(&spot);
            }
        } else if let Some(window) = page::window() {
            let _ = window.open_with_url_and_target_and_features(&href, "_blank", "noopener");
        }
    });
}
