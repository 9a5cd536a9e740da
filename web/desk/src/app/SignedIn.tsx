import { useEffect } from 'react';
import { SignIn } from '@/features/session/components/SignIn';
import { useClock } from '@/lib/clock';
import type { Session } from '@/lib/contract';
import { usePreferences } from '@/lib/preferences';
import { SessionContext, useOtherTabs, useSessionQuery } from '@/lib/session';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { LiveProvider } from './LiveProvider';
import { Shell } from './Shell';

export function SignedIn() {
  const { data: session, error, refetch, isPending } = useSessionQuery();
  useTakeOver(session);
  useOtherTabs();
  if (isPending) return <Loading />;
  if (session) {
    return (
      <SessionContext value={session}>
        <LiveProvider key={session.user.id}>
          <Shell />
        </LiveProvider>
      </SessionContext>
    );
  }
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SignIn />;
}

// What the server remembers of this person holds on every machine they use.
function useTakeOver(session: Session | null | undefined) {
  const { setLanguage, setTheme } = usePreferences();
  const clock = useClock();
  useEffect(() => {
    if (session) clock.learn(session.server_time);
  }, [clock, session]);
  const { language, theme } = session?.preferences ?? {};
  const id = session?.user.id;
  useEffect(() => {
    if (id === undefined) return;
    if (language) setLanguage(language);
    if (theme) setTheme(theme);
    // Only when somebody signs in; later changes go the other way.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
}
