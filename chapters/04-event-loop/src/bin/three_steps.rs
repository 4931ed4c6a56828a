//! Three questions to three clients, in callbacks: one answers, one falls silent, one hangs up.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use ch04_event_loop::{EventLoop, interview};

const LIMIT: Duration = Duration::from_millis(100);
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
        interview(&mut event_loop, stream, LIMIT, move |event_loop, result| {
            match result {
                Ok(answers) => println!("{who}: {}", answers.join(", ")),
                Err(error) => println!("{who}: {error}"),
            }
            event_loop.stop();
        });
        event_loop.run_forever()?;
        client.join().expect("a client panicked")?;
    }
    Ok(())
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
