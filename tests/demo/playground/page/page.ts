// The playground's page.
import { programs } from '../program/programs.js';
import { addFlow, choose, currentFlows, startEditor } from './editor.js';
import { find } from './elements.js';
import { run, show } from './run.js';
import { startShortcuts } from './shortcuts.js';
import { startTheme, toggleTheme } from './theme.js';

const way = find<HTMLSelectElement>('way');
const start = () => {
  run(currentFlows(), way.value as 'restored' | 'left').catch((error: Error) => {
    find('waiting').textContent = `It does not run: ${error.message}`;
  });
};

startTheme();
startEditor(show);
find('run').addEventListener('click', start);
way.addEventListener('change', () => show(currentFlows()));
startShortcuts({
  r: start,
  c: () => find('click-me').focus(),
  f: addFlow,
  d: toggleTheme,
  ...Object.fromEntries([...programs.map(({ id }) => id), 'own'].map((id, index) => [index + 1, () => choose(id)])),
});
document.body.dataset.state = 'ready';
