import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { serve, show } from '@/test/render';
import { message } from '@/test/samples';
import { readDraft, writeDraft } from '../state/drafts';
import { Composer } from './Composer';

const replies = {
  'GET /canned-replies': () => ({
    items: [
      { id: '1', shortcut: 'hello', title: 'Greeting', text: 'Hello there' },
      { id: '2', shortcut: 'refund', title: 'Refunds take a week', text: 'It takes a week.' },
    ],
  }),
  'POST /interactions/7/messages': (body: unknown) => message('100', body as object),
};
const composer = <Composer interactionId="7" isActive />;
const area = () => screen.getByRole<HTMLTextAreaElement>('textbox');
const write = (text: string) =>
  fireEvent.change(area(), {
    target: { value: text, selectionStart: text.length, selectionEnd: text.length },
  });
const posted = (asked: ReturnType<typeof serve>) => asked.filter(({ method }) => method === 'POST');

describe('the composer', () => {
  it('sends on Enter and is empty again', async () => {
    const asked = serve(replies);
    await show(composer);
    write('Good day');
    fireEvent.keyDown(area(), { key: 'Enter' });
    expect(area().value).toBe('');
    await waitFor(() => expect(posted(asked)).toHaveLength(1));
    expect(posted(asked)[0]?.body).toMatchObject({ kind: 'text', text: 'Good day' });
    expect((posted(asked)[0]?.body as { client_id: string }).client_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('keeps Shift+Enter for a new line', async () => {
    const asked = serve(replies);
    await show(composer);
    write('one');
    fireEvent.keyDown(area(), { key: 'Enter', shiftKey: true });
    expect(area().value).toBe('one');
    expect(posted(asked)).toHaveLength(0);
  });

  it('does not send the Enter by which an input method takes a word', async () => {
    const asked = serve(replies);
    await show(composer);
    write('nihao');
    fireEvent.keyDown(area(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(area(), { key: 'Enter', keyCode: 229 });
    expect(area().value).toBe('nihao');
    expect(posted(asked)).toHaveLength(0);
  });

  it('does not send blanks', async () => {
    const asked = serve(replies);
    await show(composer);
    write('  \n ');
    fireEvent.keyDown(area(), { key: 'Enter' });
    expect(posted(asked)).toHaveLength(0);
  });

  it('offers canned replies after a slash and puts the chosen one in its place', async () => {
    const asked = serve(replies);
    await show(composer);
    await waitFor(() => expect(asked).toHaveLength(1));
    write('Sorry. /ref');
    const option = await screen.findByRole('option');
    expect(option.textContent).toContain('Refunds take a week');
    fireEvent.keyDown(area(), { key: 'Enter' });
    expect(area().value).toBe('Sorry. It takes a week.');
    expect(posted(asked)).toHaveLength(0);
  });

  it('walks through the replies by arrows and leaves them by Escape', async () => {
    const asked = serve(replies);
    await show(composer);
    await waitFor(() => expect(asked).toHaveLength(1));
    write('、');
    expect(await screen.findAllByRole('option')).toHaveLength(2);
    fireEvent.keyDown(area(), { key: 'ArrowDown' });
    expect(screen.getAllByRole('option').map((each) => each.getAttribute('aria-selected'))).toEqual([
      'false',
      'true',
    ]);
    fireEvent.keyDown(area(), { key: 'Escape' });
    expect(screen.queryByRole('option')).toBeNull();
  });

  it('turns to notes by its key, says so, and does not tell the customer that somebody types', async () => {
    const asked = serve(replies);
    const { sent } = await show(composer);
    fireEvent.keyDown(window, { code: 'KeyN', key: 'n', altKey: true });
    expect(area().getAttribute('aria-label')).toBe('Internal note');
    write('only for us');
    expect(sent).toEqual([]);
    fireEvent.keyDown(area(), { key: 'Enter' });
    await waitFor(() => expect(posted(asked)[0]?.body).toMatchObject({ kind: 'note', text: 'only for us' }));
    expect(area().getAttribute('aria-label')).toBe('Internal note');
  });

  it('tells the customer once that somebody types, and that it stopped', async () => {
    serve(replies);
    const { sent } = await show(composer);
    write('a');
    write('ab');
    fireEvent.keyDown(area(), { key: 'Enter' });
    expect(sent.map((each) => ('is_typing' in each ? each.is_typing : each))).toEqual([true, false]);
  });

  it('keeps a draft for each conversation', async () => {
    serve(replies);
    const first = await show(composer);
    write('half a sen');
    first.unmount();
    expect(readDraft('7')).toEqual({ text: 'half a sen', isNote: false });
    writeDraft('8', { text: 'other', isNote: true });
    await show(<Composer interactionId="8" isActive />);
    expect(area().value).toBe('other');
    expect(area().getAttribute('aria-label')).toBe('Internal note');
  });
});
