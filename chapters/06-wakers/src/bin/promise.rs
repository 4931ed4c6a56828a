//! asyncio.Future in Rust: callbacks are called in order, and never inside the setter.

use ch06_wakers::{Calls, Promise, PromiseError, turn};

type Text = Promise<&'static str, &'static str>;

// ANCHOR: promise
fn main() {
    let calls = Calls::default();
    for kind in ["result", "error"] {
        let promise: Text = Promise::new(&calls, |_| ());
        promise.add_done_callback(|_| println!("callback 1"));
        promise.add_done_callback(|_| println!("callback 2"));
        println!("before {kind}");
        let set = match kind {
            "result" => promise.set_result("v"),
            _ => promise.set_exception("Boom(e)"),
        };
        set.expect("the promise is pending");
        println!("after {kind} done {}", python_bool(promise.done()));
        turn(&calls);
        println!("one turn later {}", state(&promise));
        if let Err(error) = promise.set_result("again") {
            println!("second set: {error:?}");
        }
    }
}
// ANCHOR_END: promise

fn state(promise: &Text) -> String {
    match promise.result() {
        Ok(value) => format!("ok({value})"),
        Err(PromiseError::Failed(error)) => format!("failed({error})"),
        Err(PromiseError::Cancelled(_)) => "cancelled".to_owned(),
        Err(PromiseError::InvalidState) => "pending".to_owned(),
    }
}

fn python_bool(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}
