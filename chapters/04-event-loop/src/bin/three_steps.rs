//! Three questions to three clients, in callbacks: one answers, one falls silent, one hangs up.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use ch04_event_loop::EventLoop;

const LIMIT: Duration = Duration::from_secs(1);
const SILENCE: &str = "(silence)";
const HANGS_UP: &str = "(hangs up)";

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut event_loop = EventLoop::new()?;
    for (who, answers) in [
        ("answers", &["Lancelot", "the Grail", "blue"][..]),
        ("falls silent", &["Robin", SILENCE]),
        ("hangs up", &["Galahad", HANGS_UP]),
    ] {
        let stream = TcpStream::connect(listener.local_addr()?)?;
        let client = thread::spawn(move || play(stream, answers));
        let (stream, _) = listener.accept()?;
        stream.set_nonblocking(true)?;
        interview(
            &mut event_loop,
            Rc::new(stream),
            move |event_loop, result| {
                match result {
                    Ok(answers) => println!("{who}: {}", answers.join(", ")),
                    Err(error) => println!("{who}: {error}"),
                }
                event_loop.stop();
            },
        );
        event_loop.run_forever()?;
        client.join().expect("a client panicked")?;
    }
    Ok(())
}

// ANCHOR: interview
/// Asks three questions; calls `done` with the answers or with the first thing that goes wrong.
fn interview(
    event_loop: &mut EventLoop,
    peer: Rc<TcpStream>,
    done: impl FnOnce(&mut EventLoop, io::Result<[String; 3]>) + 'static,
) {
    ask(event_loop, peer.clone(), "name?", |event_loop, reply| {
        let name = match reply {
            Ok(name) => name,
            Err(error) => return done(event_loop, Err(error)),
        };
        ask(event_loop, peer.clone(), "quest?", |event_loop, reply| {
            let quest = match reply {
                Ok(quest) => quest,
                Err(error) => return done(event_loop, Err(error)),
            };
            ask(event_loop, peer, "colour?", |event_loop, reply| {
                let colour = match reply {
                    Ok(colour) => colour,
                    Err(error) => return done(event_loop, Err(error)),
                };
                done(event_loop, Ok([name, quest, colour]));
            });
        });
    });
}
// ANCHOR_END: interview

// ANCHOR: ask
/// Asks one question; calls `then` with the answer, once.
fn ask(
    event_loop: &mut EventLoop,
    peer: Rc<TcpStream>,
    question: &str,
    then: impl FnOnce(&mut EventLoop, io::Result<String>) + 'static,
) {
    if let Err(error) = writeln!(&*peer, "{question}") {
        return then(event_loop, Err(error));
    }
    // The timer or the reader will call `then`, and only one of them. So it lies where both can
    // take it.
    let then = Rc::new(Cell::new(Some(then)));
    let (silent, too_late) = (Rc::clone(&peer), Rc::clone(&then));
    let timer = event_loop.call_later(LIMIT, move |event_loop| {
        event_loop.remove_reader(&silent);
        if let Some(then) = too_late.take() {
            then(event_loop, Err(ErrorKind::TimedOut.into()));
        }
    });
    let (source, mut line) = (Rc::clone(&peer), Vec::new());
    let reader = move |event_loop: &mut EventLoop| {
        let Some(outcome) = read_byte(&peer, &mut line) else {
            return; // the line is not whole; the loop will call again
        };
        timer.cancel(event_loop);
        event_loop.remove_reader(&peer);
        if let Some(then) = then.take() {
            then(event_loop, outcome);
        }
    };
    let watched = event_loop.add_reader(&source, reader);
    watched.expect("a connected socket can be watched");
}
// ANCHOR_END: ask

/// Adds one byte to the line, and gives the line once it is whole. What comes after it belongs to
/// the next step, and the steps have no place in common where it could be kept: so one byte at a
/// time.
fn read_byte(mut peer: &TcpStream, line: &mut Vec<u8>) -> Option<io::Result<String>> {
    let mut byte = [0];
    match peer.read(&mut byte) {
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

/// Answers question after question, as long as it has answers.
fn play(stream: TcpStream, answers: &[&str]) -> io::Result<()> {
    let mut questions = BufReader::new(&stream);
    let mut question = String::new();
    for answer in answers {
        questions.read_line(&mut question)?;
        match *answer {
            SILENCE => drop(questions.read_line(&mut question)?), // until the other side gives up
            HANGS_UP => break,
            answer => writeln!(&stream, "{answer}")?,
        }
    }
    Ok(())
}
