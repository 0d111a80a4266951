//! A part of a page that is drawn once and replaced as a whole.
//!
//! What Leptos makes of a view differs from the view that stood there before is code for every
//! element of it, and so is waking it up piece by piece. Most of a page never needs either: it is
//! drawn, or woken up in one go, and what may change in it stands behind signals. In the browser a
//! view is therefore two functions, to draw it and to wake it up, whatever it is made of; leaving
//! the rest out takes a third off what a reader downloads. On the server it is Leptos' own
//! [`AnyView`](leptos::prelude::AnyView).

#[cfg(feature = "ssr")]
use leptos::prelude::IntoView;

/// Makes a view one that is replaced as a whole, with its type forgotten.
pub trait IntoWhole {
    /// Returns the view without its type. It holds at least one node.
    fn whole(self) -> Whole;
}

/// A view without its type, replaced as a whole where it would be changed.
#[cfg(feature = "ssr")]
pub type Whole = leptos::prelude::AnyView;

#[cfg(feature = "ssr")]
impl<V: IntoView + 'static> IntoWhole for V {
    fn whole(self) -> Whole {
        leptos::prelude::IntoAny::into_any(self)
    }
}

#[cfg(feature = "hydrate")]
pub use browser::Whole;

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{
        attr::any_attribute::AnyAttribute,
        prelude::*,
        tachys::{
            html::attribute::Attribute,
            hydration::Cursor,
            renderer::types::{Element, Node},
            view::{Mountable, Position, PositionState, add_attr::AddAnyAttr},
        },
    };

    use super::IntoWhole;

    /// A view without its type, replaced as a whole where it would be changed.
    pub struct Whole(Box<Come>);

    /// What brings a view into the document.
    type Come = dyn FnOnce(How<'_>) -> Box<dyn Mountable> + Send;

    /// How a view comes into the document.
    enum How<'a> {
        /// Its nodes are made.
        Drawn,
        /// Its nodes are there, as the server has sent them.
        Woken(&'a Cursor, &'a PositionState),
    }

    /// The nodes of a view.
    pub struct Nodes(Box<dyn Mountable>);

    impl<V: IntoView + 'static> IntoWhole for V {
        fn whole(self) -> Whole {
            Whole(Box::new(move |how| match how {
                How::Drawn => Box::new(self.build()),
                How::Woken(cursor, position) => Box::new(self.hydrate::<true>(cursor, position)),
            }))
        }
    }

    impl Mountable for Nodes {
        fn unmount(&mut self) {
            self.0.unmount();
        }

        fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
            self.0.mount(parent, marker);
        }

        fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
            self.0.insert_before_this(child)
        }

        fn elements(&self) -> Vec<Element> {
            self.0.elements()
        }
    }

    impl Render for Whole {
        type State = Nodes;

        fn build(self) -> Nodes {
            Nodes((self.0)(How::Drawn))
        }

        fn rebuild(self, nodes: &mut Nodes) {
            let mut new = self.build();
            nodes.insert_before_this(&mut new);
            nodes.unmount();
            *nodes = new;
        }
    }

    impl AddAnyAttr for Whole {
        type Output<SomeNewAttr: Attribute> = Self;

        // Attributes belong to elements, and what is one here is the view's own matter.
        fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self::Output<NewAttr> {
            self
        }
    }

    impl RenderHtml for Whole {
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
        ) -> Nodes {
            Nodes((self.0)(How::Woken(cursor, position)))
        }

        fn into_owned(self) -> Self {
            self
        }
    }
}
