//! Has the server built again when the embedded files of the browser's half or the desk's chunk have changed.

fn main() {
    // What is not there counts as changed each time. Where it cannot be made, that is what happens.
    let _ = std::fs::create_dir_all("../target/desk/pkg");
    println!("cargo:rerun-if-changed=../target/site");
    println!("cargo:rerun-if-changed=../target/desk/pkg");
    println!("cargo:rerun-if-changed=demo");
    println!("cargo:rerun-if-changed=migrations");
}
