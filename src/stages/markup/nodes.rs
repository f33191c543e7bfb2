//! The nodes of a page while its tree grows: they stand in the order of the source, parents before children. No node owns text, nothing recurses.

use super::name::{NAMES, Name};
use super::tags::Element;

/// A node: an element, a run of text, or a remark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) element: Element,
    /// First byte: of the start tag, or of the text.
    pub(super) start: u32,
    /// The byte after the start tag; for text `start`.
    pub(super) inner: u32,
    /// The byte after the node.
    pub(super) end: u32,
    /// The index of the first node after this one that is not inside it.
    pub(super) after: u32,
    /// The index of the node it is in; the root is in itself.
    pub(super) parent: u32,
}

/// Open elements are counted in so many buckets.
const BUCKETS: usize = 256;

/// An element that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    /// Its node; that around it, where no tag stands for the element.
    pub(super) node: u32,
    /// Tells names of one kind apart.
    pub(super) hash: u32,
    pub(super) name: Name,
    /// Whether no tag stands for it.
    implied: bool,
}

/// Tells names of one kind of element apart (`b` and `span` are both inline).
pub(super) fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
}

/// The nodes read so far and the elements that are open. The page as a whole (node 0) stays open to its end.
pub(super) struct Nodes {
    pub(super) all: Vec<Node>,
    pub(super) open: Vec<Open>,
    /// Where a link goes on in a block that was opened in it and outlasts it: the block, the first node after what is linked in it, the link.
    splits: Vec<[u32; 3]>,
    /// How many elements of each kind are open, so that a search for one that is not costs nothing.
    counts: [u32; NAMES],
    /// The same by the last bits of the hashes of their names.
    buckets: [u32; BUCKETS],
}

impl Nodes {
    /// A page of so many bytes, without nodes so far.
    pub(super) fn of(bytes: usize, room: usize) -> Nodes {
        let whole = Node { element: Element::Root, start: 0, inner: 0, end: bytes as u32, after: 0, parent: 0 };
        let mut all = Vec::with_capacity(room);
        all.push(whole);
        let open = vec![Open { node: 0, hash: 0, name: Name::Html, implied: false }];
        Nodes { all, open, splits: Vec::new(), counts: [0; NAMES], buckets: [0; BUCKETS] }
    }

    /// The innermost element that is open.
    pub(super) fn current(&self) -> Open {
        self.open.last().copied().unwrap_or(Open { node: 0, hash: 0, name: Name::Html, implied: false })
    }

    /// Whether an element of this kind is open.
    pub(super) fn has(&self, name: Name) -> bool {
        self.counts[name as usize] > 0
    }

    /// Whether an element with this hash may be open.
    pub(super) fn may_have(&self, hash: u32) -> bool {
        self.buckets[hash as usize % BUCKETS] > 0
    }

    fn count(&mut self, name: Name, hash: u32) {
        self.counts[name as usize] += 1;
        self.buckets[hash as usize % BUCKETS] += 1;
    }

    fn uncount(&mut self, open: Open) {
        self.counts[open.name as usize] -= 1;
        self.buckets[open.hash as usize % BUCKETS] -= 1;
    }

    /// Puts in a node that has nothing inside so far; its number.
    pub(super) fn leaf(&mut self, element: Element, start: usize, inner: usize, end: usize) -> u32 {
        let node = self.all.len() as u32;
        self.all.push(Node { element, start: start as u32, inner: inner as u32, end: end as u32, after: node + 1, parent: self.current().node });
        node
    }

    /// Puts in a run of text.
    pub(super) fn text(&mut self, start: usize, end: usize) {
        self.leaf(Element::Text, start, start, end);
    }

    /// Opens a node that is the last there is, an element of this name.
    pub(super) fn push(&mut self, node: u32, name: Name, hash: u32) {
        self.count(name, hash);
        self.open.push(Open { node, hash, name, implied: false });
    }

    /// Opens an element that no tag stands for.
    pub(super) fn push_implied(&mut self, name: Name, hash: u32) {
        self.count(name, hash);
        self.open.push(Open { node: self.current().node, hash, name, implied: true });
    }

    /// Closes the innermost element before the byte `end`, and with it those around it that were closed before.
    pub(super) fn pop(&mut self, end: usize) {
        self.pop_one(end);
        while self.open.last().is_some_and(|open| open.name == Name::Ghost) {
            self.pop_one(end);
        }
    }

