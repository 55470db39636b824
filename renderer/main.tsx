import './theme/styles.ts';
import { createRoot } from 'react-dom/client';
import { App } from './frame/App.tsx';
import { announceStyleNonce } from './theme/styles.ts';

announceStyleNonce();
const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element #root');
}
createRoot(root).render(<App />);
