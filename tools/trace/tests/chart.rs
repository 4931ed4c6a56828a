//! Measurements as a chart.

use trace::Chart;

fn chart() -> Chart {
    let mut chart = Chart::new(
        "cost",
        "how many",
        |y| format!("{y} ns"),
        |x| format!("{x}"),
    );
    chart.line("flat", [(10.0, 20.0), (1000.0, 20.0)]);
    chart.line(
        "steep <1>",
        [(10.0, 20.0), (100.0, 200.0), (1000.0, 2000.0)],
    );
    chart.line("close", [(10.0, 30.0), (1000.0, 21.0)]);
    chart
}

/// The value of an attribute of the first element that contains `marker`.
fn attribute(svg: &str, marker: &str, name: &str) -> f64 {
    let line = svg
        .lines()
        .find(|line| line.contains(marker))
        .expect(marker);
    let (_, rest) = line.split_once(&format!(" {name}=\"")).expect(name);
    rest.split('"')
        .next()
        .expect("quoted")
        .parse()
        .expect("a number")
}

#[test]
fn it_is_one_element_that_says_in_words_what_it_shows() {
    let svg = chart().svg("Title", "What it shows.");
    assert!(
        svg.starts_with("<svg class=\"trace\" role=\"img\" aria-label=\"Title: What it shows.\"")
    );
    assert!(svg.ends_with("</svg>\n") && !svg.contains("\n\n") && !svg.contains(" id="));
}

#[test]
fn axes_go_from_power_to_power_of_ten() {
    let svg = chart().svg("Title", "What it shows.");
    for label in [
        ">10 ns<",
        ">100 ns<",
        ">1000 ns<",
        ">10000 ns<",
        ">10<",
        ">100<",
        ">1000<",
        ">cost<",
        ">how many<",
    ] {
        assert!(svg.contains(label), "{label}");
    }
    assert!(!svg.contains(">1 ns<") && !svg.contains(">100000 ns<") && !svg.contains(">10000<"));
}

#[test]
fn equal_factors_are_equal_ways() {
    let svg = chart().svg("Title", "What it shows.");
    let steep = svg
        .lines()
        .find(|line| line.contains("stroke-dasharray=\"6 3\""))
        .expect("the second line");
    let path = steep
        .split("d=\"M")
        .nth(1)
        .expect("a path")
        .split('"')
        .next()
        .expect("quoted");
    let places: Vec<Vec<f64>> = path
        .split('L')
        .map(|place| {
            place
                .split(' ')
                .map(|number| number.parse().expect("a number"))
                .collect()
        })
        .collect();
    let step = |from: usize| {
        [
            places[from + 1][0] - places[from][0],
            places[from][1] - places[from + 1][1],
        ]
    };
    for (one, other) in step(0).into_iter().zip(step(1)) {
        assert!(one > 0.0 && (one - other).abs() < 0.2, "{places:?}");
    }
}

#[test]
fn lines_differ_by_marks_and_are_named_without_touching() {
    let svg = chart().svg("Title", "What it shows.");
    assert_eq!(svg.matches("<circle").count(), 2, "the first line's points");
    assert_eq!(
        svg.matches("Z\"/>").count(),
        3 + 2,
        "the points of the others"
    );
    let (flat, close) = (
        attribute(&svg, ">flat<", "y"),
        attribute(&svg, ">close<", "y"),
    );
    assert!((flat - close).abs() > 12.0, "{flat} and {close}");
    assert!(attribute(&svg, ">steep &lt;1&gt;<", "y") < flat);
}
