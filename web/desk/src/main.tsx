import { createRoot } from 'react-dom/client';
import { App } from '@/app/App';
import { startTexts } from '@/app/i18n';
import { storedLanguage } from '@/lib/preferences';
import '@/ui/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('no #root');
await startTexts(storedLanguage());
createRoot(root).render(<App />);
