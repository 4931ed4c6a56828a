//! Sockets: chapter 11's, whose reactor this runtime sleeps in.

pub use ch11_reactor::{Interest, Registration, TcpListener, TcpStream, UdpSocket};
