//! Putting answers before their judges, two at a time, and checking the verdicts.

use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use catalog::{Complaint, Verdict, judge_until};

use crate::context::{Context, Stuck};
use crate::report::Report;

/// How many judges run at once. Their limits are real time: more than the cores would make them late.
const AT_ONCE: usize = 2;

/// The fewest words of a sentence.
const WORDS: usize = 3;

/// An answer, the program that judges it, and the verdict that is wanted.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) answer: PathBuf,
    pub(super) want: Want,
    pub(super) program: PathBuf,
}

/// The verdict that is wanted.
#[derive(Debug)]
pub(super) enum Want {
    /// A failure with a sentence: the answer is a stub.
    Sentence,
    /// Success: the answer is the solution.
    Pass,
    /// A failure whose sentence holds these words: the answer is a wrong one.
    Words(String),
}

/// Judges all cases; the findings come in the cases' order.
pub(super) fn judge_all(
    context: &Context,
    report: &mut Report,
    cases: &[Case],
) -> Result<(), Stuck> {
    let next = Mutex::new(cases.iter().enumerate());
    let verdicts = Mutex::new(Vec::new());
    let work = || {
        loop {
            let case = next.lock().ok().and_then(|mut cases| cases.next());
            let Some((index, case)) = case else { break };
            let verdict = judge_until(&case.program, context.judge_limit, &context.stop);
            if let Ok(mut verdicts) = verdicts.lock() {
                verdicts.push((index, verdict));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(work);
        }
    });
    let mut verdicts = verdicts.into_inner().unwrap_or_default();
    verdicts.sort_by_key(|(index, _)| *index);
    let mut counts = [0; 3];
    for (index, verdict) in verdicts {
        let case = &cases[index];
        counts[case.want.index()] += 1;
        if let Err(sentence) = settle(&case.want, &verdict?.ok_or_else(Stuck::interrupted)?) {
            report.find(context, &case.answer, sentence);
        }
    }
    let [stubs, solutions, wrong] = counts;
    report.look(format!(
        "{stubs} stubs, {solutions} solutions, {wrong} wrong answers before their judges"
    ));
    Ok(())
}

impl Want {
    fn index(&self) -> usize {
        match self {
            Self::Sentence => 0,
            Self::Pass => 1,
            Self::Words(_) => 2,
        }
    }
}

/// Whether the verdict is the one that was wanted; if not, what it was.
fn settle(want: &Want, verdict: &Verdict) -> Result<(), String> {
    match (want, verdict) {
        (_, Verdict::TooLong { limit, .. }) => Err(format!(
            "its judge was stopped after {} s: a judge must say what hangs, and not hang itself",
            limit.as_secs()
        )),
        (_, Verdict::Crashed(last)) => Err(format!("its judge ended without a verdict: {last}")),
        (Want::Pass, Verdict::Passed(0)) => Err("its judge has no test".to_owned()),
        (Want::Pass, Verdict::Passed(_)) => Ok(()),
        (Want::Pass, Verdict::Failed(complaints)) => Err(format!(
            "the solution fails its judge: {}",
            said(complaints)
        )),
        (Want::Sentence, Verdict::Passed(_)) => Err("the stub passes its judge".to_owned()),
        (Want::Sentence, Verdict::Failed(complaints)) => {
            match complaints
                .iter()
                .find(|complaint| !is_sentence(&complaint.sentence))
            {
                Some(short) => Err(format!(
                    "the judge's `{}` fails without a sentence: `{}`",
                    short.claim, short.sentence
                )),
                None => Ok(()),
            }
        }
        (Want::Words(_), Verdict::Passed(_)) => Err("the wrong answer passes its judge".to_owned()),
        (Want::Words(words), Verdict::Failed(complaints)) => {
            let heard =
                |complaint: &Complaint| one_line(&complaint.sentence).contains(&one_line(words));
            if complaints.iter().any(heard) {
                Ok(())
            } else {
                Err(format!(
                    "its judge does not say `{words}`, but: {}",
                    said(complaints)
                ))
            }
        }
    }
}

/// Whether a panic's message says something. What `todo!` puts before its words does not count.
fn is_sentence(message: &str) -> bool {
    let words = message
        .strip_prefix("not yet implemented")
        .unwrap_or(message);
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    words.split_whitespace().filter(is_word).count() >= WORDS
}

fn said(complaints: &[Complaint]) -> String {
    let all: Vec<_> = complaints
        .iter()
        .map(|complaint| format!("`{}` ({})", one_line(&complaint.sentence), complaint.claim))
        .collect();
    all.join(", ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
