import styles from './Avatar.module.css';

const hues = [172, 205, 262, 318, 24, 48, 96, 142];

function hueOf(text: string): number {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return hues[sum % hues.length] ?? 172;
}

// 王小明 is 王; Ada Lovelace is AL.
function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  if (/\p{Script=Han}/u.test(first) || words.length < 2) return first.toUpperCase();
  return (first + ([...(words.at(-1) ?? '')][0] ?? '')).toUpperCase();
}

export function Avatar({ name, size = 32 }: { name: string; size?: number }) {
  const style = {
    width: size,
    height: size,
    fontSize: size * 0.4,
    '--hue': hueOf(name),
  } as React.CSSProperties;
  return (
    <span className={styles.avatar} style={style} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
