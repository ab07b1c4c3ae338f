// The picture's SVG elements, and their colours on light and on dark pages.

// The three users differ in lightness as well as in hue, so that they can be told apart with fewer colours and on grey paper. The background is drawn, since
// an image does not know the theme of the page around it.
export const STYLE = `
  text { font: 12px -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, 'DejaVu Sans', sans-serif; fill: #1f2328 }
  .ground { fill: #fff; stroke: #d1d9e0 } .rule { stroke: #d1d9e0 } .grid { stroke: #eceff2 } .soft { fill: #59636e }
  .title { font-size: 20px; font-weight: 600 } .panel { font-size: 15px; font-weight: 600 } .strong { font-weight: 600 }
  .small { font-size: 11px } .middle { text-anchor: middle } .end { text-anchor: end }
  .code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 10.5px }
  .bad { fill: #cf222e } .good { fill: #1a7f37 } .cross circle { fill: #cf222e; stroke: #fff; stroke-width: 1.5 }
  .cross path { stroke: #fff; stroke-width: 1.8; stroke-linecap: round }
  .user0 { fill: #1551b5; stroke: #1551b5 } .user1 { fill: #f5b83d; stroke: #9a6700 } .user2 { fill: #7ad3b6; stroke: #14795a }
  .held { stroke: none } .wait { stroke-width: 2.5 } .on { font-weight: 500 } .on0 { fill: #fff } .on1, .on2 { fill: #1f2328 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .ground { fill: #0d1117; stroke: #3d444d } .rule { stroke: #3d444d } .grid { stroke: #21262d }
    .soft { fill: #9198a1 } .bad { fill: #ff7b72 } .good { fill: #3fb950 } .cross circle { fill: #da3633; stroke: #0d1117 }
    .user0 { fill: #2f6fe0; stroke: #5c94f5 } .user1 { fill: #f2b134; stroke: #f2b134 } .user2 { fill: #7adcbc; stroke: #7adcbc }
    .on0 { fill: #fff } .on1, .on2 { fill: #0d1117 }
  }`;

const round = value => Math.round(value * 10) / 10;

function element(name, attributes, content) {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : value}"`);
  return `<${name}${list.join('')}${content === undefined ? '/>' : `>${content}</${name}>`}`;
}

export const text = (x, y, words, classes) => element('text', { x, y, class: classes }, words);
export const line = (x1, y1, x2, y2, classes) => element('line', { x1, y1, x2, y2, class: classes });
export const box = (x, y, width, height, radius, classes) => element('rect', { x, y, width, height, rx: radius, class: classes });

/** The mark of a wrong step, around a point. */
export function cross(x, y) {
  const transform = `translate(${round(x)} ${round(y)})`;
  return element('g', { class: 'cross', transform }, '<circle r="7"/><path d="M-2.4-2.4 2.4 2.4M2.4-2.4-2.4 2.4"/>');
}
