// The files beside the message being written: checked, sent up at once, kept until they go out with it.

import type { Attachment, Config } from '../chat/protocol';
import { Refusal, type Api, type Upload } from '../shell/api';
import type { Driver } from '../shell/driver';

export const filesMax = 10;

export interface Item {
  key: number;
  file: File;
  preview?: string;
  share: number;
  attachment?: Attachment;
  problem?: 'too_large' | 'empty_file' | 'type_refused' | 'upload_failed';
  detail?: string;
  canRetry: boolean;
}

const refusals: Record<string, Item['problem']> = {
  type_not_allowed: 'type_refused',
  file_too_large: 'too_large',
  file_empty: 'empty_file',
};

export const bytesMax = (config: Config | undefined): number =>
  config?.attachment_bytes_max ?? 20 * 1024 * 1024;

export class Uploads {
  items: Item[] = [];
  isOverFull = false;
  private nextKey = 1;
  private readonly running = new Map<number, Upload>();
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly api: Api,
    private readonly driver: Driver,
  ) {}

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  get isBusy(): boolean {
    return this.items.some((item) => !item.attachment && !item.problem);
  }

  get ready(): Attachment[] {
    return this.items.flatMap((item) => item.attachment ?? []);
  }

  add(files: Iterable<File>): void {
    const all = [...files];
    const room = filesMax - this.items.length;
    this.isOverFull = all.length > room;
    for (const file of all.slice(0, Math.max(0, room))) this.begin(file);
    this.changed();
  }

  private begin(file: File): void {
    const config = this.driver.state.config;
    // Its type is for the server to judge, by what is in it: browsers name many wrongly.
    const problem = file.size > bytesMax(config) ? 'too_large' : file.size === 0 ? 'empty_file' : undefined;
    const preview = file.type.startsWith('image/') && !problem ? URL.createObjectURL(file) : undefined;
    const item: Item = { key: this.nextKey++, file, preview, share: 0, problem, canRetry: false };
    this.items = [...this.items, item];
    if (!problem) void this.run(item.key, file);
  }

  private async run(key: number, file: File): Promise<void> {
    try {
      const token = await this.token();
      if (!this.items.some((item) => item.key === key)) return;
      const upload = this.api.upload(file, token, (share) => this.change(key, { share }));
      this.running.set(key, upload);
      this.change(key, { attachment: await upload.done, share: 1 });
    } catch (error) {
      const refusal = error instanceof Refusal ? error : undefined;
      const problem =
        refusals[refusal?.reason ?? ''] ?? (refusal?.status === 413 ? 'too_large' : 'upload_failed');
      this.change(key, { problem, detail: refusal?.detail, canRetry: refusal?.isPassing ?? true });
    } finally {
      this.running.delete(key);
    }
  }

  // The visitor's token may still be on its way when the first file is dropped.
  private token(): Promise<string> {
    const now = (): string | undefined => this.driver.state.saved.visitor_token;
    return new Promise((resolve, reject) => {
      const stop = this.driver.watch(() => look());
      const late = setTimeout(() => end(() => reject(new Refusal(0, 'unreachable', ''))), 15_000);
      const end = (act: () => void): void => {
        stop();
        clearTimeout(late);
        act();
      };
      const look = (): void => {
        const token = now();
        if (token) end(() => resolve(token));
      };
      look();
    });
  }

  retry(key: number): void {
    const item = this.items.find((i) => i.key === key);
    if (!item) return;
    this.change(key, { problem: undefined, detail: undefined, share: 0 });
    void this.run(key, item.file);
  }

  remove(key: number): void {
    this.running.get(key)?.cancel();
    this.release(this.items.filter((item) => item.key === key));
    this.items = this.items.filter((item) => item.key !== key);
    this.isOverFull = false;
    this.changed();
  }

  // They went out with a message.
  clear(): void {
    this.release(this.items);
    this.items = [];
    this.isOverFull = false;
    this.changed();
  }

  private release(items: Item[]): void {
    for (const item of items) if (item.preview) URL.revokeObjectURL(item.preview);
  }

  private change(key: number, change: Partial<Item>): void {
    this.items = this.items.map((item) => (item.key === key ? { ...item, ...change } : item));
    this.changed();
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}
