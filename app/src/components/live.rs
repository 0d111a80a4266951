//! Values that may change while a page is open.

#[cfg(feature = "hydrate")]
use leptos::prelude::*;

/// A value that may change while a page is open: a signal in the browser. The server draws a page
/// once, so there it is the value itself, which costs a tenth.
#[derive(Debug)]
pub struct Live<T: Send + Sync + 'static>(
    #[cfg(feature = "hydrate")] ArcRwSignal<T>,
    #[cfg(not(feature = "hydrate"))] std::sync::Arc<T>,
);

impl<T: Send + Sync + 'static> Clone for Live<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Default + Send + Sync + 'static> Default for Live<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

#[cfg(feature = "hydrate")]
impl<T: Send + Sync + 'static> Live<T> {
    /// Begins with a value.
    pub fn new(value: T) -> Self {
        Self(ArcRwSignal::new(value))
    }

    /// Reads the value; what reads it in a view is drawn again when it changes.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with(read)
    }

    /// Reads the value once.
    pub fn peek<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with_untracked(read)
    }

    /// Replaces the value.
    pub fn set(&self, value: T) {
        self.0.set(value);
    }

    /// Changes the value.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.0.update(change);
    }
}

#[cfg(not(feature = "hydrate"))]
impl<T: Send + Sync + 'static> Live<T> {
    /// Begins with a value, which is its last.
    pub fn new(value: T) -> Self {
        Self(std::sync::Arc::new(value))
    }

    /// Reads the value.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.0)
    }

    /// Reads the value once.
    pub fn peek<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.0)
    }
}

impl<T: Clone + Send + Sync + 'static> Live<T> {
    /// Returns the value; what reads it in a view is drawn again when it changes.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }
}

/// Makes a value of others that is read again only when it is another one.
pub fn memo<T>(read: impl Fn() -> T + Send + Sync + 'static) -> impl Fn() -> T + Send + Sync + Clone
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    #[cfg(feature = "hydrate")]
    {
        let memo = ArcMemo::new(move |_| read());
        move || memo.get()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let read = std::sync::Arc::new(read);
        move || read()
    }
}
