/** How long a run and its workers have to come to their end before what is left of them is killed. */
const deadlineMs = 8000;

export interface ShutdownSteps {
  /** Stops the run, keeps what it measured, ends the workers. */
  close(): Promise<void>;
  /** Ends whatever is left, at once. */
  endAll(): Promise<void>;
  exit(): void;
  onProblem(message: string, error: unknown): void;
}

/** Ends the program once and in order: what is measured is kept if it can be within the deadline; no process is left. */
export class Shutdown {
  readonly #steps: ShutdownSteps;
  #begun = false;

  constructor(steps: ShutdownSteps) {
    this.#steps = steps;
  }

  /** Begins to end the program; further calls change nothing. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), deadlineMs);
    });
    try {
      const outcome = await Promise.race([deadline, this.#steps.close()]);
      if (outcome === 'late') this.#steps.onProblem(`A run did not come to its end within ${deadlineMs} ms`, undefined);
    } catch (error) {
      this.#steps.onProblem('A run did not come to its end', error);
    }
    clearTimeout(timer);
    try {
      await this.#steps.endAll();
    } catch (error) {
      this.#steps.onProblem('A worker could not be ended', error);
    }
    this.#steps.exit();
  }
}
