// A sound.

/** A second of silence, in 8 bits. */
export function wave(): ArrayBuffer {
  const size = 8000;
  const bytes = new Uint8Array(44 + size).fill(128, 44);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) =>
    bytes.set(
      [...value].map(letter => letter.charCodeAt(0)),
      at,
    );
  text(0, 'RIFF');
  view.setUint32(4, 36 + size, true);
  text(8, 'WAVEfmt ');
  [
    [16, 16],
    [24, 8000],
    [28, 8000],
    [40, size],
  ].forEach(([at, value]) => view.setUint32(at!, value!, true));
  [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ].forEach(([at, value]) => view.setUint16(at!, value!, true));
  text(36, 'data');
  return bytes.buffer;
}
