// Judge of 11/accept_limit.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::io::Write;
use std::net;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use ch11_reactor::{JoinHandle, TcpListener, TcpStream, block_on, spawn, yield_now};
use ex11_reactor::accept_limit::serve;
use futures::FutureExt;
use futures::io::AsyncReadExt;
use judge::{assert_answer, within};

/// Turns in which a right answer, which has nothing to do, would have done it.
const IDLE: usize = 100;
/// More turns than any right answer needs for one step.
const PATIENCE: usize = 20_000;

/// Clients, and a server that follows the answer.
struct House {
    listener: Rc<TcpListener>,
    /// How often the answer was polled.
    polls: Rc<Cell<usize>>,
    clients: Vec<Option<net::TcpStream>>,
    /// Who is being served, by the letter that a client sends first; who has been.
    inside: Rc<RefCell<Vec<char>>>,
    served: Rc<RefCell<Vec<char>>>,
    server: JoinHandle<std::io::Result<()>>,
}

impl House {
    /// Lets so many clients queue up, A first, and starts the server. A client whose letter is `panics` makes its handler panic.
    fn open(limit: usize, clients: usize, panics: &'static str) -> Self {
        let listener = Rc::new(TcpListener::bind("127.0.0.1:0").expect("port 0 is free"));
        let address = listener.local_addr().expect("bound");
        let clients = ('A'..).take(clients).map(|letter| {
            let mut client = net::TcpStream::connect(address).expect("it listens");
            write!(client, "{letter}").expect("there is room");
            Some(client)
        });
        let clients: Vec<_> = clients.collect();
        let count = clients.len();
        let (inside, served) = (Rc::default(), Rc::default());
        let handle = {
            let (inside, served) = (Rc::clone(&inside), Rc::clone(&served));
            move |stream| client(stream, Rc::clone(&inside), Rc::clone(&served), panics)
        };
        let polls = Rc::new(Cell::new(0));
        let server = {
            let (listener, polls) = (Rc::clone(&listener), Rc::clone(&polls));
            spawn(async move {
                let mut serving = pin!(serve(&listener, limit, count, handle));
                poll_fn(|cx| {
                    polls.set(polls.get() + 1);
                    serving.as_mut().poll(cx)
                })
                .await
            })
        };
        Self {
            listener,
            polls,
            clients,
            inside,
            served,
            server,
        }
    }

    /// Waits until just these are inside.
    async fn until_inside(&self, case: &str, right: &str) {
        for _ in 0..PATIENCE {
            if self.inside() == right {
                break;
            }
            yield_now().await;
        }
        assert_answer(
            format!("{case}, asked who is being served"),
            self.inside(),
            right.to_owned(),
        );
    }

    fn inside(&self) -> String {
        let mut inside = self.inside.borrow().clone();
        inside.sort_unstable();
        inside.into_iter().collect()
    }

    fn leave(&mut self, letter: char) {
        self.clients[letter as usize - 'A' as usize] = None;
    }
}

async fn client(
    mut stream: TcpStream,
    inside: Rc<RefCell<Vec<char>>>,
    served: Rc<RefCell<Vec<char>>>,
    panics: &str,
) {
    let mut letter = [0];
    stream
        .read_exact(&mut letter)
        .await
        .expect("each sends its letter");
    let letter = char::from(letter[0]);
    if panics.contains(letter) {
        std::panic::resume_unwind(Box::new("on purpose")); // a panic without a report
    }
    inside.borrow_mut().push(letter);
    let _gone = stream.read(&mut [0]).await;
    inside.borrow_mut().retain(|other| *other != letter);
    served.borrow_mut().push(letter);
}

async fn turns(count: usize) {
    for _ in 0..count {
        yield_now().await;
    }
}

fn bounded<T: Send + 'static>(awaited: &str, case: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    within(Duration::from_secs(2), awaited, || block_on(case()))
}

#[test]
fn as_many_as_there_are_places_are_served_at_once_and_no_more() {
    bounded("the case of two places", async || {
        let mut house = House::open(2, 4, "");
        house
            .until_inside("with 2 places and 4 clients", "AB")
            .await;
        turns(IDLE).await;
        assert_answer(
            "with 2 places and 4 clients, a while later, asked who is being served",
            house.inside(),
            "AB".to_owned(),
        );
        house.leave('A');
        house.until_inside("when A has left", "BC").await;
    });
}

#[test]
fn who_finds_all_places_taken_waits_in_the_kernels_queue() {
    bounded("the case of a client who waits", async || {
        let house = House::open(1, 2, "");
        house.until_inside("with 1 place and 2 clients", "A").await;
        turns(IDLE).await;
        let queued = house.listener.accept().now_or_never().is_some();
        assert!(
            queued,
            "with 1 place, while A has it, B was not in the kernel's queue: the answer accepts first, and waits for a place afterwards"
        );
    });
}

#[test]
fn while_all_places_are_taken_it_sleeps() {
    bounded("the case of a full house", async || {
        let house = House::open(2, 4, "");
        house
            .until_inside("with 2 places and 4 clients", "AB")
            .await;
        turns(IDLE).await;
        let before = house.polls.get();
        turns(IDLE).await;
        let polls = house.polls.get() - before;
        assert!(
            polls < IDLE / 10,
            "while A and B stayed and nothing happened, the answer was polled {polls} times in {IDLE} turns: it asks round and round"
        );
    });
}

#[test]
fn a_client_who_stays_keeps_one_place_and_no_other() {
    bounded("the case of a client who stays", async || {
        let mut house = House::open(2, 5, "");
        house
            .until_inside("with 2 places and 5 clients", "AB")
            .await;
        for (leaves, right) in [('B', "AC"), ('C', "AD"), ('D', "AE")] {
            house.leave(leaves);
            let case = format!("when A stays and {leaves} has left");
            house.until_inside(&case, right).await;
        }
    });
}

#[test]
fn a_panic_frees_the_place() {
    bounded("the case of two panics", async || {
        let house = House::open(1, 3, "AB");
        house
            .until_inside(
                "with 1 place, when the handlers of A and B have panicked",
                "C",
            )
            .await;
    });
}

#[test]
fn it_returns_when_the_last_client_has_been_served_and_not_before() {
    let served = bounded(
        "serve to return, when all 3 clients have left",
        async || {
            let mut house = House::open(2, 3, "");
            house
                .until_inside("with 2 places and 3 clients", "AB")
                .await;
            house.leave('A');
            house.until_inside("when A has left", "BC").await;
            turns(IDLE).await;
            assert!(
                !house.server.is_finished(),
                "the answer returned while B and C were being served"
            );
            house.leave('B');
            house.until_inside("when B has left", "C").await;
            turns(IDLE).await;
            assert!(
                !house.server.is_finished(),
                "the answer returned while C was being served"
            );
            house.leave('C');
            let House { server, served, .. } = house;
            let result = server.await.expect("the answer does not panic");
            result.expect("accepting did not fail");
            served.take()
        },
    );
    assert_answer("asked who has been served", served, vec!['A', 'B', 'C']);
}

#[test]
fn clients_who_come_and_go_at_once_are_all_served() {
    bounded("40 clients to be served in 3 places", async || {
        let mut house = House::open(3, 40, "");
        house.clients.clear(); // all have sent their letter, and gone
        let House { server, served, .. } = house;
        server
            .await
            .expect("the answer does not panic")
            .expect("accepting did not fail");
        assert_answer(
            "of 40 clients who came and went, the number served",
            served.borrow().len(),
            40,
        );
    });
}
