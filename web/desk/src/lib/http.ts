// One door to the API: cookies, the CSRF header, problem documents as errors.
import type { Issue, ProblemDocument } from './contract';

export class Problem extends Error {
  readonly status: number;
  readonly reason: string;
  readonly issues: Issue[];

  constructor(status: number, document: ProblemDocument) {
    super(document.detail ?? document.title ?? `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.reason = document.reason ?? (status === 0 ? 'unreachable' : 'unknown');
    this.issues = document.issues ?? [];
  }
}

export type Query = Record<string, string | number | boolean | undefined>;

interface RequestOptions {
  body?: unknown;
  query?: Query;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

export interface Http {
  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  put<T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
  patch<T>(path: string, body?: unknown): Promise<T>;
  remove<T>(path: string): Promise<T>;
  upload<T>(
    path: string,
    file: File,
    onProgress: (share: number) => void,
    signal?: AbortSignal,
    headers?: Record<string, string>,
  ): Promise<T>;
  setCsrfToken(token: string | undefined): void;
  onSignedOut(listener: () => void): () => void;
}

function withQuery(path: string, query: Query | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  if (pairs.length === 0) return path;
  return `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}

function parseProblem(text: string): ProblemDocument {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as ProblemDocument) : {};
  } catch {
    return {};
  }
}

export function createHttp(base = '/api/v1'): Http {
  let csrfToken: string | undefined;
  const signedOut = new Set<() => void>();

  function fail(status: number, text: string, path: string): never {
    const problem = new Problem(status, parseProblem(text));
    if (status === 401 && path !== '/session') signedOut.forEach((listener) => listener());
    throw problem;
  }

  async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
    if (options.body !== undefined) headers['Content-Type'] = 'application/json';
    if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;
    let response: Response;
    try {
      response = await fetch(base + withQuery(path, options.query), {
        method,
        headers,
        credentials: 'same-origin',
        body: options.body === undefined ? undefined : JSON.stringify(options.body),
        signal: options.signal,
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new Problem(0, { reason: 'unreachable' });
    }
    const text = await response.text();
    if (!response.ok) fail(response.status, text, path);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  return {
    get: (path, query, signal) => request('GET', path, { query, signal }),
    post: (path, body = {}) => request('POST', path, { body }),
    put: (path, body, headers) => request('PUT', path, { body, headers }),
    patch: (path, body) => request('PATCH', path, { body }),
    remove: (path) => request('DELETE', path),
    // XMLHttpRequest, because fetch tells nothing about the progress of an upload.
    upload: <T>(
      path: string,
      file: File,
      onProgress: (share: number) => void,
      signal?: AbortSignal,
      headers: Record<string, string> = {},
    ) =>
      new Promise<T>((resolve, reject) => {
        const xhr = new XMLHttpRequest();
        xhr.open('POST', base + path);
        xhr.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
        xhr.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
        for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
        if (csrfToken) xhr.setRequestHeader('X-CSRF-Token', csrfToken);
        xhr.upload.onprogress = (event) => {
          if (event.lengthComputable) onProgress(event.loaded / event.total);
        };
        xhr.onerror = () => reject(new Problem(0, { reason: 'unreachable' }));
        xhr.onabort = () => reject(new DOMException('aborted', 'AbortError'));
        xhr.onload = () => {
          if (xhr.status >= 200 && xhr.status < 300) resolve(JSON.parse(xhr.responseText) as T);
          else reject(new Problem(xhr.status, parseProblem(xhr.responseText)));
        };
        signal?.addEventListener('abort', () => xhr.abort());
        xhr.send(file);
      }),
    setCsrfToken: (token) => {
      csrfToken = token;
    },
    onSignedOut: (listener) => {
      signedOut.add(listener);
      return () => signedOut.delete(listener);
    },
  };
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(-1, {
    reason: 'unexpected',
    detail: error instanceof Error ? error.message : String(error),
  });
}
