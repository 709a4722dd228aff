//! Enough of Rust's lexical grammar to tell code from comments and strings.

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword; of `r#type` only `type`.
    Ident(String),
    /// The content of a string literal, escapes left as they are written.
    Str(String),
    /// One character of punctuation.
    Punct(char),
    /// A character, a lifetime or a number: nothing the rules look at.
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    /// Counted from 1.
    pub line: usize,
}

impl Token {
    pub fn ident(&self) -> Option<&str> {
        match &self.kind {
            Kind::Ident(name) => Some(name),
            _ => None,
        }
    }

    pub fn str(&self) -> Option<&str> {
        match &self.kind {
            Kind::Str(content) => Some(content),
            _ => None,
        }
    }

    pub fn is(&self, punct: char) -> bool {
        self.kind == Kind::Punct(punct)
    }
}

/// Splits `text` into tokens, without comments.
pub fn lex(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { chars: text.chars().collect(), at: 0, line: 1, tokens: Vec::new() };
    while lexer.at < lexer.chars.len() {
        lexer.step();
    }
    lexer.tokens
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
    tokens: Vec<Token>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn next(&mut self) -> char {
        let c = self.peek(0);
        self.at += 1;
        if c == '\n' {
            self.line += 1;
        }
        c
    }

    fn push(&mut self, kind: Kind, line: usize) {
        self.tokens.push(Token { kind, line });
    }

    fn step(&mut self) {
        let line = self.line;
        match self.peek(0) {
            c if c.is_whitespace() => drop(self.next()),
            '/' if self.peek(1) == '/' => {
                while self.at < self.chars.len() && self.peek(0) != '\n' {
                    self.next();
                }
            }
            '/' if self.peek(1) == '*' => self.block_comment(),
            '"' => self.string(line),
            '\'' => self.quote(line),
            c if c.is_alphabetic() || c == '_' => self.word(line),
            c if c.is_ascii_digit() => {
                while self.peek(0).is_alphanumeric() || self.peek(0) == '_' {
                    self.next();
                }
                self.push(Kind::Other, line);
            }
            c => {
                self.next();
                self.push(Kind::Punct(c), line);
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.next();
                    continue;
                }
            }
            self.next();
            self.next();
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self, line: usize) {
        self.next();
        let mut content = String::new();
        while self.at < self.chars.len() {
            match self.next() {
                '"' => break,
                '\\' => {
                    content.push('\\');
                    content.push(self.next());
                }
                c => content.push(c),
            }
        }
        self.push(Kind::Str(content), line);
    }

    fn raw_string(&mut self, line: usize) {
        let mut hashes = 0;
        while self.peek(0) == '#' {
            self.next();
            hashes += 1;
        }
        self.next();
        let mut content = String::new();
        while self.at < self.chars.len() {
            if self.peek(0) == '"' && (1..=hashes).all(|ahead| self.peek(ahead) == '#') {
                self.at += 1 + hashes;
                break;
            }
            let c = self.next();
            content.push(c);
        }
        self.push(Kind::Str(content), line);
    }

    /// A character or a lifetime.
    fn quote(&mut self, line: usize) {
        self.next();
        if self.peek(0) == '\\' {
            self.next();
            self.next();
            while self.at < self.chars.len() && self.next() != '\'' {}
        } else if self.peek(1) == '\'' {
            self.next();
            self.next();
        } else {
            while self.peek(0).is_alphanumeric() || self.peek(0) == '_' {
                self.next();
            }
        }
        self.push(Kind::Other, line);
    }

    fn word(&mut self, line: usize) {
        let mut word = String::new();
        while self.peek(0).is_alphanumeric() || self.peek(0) == '_' {
            let c = self.next();
            word.push(c);
        }
        let raw = self.peek(0) == '"' || (self.peek(0) == '#' && matches!(self.peek(1), '"' | '#'));
        match word.as_str() {
            "r" | "br" | "cr" if raw => self.raw_string(line),
            "b" | "c" if self.peek(0) == '"' => self.string(line),
            "b" if self.peek(0) == '\'' => self.quote(line),
            "r" if self.peek(0) == '#' => drop(self.next()),
            _ => self.push(Kind::Ident(word), line),
        }
    }
}

/// The tokens without items under `#[cfg(test)]`.
pub fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match attribute_end(tokens, at) {
            Some(end) if is_cfg_test(&tokens[at..end]) => at = item_end(tokens, end),
            Some(end) => {
                kept.extend_from_slice(&tokens[at..end]);
                at = end;
            }
            None => {
                kept.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    kept
}

/// Just past the `#[…]` that begins at `at`.
fn attribute_end(tokens: &[Token], at: usize) -> Option<usize> {
    (tokens.get(at)?.is('#') && tokens.get(at + 1)?.is('[')).then(|| group_end(tokens, at + 1))
}

fn is_cfg_test(attribute: &[Token]) -> bool {
    let has = |name| attribute.iter().any(|token| token.ident() == Some(name));
    has("cfg") && has("test") && !has("not")
}

/// Just past the item that begins at `at`, further attributes included.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    while let Some(end) = attribute_end(tokens, at) {
        at = end;
    }
    while at < tokens.len() {
        if tokens[at].is(';') {
            return at + 1;
        }
        if tokens[at].is('{') {
            return group_end(tokens, at);
        }
        at = if tokens[at].is('(') || tokens[at].is('[') { group_end(tokens, at) } else { at + 1 };
    }
    at
}

/// Just past the bracket that closes the one at `at`.
pub fn group_end(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token.kind {
            Kind::Punct('(' | '[' | '{') => depth += 1,
            Kind::Punct(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

#[test]
fn comments_and_strings_are_not_code() {
    let text = r##"
        // crate::server
        /* crate /* nested */ server */
        let a = "crate::server // \" x"; let b = r#"un"wrap"#; let c = '"'; let d: &'static str = b"e";
        after()
    "##;
    let tokens = lex(text);
    let idents: Vec<&str> = tokens.iter().filter_map(Token::ident).collect();
    assert_eq!(idents, ["let", "a", "let", "b", "let", "c", "let", "d", "str", "after"]);
    let strings: Vec<&str> = tokens.iter().filter_map(Token::str).collect();
    assert_eq!(strings, [r#"crate::server // \" x"#, "un\"wrap", "e"]);
    assert_eq!(tokens.last().map(|token| token.line), Some(5));
}

#[test]
fn test_items_are_left_out() {
    let text = "
        fn a() {}
        #[cfg(test)] use x::y;
        #[cfg(all(test, feature = \"ssr\"))] #[allow(z)] mod tests { fn b() { c() } }
        #[cfg(not(test))] fn d() {}
        #[cfg(test)] fn e<const N: usize>(f: [u8; N]) -> u8 { g() }
        fn h() {}
    ";
    let kept = without_tests(&lex(text));
    let idents: Vec<&str> = kept.iter().filter_map(Token::ident).collect();
    assert_eq!(idents, ["fn", "a", "cfg", "not", "test", "fn", "d", "fn", "h"]);
}
