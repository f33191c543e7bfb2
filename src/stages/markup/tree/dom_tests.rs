//! A page as html5ever reads it, brought to the form in which it is compared with the own tree.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, ns, parse_document};

use super::super::tags::Element;
use super::super::vocabulary::Elements;
use super::tests::{Reading, breaks, is_hidden};

/// A node of html5ever's tree. The content of a template stands in the template.
#[derive(Default)]
pub(super) struct Dom {
    name: Option<QualName>,
    text: RefCell<StrTendril>,
    parent: RefCell<Weak<Dom>>,
    children: RefCell<Vec<Handle>>,
    integrates: bool,
    closed: Cell<bool>,
}

type Handle = Rc<Dom>;

/// Builds the tree. With `in_order` what a table cannot hold stays in the table, where it stands in the source.
pub(super) struct Sink {
    root: Handle,
    in_order: bool,
}

impl Dom {
    fn detach(self: &Rc<Self>) -> Option<(Handle, usize)> {
        let parent = self.parent.borrow().upgrade()?;
        let at = parent.children.borrow().iter().rposition(|child| Rc::ptr_eq(child, self))?;
        parent.children.borrow_mut().remove(at);
        *self.parent.borrow_mut() = Weak::new();
        Some((parent, at))
    }

    fn insert(self: &Rc<Self>, at: usize, child: NodeOrText<Handle>) {
        let mut children = self.children.borrow_mut();
        let child = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                if let Some(last) = at.checked_sub(1).map(|before| &children[before]).filter(|last| last.is_text()) {
                    last.text.borrow_mut().push_tendril(&text);
                    return;
                }
                Rc::new(Dom { text: RefCell::new(text), ..Dom::default() })
            }
        };
        *child.parent.borrow_mut() = Rc::downgrade(self);
        children.insert(at, child);
    }

    fn is_text(&self) -> bool {
        self.name.is_none() && !self.text.borrow().is_empty()
    }

    /// The group or row of a table or a group that is open.
    fn last_part(&self) -> Option<Handle> {
        let children = self.children.borrow();
        let last = children.iter().rfind(|child| child.name.is_some() || child.is_text())?;
        let name = last.name.as_ref()?;
        (!last.closed.get() && name.ns == ns!(html) && matches!(&*name.local, "tbody" | "thead" | "tfoot" | "tr")).then(|| last.clone())
    }

    fn element(&self, elements: &Elements) -> Element {
        match &self.name {
            None => Element::Remark,
            Some(name) if name.ns == ns!(html) => elements.named(&name.local).unwrap_or(Element::Inline),
            Some(_) => Element::Media,
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Handle;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Handle {
        self.root
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn get_document(&self) -> Handle {
        self.root.clone()
    }
    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.as_ref().expect("an element").expanded()
    }
    fn create_element(&self, name: QualName, _: Vec<Attribute>, flags: ElementFlags) -> Handle {
        Rc::new(Dom { name: Some(name), integrates: flags.mathml_annotation_xml_integration_point, ..Dom::default() })
    }
    fn create_comment(&self, _: StrTendril) -> Handle {
        Rc::new(Dom::default())
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Rc::new(Dom::default())
    }
    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let end = parent.children.borrow().len();
        parent.insert(end, child);
    }
    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.in_order {
            // Where the table ends so far: in its last group and row.
            let mut place = element.clone();
            while let Some(part) = place.last_part() {
                place = part;
            }
            self.append(&place, child);
        } else if element.parent.borrow().upgrade().is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn pop(&self, node: &Handle) {
        node.closed.set(true);
    }
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }
    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        Rc::ptr_eq(one, other)
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &child {
            node.detach();
        }
        let Some(parent) = sibling.parent.borrow().upgrade() else { return };
        let at = parent.children.borrow().iter().rposition(|child| Rc::ptr_eq(child, sibling));
        parent.insert(at.unwrap_or_default(), child);
    }
    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, target: &Handle) {
        target.detach();
    }
    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        for child in node.children.take() {
            *child.parent.borrow_mut() = Rc::downgrade(new_parent);
            new_parent.children.borrow_mut().push(child);
        }
    }
    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.integrates
    }
}

/// html5ever's tree of a page.
pub(super) fn parse(page: &str, in_order: bool) -> Handle {
    let root = Rc::new(Dom::default());
    parse_document(Sink { root, in_order }, html5ever::ParseOpts::default()).one(page)
}

/// What html5ever reads on a page.
pub(super) fn read(page: &str, in_order: bool, elements: &Elements) -> Reading {
    enum Step {
        Enter(Handle, bool),
        Leave,
    }
    let mut reading = Reading::default();
    let mut steps = vec![Step::Enter(parse(page, in_order), false)];
    while let Some(step) = steps.pop() {
        let Step::Enter(node, linked) = step else {
            reading.end_block();
            continue;
        };
        if node.is_text() {
            reading.text(node.text.borrow().chars(), linked);
            continue;
        }
        let element = if steps.is_empty() { Element::Root } else { node.element(elements) };
        if is_hidden(element) {
            continue;
        }
        // A group of columns shows nothing, and browsers make one where none is written.
        let columns = node.name.as_ref().is_some_and(|name| &*name.local == "colgroup");
        if breaks(element) && !columns {
            reading.end_block();
            steps.push(Step::Leave);
        }
        let linked = linked || element == Element::Link;
        steps.extend(node.children.borrow().iter().rev().map(|child| Step::Enter(child.clone(), linked)));
    }
    reading.end_block();
    reading
}
