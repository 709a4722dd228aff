//! Schemas in words: "list of Asset", "text or null", and the fields of shapes.

use super::render::{escape, inline};
use serde_json::{Map, Value};
use std::fmt::Write;

/// What a value is, in a few words, with links to named shapes.
pub fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("<a href=\"#shape-{0}\">{0}</a>", escape(name));
    }
    if let Some(values) = constants(schema) {
        return values;
    }
    if let Some(choices) = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array()) {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if let Some(value) = schema.get("const") {
        return format!("<code>{}</code>", escape(&bare(value)));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    types.iter().map(|one| one_type(one, schema)).collect::<Vec<_>>().join(" or ")
}

fn one_type(name: &str, schema: &Value) -> String {
    match (name, schema["format"].as_str()) {
        ("string", Some("date-time")) => "time".to_owned(),
        ("string", Some("date")) => "day".to_owned(),
        ("string", Some("binary")) => "bytes".to_owned(),
        ("string", _) if schema["pattern"].as_str().is_some_and(|pattern| pattern.contains("{25}")) => "id".to_owned(),
        ("string", _) => "text".to_owned(),
        ("integer", _) => {
            let (least, most) = (&schema["minimum"], &schema["maximum"]);
            match (least.as_u64(), most.as_u64()) {
                (least, Some(most)) if most < 100_000 => format!("{} to {most}", least.unwrap_or_default()),
                _ => "whole number".to_owned(),
            }
        }
        ("number", _) => "number".to_owned(),
        ("boolean", _) => "true or false".to_owned(),
        ("array", _) => format!("list of {}", kind(&schema["items"])),
        ("object", _) if schema["additionalProperties"].is_object() => {
            format!("map to {}", kind(&schema["additionalProperties"]))
        }
        (other, _) => escape(other),
    }
}

/// The values of a fixed set.
fn constants(schema: &Value) -> Option<String> {
    let values: Vec<String> = match (schema["enum"].as_array(), schema["oneOf"].as_array()) {
        (Some(values), _) => values.iter().map(bare).collect(),
        (None, Some(choices)) => {
            let each = |choice: &Value| match (choice.get("const"), choice["enum"].as_array()) {
                (Some(value), _) => Some(vec![bare(value)]),
                (None, Some(values)) => Some(values.iter().map(bare).collect()),
                (None, None) => None,
            };
            choices.iter().map(each).collect::<Option<Vec<_>>>()?.concat()
        }
        (None, None) => return None,
    };
    Some(values.iter().map(|value| format!("<code>{}</code>", escape(value))).collect::<Vec<_>>().join(" "))
}

fn bare(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Every named shape.
pub struct Shapes<'a>(pub &'a Value);

impl Shapes<'_> {
    /// Each with its fields.
    pub fn html(&self) -> String {
        let mut html = String::new();
        for (name, schema) in self.0.as_object().into_iter().flatten() {
            let words = schema["description"].as_str().unwrap_or_default();
            let _ = write!(
                html,
                "<article aria-labelledby=\"shape-{0}\"><h3 id=\"shape-{0}\"><a href=\"#shape-{0}\">{0}</a></h3><p>{1}</p>",
                escape(name),
                inline(words)
            );
            html.push_str(&body(schema));
            html.push_str("</article>");
        }
        html
    }
}

/// What a shape is made of.
fn body(schema: &Value) -> String {
    if let Some(fields) = schema["properties"].as_object() {
        return list(fields, &schema["required"]);
    }
    if let Some(values) = constants(schema) {
        return format!("<p>{values}</p>");
    }
    // One of several shapes, told apart by a field.
    let mut html = String::new();
    for choice in schema["oneOf"].as_array().into_iter().flatten() {
        if let Some(fields) = choice["properties"].as_object() {
            let words = choice["description"].as_str().unwrap_or_default();
            let _ = write!(html, "<h4>{}</h4>{}", inline(words), list(fields, &choice["required"]));
        }
    }
    if html.is_empty() { format!("<p>{}</p>", kind(schema)) } else { html }
}

fn list(fields: &Map<String, Value>, required: &Value) -> String {
    let mut html = String::from("<dl class=\"list\">");
    for (name, schema) in fields {
        let needed = required.as_array().is_some_and(|names| names.iter().any(|needed| needed == name));
        let needed = if needed { "" } else { " <em>may be left out</em>" };
        let words = inline(schema["description"].as_str().unwrap_or_default());
        let _ = write!(
            html,
            "<dt><code>{}</code> <span class=\"kind\">{}</span>{needed}</dt><dd>{words}</dd>",
            escape(name),
            kind(schema)
        );
    }
    html + "</dl>"
}
