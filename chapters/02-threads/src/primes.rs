//! Work for a processor.

/// Counts the primes below `limit` by trial division: slow on purpose, and no memory to speak of.
pub fn count_primes(limit: u32) -> usize {
    (2..limit).filter(|number| is_prime(*number)).count()
}

fn is_prime(number: u32) -> bool {
    let mut divisors = (2..).take_while(|divisor| divisor * divisor <= number);
    divisors.all(|divisor| !number.is_multiple_of(divisor))
}
