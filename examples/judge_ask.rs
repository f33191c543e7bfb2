//! Asks the embedded judge about lines on standard input: mean and each character's logarithm.
use jiaokan::judge::{Judge, State};
fn main() {
    let judge = Judge::embedded();
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
