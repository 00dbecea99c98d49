//! `app`: a menu for a group of people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Label, is_default};

/// An application: a named menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppDocument {
    /// API name.
    pub name: String,
    /// Identity that survives a rename; derived when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What people read.
    pub label: Label,
    /// Icon name of the web app's icon set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub icon: String,
    /// Place among the apps, small first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub order: i32,
    /// Groups of the menu.
    pub menu: Vec<MenuGroupDocument>,
}

/// A titled group of menu entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MenuGroupDocument {
    /// The heading; none when left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub label: Label,
    /// The entries.
    pub items: Vec<MenuItemDocument>,
}

/// A menu entry: opens a view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MenuItemDocument {
    /// The view it opens.
    pub view: String,
    /// What people read; the view's label when left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub label: Label,
    /// Icon; the object's when left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub icon: String,
}
