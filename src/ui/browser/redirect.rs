//! Redirects of server functions, which load another document in place of keeping this one.

/// Makes redirects of server functions load a new document: they follow signing in and out, which
/// change what is written into every document. Call it before the router, which would take them.
///
/// On the server: nothing; a redirect is part of the answer there.
pub fn load_documents() {
    #[cfg(feature = "hydrate")]
    {
        // Refused only when it was said before, and then it stands.
        let _ = leptos::server_fn::redirect::set_redirect_hook(|path: &str| super::boot::load(path));
    }
}
