//! The same recording as text and as SVG.

use std::io::Read;
use std::time::Duration;

use trace::{Clock, Picture, Recording, State, Trace};

const SECOND: Duration = Duration::from_secs(1);

fn recording() -> Recording {
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    let (server, client) = (trace.lane("server"), trace.lane("client <A>"));
    server.begin(State::Blocked, "read");
    client.during(State::Running, "think & write", || clock.wait(SECOND));
    server.end();
    client.begin(State::Ready, "");
    server.during(State::Running, "a reason too long for its bar", || {
        clock.wait(SECOND / 2)
    });
    client.end();
    server.mark("done");
    trace.finish()
}

#[test]
fn text_lanes_are_the_same_everywhere() {
    let expected = [
        "            0 s       1 s",
        "server      |.read....|====*",
        "client <A>  |=========|----|",
        "            * server, 1.5 s: done",
        "            = running   . blocked   - ready",
        "",
    ];
    assert_eq!(recording().text(SECOND / 10), expected.join("\n"));
}

#[test]
fn short_recordings_bear_milliseconds() {
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    trace
        .lane("a")
        .during(State::Running, "", || clock.wait(SECOND / 10));
    let text = trace.finish().text(SECOND / 200);
    assert_eq!(text.lines().next(), Some("   0 s       50 ms     100 ms"));
}

#[test]
fn the_svg_says_everything_in_words_as_well() {
    let svg = recording().svg(&Picture {
        title: "A \"title\"",
        description: "What it shows.",
        column: SECOND,
    });
    assert!(svg.starts_with(
        "<svg class=\"trace\" role=\"img\" aria-label=\"A &quot;title&quot;: What it shows.\""
    ));
    assert!(svg.contains("<desc>What it shows.</desc>"));
    assert!(
        svg.contains("<title>client &lt;A&gt;, 0 s to 1 s: running, think &amp; write</title>")
    );
    assert!(svg.contains("<title>server, 1.5 s: done</title>"));
    assert!(svg.ends_with("</svg>\n"));
    assert!(
        !svg.contains("\n\n"),
        "a blank line would end the element in a page"
    );
    assert!(
        !svg.contains("id="),
        "ids collide when pictures share a page"
    );
}

#[test]
fn a_label_stands_in_its_bar_only_if_it_fits() {
    let svg = recording().svg(&Picture {
        title: "t",
        description: "d",
        column: SECOND,
    });
    assert!(svg.contains(">read</text>"));
    assert!(!svg.contains(">a reason too long for its bar</text>"));
}

#[test]
fn an_empty_recording_can_be_drawn() {
    let recording = Trace::new(Clock::manual()).finish();
    assert_eq!(recording.text(SECOND), "  0 s\n\n");
    assert!(
        recording
            .svg(&Picture {
                title: "t",
                description: "d",
                column: SECOND
            })
            .ends_with("</svg>\n")
    );
}

#[test]
fn a_watched_reader_shows_its_calls() {
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    struct Slow(Clock);
    impl Read for Slow {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            self.0.wait(SECOND);
            Ok(0)
        }
    }
    let mut reader = trace.lane("server").watch("reads", Slow(clock));
    assert_eq!(reader.read(&mut [0]).expect("it does not fail"), 0);
    assert!(
        trace
            .finish()
            .text(SECOND / 10)
            .contains("server  |.reads...|")
    );
}

#[test]
fn json_of_states_has_one_event_for_each_change() {
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    let lane = trace.lane("a");
    lane.begin(State::Paused, "at 1");
    clock.wait(SECOND);
    lane.end();
    lane.begin(State::Running, "");
    clock.wait(SECOND);
    lane.end();
    let json = trace.finish().json(&Picture {
        title: "",
        description: "",
        column: SECOND,
    });
    let events = [
        r#"{"at":0.0,"lane":0,"state":"paused","what":"begin","why":"at 1","x":2.0}"#,
        r#"{"at":1000.0,"instead":true,"lane":0,"state":"running","what":"begin","why":"","x":180.0}"#,
        r#"{"at":2000.0,"lane":0,"what":"end","x":358.0}"#,
    ];
    assert!(json.contains(&format!("[{}]", events.join(","))), "{json}");
}

#[test]
fn paused_is_a_line_without_a_bar() {
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    trace
        .lane("a")
        .during(State::Paused, "", || clock.wait(SECOND));
    let recording = trace.finish();
    assert!(recording.text(SECOND / 10).contains("a  |_________|"));
    let svg = recording.svg(&Picture {
        title: "",
        description: "",
        column: SECOND,
    });
    assert!(svg.contains("paused") && !svg.contains("<rect"), "{svg}");
}
