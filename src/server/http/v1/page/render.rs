//! The page: the document's groups, operations and schemas as HTML that needs no script.

use super::schema::{Shapes, kind};
use crate::domain::session::Theme;
use crate::server::http::v1::problem::KINDS;
use serde_json::Value;
use std::fmt::Write;

/// The styles of the app that the page shares, then its own.
const STYLES: [&str; 4] = [
    include_str!("../../../../../style/tokens.css"),
    include_str!("../../../../../style/fonts.css"),
    include_str!("../../../../../style/reset.css"),
    include_str!("page.css"),
];

/// The methods of an operation, in the order they are shown.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// What the page is made of.
pub struct Page<'a> {
    pub document: &'a Value,
    pub theme: Theme,
    /// Lets its styles in.
    pub nonce: &'a str,
}

/// An operation with where it is.
struct Operation<'a> {
    path: &'a str,
    method: &'static str,
    says: &'a Value,
}

impl Operation<'_> {
    fn text(&self, name: &str) -> &str {
        self.says[name].as_str().unwrap_or_default()
    }
}

impl Page<'_> {
    /// The whole document.
    pub fn html(&self) -> String {
        let theme = match self.theme {
            Theme::Auto => String::new(),
            theme => format!(" data-theme=\"{}\"", theme.as_str()),
        };
        let title = escape(self.document["info"]["title"].as_str().unwrap_or_default());
        let version = escape(self.document["info"]["version"].as_str().unwrap_or_default());
        format!(
            "<!DOCTYPE html><html lang=\"en-GB\"{theme}><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>API · {title}</title>\
             <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\"><style nonce=\"{nonce}\">{styles}</style></head><body>\
             <a class=\"skip\" href=\"#content\">Skip to content</a>\
             <header class=\"top\"><a class=\"name\" href=\"/library\">{title}</a><span>API</span>\
             <span class=\"faint\">{version}</span><nav aria-label=\"Page\"><a href=\"/settings#tokens\">API tokens</a>\
             <a href=\"openapi.json\">OpenAPI document</a></nav></header>\
             <div class=\"columns\">{contents}<main id=\"content\" tabindex=\"-1\">{main}</main></div></body></html>",
            nonce = self.nonce,
            styles = STYLES.concat(),
            contents = self.contents(),
            main = self.main(),
        )
    }

    fn tags(&self) -> impl Iterator<Item = (&str, &str)> {
        let tags = self.document["tags"].as_array().into_iter().flatten();
        tags.map(|tag| (tag["name"].as_str().unwrap_or_default(), tag["description"].as_str().unwrap_or_default()))
    }

    fn operations(&self, tag: &str) -> Vec<Operation<'_>> {
        let mut found = Vec::new();
        for (path, item) in self.document["paths"].as_object().into_iter().flatten() {
            for method in METHODS {
                if let Some(says) = item.get(method).filter(|says| says["tags"][0] == tag) {
                    found.push(Operation { path, method, says });
                }
            }
        }
        found
    }

    fn contents(&self) -> String {
        let mut list = String::new();
        for (tag, _) in self.tags() {
            let _ = write!(list, "<li><a href=\"#{0}\">{0}</a><ul>", escape(tag));
            for operation in self.operations(tag) {
                let (id, words) = (operation.text("operationId"), operation.text("summary"));
                let _ = write!(list, "<li><a href=\"#{}\">{}</a></li>", escape(id), escape(words));
            }
            list.push_str("</ul></li>");
        }
        list.push_str("<li><a href=\"#problems\">Problems</a></li><li><a href=\"#shapes\">Shapes</a></li>");
        // Open beside the text, shut above it where there is no room: two of the same, of which one is shown.
        format!(
            "<nav class=\"contents wide\" aria-label=\"Contents\"><ul>{list}</ul></nav>\
             <details class=\"contents narrow\"><summary>Contents</summary><ul>{list}</ul></details>"
        )
    }

    fn main(&self) -> String {
        let base = self.document["servers"][0]["url"].as_str().unwrap_or_default();
        let info = &self.document["info"];
        let mut html = format!("<h1>{}</h1>", escape(info["summary"].as_str().unwrap_or_default()));
        html.push_str(&paragraphs(info["description"].as_str().unwrap_or_default()));
        let first = format!("curl {base}/api/v1/me \\\n  -H \"Authorization: Bearer $ATELIER_TOKEN\"");
        html.push_str(&code(&first));
        html.push_str(&self.schemes());
        for (tag, words) in self.tags() {
            let _ = write!(html, "<section><h2 id=\"{0}\">{0}</h2>{1}", escape(tag), paragraphs(words));
            for operation in self.operations(tag) {
                html.push_str(&self.operation(&operation, base));
            }
            html.push_str("</section>");
        }
        html.push_str("<section><h2 id=\"problems\">Problems</h2>");
        html.push_str(&paragraphs(
            "The kinds of `type` that failures have. `detail` says what it is about this time, and `errors` which field or \
             parameter is meant.",
        ));
        html.push_str("<dl class=\"list\">");
        for (status, kind, title) in KINDS {
            let _ = write!(html, "<dt id=\"problem-{kind}\"><code>{status}</code> <code>{kind}</code></dt><dd>{title}.</dd>");
        }
        html.push_str("</dl></section><section><h2 id=\"shapes\">Shapes</h2>");
        html.push_str(&Shapes(&self.document["components"]["schemas"]).html());
        html.push_str("</section>");
        html
    }

    fn schemes(&self) -> String {
        let mut html = String::from("<dl class=\"list\">");
        for (name, scheme) in self.document["components"]["securitySchemes"].as_object().into_iter().flatten() {
            let words = scheme["description"].as_str().unwrap_or_default();
            let _ = write!(html, "<dt><code>{}</code></dt><dd>{}</dd>", escape(name), inline(words));
        }
        html + "</dl>"
    }

    fn operation(&self, operation: &Operation, base: &str) -> String {
        let Operation { path, method, says } = operation;
        let id = escape(operation.text("operationId"));
        let scope = says["security"][0]["token"][0].as_str().unwrap_or_default();
        let mut html = format!(
            "<article aria-labelledby=\"{id}\"><h3 id=\"{id}\"><a href=\"#{id}\">{}</a></h3>\
             <p class=\"address\"><b class=\"method {method}\">{}</b> <code>{}</code> <span class=\"scope\">scope {scope}</span></p>{}",
            escape(operation.text("summary")),
            method.to_uppercase(),
            breakable(path),
            paragraphs(operation.text("description")),
        );
        let parameters: Vec<&Value> = says["parameters"].as_array().into_iter().flatten().collect();
        for (place, words) in [("path", "In the address"), ("query", "Parameters"), ("header", "Headers")] {
            let of_place: Vec<_> = parameters.iter().filter(|one| one["in"] == place).collect();
            if of_place.is_empty() {
                continue;
            }
            let _ = write!(html, "<h4>{words}</h4><dl class=\"list\">");
            for one in of_place {
                let needed = if one["required"] == true && place != "path" { " <em>needed</em>" } else { "" };
                let name = escape(one["name"].as_str().unwrap_or_default());
                let words = one["description"].as_str().or_else(|| one["schema"]["description"].as_str());
                let _ = write!(
                    html,
                    "<dt><code>{name}</code> <span class=\"kind\">{}</span>{needed}</dt><dd>{}</dd>",
                    kind(&one["schema"]),
                    inline(words.unwrap_or_default()),
                );
            }
            html.push_str("</dl>");
        }
        let content = says["requestBody"]["content"].as_object().and_then(|content| content.iter().next());
        if let Some((media, body)) = content {
            let words = says["requestBody"]["description"].as_str().unwrap_or_default();
            let _ = write!(
                html,
                "<h4>Body</h4><p><code>{}</code> {} {}</p>",
                escape(media),
                if media == "*/*" { String::new() } else { kind(&body["schema"]) },
                inline(words)
            );
        }
        html.push_str("<h4>Answers</h4><dl class=\"list answers\">");
        for (status, answer) in says["responses"].as_object().into_iter().flatten() {
            let shape = answer["content"].as_object().and_then(|content| content.values().next());
            let shape = shape.and_then(|media| media.get("schema")).map(kind).unwrap_or_default();
            let status = if status == "default" { "5…" } else { status };
            let _ = write!(
                html,
                "<dt><code>{}</code></dt><dd>{} {shape}</dd>",
                escape(status),
                inline(answer["description"].as_str().unwrap_or_default())
            );
        }
        html.push_str("</dl>");
        html.push_str(&code(&curl(operation, base)));
        html + "</article>"
    }
}

