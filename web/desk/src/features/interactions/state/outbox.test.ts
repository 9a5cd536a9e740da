import { describe, expect, it, vi } from 'vitest';
import type { Message, OutgoingMessage } from '@/lib/contract';
import { Problem } from '@/lib/http';
import { message } from '@/test/samples';
import { Outbox } from './outbox';

const text = (words: string) => ({
  interaction_id: '7',
  kind: 'text' as const,
  text: words,
  attachments: [],
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function setUp() {
  const posted: OutgoingMessage[] = [];
  const sent: Message[] = [];
  let failure: Problem | undefined;
  const outbox = new Outbox(
    async (_id, outgoing) => {
      posted.push(outgoing);
      if (failure) throw failure;
      return message(String(100 + posted.length), outgoing as object);
    },
    (each) => sent.push(each),
  );
  return { outbox, posted, sent, fail: (problem: Problem | undefined) => (failure = problem) };
}

describe('the outbox', () => {
  it('goes on with what the page before it had not sent, under the same id', async () => {
    const before = setUp();
    before.fail(new Problem(0, { reason: 'unreachable' }));
    before.outbox.add(text('one'));
    before.outbox.add(text('two'));
    await settled();
    const left = before.outbox.all().map((each) => ({ ...each, failure: undefined }));
    const posted: OutgoingMessage[] = [];
    const after = new Outbox(
      async (_id, outgoing) => {
        posted.push(outgoing);
        return message('101', outgoing as object);
      },
      () => {},
      left,
    );
    after.start();
    await settled();
    expect(posted.map((each) => each.text)).toEqual(['one', 'two']);
    expect(posted[0]?.client_id).toBe(before.posted[0]?.client_id);
    expect(after.all()).toEqual([]);
  });

  it('sends in the order of writing, one after the other', async () => {
    const { outbox, posted, sent } = setUp();
    ['one', 'two', 'three'].forEach((words) => outbox.add(text(words)));
    expect(posted).toHaveLength(1);
    expect(outbox.of('7')).toHaveLength(3);
    await settled();
    expect(posted.map((each) => each.text)).toEqual(['one', 'two', 'three']);
    expect(sent).toHaveLength(3);
    expect(outbox.of('7')).toEqual([]);
  });

  it('keeps what failed and what comes after it, and repeats with the same client id', async () => {
    const { outbox, posted, sent, fail } = setUp();
    fail(new Problem(0, {}));
    outbox.add(text('one'));
    outbox.add(text('two'));
    await settled();
    expect(posted).toHaveLength(1);
    expect(outbox.of('7').map((each) => each.failure?.status)).toEqual([0, undefined]);
    fail(undefined);
    outbox.retry('7');
    await settled();
    expect(posted.map((each) => each.text)).toEqual(['one', 'one', 'two']);
    expect(posted[0]?.client_id).toBe(posted[1]?.client_id);
    expect(sent).toHaveLength(2);
  });

  it('sends by itself again what failed for want of the server, but not what was refused', async () => {
    const { outbox, posted, fail } = setUp();
    fail(new Problem(409, { reason: 'not_active' }));
    outbox.add(text('refused'));
    await settled();
    outbox.retryUnreachable();
    await settled();
    expect(posted).toHaveLength(1);
    outbox.discard('7', outbox.of('7')[0]?.client_id ?? '');
    fail(new Problem(503, {}));
    outbox.add(text('busy'));
    await settled();
    fail(undefined);
    outbox.retryUnreachable();
    await settled();
    expect(outbox.of('7')).toEqual([]);
  });

  it('tells who listens about every change', async () => {
    const { outbox } = setUp();
    const heard = vi.fn();
    const stop = outbox.subscribe(heard);
    outbox.add(text('one'));
    await settled();
    stop();
    outbox.add(text('two'));
    await settled();
    expect(heard).toHaveBeenCalledTimes(2);
  });
});
