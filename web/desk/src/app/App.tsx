// The composition root: what every screen may use, built from the outside in.
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { ClockContext, ServerClock } from '@/lib/clock';
import { createHttp } from '@/lib/http';
import { HttpContext } from '@/lib/http-context';
import { Keyboard, KeyboardContext } from '@/lib/keyboard';
import { Loading } from '@/ui/Loading';
import { HelpContext } from './help';
import { KeyboardListener } from './KeyboardListener';
import { PreferenceProvider } from './PreferenceProvider';
import { createQueries } from './queries';
import { createRouter } from './routes';

export function App() {
  const [http] = useState(() => createHttp());
  const [queries] = useState(() => createQueries(http));
  const [clock] = useState(() => new ServerClock());
  const [keyboard] = useState(() => new Keyboard());
  const [router] = useState(createRouter);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const help = useMemo(() => ({ isOpen: isHelpOpen, setOpen: setHelpOpen }), [isHelpOpen]);
  return (
    <HttpContext value={http}>
      <QueryClientProvider client={queries}>
        <ClockContext value={clock}>
          <KeyboardContext value={keyboard}>
            <PreferenceProvider>
              <HelpContext value={help}>
                <KeyboardListener />
                <Suspense fallback={<Loading />}>
                  <RouterProvider router={router} />
                </Suspense>
              </HelpContext>
            </PreferenceProvider>
          </KeyboardContext>
        </ClockContext>
      </QueryClientProvider>
    </HttpContext>
  );
}
