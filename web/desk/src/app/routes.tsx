import { createBrowserRouter } from 'react-router';
import { RouteFailure } from './RouteFailure';
import { SignedIn } from './SignedIn';
import { Home } from './pages/Home';

export function createRouter() {
  return createBrowserRouter(
    [
      {
        path: '/',
        element: <SignedIn />,
        errorElement: <RouteFailure />,
        children: [
          { index: true, element: <Home /> },
          {
            path: 'conversations/:id?',
            lazy: async () => ({ Component: (await import('./pages/DeskPage')).DeskPage }),
          },
          { path: '*', element: <RouteFailure isNotFound /> },
        ],
      },
    ],
    { basename: '/desk' },
  );
}
