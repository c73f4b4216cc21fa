/** Works in the tree for a simulated day, and prints the heap after each hour, in bytes, as JSON. */
import { setImmediate as turn } from 'node:timers/promises';
import { until } from '../../../src/core/lifetime.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import { person } from '../../unit/ui/fakes/editor.ts';
import { now, openDesk, pages, registryOf, row } from '../../unit/ui/fakes/desk.ts';
import { hours, rows } from './day.ts';

const millisecondsPerHour = 3_600_000;
const robots = row('robots', { hasChildren: true });

/** What is collected is collected before it is measured. */
const collect = globalThis.gc;
if (collect === undefined) throw new Error('start with --expose-gc');

person.settings.set('registryTokens.pageSize', 2000);

let hour = 0;
const desk = await openDesk(
  registryOf({
    roots: () => pages([robots]),
    children: () => pages(Array.from({ length: rows }, (_, index) => robot(index))),
  }),
);
const { tree, clock } = desk;

const heap: number[] = [];
for (hour = 1; hour <= hours; hour += 1) {
  clock.advance(millisecondsPerHour);
  await work();
  // Finalizers, and what they let go, take their turns.
  for (let round = 0; round < 3; round += 1) {
    await turn();
    collect();
  }
  heap.push(process.memoryUsage().heapUsed);
}
process.stdout.write(JSON.stringify(heap));
process.exit();

/** Opens everything, filters it, shows it all again, and closes it. */
async function work(): Promise<void> {
  tree.refresh();
  const [account] = await tree.getChildren();
  const [branch] = await tree.getChildren(account);
  if (account === undefined || branch?.type !== 'item') throw new Error('there is no list');
  tree.expanded(branch);
  draw(await tree.getChildren(branch));
  tree.filters.set(branch.id, '7');
  draw(await tree.getChildren(branch));
  tree.filters.set(branch.id, '');
  for (let shown = 0; shown < rows;) {
    const all = await tree.getChildren(branch);
    draw(all);
    if (all.at(-1)?.type !== 'more') break;
    shown = all.length;
    tree.more(branch);
  }
  tree.seen(true);
  tree.collapsed(branch);
  tree.seen(false);
}

function draw(nodes: Awaited<ReturnType<typeof tree.getChildren>>): void {
  for (const node of nodes) tree.getTreeItem(node);
}

/** Every second robot is another one each hour, as those of builds are. */
function robot(index: number): Item {
  const name = index % 2 === 0 ? `service-${index}` : `build-${hour}-${index}`;
  return row(name, {
    path: ['robots', name],
    type: 'robot',
    description: `acme+${name}, used an hour ago`,
    lifetime: until(now + (index + 1) * millisecondsPerHour),
  });
}
