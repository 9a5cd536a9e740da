import { App as AntApp } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditOutcome, Shift, ShiftEdit, ShiftPlan, ShiftViolation } from '@/lib/contract';
import { asProblem } from '@/lib/http';
import { useProblemText } from '@/ui/use-problem-text';
import { issueText } from '@/ui/issue-text';
import { useEditShifts, useReloadBoard } from '../api/board';
import { placeKey } from '../state/book';
import type { Book } from '../state/book';
import { Latest } from '../state/latest';
import { changesNothing, sameEdits } from '../state/moves';
import { refusing } from '../state/rules';
import type { Hand, Held } from './board-context';

// Rules that stand in the way, until somebody says why it is done all the same or leaves it.
export interface Refused {
  violations: ShiftViolation[];
  decide: (reason: string) => void; // '': leaves it
}

interface Answered {
  edits: ShiftEdit[];
  outcome: EditOutcome | null;
  fault: string | null;
}

// What is held is tried on the server while it moves, and kept when it is put down.
export function useHand(plan: ShiftPlan, book: Book) {
  const { t, i18n } = useTranslation('shifts');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const { tryOut, keep, undo } = useEditShifts(plan.id);
  const reload = useReloadBoard(plan.id);
  const [held, setHeld] = useState<Held | null>(null);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [isSettling, setSettling] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const now = useRef({ plan, book, answered });
  useEffect(() => {
    now.current = { plan, book, answered };
  });

  const wordsOf = useCallback(
    (error: unknown) => {
      const { issues } = asProblem(error);
      return [problemText(error), ...issues.map(({ what }) => issueText(what, i18n.language))].join(' ');
    },
    [problemText, i18n.language],
  );
  const latest = useMemo(
    () =>
      new Latest<ShiftEdit[], EditOutcome>(
        tryOut,
        (edits, outcome) => setAnswered({ edits, outcome, fault: null }),
        (edits, error) => setAnswered({ edits, outcome: null, fault: wordsOf(error) }),
      ),
    [tryOut, wordsOf],
  );
  const findShift = useCallback(
    (place: { agent_id: string; day: string }): Shift | undefined => now.current.book.get(placeKey(place)),
    [],
  );

  const current = useRef<Held | null>(null);
  const hold = useCallback(
    (next: Held) => {
      const before = current.current;
      const isSame = before !== null && sameEdits(before.edits, next.edits);
      current.current = isSame ? { ...next, edits: before.edits } : next;
      setHeld(current.current);
      if (isSame) return;
      if (next.edits.length === 0 || changesNothing(next.edits, findShift)) latest.forget();
      else latest.want(next.edits);
    },
    [latest, findShift],
  );
  const release = useCallback(() => {
    latest.forget();
    current.current = null;
    setHeld(null);
    setAnswered(null);
  }, [latest]);

  const fail = useCallback(
    (error: unknown) => {
      if (asProblem(error).reason === 'changed_meanwhile') {
        void message.warning(t('changed_meanwhile'));
        void reload();
      } else void message.error(wordsOf(error), 6);
    },
    [message, reload, t, wordsOf],
  );
  const askReason = useCallback(
    (violations: ShiftViolation[]) =>
      new Promise<string>((resolve) => {
        setRefused({
          violations,
          decide: (reason) => {
            setRefused(null);
            resolve(reason);
          },
        });
      }),
    [],
  );

  const commit = useCallback(
    async (edits: ShiftEdit[]) => {
      if (edits.length === 0 || changesNothing(edits, findShift)) {
        release();
        return true;
      }
      setSettling(true);
      try {
        const known = now.current.answered;
        const outcome = known?.outcome && sameEdits(known.edits, edits) ? known.outcome : await tryOut(edits);
        const { state, version } = now.current.plan;
        const broken = refusing(outcome.caused, state);
        const reason = broken.length > 0 ? await askReason(broken) : '';
        if (broken.length > 0 && reason === '') return false;
        await keep(edits, version, reason);
        return true;
      } catch (error) {
        fail(error);
        return false;
      } finally {
        setSettling(false);
        release();
      }
    },
    [askReason, fail, findShift, keep, release, tryOut],
  );

  const takeBack = useCallback(async () => {
    setSettling(true);
    try {
      try {
        await undo();
      } catch (error) {
        const problem = asProblem(error);
        if (problem.reason !== 'breaks_rules') throw error;
        // What was broken before the change is so again: somebody has to say why.
        const reason = await askReason(violationsOf(problem.issues));
        if (reason === '') return;
        await undo(reason);
      }
      await reload();
      void message.success(t('undone'));
    } catch (error) {
      fail(error);
    } finally {
      setSettling(false);
    }
  }, [askReason, fail, message, reload, t, undo]);

  const isOfHeld = held !== null && answered !== null && sameEdits(answered.edits, held.edits);
  const hand: Hand = useMemo(
    () => ({
      held,
      answer: isOfHeld ? answered.outcome : null,
      fault: isOfHeld ? answered.fault : null,
      isSettling,
      hold,
      release,
      commit,
    }),
    [held, isOfHeld, answered, isSettling, hold, release, commit],
  );
  return { hand, refused, takeBack };
}

// "/agents/7/2026-12-25" and "rest_min: 9.00 hours of rest before it": the server's sentence of a refusal.
function violationsOf(issues: { where: string; what: string }[]): ShiftViolation[] {
  return issues.map(({ where, what }) => {
    const [, , agent_id = '', day = ''] = where.split('/');
    const at = what.indexOf(': ');
    return { rule: 'known', agent_id, day, limit: 0, found: 0, what: at < 0 ? what : what.slice(at + 2) };
  });
}
