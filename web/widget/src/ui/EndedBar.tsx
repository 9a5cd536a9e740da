import { useEffect, useRef } from 'preact/hooks';
import { useChat } from './context';

export function EndedBar() {
  const { say, dispatch, mayFocus } = useChat();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The composer that had the focus is gone.
    const root = button.current?.getRootNode() as ShadowRoot;
    if (mayFocus.current && !root.activeElement) button.current?.focus();
  }, []);
  return (
    <footer class="ended">
      <button
        ref={button}
        type="button"
        class="button"
        data-first
        onClick={() => dispatch({ type: 'start_new' })}
      >
        {say('start_new')}
      </button>
    </footer>
  );
}
