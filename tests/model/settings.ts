// How a run of the model test is asked to differ from the usual: README.md says by which variables.

type Setting = 'MODEL_SEED' | 'MODEL_STEPS' | 'MODEL_ONLY' | 'MODEL_WITHOUT';
type Settings = Readonly<Partial<Record<Setting, string>>>;
/** A constant of the bundle in browsers; see settings.mjs. */
declare const MODEL: Settings;

const settings: Settings = typeof MODEL === 'object' ? MODEL : process.env;
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const list = (text: string | undefined) => (text ? text.split(',').map(name => name.trim()) : undefined);

/** The seed of the first program, and how many steps instead of the usual number. */
export const seed = number(settings.MODEL_SEED);
export const steps = number(settings.MODEL_STEPS);
/** The only kinds of steps, or those to leave out in addition to the usual: names of kinds or of groups. */
export const only = list(settings.MODEL_ONLY);
export const without = list(settings.MODEL_WITHOUT) ?? [];
