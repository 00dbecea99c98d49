//! A tree to text, with no more brackets than the grammar needs.

use std::fmt::{Display, Formatter, Result, Write};

use crate::parser::reserved;
use crate::{Ast, Node, Path, Root, UnaryOperator};

impl Display for Ast {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        write_node(&self.node, 0, formatter)
    }
}

impl Display for Path {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let bare = self.root == Root::Record && self.names.first().is_some_and(|name| reserved(name).is_none());
        if !bare {
            write!(formatter, "{}.", self.root.name())?;
        }
        formatter.write_str(&self.names.join("."))
    }
}

/// Writes a node that stands where operators must bind at least as tightly as `binding`.
fn write_node(node: &Node, binding: u8, formatter: &mut Formatter<'_>) -> Result {
    match node {
        Node::Number { value } if value.is_sign_negative() => write!(formatter, "({value})"),
        Node::Number { value } => write!(formatter, "{value}"),
        Node::Text { value } => write!(formatter, "\"{}\"", value.replace('"', "\"\"")),
        Node::Boolean { value } => formatter.write_str(if *value { "TRUE" } else { "FALSE" }),
        Node::Blank => formatter.write_str("BLANK"),
        Node::Path(path) => write!(formatter, "{path}"),
        Node::Call { function, arguments } => {
            write!(formatter, "{function}(")?;
            for (index, argument) in arguments.iter().enumerate() {
                if index > 0 {
                    formatter.write_str(", ")?;
                }
                write_node(&argument.node, 0, formatter)?;
            }
            formatter.write_char(')')
        }
        Node::Unary { operator: UnaryOperator::Not, operand } => {
            formatter.write_str("NOT(")?;
            write_node(&operand.node, 0, formatter)?;
            formatter.write_char(')')
        }
        Node::Unary { operator: UnaryOperator::Minus, operand } => {
            formatter.write_char('-')?;
            write_node(&operand.node, 8, formatter)
        }
        Node::Binary { operator, left, right } => {
            let own = operator.binding();
            let brackets = own < binding;
            // A comparison does not chain, so its left side must bind tighter as well.
            let left_binding = if operator.is_comparison() { own + 1 } else { own };
            if brackets {
                formatter.write_char('(')?;
            }
            write_node(&left.node, left_binding, formatter)?;
            write!(formatter, " {} ", operator.sign())?;
            write_node(&right.node, own + 1, formatter)?;
            if brackets {
                formatter.write_char(')')?;
            }
            Ok(())
        }
    }
}
