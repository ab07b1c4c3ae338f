// The log: writes lines, and checks them against the load generator's record of what it has sent.
const clock = time => new Date(time).toISOString().slice(11, 23);

const LINE = /^\S+ id=(?<id>\S+) user=(?<user>\S+) until=(?<until>\S+) order=(?<order>\d+) (?<step>.+)$/;

/**
 * Writes a line of the log.
 *
 * @param request - The request of the line: id, user and deadline (milliseconds since the epoch); all undefined where the context is lost.
 * @param order - The number of the order that the request is about. Both apps pass it by hand, and each request has its own, so it tells whose line this
 *   should have been.
 * @param step - What happened.
 */
export function formatLine({ id, user, deadline }, order, step) {
  const until = deadline === undefined ? '-' : clock(deadline);
  return `${clock(Date.now())} id=${id ?? '-'} user=${user ?? '-'} until=${until} order=${order} ${step}`;
}

/**
 * Compares lines with the requests that were sent.
 *
 * @param lines - The lines of one server.
 * @param sent - The load generator's own record: by the number of an order, the id, user and deadline that it sent for it.
 * @returns How many lines were checked, how many name another request, how many miss something; and the first bad line.
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

/** Neighbouring lines of a log, from the place with the most different requests and steps. */
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
