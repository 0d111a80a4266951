//! Parts of the pages to wander.

mod pages;
mod shelf_list;

pub use pages::Pages;
pub use shelf_list::ShelfList;
