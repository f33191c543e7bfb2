//! Exponential and logarithm that are the same on every machine. The system's own differ in the last bit from one C library to the next, and a probability
//! that decides must not; `libm` computes them from IEEE operations alone.

/// The exponential of `x`.
pub(crate) fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The exponential of a single-precision number, rounded once.
pub(crate) fn exp_f32(x: f32) -> f32 {
    libm::exp(f64::from(x)) as f32
}

/// The natural logarithm of `x`; −∞ for 0.
pub(crate) fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// ln(e^a + e^b).
pub(crate) fn ln_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + libm::log1p(libm::exp(low - high)) }
}

/// The probability of what has these odds (natural logarithm).
pub(crate) fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + exp(-odds))
}

/// The most that is said of what a judge weighed: the four digits of an apparatus have none between this and certain.
pub(crate) const MOST_WEIGHED: f32 = 0.9999;

/// The confidence of what a judge weighed, which is never certain: 1.0 is for what could not read otherwise.
pub(crate) fn weighed(probability: f64) -> f32 {
    (probability as f32).min(MOST_WEIGHED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_logarithms() {
        assert!((ln_add(-3.0, -4.0) - (exp(-3.0) + exp(-4.0)).ln()).abs() < 1e-12);
        assert!((ln_add(-3.0, -400.0) + 3.0).abs() < 1e-12);
        assert_eq!(ln_add(f64::NEG_INFINITY, -2.0), -2.0);
        assert_eq!(ln_add(f64::NEG_INFINITY, f64::NEG_INFINITY), f64::NEG_INFINITY);
    }

    #[test]
    fn odds_and_probabilities() {
        assert_eq!((probability(0.0), probability(800.0), probability(-800.0)), (0.5, 1.0, 0.0));
    }
}
