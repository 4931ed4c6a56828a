//! A protocol of three steps, in callbacks. It works. That is all that can be said for it.

use std::cell::Cell;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::rc::Rc;
use std::time::Duration;

use crate::EventLoop;

// ANCHOR: interview
/// Asks a client three questions, and calls `done` with the answers, or with the first thing that goes wrong. Each
/// answer must come within `limit`.
pub fn interview(
    event_loop: &mut EventLoop,
    client: TcpStream,
    limit: Duration,
    done: impl FnOnce(&mut EventLoop, io::Result<[String; 3]>) + 'static,
) {
    let client = Rc::new(client);
    ask(
        event_loop,
        Rc::clone(&client),
        "name?",
        limit,
        move |event_loop, answer| match answer {
            Err(error) => done(event_loop, Err(error)),
            Ok(name) => ask(
                event_loop,
                Rc::clone(&client),
                "quest?",
                limit,
                move |event_loop, answer| match answer {
                    Err(error) => done(event_loop, Err(error)),
                    Ok(quest) => ask(
                        event_loop,
                        client,
                        "colour?",
                        limit,
                        move |event_loop, answer| match answer {
                            Err(error) => done(event_loop, Err(error)),
                            Ok(colour) => done(event_loop, Ok([name, quest, colour])),
                        },
                    ),
                },
            ),
        },
    );
}
// ANCHOR_END: interview

// ANCHOR: ask
/// Asks one question; calls `then` with the answer, once.
fn ask(
    event_loop: &mut EventLoop,
    client: Rc<TcpStream>,
    question: &str,
    limit: Duration,
    then: impl FnOnce(&mut EventLoop, io::Result<String>) + 'static,
) {
    if let Err(error) = writeln!(&*client, "{question}") {
        return then(event_loop, Err(error));
    }
    // The timer or the reader will call `then`, and only one of them. So it lies where both can take it.
    let then = Rc::new(Cell::new(Some(then)));
    let (silent, too_late) = (Rc::clone(&client), Rc::clone(&then));
    let timer = event_loop.call_later(limit, move |event_loop| {
        event_loop.remove_reader(&silent);
        if let Some(then) = too_late.take() {
            then(event_loop, Err(ErrorKind::TimedOut.into()));
        }
    });
    let (source, mut line) = (Rc::clone(&client), Vec::new());
    let reader = move |event_loop: &mut EventLoop| {
        let Some(outcome) = read_byte(&client, &mut line) else {
            return; // the line is not whole; the loop will call again
        };
        timer.cancel(event_loop);
        event_loop.remove_reader(&client);
        if let Some(then) = then.take() {
            then(event_loop, outcome);
        }
    };
    let watched = event_loop.add_reader(&source, reader);
    watched.expect("a connected socket can be watched");
}
// ANCHOR_END: ask

/// Adds one byte to the line, and gives the line once it is whole. What comes after it belongs to the next step, and the
/// steps have no place in common where it could be kept: so one byte at a time.
fn read_byte(mut client: &TcpStream, line: &mut Vec<u8>) -> Option<io::Result<String>> {
    let mut byte = [0];
    match client.read(&mut byte) {
        Err(error) if error.kind() == ErrorKind::WouldBlock => None,
        Err(error) => Some(Err(error)),
        Ok(0) => Some(Err(ErrorKind::UnexpectedEof.into())),
        Ok(_) if byte == *b"\n" => Some(Ok(String::from_utf8_lossy(line).into_owned())),
        Ok(_) => {
            line.extend(byte);
            None
        }
    }
}
