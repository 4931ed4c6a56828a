//! What each await point has to keep, in bytes: `size_of_val` of futures that nobody has polled.

use std::mem::size_of_val;

use ch05_futures::yield_now;
use ch09_state_machines::held::{
    Buffer, boxed, dropped, handed_in, handed_on, held, in_turn, scoped,
};

// ANCHOR: points
/// Three await points; each of the three futures below has only one of them.
async fn three_points() {
    let name = [b'n'; 16];
    yield_now().await;
    let used = {
        let buffer = [1; 1024];
        yield_now().await;
        buffer[0]
    };
    yield_now().await;
    print!("{}", name[0] + used);
}
// ANCHOR_END: points

async fn only_the_first() {
    let name = [b'n'; 16];
    yield_now().await;
    print!("{}", name[0]);
}

async fn only_the_second() {
    let name = [b'n'; 16];
    let buffer = [1; 1024];
    yield_now().await;
    print!("{}", name[0] + buffer[0]);
}

async fn only_the_third() {
    let (name, used) = ([b'n'; 16], 1);
    yield_now().await;
    print!("{}", name[0] + used);
}

fn show(what: &str, future: &impl Future, lives: &str) {
    println!("{:>5} bytes  {what:<16}{lives}", size_of_val(future));
}

fn main() {
    show("yield_now()", &yield_now(), "whether it has been pending");
    println!("\none function, point by point, each with a yield_now and the number of the state:");
    show("first await", &only_the_first(), "name, 16");
    show("second await", &only_the_second(), "name, 16; buffer, 1024");
    show("third await", &only_the_third(), "name, 16; used, 1");
    show(
        "all of it",
        &three_points(),
        "the greatest of them and one byte, not the sum",
    );
    println!("\none buffer of 1024, in seven ways:");
    show("held", &held(), "used after the await");
    show("scoped", &scoped(), "its block ends before the await");
    show("dropped", &dropped(), "drop(buffer) before the await");
    show("in_turn", &in_turn(), "held().await, twice in a row");
    show("handed_in", &handed_in(Buffer::filled()), "an argument");
    show(
        "handed_on",
        &handed_on(Buffer::filled()),
        "an argument, handed on",
    );
    show("boxed", &boxed(), "Box::pin(held()).await");
}
