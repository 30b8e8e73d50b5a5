/**
 * Finds the projects that requests name, with the role of who asks. Requests that arrive together and ask the same share one look-up, which
 * begins after they came: so what one of them is told is never older than itself, and nothing has to be remembered or forgotten.
 */

import { GroupCommit } from "../../core/group-commit.ts";
import type { Database } from "../../database/connect.ts";
import { parseId } from "../http/validation.ts";
import { type Caller, type ProjectAccess, projectAccessById, projectAccessByName } from "./access.store.ts";

interface Question {
  readonly caller: Caller;
  /** Id, name, or `account/name`. */
  readonly project: string;
}

/** Groups under way at once: a slow one does not hold up the next. */
const CONCURRENCY = 4;

export class ProjectLookup {
  readonly #database: Database;
  readonly #questions: GroupCommit<Question, Promise<ProjectAccess[]>>;

  constructor(database: Database) {
    this.#database = database;
    this.#questions = new GroupCommit({ write: (questions) => this.#answer(questions), concurrency: CONCURRENCY });
  }

  /** All that the text may mean. */
  async find(caller: Caller, project: string): Promise<ProjectAccess[]> {
    return await this.#questions.add({ caller, project });
  }

  /** Each question is asked once. What is wrong with one does no harm to the others. */
  async #answer(questions: readonly Question[]): Promise<Promise<ProjectAccess[]>[]> {
    const answers = new Map<string, Promise<ProjectAccess[]>>();
    const found = questions.map((question) => {
      const key = `${question.caller?.id} ${question.caller?.isStaff} ${question.project}`;
      const answer = answers.get(key) ?? this.#ask(question);
      answers.set(key, answer);
      return answer;
    });
    await Promise.allSettled(answers.values());
    return found;
  }

  async #ask({ caller, project }: Question): Promise<ProjectAccess[]> {
    const id = parseId(project);
    if (id !== null) return projectAccessById(this.#database, caller, id);
    const [name = "", account = null, ...more] = project.split("/").reverse();
    return more.length > 0 || project.includes("\0") ? [] : projectAccessByName(this.#database, caller, name, account);
  }
}
