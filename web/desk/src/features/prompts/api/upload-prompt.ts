import type { Prompt } from '@/lib/api-types';
import type { Http } from '@/lib/http';

// `language`: what is spoken in it; "": music, or for every language.
export function uploadPrompt(
  http: Http,
  file: File,
  language: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Prompt> {
  return http.upload<Prompt>('/prompts', file, onProgress, signal, { 'X-Language': language });
}
