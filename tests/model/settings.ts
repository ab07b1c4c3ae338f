// The settings of a run of the model test. README.md describes their variables.

type Setting = 'MODEL_SEED' | 'MODEL_STEPS' | 'MODEL_ONLY' | 'MODEL_WITHOUT';
type Settings = Readonly<Partial<Record<Setting, string>>>;
/** A constant of the bundle in browsers: see settings.mjs. */
declare const MODEL: Settings;

const settings: Settings = typeof MODEL === 'object' ? MODEL : process.env;
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const list = (text: string | undefined) => (text ? text.split(',').map(name => name.trim()) : undefined);

/** The seed of the first program, and the number of steps instead of the usual one. */
export const seed = number(settings.MODEL_SEED);
export const steps = number(settings.MODEL_STEPS);
/** The only kinds of steps to use, or those to leave out in addition to the usual ones: names of kinds or of groups. */
export const only = list(settings.MODEL_ONLY);
export const without = list(settings.MODEL_WITHOUT) ?? [];
