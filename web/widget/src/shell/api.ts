// The chat's requests. Every failure becomes a Refusal: the server's own words where it had some.

import type { Attachment, Config } from '../chat/protocol';
import type { Setup } from './script_tag';

export class Refusal extends Error {
  constructor(
    readonly status: number, // 0: no answer at all
    readonly reason: string,
    readonly detail: string,
  ) {
    super(detail);
  }
  // Worth another try later, unlike a clear no.
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

function refusalOf(status: number, body: string): Refusal {
  try {
    const problem = JSON.parse(body) as { reason?: string; detail?: string; title?: string };
    return new Refusal(status, problem.reason ?? 'refused', problem.detail ?? problem.title ?? '');
  } catch {
    return new Refusal(status, 'refused', '');
  }
}

export interface Upload {
  done: Promise<Attachment>;
  cancel: () => void;
}

export class Api {
  constructor(
    private readonly setup: Setup,
    private language: () => string,
  ) {}

  url(path: string): string {
    return new URL(`chat/v1/${encodeURIComponent(this.setup.key)}/${path}`, this.setup.base).href;
  }

  socketUrl(): string {
    return this.url('socket').replace(/^http/, 'ws');
  }

  // Addresses of attachments come relative to the server, not to the customer's page.
  attachmentUrl(url: string): string {
    const full = new URL(url, this.setup.base);
    return full.protocol === 'https:' || full.protocol === 'http:' ? full.href : '';
  }

  config(): Promise<Config> {
    return this.request<Config>(`config?language=${encodeURIComponent(this.language())}`, {});
  }

  register(visitor_token?: string, identity_token?: string): Promise<{ visitor_token: string }> {
    const body = JSON.stringify({ visitor_token, identity_token, language: this.language() });
    return this.request('visitors', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
  }

  private async request<T>(path: string, init: RequestInit): Promise<T> {
    const response = await fetch(this.url(path), {
      ...init,
      credentials: 'omit',
      referrerPolicy: 'origin',
      signal: AbortSignal.timeout(15_000),
    }).catch(() => {
      throw new Refusal(0, 'unreachable', '');
    });
    const text = await response.text().catch(() => '');
    if (!response.ok) throw refusalOf(response.status, text);
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new Refusal(0, 'unreadable', '');
    }
  }

  // XMLHttpRequest: the only one that tells how much of a body has gone out.
  upload(file: File, token: string, progress: (share: number) => void): Upload {
    const xhr = new XMLHttpRequest();
    const done = new Promise<Attachment>((resolve, reject) => {
      xhr.open('POST', this.url('attachments'));
      xhr.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
      xhr.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
      xhr.setRequestHeader('Authorization', `Visitor ${token}`);
      xhr.upload.onprogress = (e) => progress(e.lengthComputable ? e.loaded / e.total : 0);
      xhr.onerror = xhr.onabort = () => reject(new Refusal(0, 'unreachable', ''));
      xhr.onload = () => {
        if (xhr.status < 200 || xhr.status > 299) return reject(refusalOf(xhr.status, xhr.responseText));
        try {
          resolve(JSON.parse(xhr.responseText) as Attachment);
        } catch {
          reject(new Refusal(0, 'unreadable', ''));
        }
      };
      xhr.send(file);
    });
    return { done, cancel: () => xhr.abort() };
  }
}
