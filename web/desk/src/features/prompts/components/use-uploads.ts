import { App as AntApp } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHttp } from '@/lib/http-context';
import { newClientId } from '@/lib/ids';
import { keys } from '@/lib/keys';
import { useProblemText } from '@/ui/use-problem-text';
import { prompts } from '../api/prompts';
import { uploadPrompt } from '../api/upload-prompt';

export interface UploadItem {
  key: string;
  name: string;
  share: number;
  failure?: string;
}

export const bytesMax = 5 * 1024 * 1024;

// Sound on its way to the server. What arrived stands in the list; what did not stays here with the reason.
export function useUploads() {
  const http = useHttp();
  const queries = useQueryClient();
  const { t } = useTranslation('prompts');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const [items, setItems] = useState<UploadItem[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const open = aborts.current;
    return () => open.forEach((abort) => abort.abort());
  }, []);
  const drop = useCallback((key: string) => setItems((all) => all.filter((each) => each.key !== key)), []);
  const edit = useCallback(
    (key: string, part: Partial<UploadItem>) =>
      setItems((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each))),
    [],
  );

  const send = async (file: File, language: string) => {
    const key = newClientId();
    const tooLarge = file.size > bytesMax ? t('too_large') : undefined;
    setItems((all) => [...all, { key, name: file.name, share: 0, failure: tooLarge }]);
    if (tooLarge) return;
    const abort = new AbortController();
    aborts.current.set(key, abort);
    try {
      const made = await uploadPrompt(http, file, language, (share) => edit(key, { share }), abort.signal);
      drop(key);
      void message.success(t('uploaded', { name: made.name }));
      await queries.invalidateQueries({ queryKey: keys.admin(prompts.path) });
    } catch (error) {
      if (!abort.signal.aborted) edit(key, { failure: problemText(error) });
    } finally {
      aborts.current.delete(key);
    }
  };
  return {
    items,
    add: (files: Iterable<File>, language: string) => {
      for (const file of files) void send(file, language);
    },
    remove: (key: string) => {
      aborts.current.get(key)?.abort();
      drop(key);
    },
  };
}
