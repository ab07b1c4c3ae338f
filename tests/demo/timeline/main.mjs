// Runs the program twice, and draws timeline.svg from the results.
import { writeFile } from 'node:fs/promises';
import { draw } from './draw.mjs';
import { isWrong, runBoth } from './runs.mjs';

const { byHand, withLibrary } = await runBoth();
await writeFile(new URL('timeline.svg', import.meta.url), draw({ byHand, withLibrary }));

const inWords = steps => `${steps.filter(isWrong).length} of ${steps.length} steps see the wrong user`;
console.log(`a shared variable: ${inWords(byHand)}`);
console.log(`AsyncContext.Variable: ${inWords(withLibrary)}`);
console.log('drawn: timeline.svg');
