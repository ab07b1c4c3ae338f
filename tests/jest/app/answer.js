export const answer = () => 'the real one';
export const seen = globalThis.look?.();
