//! A streaming reader for `WordPress` exports (WXR 1.0 to 1.2): one entry in memory at a time.

mod counting;
mod date;
mod element;
mod entry;
mod error;
mod item;
mod reader;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use entry::{
    CommentKind, CommentState, Entry, PostKind, PostStatus, WxrAuthor, WxrComment, WxrItem,
};
pub(crate) use error::WxrError;
pub(crate) use reader::WxrReader;
