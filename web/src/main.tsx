import { render } from 'preact';

const App = () => <main>Assay</main>;

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no #app');
render(<App />, root);
