//! Parts of a page that never change while it is open. The server alone draws them: the browser
//! leaves them as they were sent, and a page that it goes to brings them along as HTML. So nothing
//! of what they are made of is linked into its half.

use leptos::{
    attr::any_attribute::AnyAttribute,
    prelude::*,
    tachys::{
        html::attribute::Attribute,
        hydration::Cursor,
        renderer::{
            Rndr,
            types::{Element, Node},
        },
        view::{Mountable, Position, PositionState, add_attr::AddAnyAttr},
    },
};
use wasm_bindgen::JsCast as _;

use crate::model::Markup;

/// A part of a page that the server has drawn: one node or more.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Its HTML; none when it stands in the document.
    pub markup: Markup,
    /// What finds the element after it; empty when it ends with its parent's last element.
    pub before: &'static str,
}

impl Drawn {
    /// Makes what goes on to its parent's end.
    pub fn rest(markup: Markup) -> Self {
        Self { markup, before: "" }
    }

    /// Makes what stands in the document before an element, and nowhere else.
    pub fn before(before: &'static str) -> Self {
        Self {
            markup: Markup(None),
            before,
        }
    }
}

/// The nodes of a drawn part.
pub struct DrawnNodes(Vec<Node>);

impl Drawn {
    /// Says whether a node belongs to the part, when the one before does. What stands before the element that
    /// ends it is all its own: where something is left out at its end, such as tags, there is a comment.
    fn goes_on(&self, node: &Node) -> bool {
        if !self.before.is_empty() {
            let element = node.dyn_ref::<Element>();
            return !element.is_some_and(|it| it.matches(self.before).unwrap_or_default());
        }
        let mut next = Some(node.clone());
        while let Some(node) = next {
            if node.dyn_ref::<Element>().is_some() {
                return true;
            }
            next = node.next_sibling();
        }
        false
    }
}

impl Mountable for DrawnNodes {
    fn unmount(&mut self) {
        for node in &self.0 {
            if let Some(parent) = node.parent_node() {
                let _ = parent.remove_child(node);
            }
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        for node in &self.0 {
            Rndr::insert_node(parent, node, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0
            .first()
            .is_some_and(|first| first.insert_before_this(child))
    }

    fn elements(&self) -> Vec<Element> {
        let elements = self.0.iter().filter_map(|node| node.dyn_ref::<Element>());
        elements.cloned().collect()
    }
}

impl Render for Drawn {
    type State = DrawnNodes;

    fn build(self) -> DrawnNodes {
        DrawnNodes(self.markup.to_nodes())
    }

    fn rebuild(self, nodes: &mut DrawnNodes) {
        let mut new = self.build();
        nodes.insert_before_this(&mut new);
        nodes.unmount();
        *nodes = new;
    }
}

impl AddAnyAttr for Drawn {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self::Output<NewAttr> {
        self
    }
}

impl RenderHtml for Drawn {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    // The browser writes no HTML.
    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> DrawnNodes {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        let mut nodes = vec![cursor.current()];
        while let Some(next) = cursor
            .current()
            .next_sibling()
            .filter(|next| self.goes_on(next))
        {
            nodes.push(next.clone());
            cursor.set(next);
        }
        position.set(Position::NextChild);
        DrawnNodes(nodes)
    }

    fn into_owned(self) -> Self {
        self
    }
}
