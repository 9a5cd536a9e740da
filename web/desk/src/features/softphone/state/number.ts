// What is dialled of what somebody typed or pasted; undefined while it is no number.
export function dialled(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s().\-/]/g, '');
  return /^\+?[0-9*#]{2,31}$/.test(plain) ? plain : undefined;
}
