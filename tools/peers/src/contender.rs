//! Who is measured.

use serde::{Deserialize, Serialize};

use crate::job::Work;

/// A runtime, or the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contender {
    /// No futures at all: plain calls, and a bare edge-triggered epoll loop.
    Floor,
    /// Chapter 12's runtime.
    Ours,
    /// Chapter 07's executor, which explains and does not hurry.
    Toy,
    /// Tokio, `current_thread`.
    Tokio,
    /// Tokio, `multi_thread`.
    TokioMulti,
    /// smol's `LocalExecutor`.
    Smol,
    /// async-std.
    AsyncStd,
    /// The `futures` crate's `LocalPool`.
    Futures,
    /// monoio, on io_uring where the kernel has it.
    Monoio,
    /// CPython's asyncio.
    Asyncio,
    /// asyncio on uvloop.
    Uvloop,
}

/// All of them, in the order of the tables.
pub const CONTENDERS: [Contender; 11] = [
    Contender::Floor,
    Contender::Ours,
    Contender::Tokio,
    Contender::TokioMulti,
    Contender::Smol,
    Contender::AsyncStd,
    Contender::Futures,
    Contender::Monoio,
    Contender::Asyncio,
    Contender::Uvloop,
    Contender::Toy,
];

impl Contender {
    /// The name in the file and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Ours => "ours",
            Self::Toy => "toy",
            Self::Tokio => "tokio",
            Self::TokioMulti => "tokio-multi",
            Self::Smol => "smol",
            Self::AsyncStd => "async-std",
            Self::Futures => "futures",
            Self::Monoio => "monoio",
            Self::Asyncio => "asyncio",
            Self::Uvloop => "uvloop",
        }
    }

    /// The name in tables and charts.
    pub fn title(self) -> &'static str {
        match self {
            Self::Floor => "floor: no futures",
            Self::Ours => "ours, chapter 12",
            Self::Toy => "ours, chapter 07",
            Self::Tokio => "Tokio, current_thread",
            Self::TokioMulti => "Tokio, multi_thread",
            Self::Smol => "smol, LocalExecutor",
            Self::AsyncStd => "async-std",
            Self::Futures => "futures, LocalPool",
            Self::Monoio => "monoio",
            Self::Asyncio => "asyncio",
            Self::Uvloop => "uvloop",
        }
    }

    /// The contender of that name.
    pub fn find(key: &str) -> Option<Self> {
        CONTENDERS.into_iter().find(|found| found.key() == key)
    }

    /// Whether it is measured by Python.
    pub fn is_python(self) -> bool {
        matches!(self, Self::Asyncio | Self::Uvloop)
    }

    /// Whether it has what the work needs; if not, the table shows a dash.
    pub fn can(self, work: Work) -> bool {
        match (self, work) {
            // Neither has timers or sockets.
            (Self::Toy | Self::Futures, _) => matches!(
                work,
                Work::SpawnJoin | Work::Yield | Work::PingPong | Work::Idle
            ),
            _ => true,
        }
    }
}
