import {
  ClusterLife,
  clusterStories,
  type ClusterPlan,
  type ClusterStory,
} from './cluster-life.ts';
import { Points } from './points.ts';

/** What the parent says: the story, and the point that the process does not outlive. */
interface Sentence extends ClusterPlan {
  readonly story: ClusterStory;
  readonly at: number;
}

const sentence = JSON.parse(process.argv[2] ?? '') as Sentence;
const points = new Points(sentence.at);
const life = await ClusterLife.begin(sentence);
points.begin();
await clusterStories[sentence.story](life);
// Nothing was left to be killed at.
process.exit(0);
