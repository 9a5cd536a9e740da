import { useCallback, useRef, useState } from 'react';
import type { Attachment } from './contract';
import { asProblem } from './http';
import type { Http, Problem } from './http';
import { useHttp } from './http-context';
import { newClientId } from './ids';

export function uploadAttachment(
  http: Http,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Attachment> {
  return http.upload<Attachment>('/attachments', file, onProgress, signal);
}

export interface UploadItem {
  key: string;
  name: string;
  share: number;
  attachment?: Attachment;
  failure?: Problem;
}

// Files on their way to the server before the message that carries them.
export function useUploads() {
  const http = useHttp();
  const [items, setItems] = useState<UploadItem[]>([]);
  const aborts = useRef(new Map<string, AbortController>());

  const edit = useCallback(
    (key: string, part: Partial<UploadItem>) =>
      setItems((list) => list.map((item) => (item.key === key ? { ...item, ...part } : item))),
    [],
  );

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const key = newClientId();
        const abort = new AbortController();
        aborts.current.set(key, abort);
        setItems((list) => [...list, { key, name: file.name, share: 0 }]);
        uploadAttachment(http, file, (share) => edit(key, { share }), abort.signal).then(
          (attachment) => edit(key, { attachment, share: 1 }),
          (error: unknown) => edit(key, { failure: asProblem(error) }),
        );
      }
    },
    [http, edit],
  );

  const remove = useCallback((key: string) => {
    aborts.current.get(key)?.abort();
    aborts.current.delete(key);
    setItems((list) => list.filter((item) => item.key !== key));
  }, []);

  const clear = useCallback(() => setItems([]), []);
  // Those that are on the server already: of a draft that comes back.
  const restore = useCallback(
    (list: Attachment[]) =>
      setItems(
        list.map((attachment) => ({ key: attachment.id, name: attachment.name, share: 1, attachment })),
      ),
    [],
  );
  const attachments = items.flatMap((item) => (item.attachment ? [item.attachment] : []));
  const isBusy = items.some((item) => !item.attachment && !item.failure);
  return { items, attachments, isBusy, add, remove, clear, restore };
}
