// Fails, on a line that the test knows.
interface Problem {
  readonly reason: string;
}

export async function fail(problem: Problem): Promise<never> {
  await null;
  throw new Error(problem.reason); // here
}
