// Addresses as people write them: "Ada Lee <ada@example.com>", or the address alone.
import type { MailAddress } from '@/lib/contract';

export function readAddress(text: string): MailAddress {
  const match = /^\s*(.*?)\s*<\s*([^<>]+?)\s*>\s*$/.exec(text);
  if (!match) return { name: '', address: text.trim() };
  return { name: (match[1] ?? '').replace(/^"(.*)"$/, '$1'), address: match[2] ?? '' };
}

export function writeAddress({ name, address }: MailAddress): string {
  return name ? `${name} <${address}>` : address;
}

// Good enough to say "that is none" while it is typed; the server has the last word.
export function isAddress(text: string): boolean {
  return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(readAddress(text).address);
}
