// Runs the program in the frame, a realm of its own without the library: with one variable, kept by hand.
import { runProgram, type ContextVariable } from '../program/run-program.js';

/** The ways to keep a variable by hand. */
export const ways: Readonly<Record<'restored' | 'left', () => ContextVariable>> = {
  /** Set for a call, and restored as soon as the call returns: at the flow's first await. */
  restored() {
    let current: string | undefined;
    return {
      run(value, fn) {
        const before = current;
        current = value;
        try {
          return fn();
        } finally {
          current = before;
        }
      },
      get: () => current,
    };
  },
  /** Set when a flow starts, and left until the next one starts. */
  left() {
    let current: string | undefined;
    return {
      run(value, fn) {
        current = value;
        return fn();
      },
      get: () => current,
    };
  },
};

/** The frame's global, as the page sees it. */
export interface Frame extends Window {
  runWithout?: (way: keyof typeof ways, ...rest: Rest) => ReturnType<typeof runProgram>;
}

type Rest = Parameters<typeof runProgram> extends [infer Flows, ContextVariable, ...infer Others] ? [Flows, ...Others] : never;

(window as Frame).runWithout = (way, flows, ...others) => runProgram(flows, ways[way](), ...others);