    fn pop_one(&mut self, end: usize) {
        if self.open.len() < 2 {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        self.uncount(open);
        if !open.implied {
            let after = self.all.len() as u32;
            let node = &mut self.all[open.node as usize];
            node.end = end as u32;
            node.after = after;
        }
    }

    /// Closes everything inside the element at this depth at byte `start`, and the element itself at byte `end`.
    pub(super) fn pop_to(&mut self, depth: usize, start: usize, end: usize) {
        while self.open.len() > depth + 1 {
            self.pop_one(start);
        }
        if self.open.len() > depth {
            self.pop(end);
        }
    }

    /// Closes the element at this depth, in which others are still open: its node ends with theirs.
    pub(super) fn close_early(&mut self, depth: usize) {
        self.uncount(self.open[depth]);
        self.count(Name::Ghost, 0);
        let open = &mut self.open[depth];
        (open.name, open.hash) = (Name::Ghost, 0);
    }

    /// Closes formatting, the element at this depth, in which blocks are open: it ends where the first of them begins, and what else is open between
    /// them ends where the next one begins. What is in the blocks so far stays linked, if it is a link. Elements that `stay` holds of count as blocks.
    pub(super) fn cut(&mut self, depth: usize, end: usize, stay: impl Fn(Name) -> bool) {
        let link = self.open[depth];
        let linked = link.name == Name::A;
        let mut kept = depth;
        let mut outer = self.open[depth - 1].node;
        let last = (depth..self.open.len()).rev().find(|&at| stay(self.open[at].name)).unwrap_or(depth);
        while self.open.len() > last + 1 {
            self.pop_one(end);
        }
        for at in depth..=last {
            let open = self.open[at];
            if !stay(open.name) {
                self.uncount(open);
                continue;
            }
            let start = self.all[open.node as usize].start;
            for between in kept..at {
                let between = self.open[between].node;
                if between > outer || kept == depth {
                    let node = &mut self.all[between as usize];
                    (node.after, node.end) = (open.node, start);
                }
            }
            self.all[open.node as usize].parent = outer;
            if linked && kept > depth {
                self.split(outer, open.node, link.node);
            }
            outer = open.node;
            kept = at + 1;
        }
        if linked {
            self.split(outer, self.all.len() as u32, link.node);
        }
        let mut at = 0;
        self.open.retain(|open| {
            at += 1;
            at <= depth || stay(open.name)
        });
    }

    fn split(&mut self, block: u32, to: u32, link: u32) {
        if block + 1 < to {
            self.splits.push([block, to, link]);
        }
    }

    /// Closes everything at the end of the page. Gives the nodes, and of those that continue a link, in their order, the link.
    pub(super) fn finish(mut self, end: usize) -> (Vec<Node>, Vec<[u32; 2]>) {
        while self.open.len() > 1 {
            self.pop_one(end);
        }
        self.all[0].after = self.all.len() as u32;
        if self.splits.is_empty() { (self.all, Vec::new()) } else { self.with_splits() }
    }

    /// The nodes with those that continue links: the first in their block, around what is linked in it.
    fn with_splits(mut self) -> (Vec<Node>, Vec<[u32; 2]>) {
        // Of one block the later ones hold more and go around the earlier.
        self.splits.reverse();
        self.splits.sort_by_key(|split| split[0]);
        let splits = &self.splits;
        let moved = |index: u32| index + splits.partition_point(|split| split[0] < index) as u32;
        let mut nodes = Vec::with_capacity(self.all.len() + splits.len());
        let mut links = Vec::with_capacity(splits.len());
        for (index, node) in self.all.iter().enumerate() {
            let index = index as u32;
            let of_parent = splits.partition_point(|split| split[0] < node.parent);
            let around = splits[of_parent..].iter().take_while(|split| split[0] == node.parent && split[1] > index).count() as u32;
            let parent = if index == 0 { 0 } else { moved(node.parent) + around };
            nodes.push(Node { after: moved(node.after), parent, ..*node });
            let own = splits.partition_point(|split| split[0] < index);
            for &[_, to, link] in splits[own..].iter().take_while(|split| split[0] == index) {
                let number = nodes.len() as u32;
                let end = self.all[to as usize - 1].end.max(node.inner);
                nodes.push(Node { element: Element::Link, start: node.inner, inner: node.inner, end, after: moved(to), parent: number - 1 });
                links.push([number, moved(link)]);
            }
        }
        (nodes, links)
    }
}
