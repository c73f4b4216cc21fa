import { story as tellStory } from '../story.ts';
import type { Step } from '../story.ts';
import { startPlayground } from './playground.ts';
import type { Playground, PlaygroundOptions } from './playground.ts';

/** A story in a workbench to which the sandbox's Quay account is offered. */
export function story(
  title: string,
  options: PlaygroundOptions,
  tell: (step: Step<Playground>) => void,
): void {
  tellStory(title, () => startPlayground(options), tell);
}
