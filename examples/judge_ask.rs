//! Asks the embedded judge about lines on standard input: mean and each character's logarithm.
use jiaokan::judge::{Judge, State};
fn main() {
    let judge = match std::env::args().nth(1) {
        Some(path) => Judge::from_bytes(std::fs::read(path).expect("read")).expect("model"),
        None => Judge::embedded(),
    };
    if std::env::args().nth(2).is_some() {
        let mut errors: Vec<f64> = Vec::new();
        for line in std::io::stdin().lines().map_while(Result::ok).step_by(7) {
            let mut state = judge.line_start();
            for (number, c) in line.chars().enumerate() {
                state = judge.step(state, c).0;
                if number % 23 == 0 { errors.push((jiaokan::judge::train::total_probability(&judge, state) - 1.0).abs()); }
            }
        }
        errors.sort_by(f64::total_cmp);
        println!("{} states, median {:.4}, 90% {:.4}, 99% {:.4}, max {:.4}", errors.len(), errors[errors.len() / 2], errors[errors.len() * 9 / 10], errors[errors.len() * 99 / 100], errors[errors.len() - 1]);
        return;
    }
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let mut state = State::default();
        let mut text = String::new();
        for c in line.chars() {
            let (next, p) = judge.step(state, c);
            text.push_str(&format!(" {c}{p:.1}"));
            state = next;
        }
        println!("{:.2}{text}", judge.mean(&line));
    }
}

