import { formatInstant } from '../../core/instant.ts';
import { oneLine } from '../../core/one-line.ts';
import type { Detail } from '../../registries/contract/item.ts';

/** A detail as one line of a text. */
export const detailLine = ({ label, value }: Detail): string =>
  oneLine(`${label}: ${typeof value === 'string' ? value : formatInstant(value.instant).local}`);
