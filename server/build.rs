//! Has the server built again when the embedded files of the browser's half or the desk's chunk have changed.

fn main() {
    println!("cargo:rerun-if-changed=../target/site");
    println!("cargo:rerun-if-changed=../target/desk/pkg");
    println!("cargo:rerun-if-changed=demo");
    println!("cargo:rerun-if-changed=migrations");
}
