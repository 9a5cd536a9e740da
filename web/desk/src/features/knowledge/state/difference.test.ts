import { expect, it } from 'vitest';
import { differenceOf, wordsOf } from './difference';
import type { Block, Piece } from './difference';

const signs = { same: '', gone: '-', new: '+' };
const written = (pieces: Piece[]) =>
  pieces.map(({ kind, text }) => (kind === 'same' ? text : `[${signs[kind]}${text}]`)).join('');
const shown = (blocks: Block[]) => blocks.map(({ kind, pieces }) => `${kind}: ${written(pieces)}`);

it('shows changed words within a paragraph, and leaves the others alone', () => {
  const from = 'A refund takes five days.\n\nIt goes to your card.\n\nBye.';
  const to = 'A refund takes three days.\n\nIt goes to your card.\n\nSee you.';
  expect(shown(differenceOf(from, to, 'en'))).toEqual([
    'changed: A refund takes [-five][+three] days.',
    'same: It goes to your card.',
    'gone: [-Bye.]',
    'new: [+See you.]',
  ]);
});

it('breaks Chinese by words', () => {
  expect(written(wordsOf('退款三天到账', '退款五天到账', 'zh-CN'))).toMatch(
    /^退款\[-三天?\]\[\+五天?\]天?到账$/,
  );
});

it('tells a moved, an added and a removed paragraph', () => {
  expect(shown(differenceOf('one two\n\nthree four', 'zero\n\none two', 'en'))).toEqual([
    'new: [+zero]',
    'same: one two',
    'gone: [-three four]',
  ]);
  expect(differenceOf('', '', 'en')).toEqual([]);
  expect(shown(differenceOf('', 'new\r\n\r\ntext', 'en'))).toEqual(['new: [+new]', 'new: [+text]']);
});

it('puts both texts together again from its pieces', () => {
  let seed = 7;
  const random = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % most;
  };
  const text = () => Array.from({ length: random(12) }, () => 'abc 退款'[random(6)] ?? '').join('');
  for (let round = 0; round < 200; round += 1) {
    const [from, to] = [text(), text()];
    const pieces = wordsOf(from, to, 'en');
    const but = (kind: Piece['kind']) =>
      pieces
        .filter((piece) => piece.kind !== kind)
        .map((piece) => piece.text)
        .join('');
    expect(but('new')).toBe(from);
    expect(but('gone')).toBe(to);
  }
});
