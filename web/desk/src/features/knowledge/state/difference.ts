// What is different between two texts: by paragraph, and within a paragraph that was changed by word. Pure.

export interface Piece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

export interface Block {
  kind: 'same' | 'gone' | 'new' | 'changed';
  pieces: Piece[];
}

const cells_max = 4_000_000; // of a table of pairs; beyond it all of the stretch is gone and new
const alike_min = 0.4; // the share of words in common from which a paragraph is taken for the other, changed

export function differenceOf(from: string, to: string, language: string): Block[] {
  const blocks: Block[] = [];
  let gone: string[] = [];
  let added: string[] = [];
  const settle = () => {
    blocks.push(...paired(gone, added, language));
    gone = [];
    added = [];
  };
  for (const { kind, item } of steps(paragraphs(from), paragraphs(to))) {
    if (kind === 'gone') gone.push(item);
    else if (kind === 'new') added.push(item);
    else {
      settle();
      blocks.push({ kind: 'same', pieces: [{ kind: 'same', text: item }] });
    }
  }
  settle();
  return blocks;
}

// Of one line, a title.
export function wordsOf(from: string, to: string, language: string): Piece[] {
  const pieces: Piece[] = [];
  for (const { kind, item } of steps(words(from, language), words(to, language))) {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += item;
    else pieces.push({ kind, text: item });
  }
  return pieces;
}

function paragraphs(text: string): string[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => paragraph.trimEnd())
    .filter((paragraph) => paragraph !== '');
}

function words(text: string, language: string): string[] {
  return [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].map(
    ({ segment }) => segment,
  );
}

// Paragraphs that went and came at one place: those that are alike are one that was changed.
function paired(gone: string[], added: string[], language: string): Block[] {
  const blocks: Block[] = [];
  let next = 0;
  for (const old of gone) {
    const at = added.findIndex((fresh, index) => index >= next && alike(old, fresh, language));
    if (at < 0) {
      blocks.push({ kind: 'gone', pieces: [{ kind: 'gone', text: old }] });
      continue;
    }
    for (const text of added.slice(next, at)) blocks.push({ kind: 'new', pieces: [{ kind: 'new', text }] });
    blocks.push({ kind: 'changed', pieces: wordsOf(old, added[at] ?? '', language) });
    next = at + 1;
  }
  for (const text of added.slice(next)) blocks.push({ kind: 'new', pieces: [{ kind: 'new', text }] });
  return blocks;
}

function alike(a: string, b: string, language: string): boolean {
  const telling = (text: string) => words(text, language).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const counts = new Map<string, number>();
  const left = telling(a);
  const right = telling(b);
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of right) {
    const count = counts.get(word) ?? 0;
    if (count > 0) {
      common += 1;
      counts.set(word, count - 1);
    }
  }
  return common >= alike_min * Math.max(left.length, right.length, 1);
}

interface Step {
  kind: Piece['kind'];
  item: string;
}

// From `a` to `b` with the fewest steps: the longest common subsequence, what goes before what comes.
function steps(a: string[], b: string[]): Step[] {
  let begin = 0;
  while (begin < a.length && begin < b.length && a[begin] === b[begin]) begin += 1;
  let end = 0;
  while (end < a.length - begin && end < b.length - begin && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const same = (item: string): Step => ({ kind: 'same', item });
  return [
    ...a.slice(0, begin).map(same),
    ...between(a.slice(begin, a.length - end), b.slice(begin, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

function between(a: string[], b: string[]): Step[] {
  const gone = (item: string): Step => ({ kind: 'gone', item });
  const added = (item: string): Step => ({ kind: 'new', item });
  if (a.length === 0 || b.length === 0 || a.length * b.length > cells_max)
    return [...a.map(gone), ...b.map(added)];
  const width = b.length + 1;
  // How much the rests have in common.
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const made: Step[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      made.push({ kind: 'same', item: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      made.push(gone(left));
      i += 1;
    } else if (right !== undefined) {
      made.push(added(right));
      j += 1;
    }
  }
  return made;
}
