//! Random numbers that stay the same for ever: splitmix64, twenty lines that no update of a library can change.

/// A stream of random numbers.
pub(crate) struct Random(u64);

impl Random {
    /// The seed of all demo data.
    const SEED: u64 = 0x5445_4e4f_4e20_4352;

    /// The stream of one topic. Each topic has its own, so that a change to one does not disturb the others.
    pub(crate) fn of(topic: &str) -> Self {
        let fnv = topic
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self(Self::SEED ^ fnv)
    }

    /// The stream of one item of a topic, so that items can be made in any order.
    pub(crate) fn of_item(topic: &str, index: usize) -> Self {
        let mut stream = Self::of(topic);
        stream.0 = stream.0.wrapping_add((index as u64).wrapping_mul(0xd134_2543_de82_ef95));
        stream
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to before `end`; 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the items, which must not be none.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Brings the items into a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.below(index + 1));
        }
    }

    /// Text of `length` letters of an alphabet.
    pub(crate) fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(*self.pick(alphabet))).collect()
    }

    /// Text of `length` digits.
    pub(crate) fn digits(&mut self, length: usize) -> String {
        self.text(b"0123456789", length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published first outputs of splitmix64 for the state 1234567.
    #[test]
    fn is_splitmix64() {
        let mut random = Random(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn stays_in_range() {
        let mut random = Random::of("test");
        assert!((0..1000).all(|_| (3..=5).contains(&random.between(3, 5))));
        assert!((0..1000).all(|_| random.below(7) < 7));
    }
}
