// The log: how a line is written, and how it is later checked against what the load generator knows it has sent.
const clock = time => new Date(time).toISOString().slice(11, 23);

const LINE = /^\S+ id=(?<id>\S+) user=(?<user>\S+) until=(?<until>\S+) order=(?<order>\d+) (?<step>.+)$/;

/**
 * Writes a line of the log.
 *
 * @param request - Whom the line is for: id, user and deadline (milliseconds since the epoch); all undefined where the context is lost.
 * @param order - The number of the order that is worked on. It is what the request is about, passed by hand in both apps; each request
 *   has its own, so it tells whose line this should have been.
 * @param step - What happened.
 */
export function formatLine({ id, user, deadline }, order, step) {
  const until = deadline === undefined ? '-' : clock(deadline);
  return `${clock(Date.now())} id=${id ?? '-'} user=${user ?? '-'} until=${until} order=${order} ${step}`;
}

/**
 * Compares lines with the requests as they were sent.
 *
 * @param lines - The lines of one server.
 * @param sent - The load generator's own record: the number of an order to the id, user and deadline that it sent for it.
 * @returns How many lines were checked, how many of them name another request, and how many miss something; and the first bad one.
 */
export function checkLines(lines, sent) {
  const counts = { checked: 0, wrong: 0, none: 0, firstBad: undefined };
  for (const line of lines) {
    counts.checked++;
    const found = LINE.exec(line)?.groups;
    const truth = sent.get(Number(found?.order));
    if (found && truth && found.id === truth.id && found.user === truth.user && found.until === clock(truth.deadline)) continue;
    if (found && [found.id, found.user, found.until].includes('-')) counts.none++;
    else counts.wrong++;
    counts.firstBad ??= line;
  }
  return counts;
}

const distinct = (lines, group) => new Set(lines.map(line => LINE.exec(line)?.groups[group])).size;

/** Neighbouring lines of a log, from where most different requests and steps meet. */
export function sampleOf(lines, count) {
  let sample = [];
  let most = 0;
  for (let i = 0; i + count <= lines.length; i += count) {
    const neighbours = lines.slice(i, i + count);
    const variety = distinct(neighbours, 'order') * distinct(neighbours, 'step');
    if (variety > most) [sample, most] = [neighbours, variety];
  }
  return sample;
}
