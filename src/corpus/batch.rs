//! Many things worked on by all threads: the one loop under files, records and checks.

use rayon::prelude::*;

/// Items a thread gets in a batch: enough to even out long and short pages, few enough to report soon.
const ITEMS: usize = 32;
/// Bytes of items in memory after which a batch is full; a larger item makes a batch of its own.
const BYTES: usize = 4 << 20;

/// Takes items in batches, works on each batch on all threads, and hands the answers on, batch by batch, in the order of the items. `bytes`
/// says how much memory an item holds. No more than a batch is in memory.
pub fn in_batches<I: Send, A: Send, E>(
    items: impl IntoIterator<Item = I>,
    bytes: impl Fn(&I) -> usize,
    work: impl Fn(I) -> A + Sync,
    mut take: impl FnMut(Vec<A>) -> Result<(), E>,
) -> Result<(), E> {
    let most = ITEMS * rayon::current_num_threads();
    let mut items = items.into_iter();
    loop {
        let (mut batch, mut held) = (Vec::new(), 0);
        while batch.len() < most && held < BYTES {
            let Some(item) = items.next() else { break };
            held += bytes(&item);
            batch.push(item);
        }
        if batch.is_empty() {
            return Ok(());
        }
        take(batch.into_par_iter().map(&work).collect())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_the_order_of_the_items_and_batches_are_bounded() {
        let (mut all, mut batches) = (Vec::new(), 0);
        let taken: Result<(), ()> = in_batches(
            0..10,
            |_| BYTES / 2,
            |item| item * 2,
            |answers| {
                batches += 1;
                all.extend(answers);
                Ok(())
            },
        );
        assert_eq!((taken, batches, all), (Ok(()), 5, (0..10).map(|item| item * 2).collect()));
        assert_eq!(in_batches(0..10, |_| 0, |item| item, |_| Err("stop")), Err("stop"));
    }
}
