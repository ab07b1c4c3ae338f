// How to run the model test again: environment variables, handed on to the bundles of browsers as a constant.
const { MODEL_SEED, MODEL_STEPS, MODEL_ONLY, MODEL_WITHOUT } = process.env;

/**
 * For the option `build` of a suite.
 * @param {string[]} [without] kinds of steps, or groups of them, to leave out
 */
export const define = (without = []) => ({
  MODEL: JSON.stringify({ MODEL_SEED, MODEL_STEPS, MODEL_ONLY, MODEL_WITHOUT: [...without, ...(MODEL_WITHOUT ? [MODEL_WITHOUT] : [])].join() }),
});
