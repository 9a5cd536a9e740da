// The API reference at /api: Swagger UI over the server's own document. Signed in at the desk, requests can be tried
// out here; the session's CSRF token is fetched when the first one that needs it is sent.
/* global SwaggerUIBundle */

let csrfToken;

async function withCsrfToken(request) {
  if (request.method === 'GET' || request.url.endsWith('/openapi.json')) return request;
  if (csrfToken === undefined) {
    const answer = await fetch('/api/v1/session', { credentials: 'same-origin' });
    if (answer.ok) csrfToken = (await answer.json()).csrf_token;
  }
  if (csrfToken !== undefined) request.headers['X-CSRF-Token'] = csrfToken;
  return request;
}

SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  displayRequestDuration: true,
  filter: true,
  syntaxHighlight: false,
  requestInterceptor: withCsrfToken,
});