/// The operation as a command, with the document's own example of a body.
fn curl(operation: &Operation, base: &str) -> String {
    let Operation { path, method, says } = operation;
    let query = says["x-example-query"].as_str().unwrap_or_default();
    let mut command = String::from("curl");
    if *method != "get" {
        let _ = write!(command, " -X {}", method.to_uppercase());
    }
    let _ = write!(command, " \"{base}{path}{query}\" \\\n  -H \"Authorization: Bearer $ATELIER_TOKEN\"");
    if let Some(content) = says["requestBody"]["content"].as_object() {
        match content.get("application/json").and_then(|media| media.get("example")) {
            Some(example) => {
                let _ = write!(command, " \\\n  -H \"Content-Type: application/json\" \\\n  -d '{example}'");
            }
            None => command.push_str(" \\\n  --data-binary @koi.jpg"),
        }
    }
    command
}

fn code(text: &str) -> String {
    format!("<pre tabindex=\"0\"><code>{}</code></pre>", escape(text))
}

/// A path that may be broken before its parts.
fn breakable(path: &str) -> String {
    escape(path).replace('/', "<wbr>/")
}

/// Paragraphs of a description: code in backticks and links are all the Markdown there is.
pub fn paragraphs(text: &str) -> String {
    text.split("\n\n").filter(|part| !part.is_empty()).map(|part| format!("<p>{}</p>", inline(part))).collect()
}

/// One paragraph.
pub fn inline(text: &str) -> String {
    let mut html = String::new();
    for (odd, part) in text.split('`').enumerate() {
        if odd % 2 == 1 {
            let _ = write!(html, "<code>{}</code>", escape(part));
        } else {
            html.push_str(&links(part));
        }
    }
    html
}

fn links(text: &str) -> String {
    let parts = text.split_once('[').and_then(|(before, rest)| {
        let (words, rest) = rest.split_once("](")?;
        let (address, after) = rest.split_once(')')?;
        Some((before, words, address, after))
    });
    match parts {
        Some((before, words, address, after)) => {
            format!("{}<a href=\"{}\">{}</a>{}", escape(before), escape(address), escape(words), links(after))
        }
        None => escape(text),
    }
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(
            inline("a `<b>` & [tus 1.0](https://tus.io)."),
            "a <code>&lt;b&gt;</code> &amp; <a href=\"https://tus.io\">tus 1.0</a>."
        );
        assert_eq!(paragraphs("one\n\ntwo [x"), "<p>one</p><p>two [x</p>");
    }
}
