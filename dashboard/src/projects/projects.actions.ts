import { hub, type ProjectAgent, type ProjectAgentCreate, type ProjectCreate, type ProjectUpdate } from "../hub.ts";

export type ProjectDetails = ProjectCreate;
export type ProjectChanges = Partial<ProjectUpdate>;
export type AgentDetails = ProjectAgentCreate;

export async function createProject(data: ProjectDetails): Promise<number> {
  return (await hub.projects.projectsCreate({ data })).id;
}

export async function changeProject(project: number, data: ProjectChanges): Promise<void> {
  await hub.projects.projectsPartialUpdate({ project, data });
}

/** With its jobs. The hub refuses while some of them are active. */
export async function deleteProject(project: number): Promise<void> {
  await hub.projects.projectsDelete({ project });
}

export async function addAgent(project: number, data: AgentDetails): Promise<void> {
  await hub.projects.projectsAgentsCreate({ project, data });
}

export async function changeAgent({ project, id }: ProjectAgent, role: AgentDetails["role"]): Promise<void> {
  await hub.projects.projectsAgentsPartialUpdate({ project, agent: id, data: { role } });
}

export async function removeAgent({ project, id }: ProjectAgent): Promise<void> {
  await hub.projects.projectsAgentsDelete({ project, agent: id });
}
