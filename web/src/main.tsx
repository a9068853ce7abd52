import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/pages.css';
import { App } from './app.tsx';
import { startLive } from './live/live.ts';
import { followLinks } from './router.ts';
import './theme.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no #app');
document.addEventListener('click', followLinks);
startLive();
render(<App />, root);
