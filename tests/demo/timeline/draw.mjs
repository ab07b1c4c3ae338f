// The picture as SVG: a panel for each run, with a lane for each request. The lane has the request's steps, coloured by the user that each saw.
import { box, cross, line, STYLE, text } from './look.mjs';
import { NAMES } from './program.mjs';
import { isWrong } from './runs.mjs';

const WIDTH = 880;
const HEIGHT = 548;
const MARGIN = 28;
const FIRST = 84; // the left end of the first step's column
const PILL = 24;
const TITLE = 'One program, run twice: whose request does each step think it is?';
const WAYS = {
  start: 'the request comes in',
  await: 'after a timer’s promise',
  async: 'after an async function',
  timer: 'in a timer’s callback',
  then: 'in a promise’s then',
};

const userClass = name => `user${NAMES.indexOf(name)}`;
const inkClass = name => `on${NAMES.indexOf(name)}`;

/** The positions of the columns, one for each step. */
function columnsOf(steps) {
  const width = (WIDTH - MARGIN - FIRST) / steps.length;
  return { width, left: index => FIRST + index * width, middle: index => FIRST + (index + 0.5) * width };
}

/** A step: a pill with the name of the user that it saw. */
function pill(step, x, y, width) {
  const wrong = isWrong(step);
  const { owner, seen } = step;
  const middle = x + width / 2;
  return [
    box(x + 3, y - PILL / 2, width - 6, PILL, 7, userClass(seen)),
    // Moved to the left where the pill also has a mark.
    text(middle - (wrong ? 2 : 0), y + 4.2, seen, `on middle ${inkClass(seen)}`),
    ...(wrong ? [cross(x + width - 4, y - 12), text(middle, y + 25, `not ${owner}`, 'bad small middle')] : []),
  ];
}

function lane(steps, name, y) {
  const { width, left, middle } = columnsOf(steps);
  const own = steps.flatMap(({ owner }, index) => (owner === name ? [index] : []));
  return [
    text(MARGIN, y + 4.2, name, 'strong'),
    line(middle(own[0]), y, middle(own.at(-1)), y, `wait ${userClass(name)}`),
    ...own.flatMap(index => pill(steps[index], left(index), y, width)),
  ];
}

/** The value of a variable that all requests share. Each step sees this value, so neighbouring steps that see the same one are one piece. */
function held(steps, y) {
  const { width, left } = columnsOf(steps);
  const starts = steps.flatMap(({ seen }, index) => (seen === steps[index - 1]?.seen ? [] : [index]));
  const pieces = starts.flatMap((start, piece) => {
    const { seen } = steps[start];
    const length = (starts[piece + 1] ?? steps.length) - start;
    return [
      box(left(start), y - 8, length * width, 16, 0, `held ${userClass(seen)}`),
      text(left(start) + 6, y + 3.5, `user = '${seen}'`, `code ${inkClass(seen)}`),
    ];
  });
  return [text(MARGIN, y + 4, 'it holds', 'soft'), ...pieces];
}

function verdictOn(steps) {
  const wrong = steps.filter(isWrong).length;
  return wrong ? `${wrong} of ${steps.length} steps see somebody else’s user` : `all ${steps.length} steps see their own user`;
}

function panel(steps, title, top, laneTop, laneHeight) {
  const { left } = columnsOf(steps);
  const bottom = laneTop + NAMES.length * laneHeight;
  return [
    text(MARGIN, top, title, 'panel'),
    text(WIDTH - MARGIN, top, verdictOn(steps), `strong end ${steps.some(isWrong) ? 'bad' : 'good'}`),
    ...Array.from({ length: steps.length + 1 }, (_, index) => line(left(index), laneTop, left(index), bottom, 'grid')),
    ...NAMES.flatMap((name, index) => lane(steps, name, laneTop + (index + 0.5) * laneHeight)),
  ];
}

function axis(steps, top) {
  const { middle } = columnsOf(steps);
  return [
    line(FIRST, top, WIDTH - MARGIN, top, 'rule'),
    text(MARGIN, top + 16, 'time →', 'soft'),
    ...steps.map(({ way }, index) => text(middle(index), top + 16, way, 'soft small middle')),
  ];
}

function legend(y) {
  const [name] = NAMES;
  const ways = Object.entries(WAYS).map(([way, meaning]) => `<tspan class="strong">${way}</tspan> ${meaning}`);
  return [
    ...pill({ owner: name, seen: name }, MARGIN - 3, y, 51),
    text(MARGIN + 55, y + 4.2, 'a step, with the user that it sees', 'soft'),
    cross(MARGIN + 312, y),
    text(MARGIN + 326, y + 4.2, 'somebody else’s', 'soft'),
    line(MARGIN + 484, y, MARGIN + 514, y, `wait ${userClass(name)}`),
    text(MARGIN + 524, y + 4.2, 'the request waits', 'soft'),
    text(MARGIN, y + 34, ways.join(' · '), 'soft small'),
  ];
}

/**
 * Draws both runs.
 *
 * @param runs - What `runBoth` returns.
 * @returns An SVG document, readable on light and dark pages. It depends on the runs alone.
 */
export function draw({ byHand, withLibrary }) {
  const description =
    `Requests that overlap: ${NAMES.join(', ')}. With a shared variable, ${verdictOn(byHand)}; ` + `with AsyncContext.Variable, ${verdictOn(withLibrary)}.`;
  const parts = [
    text(MARGIN, 42, TITLE, 'title'),
    ...panel(byHand, 'A shared variable', 82, 122, 46),
    ...held(byHand, 104),
    ...panel(withLibrary, 'AsyncContext.Variable', 300, 314, 40),
    ...axis(withLibrary, 440),
    ...legend(490),
  ];
  const size = `viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="timeline-title timeline-desc">
<title id="timeline-title">${TITLE}</title>
<desc id="timeline-desc">${description}</desc>
<style>${STYLE}
</style>
${box(0.5, 0.5, WIDTH - 1, HEIGHT - 1, 8, 'ground')}
${parts.join('\n')}
</svg>
`;
}
