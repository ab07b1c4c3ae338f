// Runs the user's program with the debugger, and draws its time line while it runs.
import { drawGraph } from '../../../../src/debug/page.js';

type Library = typeof import('./library.js');
const address = '/library.js';
const { graph, onLost } = (await import(address)) as Library;

const [state, list, drawing] = ['state', 'lost', 'drawing'].map(id => document.getElementById(id)!) as [HTMLElement, HTMLElement, HTMLElement];
onLost(({ text }) => {
  const item = document.createElement('li');
  const words = document.createElement('pre');
  words.textContent = text.replace(/^asynccontext\/debug: /, '');
  item.append(words);
  list.append(item);
});

let drawn = '';
function draw(): void {
  const data = graph();
  const key = JSON.stringify(data);
  if (key === drawn) return;
  drawn = key;
  drawing.innerHTML = drawGraph(data);
}
setInterval(draw, 500);

const program = '/program.js';
try {
  await import(program);
  state.textContent = 'The program was evaluated. What it has started is drawn as it runs.';
} catch (error) {
  state.textContent = `It does not run: ${String(error)}`;
}
draw();
document.body.dataset['state'] = 'ready';
