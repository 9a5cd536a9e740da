import { Button } from 'antd';
import { useEffect, useState } from 'react';

interface Props {
  until: number; // ms since 1970
  text: string;
  undoText: string;
  onUndo: () => void;
  onOver: () => void;
}

// How long a mail can still be taken back.
export function UndoToast({ until, text, undoText, onUndo, onOver }: Props) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const isOver = left === 0;
  // Also under a pointer that rests on it, which would keep it.
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver, onOver]);
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 10 }}>
      {text}
      <Button size="small" type="primary" disabled={isOver} onClick={onUndo}>
        {undoText}{' '}
        <span className="numbers" aria-hidden="true">
          {left}
        </span>
      </Button>
    </span>
  );
}
