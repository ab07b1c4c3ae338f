// The environment variables that configure a run of the model test, passed to the browsers' bundles as a constant.
const { MODEL_SEED, MODEL_STEPS, MODEL_ONLY, MODEL_WITHOUT } = process.env;

/**
 * Makes the option `build` of a suite.
 * @param {string[]} [without] kinds of steps, or groups of them, to leave out
 */
export const define = (without = []) => ({
  MODEL: JSON.stringify({ MODEL_SEED, MODEL_STEPS, MODEL_ONLY, MODEL_WITHOUT: [...without, ...(MODEL_WITHOUT ? [MODEL_WITHOUT] : [])].join() }),
});
