// The traced page: two buttons, each of which starts a flow through native await, timers, fetch and XMLHttpRequest.
import { trace } from '@opentelemetry/api';

const tracer = trace.getTracer('application');
const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

function get(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', path);
    request.onload = () => resolve(request.responseText);
    request.onerror = reject;
    request.send();
  });
}

/** Wraps a step into a span; spans that the step starts are its children. */
const step = <T>(name: string, run: () => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(name, async span => {
    try {
      return await run();
    } finally {
      span.end();
    }
  });

// The two flows wait for each other, so that they overlap even if a click takes long.
let clicks = 0;
let bothClicked!: () => void;
const both = new Promise<void>(resolve => (bothClicked = resolve));

/** The flow that a click starts. The two buttons' flows alternate at every await. */
async function flow(id: string): Promise<void> {
  if (++clicks === 2) bothClicked();
  await both;
  await null;
  await fetch(`/api/first?flow=${id}`);
  await step(`${id}: load`, async () => {
    await after(5);
    await get(`/api/second?flow=${id}`);
    await Promise.all([
      fetch(`/api/third?flow=${id}`),
      step(`${id}: inner`, async () => {
        await Promise.resolve();
        await get(`/api/fourth?flow=${id}`);
      }),
    ]);
  });
  await new Promise<void>(resolve => setTimeout(() => void fetch(`/api/fifth?flow=${id}`).then(() => resolve()), 3));
  await step(`${id}: last`, () => after(1));
}

/** Puts the buttons into the page. Returns a promise for each flow that their clicks start. */
export function startApplication(): Record<string, Promise<void>> {
  return Object.fromEntries(
    ['a', 'b'].map(id => {
      const button = document.body.appendChild(document.createElement('button'));
      button.id = button.textContent = id;
      return [
        id,
        new Promise<void>((resolve, reject) => {
          button.addEventListener('click', () => void flow(id).then(resolve, reject));
        }),
      ];
    }),
  );
}

/** The tree of one flow's trace: the page's spans and, below its requests, the server's; siblings sorted by name. */
export const expectedTree = (id: string): string[] => [
  'click',
  ...['  GET /api/fifth', '    server /api/fifth', '      query /api/fifth'],
  ...['  GET /api/first', '    server /api/first', '      query /api/first'],
  `  ${id}: last`,
  `  ${id}: load`,
  ...['    GET /api/second', '      server /api/second', '        query /api/second'],
  ...['    GET /api/third', '      server /api/third', '        query /api/third'],
  `    ${id}: inner`,
  ...['      GET /api/fourth', '        server /api/fourth', '          query /api/fourth'],
];
