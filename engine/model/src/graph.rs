//! The graph of computed fields over all objects: what each depends on, in an order in which each finds its inputs ready.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{FieldIndex, Input, Needs, ObjectIndex, Step};

/// Longest chain of computed fields that depend on each other.
pub const MAX_DEPTH: usize = 32;

/// A computed field.
#[derive(Debug)]
pub struct Node {
    /// Its object.
    pub object: ObjectIndex,
    /// The field.
    pub field: FieldIndex,
    /// Length of the longest chain of computed fields that it ends, from 1.
    pub level: usize,
    /// Has no column: it is computed whenever it is read.
    pub is_live: bool,
    /// Every field that it reads, and the way there.
    pub inputs: Vec<Input>,
    /// Every field that its definition names or goes by, with children fields: whoever may not see one of them may not
    /// see the computed field.
    pub reads: Vec<(ObjectIndex, FieldIndex)>,
    /// What has to be read of a record to compute it; for a roll-up, of a row.
    pub needs: Needs,
}

/// Says that a computed field depends on a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Place of the computed field in [`Graph::nodes`].
    pub node: usize,
    /// Place of the field in [`Node::inputs`].
    pub input: usize,
}

/// All computed fields of a model.
#[derive(Debug, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    places: HashMap<(ObjectIndex, FieldIndex), usize>,
    edges: HashMap<(ObjectIndex, FieldIndex), Vec<Edge>>,
    by_object: HashMap<ObjectIndex, Vec<usize>>,
    is_summed: BTreeSet<ObjectIndex>,
    is_any_watched: BTreeSet<ObjectIndex>,
    arrivals: BTreeMap<ObjectIndex, Vec<FieldIndex>>,
}

impl Graph {
    /// Takes nodes in order: each behind all that it depends on.
    pub(crate) fn new(nodes: Vec<Node>) -> Self {
        let mut graph = Self::default();
        for (place, node) in nodes.iter().enumerate() {
            graph.places.insert((node.object, node.field), place);
            graph.by_object.entry(node.object).or_default().push(place);
            if node.is_live {
                continue;
            }
            for (input, read) in node.inputs.iter().enumerate() {
                graph.edges.entry((read.object, read.field)).or_default().push(Edge { node: place, input });
                graph.is_any_watched.insert(read.object);
                for step in &read.steps {
                    let Step::Referring { object, field } = *step else { continue };
                    graph.is_summed.insert(node.object);
                    let arrivals = graph.arrivals.entry(object).or_default();
                    if !arrivals.contains(&field) {
                        arrivals.push(field);
                    }
                }
            }
        }
        graph.nodes = nodes;
        graph
    }

    /// Every computed field, each behind all that it depends on.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The computed field at a place.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "places come from this graph")]
    pub fn node(&self, place: usize) -> &Node {
        &self.nodes[place]
    }

    /// The place of a computed field.
    #[must_use]
    pub fn place(&self, object: ObjectIndex, field: FieldIndex) -> Option<usize> {
        self.places.get(&(object, field)).copied()
    }

    /// Places of the computed fields of an object, in order.
    #[must_use]
    pub fn of_object(&self, object: ObjectIndex) -> &[usize] {
        self.by_object.get(&object).map_or(&[], Vec::as_slice)
    }

    /// The stored computed fields that read a field.
    #[must_use]
    pub fn dependents(&self, object: ObjectIndex, field: FieldIndex) -> &[Edge] {
        self.edges.get(&(object, field)).map_or(&[], Vec::as_slice)
    }

    /// Whether some stored computed field reads this one.
    #[must_use]
    pub fn is_watched(&self, object: ObjectIndex, field: FieldIndex) -> bool {
        self.edges.contains_key(&(object, field))
    }

    /// Whether writing records elsewhere can change records of this object by way of rows: then two writers who need
    /// the same record need it for writing.
    #[must_use]
    pub fn is_summed(&self, object: ObjectIndex) -> bool {
        self.is_summed.contains(&object)
    }

    /// Whether some stored computed field reads any field of this object.
    #[must_use]
    pub fn is_any_watched(&self, object: ObjectIndex) -> bool {
        self.is_any_watched.contains(&object)
    }

    /// The reference fields of an object by which its records count as rows of others.
    #[must_use]
    pub fn arrivals(&self, object: ObjectIndex) -> &[FieldIndex] {
        self.arrivals.get(&object).map_or(&[], Vec::as_slice)
    }

    /// Places of the computed fields of several objects together, in order.
    #[must_use]
    pub fn of_objects(&self, objects: impl IntoIterator<Item = ObjectIndex>) -> Vec<usize> {
        let mut places: Vec<usize> = objects.into_iter().flat_map(|object| self.of_object(object)).copied().collect();
        places.sort_unstable();
        places
    }
}
