//! Exponential and logarithm from IEEE additions, multiplications and divisions alone: the system's own differ in the last
//! bit from machine to machine, and a posterior that decides must not.

const LN_2: f64 = std::f64::consts::LN_2;

/// The exponential of `x`; 0 below -700, and `x` is taken as 700 above that.
pub(super) fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let x = x.min(700.0);
    let power = (x / LN_2).round();
    let rest = x - power * LN_2;
    // Taylor to the twelfth power: the rest is within ±0.35, the error below 1e-15.
    let mut sum = 1.0;
    let mut n = 12.0;
    while n > 0.0 {
        sum = 1.0 + sum * rest / n;
        n -= 1.0;
    }
    let biased = (power as i64 + 1023).clamp(1, 2046) as u64;
    sum * f64::from_bits(biased << 52)
}

/// The natural logarithm of a positive number; -750 for 0 and what is smaller than normal numbers.
pub(super) fn ln(x: f64) -> f64 {
    if x.is_nan() || x < f64::MIN_POSITIVE {
        return -750.0;
    }
    let bits = x.to_bits();
    let mut power = ((bits >> 52) & 0x7ff) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | (1023u64 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        power += 1;
    }
    // ln m = 2 artanh((m - 1) / (m + 1)); the quotient is within ±0.172.
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    let mut sum = 0.0;
    let mut n = 21.0;
    while n > 0.0 {
        sum = sum * square + 1.0 / n;
        n -= 2.0;
    }
    2.0 * z * sum + power as f64 * LN_2
}

/// ln(e^a + e^b).
pub(super) fn ln_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low < high - 40.0 { high } else { high + ln(1.0 + exp(low - high)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_system() {
        for i in -6900..6900 {
            let x = f64::from(i) / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "exp {x}");
            let y = x.exp();
            assert!((ln(y) - y.ln()).abs() < 1e-12, "ln {y}");
        }
        assert!((ln_add(-3.0, -4.0) - ((-3.0f64).exp() + (-4.0f64).exp()).ln()).abs() < 1e-12);
        assert!((ln_add(-3.0, -400.0) + 3.0).abs() < 1e-12);
    }
}
