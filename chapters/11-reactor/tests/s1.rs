//! Step 1, on `polling`.

use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use ch06_wakers::Park;
use ch07_executor::{Executor, spawn, yield_now};
use ch11_reactor::s1_polling::{PollingPark, Watched, raw_recv};
use judge::{CountingWaker, within};

fn connected(park: &PollingPark) -> io::Result<(Watched, TcpStream)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let peer = TcpStream::connect(listener.local_addr()?)?;
    Ok((park.watch(listener.accept()?.0)?, peer))
}

fn bounded<T: Send + 'static>(
    test: impl FnOnce(PollingPark) -> io::Result<T> + Send + 'static,
) -> T {
    let limit = Duration::from_secs(10);
    within(limit, "the program of sockets to end", || {
        test(PollingPark::new()?)
    })
    .expect("no socket fails")
}

#[test]
fn bytes_that_come_later_are_received_then_the_end() {
    bounded(|park| {
        let (ours, mut peer) = connected(&park)?;
        Executor::new(park).block_on(async move {
            let received = spawn(async move {
                let mut buffer = [0; 16];
                let count = raw_recv(&ours, &mut buffer).await?;
                let end = raw_recv(&ours, &mut buffer[count..]).await?;
                io::Result::Ok((buffer[..count].to_vec(), end))
            });
            yield_now().await;
            peer.write_all(b"hello")?;
            yield_now().await;
            drop(peer);
            assert_eq!(received.await.expect("no panic")?, (b"hello".to_vec(), 0));
            Ok(())
        })
    });
}

#[test]
fn a_socket_has_one_waiter_the_last_one() {
    bounded(|mut park| {
        let (ours, mut peer) = connected(&park)?;
        let (first, second) = (CountingWaker::new(), CountingWaker::new());
        let (mut one, mut two) = (pin!(ours.readable()), pin!(ours.readable()));
        let polled = one.as_mut().poll(&mut Context::from_waker(&first.waker()));
        assert!(polled.is_pending());
        let polled = two.as_mut().poll(&mut Context::from_waker(&second.waker()));
        assert!(polled.is_pending());
        peer.write_all(b"hello")?;
        park.park(None);
        assert_eq!((first.wakes(), second.wakes()), (0, 1));
        let polled = two.poll(&mut Context::from_waker(&second.waker()));
        assert!(matches!(polled, Poll::Ready(Ok(()))));
        Ok(())
    });
}

#[test]
fn a_wait_that_is_polled_again_for_another_reason_waits_on() {
    bounded(|park| {
        let (ours, _peer) = connected(&park)?;
        let waker = CountingWaker::new();
        let mut wait = pin!(ours.readable());
        for _ in 0..3 {
            assert!(
                wait.as_mut()
                    .poll(&mut Context::from_waker(&waker.waker()))
                    .is_pending()
            );
            assert_eq!(waker.kept(), 1);
        }
        Ok(())
    });
}

#[test]
fn a_dropped_socket_drops_its_waker() {
    bounded(|park| {
        let (ours, _peer) = connected(&park)?;
        let waker = CountingWaker::new();
        let mut wait = Box::pin(ours.readable());
        assert!(
            wait.as_mut()
                .poll(&mut Context::from_waker(&waker.waker()))
                .is_pending()
        );
        drop(wait);
        drop(ours);
        assert_eq!(waker.kept(), 0);
        Ok(())
    });
}

#[test]
fn an_unpark_from_another_thread_ends_the_sleep() {
    bounded(|mut park| {
        let unparker = park.unparker();
        let helper = thread::spawn(move || unparker.unpark());
        park.park(None);
        helper.join().expect("no panic");
        Ok(())
    });
}
