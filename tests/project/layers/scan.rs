//! As much of Rust's syntax as it takes to see which paths a file names.

/// A piece of source text that can be part of a path, or that ends one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An identifier or keyword.
    Word(String),
    /// `::`.
    Joint,
    /// Any other single character of punctuation.
    Mark(char),
    /// The inside of a string literal.
    Text(String),
}

/// A token and the line it starts on, counted from one.
pub(crate) type Placed = (Token, usize);

/// A path as written, `["crate", "nvp", "Name"]`, and its line. A glob's last step is `*`.
pub(crate) type Path = (Vec<String>, usize);

/// The tokens of a source text, without its comments and without its `#[cfg(test)]` items.
pub(crate) fn tokens(source: &str) -> Vec<Placed> {
    without_tests(&all_tokens(source))
}

fn all_tokens(source: &str) -> Vec<Placed> {
    let chars: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let start = at;
        let token = token(&chars, &mut at);
        if let Some(token) = token {
            tokens.push((token, line));
        }
        line += chars[start..at].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

/// Reads one token, comment or stretch of white space from `at`, and moves `at` behind it.
fn token(chars: &[char], at: &mut usize) -> Option<Token> {
    let start = *at;
    let next = |ahead: usize| chars.get(start + ahead).copied().unwrap_or('\0');
    match next(0) {
        c if c.is_whitespace() => *at += 1,
        '/' if next(1) == '/' => *at = find(chars, start, |c| c == '\n'),
        '/' if next(1) == '*' => *at = block_comment_end(chars, start),
        '"' => return Some(string(chars, at, start + 1)),
        'r' if next(1) == '"' || (next(1) == '#' && matches!(next(2), '"' | '#')) => {
            return Some(raw_string(chars, at));
        }
        // A character literal is told from a lifetime by the quote after one character.
        '\'' if next(1) == '\\' => *at = find(chars, start + 3, |c| c == '\'') + 1,
        '\'' if next(2) == '\'' => *at += 3,
        c if c.is_alphanumeric() || c == '_' => {
            *at = find(chars, start, |c| !(c.is_alphanumeric() || c == '_'));
            return Some(Token::Word(chars[start..*at].iter().collect()));
        }
        ':' if next(1) == ':' => {
            *at += 2;
            return Some(Token::Joint);
        }
        c => {
            *at += 1;
            return Some(Token::Mark(c));
        }
    }
    None
}

fn find(chars: &[char], from: usize, wanted: impl Fn(char) -> bool) -> usize {
    let from = from.min(chars.len());
    let rest = &chars[from..];
    from + rest.iter().position(|c| wanted(*c)).unwrap_or(rest.len())
}

fn block_comment_end(chars: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    loop {
        match (chars.get(at), chars.get(at + 1)) {
            (Some('/'), Some('*')) => (depth, at) = (depth + 1, at + 2),
            (Some('*'), Some('/')) => (depth, at) = (depth - 1, at + 2),
            (None, _) => return at,
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
}

fn string(chars: &[char], at: &mut usize, inside: usize) -> Token {
    let mut end = inside;
    while end < chars.len() && chars[end] != '"' {
        end += if chars[end] == '\\' { 2 } else { 1 };
    }
    let end = end.min(chars.len());
    *at = (end + 1).min(chars.len());
    Token::Text(chars[inside..end].iter().collect())
}

fn raw_string(chars: &[char], at: &mut usize) -> Token {
    let open = find(chars, *at, |c| c == '"');
    let hashes = open - *at - 1;
    let inside = open + 1;
    let mut end = find(chars, inside, |c| c == '"');
    while end < chars.len() && (1..=hashes).any(|n| chars.get(end + n) != Some(&'#')) {
        end = find(chars, end + 1, |c| c == '"');
    }
    *at = (end + 1 + hashes).min(chars.len());
    Token::Text(chars[inside.min(end)..end].iter().collect())
}

/// Tests may look anywhere: they are not part of the layers.
fn without_tests(tokens: &[Placed]) -> Vec<Placed> {
    let opening = all_tokens("#[cfg(test)]");
    let is_opening = |at: usize| {
        tokens[at..].len() >= opening.len()
            && tokens[at..].iter().zip(&opening).all(|(a, b)| a.0 == b.0)
    };
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if is_opening(at) {
            at = item_end(tokens, at + opening.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Behind the item that starts at `at`: its `;`, or the brace that closes it.
fn item_end(tokens: &[Placed], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some((token, _)) = tokens.get(at) {
        at += 1;
        match token {
            Token::Mark('{') => depth += 1,
            Token::Mark('}') if depth <= 1 => return at,
            Token::Mark('}') => depth -= 1,
            Token::Mark(';') if depth == 0 => return at,
            _ => {}
        }
    }
    at
}

/// Every path of the tokens that starts with one of `roots`, with `{…}` written out.
pub(crate) fn paths(tokens: &[Placed], roots: &[&str]) -> Vec<Path> {
    let mut found = Vec::new();
    for (at, (token, line)) in tokens.iter().enumerate() {
        let Token::Word(word) = token else { continue };
        let inside_a_path = at > 0 && tokens[at - 1].0 == Token::Joint;
        if roots.contains(&word.as_str()) && !inside_a_path {
            let head = vec![word.clone()];
            if tokens
                .get(at + 1)
                .is_some_and(|next| next.0 == Token::Joint)
            {
                follow(tokens, at + 2, &head, &mut found);
            } else {
                found.push((head, *line));
            }
        }
    }
    found
}

/// Reads what stands behind a `::`, and returns the position behind that.
fn follow(tokens: &[Placed], at: usize, head: &[String], found: &mut Vec<Path>) -> usize {
    let Some((token, line)) = tokens.get(at) else {
        return at;
    };
    let with = |step: &str| [head, &[step.to_owned()]].concat();
    match token {
        Token::Word(step) if tokens.get(at + 1).is_some_and(|t| t.0 == Token::Joint) => {
            follow(tokens, at + 2, &with(step), found)
        }
        Token::Word(step) => {
            found.push((with(step), *line));
            at + 1
        }
        Token::Mark('*') => {
            found.push((with("*"), *line));
            at + 1
        }
        Token::Mark('{') => {
            let mut at = at + 1;
            while let Some((token, _)) = tokens.get(at) {
                at = match token {
                    Token::Mark('}') => return at + 1,
                    Token::Word(_) | Token::Mark('*' | '{') => follow(tokens, at, head, found),
                    _ => at + 1,
                };
                // `x as y`: the new name is no path.
                if tokens
                    .get(at)
                    .is_some_and(|t| t.0 == Token::Word("as".into()))
                {
                    at += 2;
                }
            }
            at
        }
        // A turbofish: the path was complete before it.
        _ => {
            found.push((head.to_vec(), *line));
            at
        }
    }
}
