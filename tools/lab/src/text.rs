//! Laying out text: wrapping, indenting, the progress bar.

/// Wraps every line of `text` by itself to `width` columns, `indent` included, and puts `indent` before each.
///
/// A word that is longer than a line stands alone and sticks out: paths and code must stay whole.
pub fn wrap(text: &str, indent: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        wrap_line(line, indent, width, &mut wrapped);
    }
    wrapped
}

/// Lays out prose: the lines of a paragraph are joined before they are wrapped. Blank lines part paragraphs; a line that
/// begins with four spaces is code and stays as it is.
pub fn prose(text: &str, indent: &str, width: usize) -> String {
    let mut laid_out = String::new();
    let mut paragraph = String::new();
    for line in text.trim_start_matches('\n').trim_end().lines() {
        let code = line.starts_with("    ");
        if !code && !line.trim().is_empty() {
            paragraph.push_str(line.trim());
            paragraph.push(' ');
            continue;
        }
        wrap_line(
            &std::mem::take(&mut paragraph),
            indent,
            width,
            &mut laid_out,
        );
        if code {
            laid_out.push_str(&format!("{indent}{}", line.trim_end()));
        }
        laid_out.push('\n');
    }
    wrap_line(&paragraph, indent, width, &mut laid_out);
    laid_out
}

/// The beginning of a text that may be very long: 12 lines of 500 characters, and how many lines there would be more.
pub fn excerpt(text: &str) -> String {
    excerpt_of(text, 12)
}

/// The first `most` lines of a text, each cut at 500 characters, and how many lines there would be more.
pub fn excerpt_of(text: &str, most: usize) -> String {
    const LONGEST: usize = 500;
    let cut = |line: &str| match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    };
    let mut lines: Vec<_> = text.lines().take(most).map(cut).collect();
    let more = text.lines().count() - lines.len();
    if more > 0 {
        lines.push(format!("(… {})", count(more, "more line")));
    }
    lines.join("\n")
}

fn wrap_line(line: &str, indent: &str, width: usize, into: &mut String) {
    let mut column = 0;
    for word in line.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            into.push('\n');
            column = 0;
        }
        let before = if column == 0 { indent } else { " " };
        into.push_str(before);
        into.push_str(word);
        column += before.chars().count() + length;
    }
    if column > 0 {
        into.push('\n');
    }
}

/// `[#####.....] 5/12`
pub fn bar(done: usize, total: usize) -> String {
    const CELLS: usize = 20;
    // With nothing to do, nothing is missing.
    let filled = (done * CELLS).checked_div(total).unwrap_or(CELLS);
    format!(
        "[{}{}] {done}/{total}",
        "#".repeat(filled),
        ".".repeat(CELLS - filled)
    )
}

/// `1 claim`, `2 claims`.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}
