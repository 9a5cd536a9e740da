import { createBrowserRouter } from 'react-router';
import { Loading } from '@/ui/Loading';
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
        HydrateFallback: Loading,
        children: [
          { index: true, element: <Home /> },
          {
            path: 'conversations/:id?',
            lazy: async () => ({ Component: (await import('./pages/DeskPage')).DeskPage }),
          },
          {
            path: 'cases',
            lazy: async () => ({ Component: (await import('./pages/CasesPage')).CasesPage }),
          },
          {
            path: 'cases/:id',
            lazy: async () => ({ Component: (await import('./pages/CasePage')).CasePage }),
          },
          {
            path: 'schedule',
            lazy: async () => ({ Component: (await import('./pages/SchedulePage')).SchedulePage }),
          },
          { path: 'board', lazy: async () => ({ Component: (await import('./pages/BoardPage')).BoardPage }) },
          {
            path: 'history',
            lazy: async () => ({ Component: (await import('./pages/HistoryPage')).HistoryPage }),
          },
          {
            path: 'customers',
            lazy: async () => ({ Component: (await import('./pages/CustomersPage')).CustomersPage }),
          },
          {
            path: 'customers/:id',
            lazy: async () => ({ Component: (await import('./pages/CustomerPage')).CustomerPage }),
          },
          {
            path: 'customers/import',
            lazy: async () => ({ Component: (await import('./pages/ImportsPage')).ImportsPage }),
          },
          {
            path: 'knowledge/:id?',
            lazy: async () => ({ Component: (await import('./pages/KnowledgePage')).KnowledgePage }),
          },
          {
            path: 'community/:id?',
            lazy: async () => ({ Component: (await import('./pages/CommunityPage')).CommunityPage }),
          },
          {
            path: 'interactions/:id',
            lazy: async () => ({ Component: (await import('./pages/InteractionPage')).InteractionPage }),
          },
          {
            path: 'interactions/:id/why',
            lazy: async () => ({ Component: (await import('./pages/WhyPage')).WhyPage }),
          },
          {
            path: 'planning/:section?/:id?',
            lazy: async () => ({ Component: (await import('./pages/PlanningPage')).PlanningPage }),
          },
          {
            path: 'admin/flows/:id',
            lazy: async () => ({ Component: (await import('./pages/FlowPage')).FlowPage }),
          },
          {
            path: 'admin/:section?',
            lazy: async () => ({ Component: (await import('./pages/AdminPage')).AdminPage }),
          },
          {
            path: 'profile',
            lazy: async () => ({ Component: (await import('./pages/ProfilePage')).ProfilePage }),
          },
          { path: '*', element: <RouteFailure isNotFound /> },
        ],
      },
    ],
    { basename: '/desk' },
  );
}
