// The common parts of the plots.

// The colours differ in lightness too, for people who see fewer colours. The background is drawn, since an image does not know the theme of the page around
// it.
const STYLE = `
  text { font-family: -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, 'DejaVu Sans', sans-serif; font-size: 12px; fill: #1f2328 }
  .ground { fill: #ffffff; stroke: #d1d9e0 } .grid { stroke: #e4e8ec } .axis { stroke: #9aa4ae }
  .title { font-size: 20px; font-weight: 600 } .panel { font-size: 14px; font-weight: 600 }
  .soft { fill: #59636e } .tick, .value { font-size: 10px } .tick { fill: #59636e } .end { text-anchor: end } .middle { text-anchor: middle }
  .value { paint-order: stroke; stroke: #ffffff; stroke-width: 3px; stroke-linejoin: round }
  .none { stroke: #59636e; stroke-width: 1.5; stroke-dasharray: 3 3 }
  .s0 { fill: #0969da; stroke: #0969da } .s1 { fill: #57606a; stroke: #57606a } .s2 { fill: #d4770c; stroke: #d4770c }
  .s3 { fill: #b59ae6; stroke: #8f6bd6 } .s4 { fill: #6bbf8a; stroke: #2c974b } .hollow { fill: none; stroke-width: 1.5 }
  .ours { font-weight: 700 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .ground { fill: #0d1117; stroke: #3d444d } .grid { stroke: #262c36 } .axis { stroke: #656c76 }
    .value { stroke: #0d1117 } .soft, .tick { fill: #9198a1 } .none { stroke: #9198a1 }
    .s0 { fill: #4493f8; stroke: #4493f8 } .s1 { fill: #b7bdc8; stroke: #b7bdc8 } .s2 { fill: #e08e2b; stroke: #e08e2b }
    .s3 { fill: #7b5fc0; stroke: #a98bf0 } .s4 { fill: #2f7d4a; stroke: #57ab6f } .hollow { fill: none }
  }`;

const escaped = text => `${text}`.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
export const text = (x, y, words, classes = '') => `<text x="${round(x)}" y="${round(y)}" class="${classes}">${escaped(words)}</text>`;
export const line = (x1, y1, x2, y2, classes) => `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" class="${classes}"/>`;
export const rect = (x, y, width, height, classes) =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="1.5" class="${classes}"/>`;
const round = value => Math.round(value * 10) / 10;

/** A time in nanoseconds as a label of an axis. */
export function withUnit(nanoseconds) {
  const unit = ['ns', 'µs', 'ms', 's'][Math.floor(Math.log10(nanoseconds) / 3 + 1e-9)];
  return `${nanoseconds / { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 }[unit]} ${unit}`;
}

/** An SVG document, readable on light and dark pages. */
export function document({ title, width, height, parts }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(height)}" width="${width}" height="${round(height)}" role="img">
<title>${escaped(title)}</title>
<style>${STYLE}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${round(height - 1)}" rx="8" class="ground"/>
${parts.join('\n')}
</svg>
`;
}
